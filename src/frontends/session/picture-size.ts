/** How large pictures are shown. */

/** Small pictures grow until their smaller side is so long, or their larger one (pixels). */
const SMALLER = 96;
const LARGER = 480;

/** Small pictures are shown so many times larger, so that their pixels can be seen. */
export const magnification = (width: number, height: number): number =>
  Math.max(
    1,
    Math.floor(Math.min(SMALLER / Math.max(1, Math.min(width, height)), LARGER / Math.max(1, width, height))),
  );
