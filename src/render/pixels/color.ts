/** Colors of whole images: color spaces, negatives, thresholds, transparency. Numbers have 1 as maximum. */
import {
  type ColorSpace,
  colorChannels,
  fromUnitValues,
  type PixelImage,
  pixelImage,
  unitValues,
} from './pixel-image.ts';

/** Weights of red, green and blue in the gray value (ITU-R BT.601 luma). */
export const LUMA = [0.299, 0.587, 0.114] as const;

type Convert = (from: readonly number[], to: number[]) => void;

const hsbToRgb: Convert = ([h, s, b], to) => {
  const hue = (h! - Math.floor(h!)) * 6;
  const sector = Math.floor(hue);
  const f = hue - sector;
  const [p, q, t] = [b! * (1 - s!), b! * (1 - s! * f), b! * (1 - s! * (1 - f))];
  const rgb = [
    [b!, t, p],
    [q, b!, p],
    [p, b!, t],
    [p, q, b!],
    [t, p, b!],
    [b!, p, q],
  ][sector % 6]!;
  for (let c = 0; c < 3; c++) to[c] = rgb[c]!;
};

const rgbToHsb: Convert = ([r, g, b], to) => {
  const max = Math.max(r!, g!, b!);
  const delta = max - Math.min(r!, g!, b!);
  const sixths =
    delta === 0 ? 0 : max === r ? (g! - b!) / delta : max === g ? 2 + (b! - r!) / delta : 4 + (r! - g!) / delta;
  to[0] = (sixths < 0 ? sixths + 6 : sixths) / 6;
  to[1] = max === 0 ? 0 : delta / max;
  to[2] = max;
};

/** Black takes the place of the common part of cyan, magenta and yellow as far as possible. */
const rgbToCmyk: Convert = ([r, g, b], to) => {
  const k = 1 - Math.max(r!, g!, b!);
  const scale = k >= 1 ? 0 : 1 / (1 - k);
  to[0] = (1 - r! - k) * scale;
  to[1] = (1 - g! - k) * scale;
  to[2] = (1 - b! - k) * scale;
  to[3] = k;
};

const cmykToRgb: Convert = ([c, m, y, k], to) => {
  to[0] = (1 - c!) * (1 - k!);
  to[1] = (1 - m!) * (1 - k!);
  to[2] = (1 - y!) * (1 - k!);
};

const copy3: Convert = (from, to) => {
  for (let c = 0; c < 3; c++) to[c] = from[c]!;
};

/** Every space by its way to RGB and back; gray is the luma of RGB. */
const SPACES: Readonly<Record<ColorSpace, { channels: number; toRgb: Convert; fromRgb: Convert }>> = {
  Grayscale: {
    channels: 1,
    toRgb: ([v], to) => to.splice(0, 3, v!, v!, v!),
    fromRgb: ([r, g, b], to) => {
      to[0] = LUMA[0] * r! + LUMA[1] * g! + LUMA[2] * b!;
    },
  },
  RGB: { channels: 3, toRgb: copy3, fromRgb: copy3 },
  HSB: { channels: 3, toRgb: hsbToRgb, fromRgb: rgbToHsb },
  CMYK: { channels: 4, toRgb: cmykToRgb, fromRgb: rgbToCmyk },
};

/** One color from a space to another; `color` without alpha. */
export function convertColor(color: readonly number[], from: ColorSpace, to: ColorSpace): number[] {
  if (from === to) return [...color];
  const rgb: number[] = [0, 0, 0];
  SPACES[from].toRgb(color, rgb);
  const result: number[] = [];
  SPACES[to].fromRgb(rgb, result);
  return result;
}

/**
 * The image in another color space, alpha kept. An image of no stated space counts by its first channels:
 * fewer than three as gray, else as RGB.
 */
export function convertColorSpace(image: PixelImage, to: ColorSpace): PixelImage {
  if (image.colorSpace === to) return image;
  const old = SPACES[image.colorSpace ?? (colorChannels(image) < 3 ? 'Grayscale' : 'RGB')];
  const next = SPACES[to];
  const extra = image.alpha ? 1 : 0;
  const channels = next.channels + extra;
  const values = unitValues(image);
  const pixels = image.width * image.height;
  const result = new Float64Array(pixels * channels);
  const [from, rgb, color] = [
    new Array<number>(old.channels).fill(0),
    [0, 0, 0],
    new Array<number>(next.channels).fill(0),
  ];
  for (let i = 0; i < pixels; i++) {
    const start = i * image.channels;
    for (let c = 0; c < old.channels; c++) from[c] = values[start + c]!;
    old.toRgb(from, rgb);
    next.fromRgb(rgb, color);
    for (let c = 0; c < next.channels; c++) result[i * channels + c] = color[c]!;
    if (extra) result[i * channels + next.channels] = values[start + image.channels - 1]!;
  }
  // Bits cannot hold shades.
  const type = image.type === 'Bit' && to !== 'Grayscale' ? 'Byte' : image.type;
  return fromUnitValues(
    { width: image.width, height: image.height, channels, type, colorSpace: to, alpha: image.alpha },
    result,
  );
}

/** Replaces each color value v by f(v); alpha stays. */
export function mapColors(image: PixelImage, f: (value: number) => number): PixelImage {
  const values = unitValues(image);
  const colors = colorChannels(image);
  const result = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = i % image.channels < colors ? f(values[i]!) : values[i]!;
  return fromUnitValues(image, result);
}

/** Each color value v becomes 1 - v; of HSB the hue turns by half and the brightness is kept as its own complement in RGB. */
export function negateImage(image: PixelImage): PixelImage {
  if (image.colorSpace === 'HSB' || image.colorSpace === 'CMYK')
    return convertColorSpace(
      mapColors(convertColorSpace(image, 'RGB'), (v) => 1 - v),
      image.colorSpace,
    );
  return mapColors(image, (value) => 1 - value);
}

/** Lets a background color (of the image's color space) shine through and drops the alpha channel. */
export function flattenAlpha(image: PixelImage, background: readonly number[]): PixelImage {
  if (!image.alpha) return image;
  const { width, height, channels, type, colorSpace } = image;
  const values = unitValues(image);
  const colors = channels - 1;
  const result = new Float64Array(width * height * colors);
  for (let i = 0; i < width * height; i++) {
    const alpha = values[i * channels + colors]!;
    for (let c = 0; c < colors; c++)
      result[i * colors + c] = alpha * values[i * channels + c]! + (1 - alpha) * (background[c] ?? background[0] ?? 0);
  }
  return fromUnitValues({ width, height, channels: colors, type, colorSpace, alpha: false }, result);
}

/** Adds an alpha channel of one value (or replaces the one there is). */
export function withAlpha(image: PixelImage, alpha: number): PixelImage {
  const colors = colorChannels(image);
  const values = unitValues(image);
  const channels = colors + 1;
  const pixels = image.width * image.height;
  const result = new Float64Array(pixels * channels);
  for (let i = 0; i < pixels; i++) {
    for (let c = 0; c < colors; c++) result[i * channels + c] = values[i * image.channels + c]!;
    result[i * channels + colors] = alpha;
  }
  const type = image.type === 'Bit' ? 'Byte' : image.type;
  return fromUnitValues(
    { width: image.width, height: image.height, channels, type, colorSpace: image.colorSpace, alpha: true },
    result,
  );
}

/** Drops the alpha channel as it is. */
export const removeAlpha = (image: PixelImage): PixelImage => {
  if (!image.alpha) return image;
  const { width, height, channels, type, colorSpace } = image;
  const data = image.data.filter((_, i) => i % channels < channels - 1);
  return { ...pixelImage({ width, height, channels: channels - 1, type }, data), colorSpace, alpha: false };
};

const BINS = 256;

/** Otsu's threshold of numbers from 0 to 1: it makes the variance between the two classes greatest (256 classes of values). */
export function otsuThreshold(values: ArrayLike<number>): number {
  const counts = new Float64Array(BINS);
  for (let i = 0; i < values.length; i++) counts[Math.min(BINS - 1, Math.max(0, Math.floor(values[i]! * BINS)))]!++;
  const total = values.length;
  const mean = counts.reduce((sum, count, bin) => sum + count * bin, 0) / total;
  let [best, low, high] = [-1, 0, 0];
  let [weight, moment] = [0, 0];
  for (let bin = 0; bin < BINS - 1; bin++) {
    weight += counts[bin]! / total;
    moment += (bin * counts[bin]!) / total;
    const between = weight > 0 && weight < 1 ? (mean * weight - moment) ** 2 / (weight * (1 - weight)) : 0;
    if (between > best + 1e-12) [best, low, high] = [between, bin, bin];
    else if (between > best - 1e-12) high = bin;
  }
  // Between two clusters every place is as good: the middle of them.
  return ((low + high) / 2 + 1) / BINS;
}

/** A one-bit gray image: 1 where the gray value is above the threshold (Otsu's when none is given). Alpha is dropped. */
export function binarizeImage(image: PixelImage, threshold?: number): PixelImage {
  const gray = removeAlpha(convertColorSpace(image, 'Grayscale'));
  const values = unitValues(gray);
  const t = threshold ?? otsuThreshold(values);
  const data = Uint8Array.from(values, (value) => (value > t ? 1 : 0));
  return pixelImage(
    { width: image.width, height: image.height, channels: 1, type: 'Bit', colorSpace: 'Grayscale' },
    data,
  );
}
