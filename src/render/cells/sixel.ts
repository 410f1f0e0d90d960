/** Sixel: pictures as the terminals of DEC took them, six rows of pixels at a time, in up to 256 colors. */
import { convertColorSpace } from '../pixels/color.ts';
import { type PixelImage, unitValues } from '../pixels/pixel-image.ts';

const MOST_COLORS = 256;
/** Less of a pixel than this is transparent. */
const OPAQUE = 0.5;
const TRANSPARENT = -1;
/** Steps of a channel by which colors are gathered. */
const STEPS = 31;

interface Indexed {
  readonly width: number;
  readonly height: number;
  readonly colors: readonly number[];
  /** Index of the color of each pixel, or TRANSPARENT. */
  readonly pixels: Int16Array;
}

/** The picture at the cursor; transparent pixels leave what is behind. */
export function sixelImage(image: PixelImage): string {
  const { width, height, colors, pixels } = indexed(image);
  const palette = colors.map((c, i) => {
    const percent = (shift: number): number => Math.round((((c >> shift) & 31) / STEPS) * 100);
    return `#${i};2;${percent(10)};${percent(5)};${percent(0)}`;
  });
  const bands: string[] = [];
  for (let y = 0; y < height; y += 6) bands.push(band(pixels, width, Math.min(6, height - y), y));
  // P2 = 1: what is not drawn stays as it is.
  return `\x1bP0;1q"1;1;${width};${height}${palette.join('')}${bands.join('-')}\x1b\\`;
}

function indexed(image: PixelImage): Indexed {
  const rgb = convertColorSpace(image, 'RGB');
  const values = unitValues(rgb);
  const { width, height, channels, alpha } = rgb;
  const codes = new Int32Array(width * height).fill(TRANSPARENT);
  const counts = new Map<number, number>();
  for (let i = 0; i < codes.length; i++) {
    const at = i * channels;
    if (alpha && values[at + channels - 1]! < OPAQUE) continue;
    const step = (c: number): number => Math.round(Math.max(0, Math.min(1, values[at + c]!)) * STEPS);
    const code = (step(0) << 10) | (step(1) << 5) | step(2);
    codes[i] = code;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const colors = [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, MOST_COLORS)
    .map(([code]) => code);
  const places = new Map(colors.map((code, i) => [code, i]));
  const pixels = Int16Array.from(codes, (code) => (code === TRANSPARENT ? TRANSPARENT : place(code, colors, places)));
  return { width, height, colors, pixels };
}

/** A color that did not make it into the palette becomes the nearest that did. */
function place(code: number, colors: readonly number[], places: Map<number, number>): number {
  const known = places.get(code);
  if (known !== undefined) return known;
  let [best, distance] = [0, Number.POSITIVE_INFINITY];
  colors.forEach((c, i) => {
    let d = 0;
    for (const shift of [0, 5, 10]) d += (((c >> shift) & 31) - ((code >> shift) & 31)) ** 2;
    if (d < distance) [best, distance] = [i, d];
  });
  places.set(code, best);
  return best;
}

/** Six rows: each color in turn writes its dots over the whole width. */
function band(pixels: Int16Array, width: number, rows: number, y: number): string {
  const masks = new Map<number, Uint8Array>();
  for (let r = 0; r < rows; r++)
    for (let x = 0; x < width; x++) {
      const color = pixels[(y + r) * width + x]!;
      if (color === TRANSPARENT) continue;
      let mask = masks.get(color);
      if (mask === undefined) masks.set(color, (mask = new Uint8Array(width)));
      mask[x]! |= 1 << r;
    }
  return [...masks].map(([color, mask]) => `#${color}${runs(mask)}`).join('$');
}

function runs(mask: Uint8Array): string {
  let out = '';
  for (let x = 0; x < mask.length; ) {
    let end = x + 1;
    while (end < mask.length && mask[end] === mask[x]) end++;
    const letter = String.fromCharCode(63 + mask[x]!);
    const n = end - x;
    // What is empty up to the end need not be said.
    if (end < mask.length || mask[x] !== 0) out += n > 3 ? `!${n}${letter}` : letter.repeat(n);
    x = end;
  }
  return out;
}
