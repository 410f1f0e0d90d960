/** Images turned, mirrored and put together. */
import { constantColor, type Padding, paddedIndex } from './padding.ts';
import {
  allocate,
  convertType,
  fromUnitValues,
  likeImage,
  type PixelImage,
  type PixelType,
  pixelImage,
  unitValues,
} from './pixel-image.ts';

/** Copies pixels to new places: `source(x, y)` gives the index of the old pixel. */
function rearrange(
  image: PixelImage,
  width: number,
  height: number,
  source: (x: number, y: number) => number,
): PixelImage {
  const { channels } = image;
  const data = allocate(image.type, width * height * channels);
  let to = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const from = source(x, y) * channels;
      for (let c = 0; c < channels; c++) data[to++] = image.data[from + c]!;
    }
  return likeImage(image, width, height, data);
}

/** Exchanges left and right. */
export const reflectLeftRight = (image: PixelImage): PixelImage =>
  rearrange(image, image.width, image.height, (x, y) => (y + 1) * image.width - 1 - x);

/** Exchanges top and bottom. */
export const reflectTopBottom = (image: PixelImage): PixelImage =>
  rearrange(image, image.width, image.height, (x, y) => (image.height - 1 - y) * image.width + x);

/** Exchanges rows and columns. */
export const transposeImage = (image: PixelImage): PixelImage =>
  rearrange(image, image.height, image.width, (x, y) => x * image.width + y);

/** Quarter turns counterclockwise, exact; any integer. */
export function rotateQuarter(image: PixelImage, turns: number): PixelImage {
  const { width: w, height: h } = image;
  switch (((turns % 4) + 4) % 4) {
    case 1:
      return rearrange(image, h, w, (x, y) => x * w + (w - 1 - y));
    case 2:
      return rearrange(image, w, h, (x, y) => (h - 1 - y) * w + (w - 1 - x));
    case 3:
      return rearrange(image, h, w, (x, y) => (h - 1 - x) * w + y);
    default:
      return image;
  }
}

const QUARTER = Math.PI / 2;

/**
 * Turns by an angle in radians counterclockwise about the centre; the result is as large as the turned image needs
 * ('All') or as the original ('Same'). Bilinear; multiples of 90 degrees are exact for 'All'.
 */
export function rotateImage(
  image: PixelImage,
  angle: number,
  padding: Padding = [0],
  size: 'All' | 'Same' = 'All',
): PixelImage {
  const turns = Math.round(angle / QUARTER);
  const exact = Math.abs(angle - turns * QUARTER) < 1e-12;
  if (exact && (size === 'All' || turns % 2 === 0 || image.width === image.height)) return rotateQuarter(image, turns);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const extent = (a: number, b: number) => Math.max(1, Math.ceil(Math.abs(a * cos) + Math.abs(b * sin) - 1e-9));
  const width = size === 'Same' ? image.width : extent(image.width, image.height);
  const height = size === 'Same' ? image.height : extent(image.height, image.width);
  const sample = bilinearSampler(image, padding);
  const result = new Float64Array(width * height * image.channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const dx = x + 0.5 - width / 2;
      const dy = y + 0.5 - height / 2;
      // Rows run downwards: turning back by the angle has these signs.
      const sx = cos * dx - sin * dy + image.width / 2 - 0.5;
      const sy = sin * dx + cos * dy + image.height / 2 - 0.5;
      sample(sx, sy, result, (y * width + x) * image.channels);
    }
  return fromUnitValues({ ...image, width, height }, result);
}

/** Writes the value between the four samples around a place into `target`. */
function bilinearSampler(image: PixelImage, padding: Padding) {
  const values = unitValues(image);
  const constant = constantColor(padding, image);
  const { width, height, channels } = image;
  return (sx: number, sy: number, target: Float64Array, to: number): void => {
    const [x0, y0] = [Math.floor(sx), Math.floor(sy)];
    for (let j = 0; j < 2; j++)
      for (let i = 0; i < 2; i++) {
        const weight = (i ? sx - x0 : 1 - sx + x0) * (j ? sy - y0 : 1 - sy + y0);
        const column = paddedIndex(x0 + i, width, padding);
        const row = paddedIndex(y0 + j, height, padding);
        const outside = column < 0 || row < 0;
        for (let c = 0; c < channels; c++)
          target[to + c]! += weight * (outside ? constant[c]! : values[(row * width + column) * channels + c]!);
      }
  };
}

/** The storage type that holds the values of all: the widest one. */
const TYPE_ORDER: readonly PixelType[] = ['Bit', 'Byte', 'Bit16', 'Real32', 'Real64'];
export const commonType = (images: readonly PixelImage[]): PixelType =>
  images.reduce<PixelType>(
    (type, image) => (TYPE_ORDER.indexOf(image.type) > TYPE_ORDER.indexOf(type) ? image.type : type),
    'Bit',
  );

/** Sizes that do not fit together, as the user sees them. */
export interface AssemblyConflict {
  readonly row: number;
  readonly column: number;
  readonly expected: readonly [width: number, height: number];
  readonly found: readonly [width: number, height: number];
}

/**
 * A grid of images without gaps: images of a row have one height, of a column one width, all the same channels
 * (convert them before). Gives the first conflict otherwise.
 */
export function assembleImages(grid: readonly (readonly PixelImage[])[]): PixelImage | AssemblyConflict {
  const widths = grid[0]!.map((image) => image.width);
  const heights = grid.map((row) => row[0]!.height);
  for (const [row, images] of grid.entries())
    for (const [column, { width, height }] of images.entries())
      if (width !== widths[column] || height !== heights[row])
        return { row, column, expected: [widths[column] ?? 0, heights[row]!], found: [width, height] };
  const first = grid[0]![0]!;
  const type = commonType(grid.flat());
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  const canvas = pixelImage(
    { ...first, type, width: sum(widths), height: sum(heights) },
    allocate(type, sum(widths) * sum(heights) * first.channels),
  );
  let top = 0;
  for (const [row, images] of grid.entries()) {
    let left = 0;
    for (const image of images) {
      copyInto(canvas, convertType(image, type), left, top);
      left += image.width;
    }
    top += heights[row]!;
  }
  return canvas;
}

/** Copies all pixels of an image of the same type and channels into the data of a new image that nobody else holds yet. */
function copyInto(canvas: PixelImage, image: PixelImage, left: number, top: number): void {
  const rowLength = image.width * image.channels;
  for (let y = 0; y < image.height; y++)
    canvas.data.set(
      image.data.subarray(y * rowLength, (y + 1) * rowLength),
      ((top + y) * canvas.width + left) * canvas.channels,
    );
}

/** The part of `count` images in a near-square grid: columns, for collages. */
export const collageColumns = (count: number): number => Math.ceil(Math.sqrt(count));
