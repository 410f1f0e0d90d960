/** An image for a terminal: half blocks in colors, the picture protocols of kitty and iTerm2, or plain characters. */
import { convertColorSpace, flattenAlpha } from '../pixels/color.ts';
import { convertType, type PixelImage } from '../pixels/pixel-image.ts';
import { resizeImage } from '../pixels/resize.ts';

export type ColorDepth = 'TrueColor' | '256' | 'None';

export interface TerminalSize {
  /** Greatest width in cells. */
  readonly columns: number;
  /** Greatest height in cells. */
  readonly rows: number;
}

export interface HalfBlockOptions extends TerminalSize {
  readonly colors: ColorDepth;
  /** What shines through transparent pixels, RGB from 0 to 1. */
  readonly background?: readonly [number, number, number];
}

/** Upper half block: its color is the upper of two pixels, the cell's background the lower. */
const UPPER_HALF = '\u2580';
const LOWER_HALF = '\u2584';
const RESET = '\u001b[0m';

/** Pixels that fit into a terminal, where a cell holds one across and two down; never enlarged. */
function shrinkInto(image: PixelImage, columns: number, rows: number): PixelImage {
  const scale = Math.min(1, columns / image.width, (2 * rows) / image.height);
  if (scale === 1) return image;
  const size = (n: number) => Math.max(1, Math.round(n * scale));
  return resizeImage(image, size(image.width), size(image.height), { resampling: 'Constant' });
}

/** Two rows of pixels a line of text, without a final line break; needs a terminal with 256 colors or more. */
export function halfBlocks(image: PixelImage, options: HalfBlockOptions): string {
  if (options.colors === 'None') return plainCharacters(image, options);
  const small = shrinkInto(image, options.columns, options.rows);
  const own = convertType(convertColorSpace(small, 'RGB'), 'Byte');
  const rgb = convertType(flattenAlpha(own, options.background ?? [1, 1, 1]), 'Byte');
  const pixel = (x: number, y: number) => rgb.data.subarray((y * rgb.width + x) * 3, (y * rgb.width + x) * 3 + 3);
  /** Without a background given, the terminal's own is seen where the image is more transparent than not. */
  const seen = (x: number, y: number) =>
    y < rgb.height &&
    (!own.alpha ||
      options.background !== undefined ||
      own.data[(y * own.width + x) * own.channels + own.channels - 1]! >= 128);
  const code = options.colors === 'TrueColor' ? trueColor : paletteColor;
  const lines: string[] = [];
  for (let y = 0; y < rgb.height; y += 2) {
    let [line, before] = ['', ''];
    for (let x = 0; x < rgb.width; x++) {
      // The last row of an odd height has nothing below it.
      const [above, below] = [seen(x, y), seen(x, y + 1)];
      const front = above ? code(38, pixel(x, y)) : below ? code(38, pixel(x, y + 1)) : '39';
      const style = `\u001b[${front};${above && below ? code(48, pixel(x, y + 1)) : '49'}m`;
      line += (style === before ? '' : style) + (above ? UPPER_HALF : below ? LOWER_HALF : ' ');
      before = style;
    }
    lines.push(line + RESET);
  }
  return lines.join('\n');
}

/** The parameters of an escape sequence for a color from 0 to 1; `layer` is 38 for letters, 48 for what is behind them. */
export function colorCode(layer: 38 | 48, color: readonly [number, number, number], depth: ColorDepth): string {
  const bytes = color.map((c) => Math.round(255 * Math.max(0, Math.min(1, c))));
  return depth === 'TrueColor' ? trueColor(layer, bytes) : paletteColor(layer, bytes);
}

const trueColor = (layer: number, [r, g, b]: ArrayLike<number> & Iterable<number>): string =>
  `${layer};2;${r};${g};${b}`;

/** The nearest of the 6 x 6 x 6 colors or the 24 grays of the xterm palette. */
function paletteColor(layer: number, rgb: ArrayLike<number> & Iterable<number>): string {
  const [r, g, b] = [...rgb] as [number, number, number]; // three values of a pixel
  const step = (v: number) => (v < 48 ? 0 : v < 115 ? 1 : Math.floor((v - 35) / 40));
  const level = (i: number) => (i === 0 ? 0 : 55 + 40 * i);
  const steps = [r, g, b].map(step) as [number, number, number]; // as many as were put in
  const gray = Math.min(23, Math.max(0, Math.round(((r + g + b) / 3 - 8) / 10)));
  const away = (x: number, y: number, z: number) => (x - r) ** 2 + (y - g) ** 2 + (z - b) ** 2;
  const cube = away(level(steps[0]), level(steps[1]), level(steps[2]));
  const grayLevel = 8 + 10 * gray;
  const index =
    away(grayLevel, grayLevel, grayLevel) < cube ? 232 + gray : 16 + 36 * steps[0] + 6 * steps[1] + steps[2];
  return `${layer};5;${index}`;
}

/** From no ink to much ink. */
const SHADES = ' .:-=+*#%@';

/** Characters of more ink for darker pixels; a character is taken as twice as high as wide. No escape sequences. */
export function plainCharacters(image: PixelImage, { columns, rows }: TerminalSize): string {
  const scale = Math.min(1, columns / image.width, (2 * rows) / image.height);
  const width = Math.max(1, Math.round(image.width * scale));
  const height = Math.max(1, Math.round((image.height * scale) / 2));
  const gray = convertType(
    flattenAlpha(convertColorSpace(resizeImage(image, width, height, { resampling: 'Constant' }), 'Grayscale'), [1]),
    'Byte',
  );
  const line = (y: number) =>
    Array.from(
      gray.data.subarray(y * width, (y + 1) * width),
      (value) => SHADES[Math.round(((255 - value) / 255) * (SHADES.length - 1))],
    );
  return Array.from({ length: height }, (_, y) => line(y).join('').trimEnd()).join('\n');
}

/** kitty takes base64 in pieces of at most this length. */
const KITTY_PIECE = 4096;

/** The kitty graphics protocol: shows PNG data at the cursor, so many cells wide where `columns` is given. */
export function kittyImage(png: Uint8Array, columns?: number): string {
  const data = base64(png);
  const pieces: string[] = [];
  for (let at = 0; at < data.length; at += KITTY_PIECE) {
    const more = at + KITTY_PIECE < data.length ? 1 : 0;
    const control = at === 0 ? `a=T,f=100,q=2,${columns ? `c=${columns},` : ''}m=${more}` : `m=${more}`;
    pieces.push(`\u001b_G${control};${data.slice(at, at + KITTY_PIECE)}\u001b\\`);
  }
  return pieces.join('');
}

/** The inline images of iTerm2 (also WezTerm and others): shows a PNG or JPEG file at the cursor. */
export const iterm2Image = (file: Uint8Array, columns?: number): string =>
  `\u001b]1337;File=inline=1;size=${file.length}${columns ? `;width=${columns}` : ''};preserveAspectRatio=1:${base64(file)}\u0007`;

/** The address of PNG data inside a document. */
export const pngAddress = (png: Uint8Array): string => `data:image/png;base64,${base64(png)}`;

function base64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  // A multiple of three, so that the pieces join without filling; and few enough for an argument list.
  for (let at = 0; at < bytes.length; at += 3000)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 3000))));
  return pieces.join('');
}
