/** What lies beyond the border of a row of samples, and images with margins made so. */
import { allocate, fromUnitValues, likeImage, type PixelImage, unitValues } from './pixel-image.ts';

/**
 * 'Fixed' repeats the border sample, 'Periodic' starts again, 'Reflected' mirrors about the border sample (dcb|abcd|cba without
 * repeating it), 'Reversed' mirrors with the border sample repeated; numbers are a constant color, one value a channel
 * (or one for all), where 1 is the maximum.
 */
export type Padding = 'Fixed' | 'Periodic' | 'Reflected' | 'Reversed' | readonly number[];

/** The sample of 0 .. length-1 that stands for sample i; -1 where a constant color stands. */
export function paddedIndex(i: number, length: number, padding: Padding): number {
  if (i >= 0 && i < length) return i;
  const wrapped = (period: number) => ((i % period) + period) % period;
  switch (padding) {
    case 'Fixed':
      return i < 0 ? 0 : length - 1;
    case 'Periodic':
      return wrapped(length);
    case 'Reversed': {
      const k = wrapped(2 * length);
      return k < length ? k : 2 * length - 1 - k;
    }
    case 'Reflected': {
      if (length === 1) return 0;
      const k = wrapped(2 * length - 2);
      return k < length ? k : 2 * length - 2 - k;
    }
    default:
      return -1;
  }
}

/** The constant color of a padding for each channel; a missing alpha value is 1. */
export const constantColor = (padding: Padding, image: PixelImage): number[] =>
  Array.from({ length: image.channels }, (_, c) => {
    if (typeof padding === 'string') return 0;
    if (c < padding.length && !(image.alpha && c === image.channels - 1 && padding.length === 1)) return padding[c]!;
    return image.alpha && c === image.channels - 1 ? 1 : (padding[0] ?? 0);
  });

export interface Margins {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Adds margins in pixels; negative ones take away. Undefined when nothing would be left. */
export function padImage(image: PixelImage, margins: Margins, padding: Padding): PixelImage | undefined {
  const { left, right, bottom, top } = margins;
  const { channels, type } = image;
  const width = image.width + left + right;
  const height = image.height + top + bottom;
  if (width < 1 || height < 1) return undefined;
  const constant = fromUnitValues({ width: 1, height: 1, channels, type }, constantColor(padding, image)).data;
  const data = allocate(type, width * height * channels);
  const columns = Array.from({ length: width }, (_, x) => paddedIndex(x - left, image.width, padding));
  let to = 0;
  for (let y = 0; y < height; y++) {
    const row = paddedIndex(y - top, image.height, padding);
    for (const column of columns) {
      const from = (row * image.width + column) * channels;
      for (let c = 0; c < channels; c++) data[to++] = row < 0 || column < 0 ? constant[c]! : image.data[from + c]!;
    }
  }
  return likeImage(image, width, height, data);
}

/** The rectangle of pixels from (left, top), which must lie inside. */
export function cropImage(
  image: PixelImage,
  left: number,
  top: number,
  width: number,
  height: number,
): PixelImage | undefined {
  const margins = { left: -left, top: -top, right: left + width - image.width, bottom: top + height - image.height };
  return padImage(image, margins, 'Fixed');
}

/** Largest difference, 1 being the maximum, that still counts as the border's color when a border is searched. */
const SAME_COLOR = 1 / 512;

/** The widths of the uniform border, of the color of the upper left pixel; undefined when the image is of one color. */
export function uniformBorder(image: PixelImage): Margins | undefined {
  const { width, height, channels } = image;
  const values = unitValues(image);
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++)
        if (Math.abs(values[(y * width + x) * channels + c]! - values[c]!) > SAME_COLOR) {
          left = Math.min(left, x);
          right = Math.max(right, x);
          top = Math.min(top, y);
          bottom = Math.max(bottom, y);
        }
  return right < 0 ? undefined : { left, right: width - 1 - right, top, bottom: height - 1 - bottom };
}
