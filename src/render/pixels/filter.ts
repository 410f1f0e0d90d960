/** Smoothing of images by separable kernels, with the border samples repeated. */
import { paddedIndex } from './padding.ts';
import { fromUnitValues, type PixelImage, unitValues } from './pixel-image.ts';

/** Weights of a Gaussian from -radius to radius, of total 1. */
export function gaussianKernel(radius: number, sigma = radius / 2): number[] {
  const size = Math.ceil(radius);
  const weights = Array.from({ length: 2 * size + 1 }, (_, i) => Math.exp(-0.5 * ((i - size) / sigma) ** 2));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((w) => w / sum);
}

/** Equal weights. */
export const boxKernel = (radius: number): number[] => new Array<number>(2 * radius + 1).fill(1 / (2 * radius + 1));

/** The image with each sample replaced by the weighted mean of its neighbours, first along rows, then along columns. */
export function smoothImage(image: PixelImage, kernel: readonly number[]): PixelImage {
  const { width, height, channels } = image;
  const rows = along(
    unitValues(image),
    kernel,
    { lines: height, length: width, line: width * channels, step: channels },
    channels,
  );
  const both = along(rows, kernel, { lines: width, length: height, line: channels, step: width * channels }, channels);
  return fromUnitValues(image.type === 'Bit' ? { ...image, type: 'Byte' } : image, both);
}

interface Lines {
  readonly lines: number;
  /** Samples in a line. */
  readonly length: number;
  /** From one line to the next. */
  readonly line: number;
  /** From one sample of a line to the next. */
  readonly step: number;
}

function along(values: ArrayLike<number>, kernel: readonly number[], by: Lines, channels: number): Float64Array {
  const result = new Float64Array(values.length);
  const half = (kernel.length - 1) / 2;
  for (let l = 0; l < by.lines; l++)
    for (let i = 0; i < by.length; i++)
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = 0; k < kernel.length; k++)
          sum += kernel[k]! * values[l * by.line + paddedIndex(i + k - half, by.length, 'Fixed') * by.step + c]!;
        result[l * by.line + i * by.step + c] = sum;
      }
  return result;
}
