/** PNG files: size from the header, decoding to plain pixels under limits, encoding. */
import { type DecodedPng, decode, encode } from 'fast-png';
import { checkPixelCount, type DecodedImage, type DecodeLimits, type ImageSize } from './decoded-image.ts';
import { FormatError, refusing } from './format-error.ts';
import { checkZlib, GREATEST_RATIO } from './inflate.ts';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Offsets of the fields of IHDR, which is always the first chunk (PNG specification, 11.2.2). */
const WIDTH = 16;
const HEIGHT = 20;
const DEPTH = 24;
const COLOR_TYPE = 25;
const INTERLACE = 28;
const HEADER_END = 33;
const CHANNELS: Readonly<Record<number, 1 | 2 | 3 | 4>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};
/** The chunks that make pixels. Others (profiles, texts) are skipped: they may hide compressed bombs. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** Compressed data that can grow to no more than this is inflated without a first look. */
const HARMLESS_BYTES = 16e6;

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, i) => bytes[i] === byte);

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Width and height by the header alone. Throws FormatError. */
export function pngSize(bytes: Uint8Array): ImageSize {
  if (!isPng(bytes)) throw new FormatError('PNG', 'the signature of a PNG file is missing', 0);
  if (bytes.length < HEADER_END) throw new FormatError('PNG', 'the file ends inside its header', bytes.length);
  if (chunkName(bytes, 8) !== 'IHDR') throw new FormatError('PNG', 'the first chunk is not IHDR', 12);
  const header = view(bytes);
  return { width: header.getUint32(WIDTH), height: header.getUint32(HEIGHT) };
}

const chunkName = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at + 4, at + 8));

/** Walks the chunks; gives the file with only those that make pixels, and the compressed parts. */
function pixelChunks(bytes: Uint8Array): { file: Uint8Array; compressed: Uint8Array[] } {
  const lengths = view(bytes);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  const compressed: Uint8Array[] = [];
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) throw new FormatError('PNG', 'the file ends before the IEND chunk', bytes.length);
    const name = chunkName(bytes, at);
    const end = at + 12 + lengths.getUint32(at);
    if (end > bytes.length) throw new FormatError('PNG', `the file ends inside a ${name} chunk`, at);
    if (name === 'IHDR' && at !== 8) throw new FormatError('PNG', 'there is a second header', at);
    if (KEPT.has(name)) kept.push(bytes.subarray(at, end));
    if (name === 'IDAT') compressed.push(bytes.subarray(at + 8, end - 4));
    if (name === 'IEND') break;
    at = end;
  }
  const file = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of kept) {
    file.set(part, at);
    at += part.length;
  }
  return { file, compressed };
}

function checkHeader(bytes: Uint8Array, limits: DecodeLimits): number {
  const size = pngSize(bytes);
  checkPixelCount('PNG', size, WIDTH, limits);
  const [depth, color, interlace] = [bytes[DEPTH]!, bytes[COLOR_TYPE]!, bytes[INTERLACE]!];
  const channels = CHANNELS[color];
  if (!channels) throw new FormatError('PNG', `there is no color type ${color}`, COLOR_TYPE);
  if (!DEPTHS[color]?.includes(depth))
    throw new FormatError('PNG', `color type ${color} cannot have ${depth} bits`, DEPTH);
  if (interlace === 1 && depth < 8)
    throw new FormatError('PNG', `interlaced images with ${depth} bits are not supported`, INTERLACE);
  // A filter byte in front of each row; interlaced images have at most twice as many rows in their seven passes.
  return size.height * (Math.ceil((size.width * channels * depth) / 8) + 1) + (interlace ? 8 * size.height + 64 : 0);
}

/**
 * Pixels of a PNG file. Palettes become RGB (RGBA where they have transparency), 2 and 4 bits become 8,
 * a transparent color becomes an alpha channel. Throws FormatError, before allocating when the size is above the limit.
 */
export function decodePng(bytes: Uint8Array, limits: DecodeLimits = {}): DecodedImage {
  const rawBytes = checkHeader(bytes, limits);
  const { file, compressed } = pixelChunks(bytes);
  const packed = compressed.reduce((sum, part) => sum + part.length, 0);
  if (packed * GREATEST_RATIO < rawBytes / 2)
    throw new FormatError('PNG', `${packed} bytes of data cannot hold the declared pixels`, HEADER_END);
  if (packed * GREATEST_RATIO > HARMLESS_BYTES) checkZlib(compressed, 2 * rawBytes + 1024, 'PNG');
  return refusing('PNG', () => plainPixels(decode(file, { checkCrc: true })));
}

function plainPixels(png: DecodedPng): DecodedImage {
  const { width, height, depth, palette, transparency } = png;
  if (palette && png.channels === 1) return fromPalette(png, palette);
  const channels = png.channels as 1 | 2 | 3 | 4; // by CHANNELS, checked in the header
  const scale = depth === 2 ? 85 : depth === 4 ? 17 : 1;
  const data = depth < 8 ? unpack(png, scale) : (png.data as Uint8Array | Uint16Array); // never clamped arrays on decoding
  const plainDepth = depth === 2 || depth === 4 ? 8 : depth;
  if (!transparency?.length || channels === 2 || channels === 4)
    return { width, height, channels, depth: plainDepth, data };
  const key = Array.from(transparency, (value) => value * scale);
  return withTransparentColor({ width, height, channels, depth: plainDepth, data }, key);
}

/** Values of one channel with 1, 2 or 4 bits, rows padded to whole bytes, as bytes. */
function unpack({ width, height, depth, data }: DecodedPng, scale: number): Uint8Array {
  const rowBytes = Math.ceil((width * depth) / 8);
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const byte = data[y * rowBytes + (bit >> 3)]!;
      values[y * width + x] = ((byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1)) * scale;
    }
  return values;
}

function fromPalette(png: DecodedPng, palette: readonly (readonly number[])[]): DecodedImage {
  const { width, height } = png;
  const indices = png.depth < 8 ? unpack(png, 1) : png.data;
  const channels = palette.some((color) => color.length > 3) ? 4 : 3;
  const data = new Uint8Array(width * height * channels);
  for (let i = 0; i < indices.length; i++) {
    const color = palette[indices[i]!];
    if (!color) throw new FormatError('PNG', `there is no color ${indices[i]} in the palette`);
    for (let c = 0; c < channels; c++) data[i * channels + c] = color[c] ?? 255;
  }
  return { width, height, channels, depth: 8, data };
}

function withTransparentColor(image: DecodedImage, key: readonly number[]): DecodedImage {
  const { width, height, channels, depth, data } = image;
  const opaque = depth === 16 ? 0xffff : 0xff;
  // One-bit images get bytes, since an alpha channel of one bit has no PNG form.
  const scale = depth === 1 ? 255 : 1;
  const all =
    depth === 16 ? new Uint16Array(width * height * (channels + 1)) : new Uint8Array(width * height * (channels + 1));
  for (let i = 0, to = 0; i < data.length; i += channels) {
    let transparent = true;
    for (let c = 0; c < channels; c++) {
      transparent &&= data[i + c] === key[c];
      all[to++] = data[i + c]! * scale;
    }
    all[to++] = transparent ? 0 : opaque;
  }
  return { width, height, channels: (channels + 1) as 2 | 4, depth: depth === 16 ? 16 : 8, data: all };
}

/** The bytes of a PNG file. Depth 1 needs one channel. */
export function encodePng(image: DecodedImage): Uint8Array {
  const { width, height, channels, depth, data } = image;
  if (data.length !== width * height * channels)
    throw new FormatError(
      'PNG',
      `${data.length} values do not make ${height} x ${width} pixels of ${channels} channels`,
    );
  if (depth === 1 && channels !== 1) throw new FormatError('PNG', `${channels} channels of one bit have no PNG form`);
  return encode({ width, height, channels, depth, data: depth === 1 ? packBits(image) : data });
}

function packBits({ width, height, data }: DecodedImage): Uint8Array {
  const rowBytes = Math.ceil(width / 8);
  const packed = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) if (data[y * width + x]) packed[y * rowBytes + (x >> 3)]! |= 0x80 >> (x & 7);
  return packed;
}
