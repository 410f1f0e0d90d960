/** How large pictures are shown. */

const LEAST = 96;

/** Small pictures are shown so many times larger, so that their pixels can be seen. */
export const magnification = (width: number, height: number): number =>
  Math.max(1, Math.floor(LEAST / Math.max(width, height, 1)));
