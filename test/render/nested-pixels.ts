/** Images as nested plain arrays, as tests write them. */
import { allocate, type PixelImage, type PixelType, pixelAt, pixelImage } from '../../src/render/pixels/pixel-image.ts';

/** Rows of values (gray) or of pixels, as nested plain arrays. */
export type NestedPixels = readonly (readonly (number | readonly number[])[])[];

/** An image from nested plain arrays in the type's own numbers (bytes 0 to 255, reals 0 to 1); undefined when they are ragged or empty. */
export function fromNested(rows: NestedPixels, type: PixelType): PixelImage | undefined {
  const height = rows.length;
  const width = rows[0]?.length ?? 0;
  const first = rows[0]?.[0];
  if (first === undefined) return undefined;
  const channels = typeof first === 'number' ? 1 : first.length;
  const data = allocate(type, width * height * channels);
  let at = 0;
  for (const row of rows) {
    if (row.length !== width) return undefined;
    for (const pixel of row) {
      if (typeof pixel === 'number') {
        if (typeof first !== 'number') return undefined;
        data[at++] = pixel;
      } else {
        if (typeof first === 'number' || pixel.length !== channels) return undefined;
        for (const value of pixel) data[at++] = value;
      }
    }
  }
  return channels > 0 ? pixelImage({ width, height, channels, type }, data) : undefined;
}

/** Nested plain arrays of the image's own numbers: rows of values for one channel, else rows of pixels. */
export function toNested(image: PixelImage): (number | number[])[][] {
  const { width, height, channels } = image;
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => (channels === 1 ? image.data[y * width + x]! : pixelAt(image, x, y))),
  );
}
