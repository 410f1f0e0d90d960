/** Images with another number of pixels: separable resampling with kernels that widen when an image shrinks. */
import { worked } from '../../pace.ts';
import { constantColor, type Padding, paddedIndex, padImage } from './padding.ts';
import { colorChannels, fromUnitValues, type PixelImage, unitValues } from './pixel-image.ts';

/**
 * 'Nearest' takes the nearest sample, 'Constant' averages over the area of a new pixel, 'Linear' is a triangle,
 * 'Cubic' is the convolution of Catmull and Rom (Keys, a = -1/2), 'Gaussian' blurs, 'Lanczos' is a sinc with three lobes.
 */
export type Resampling = 'Nearest' | 'Constant' | 'Linear' | 'Cubic' | 'Gaussian' | 'Lanczos';

/** What ImageResize and the Image encoder do unless told otherwise: the documented "Lanczos" with "Reversed" padding. */
export const DEFAULT_RESAMPLING: Resampling = 'Lanczos';

interface Kernel {
  /** Half width, in samples. */
  readonly radius: number;
  readonly weight: (x: number) => number;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const KERNELS: Readonly<Record<Exclude<Resampling, 'Nearest' | 'Constant'>, Kernel>> = {
  Linear: { radius: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  Cubic: {
    radius: 2,
    weight: (x) => {
      const t = Math.abs(x);
      if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
      return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
    },
  },
  // Standard deviation 1/2, lowered so that it ends without a step.
  Gaussian: { radius: 2, weight: (x) => Math.max(0, Math.exp(-2 * x * x) - Math.exp(-8)) },
  Lanczos: { radius: 3, weight: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** For each new sample the old ones it is made of. */
interface Weights {
  readonly indices: readonly number[];
  readonly weights: readonly number[];
}

/** Samples are centred in their cells: new sample i lies at (i + 1/2) * old / new - 1/2 of the old ones. */
function weightsFor(from: number, to: number, resampling: Resampling, padding: Padding): Weights[] {
  const scale = from / to;
  return Array.from({ length: to }, (_, i) => {
    const center = (i + 0.5) * scale;
    if (resampling === 'Nearest') return { indices: [Math.min(from - 1, Math.floor(center))], weights: [1] };
    if (resampling === 'Constant') return overlaps(i * scale, (i + 1) * scale, from);
    const { radius, weight } = KERNELS[resampling];
    // A widened kernel sees all samples when shrinking, and so nothing is skipped (no aliasing).
    const stretch = Math.max(1, scale);
    const indices: number[] = [];
    const weights: number[] = [];
    for (let k = Math.floor(center - radius * stretch); k <= Math.ceil(center + radius * stretch); k++) {
      const w = weight((k + 0.5 - center) / stretch);
      if (w === 0) continue;
      indices.push(paddedIndex(k, from, padding));
      weights.push(w);
    }
    const sum = weights.reduce((total, w) => total + w, 0);
    return { indices, weights: weights.map((w) => w / sum) };
  });
}

/** The exact shares of the cells that the interval from a to b covers; enlarging gives the nearest sample in the inside. */
function overlaps(a: number, b: number, length: number): Weights {
  const indices: number[] = [];
  const weights: number[] = [];
  for (let k = Math.floor(a); k < Math.min(length, Math.ceil(b - 1e-9)); k++) {
    indices.push(k);
    weights.push((Math.min(b, k + 1) - Math.max(a, k)) / (b - a));
  }
  return { indices, weights };
}

/** Colors count as much as they are opaque, so that the color of transparent pixels does not bleed. */
function multiplyAlpha(image: PixelImage): Float64Array {
  const values = Float64Array.from(unitValues(image));
  if (!image.alpha) return values;
  const { channels } = image;
  for (let i = 0; i < values.length; i += channels)
    for (let c = 0; c < channels - 1; c++) values[i + c]! *= values[i + channels - 1]!;
  return values;
}

function divideAlpha(values: Float64Array, channels: number): void {
  for (let i = 0; i < values.length; i += channels) {
    const alpha = values[i + channels - 1]!;
    for (let c = 0; c < channels - 1; c++) values[i + c] = alpha > 1e-6 ? values[i + c]! / alpha : 0;
  }
}

/** One direction: `count` lines of samples that lie `step` apart. */
function resample(
  source: Float64Array,
  target: Float64Array,
  weights: readonly Weights[],
  line: { count: number; from: (i: number) => number; to: (i: number) => number; fromStep: number; toStep: number },
  channels: number,
  constant: readonly number[],
): void {
  for (let i = 0; i < line.count; i++) {
    worked(weights.length * channels);
    weights.forEach(({ indices, weights: w }, k) => {
      const to = line.to(i) + k * line.toStep;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let j = 0; j < indices.length; j++) {
          const index = indices[j]!;
          sum += w[j]! * (index < 0 ? constant[c]! : source[line.from(i) + index * line.fromStep + c]!);
        }
        target[to + c] = sum;
      }
    });
  }
}

export interface ResizeOptions {
  readonly resampling?: Resampling;
  readonly padding?: Padding;
}

/**
 * The image with width x height pixels, both positive integers; aspect ratio as given.
 * Integer types are clipped to their range (Lanczos and Cubic overshoot), real types as well when all values lay in 0 to 1.
 */
export function resizeImage(image: PixelImage, width: number, height: number, options: ResizeOptions = {}): PixelImage {
  const { resampling = DEFAULT_RESAMPLING, padding = 'Reversed' } = options;
  if (width === image.width && height === image.height) return image;
  const { channels } = image;
  const constant = constantColor(padding, image);
  const source = multiplyAlpha(image);
  const narrow = new Float64Array(width * image.height * channels);
  resample(
    source,
    narrow,
    weightsFor(image.width, width, resampling, padding),
    {
      count: image.height,
      from: (y) => y * image.width * channels,
      to: (y) => y * width * channels,
      fromStep: channels,
      toStep: channels,
    },
    channels,
    constant,
  );
  const result = new Float64Array(width * height * channels);
  const row = width * channels;
  resample(
    narrow,
    result,
    weightsFor(image.height, height, resampling, padding),
    { count: width, from: (x) => x * channels, to: (x) => x * channels, fromStep: row, toStep: row },
    channels,
    constant,
  );
  if (image.alpha) divideAlpha(result, channels);
  if (inUnitRange(unitValues(image)))
    for (let i = 0; i < result.length; i++) result[i] = Math.min(1, Math.max(0, result[i]!));
  return fromUnitValues({ ...image, width, height }, result);
}

const inUnitRange = (values: Float32Array | Float64Array): boolean => {
  for (let i = 0; i < values.length; i++) if (!(values[i]! >= 0 && values[i]! <= 1)) return false;
  return true;
};

/** 'Stretch' ignores the aspect ratio, 'Fit' leaves margins, 'Fill' cuts off what is too much. */
export type FitMethod = 'Stretch' | 'Fit' | 'Fill';

export interface FitOptions extends ResizeOptions {
  readonly method?: FitMethod;
  /** Place in the free space: x from -1 (left) to 1 (right), y from -1 (bottom) to 1 (top). */
  readonly alignment?: readonly [x: number, y: number];
  /** Color of the margins of 'Fit', one value a color channel, 1 being the maximum. */
  readonly background?: readonly number[];
}

/** An image of exactly width x height pixels, as the Image encoder makes it. */
export function fitImage(image: PixelImage, width: number, height: number, options: FitOptions = {}): PixelImage {
  const { method = 'Stretch', alignment = [0, 0], background = [0] } = options;
  if (method === 'Stretch') return resizeImage(image, width, height, options);
  const [sx, sy] = [width / image.width, height / image.height];
  const scale = method === 'Fit' ? Math.min(sx, sy) : Math.max(sx, sy);
  const inner = resizeImage(
    image,
    Math.max(1, Math.round(image.width * scale)),
    Math.max(1, Math.round(image.height * scale)),
    options,
  );
  const left = Math.round(((width - inner.width) * (alignment[0] + 1)) / 2);
  const top = Math.round(((height - inner.height) * (1 - alignment[1])) / 2);
  const margins = { left, top, right: width - inner.width - left, bottom: height - inner.height - top };
  // Margins of an image that fits or fills add up to less than its size: something is left.
  return padImage(inner, margins, background.slice(0, colorChannels(image)))!;
}
