/** JPEG files: size from the header, decoding to plain pixels under limits, encoding. */
import jpeg from 'jpeg-js';
import { checkPixelCount, type DecodedImage, type DecodeLimits, type ImageSize } from './decoded-image.ts';
import { FormatError, refusing } from './format-error.ts';

const START_OF_IMAGE = 0xd8;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
/** Baseline, extended and progressive Huffman frames: what jpeg-js decodes. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
/** Other frame types (lossless, hierarchical, arithmetic coding); C4, C8 and CC in this range are no frames. */
const OTHER_FRAMES = new Set([0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
/** jpeg-js keeps 32-bit coefficients of each component and the samples. */
const BYTES_PER_PIXEL = 24;

interface Frame extends ImageSize {
  readonly components: number;
  /** Of the height field, which the size messages name. */
  readonly offset: number;
}

export const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === START_OF_IMAGE;

function readFrame(bytes: Uint8Array): Frame {
  if (!isJpeg(bytes)) throw new FormatError('JPEG', 'the start marker of a JPEG file is missing', 0);
  const word = (at: number) => (bytes[at]! << 8) | bytes[at + 1]!;
  for (let at = 2; ; ) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    if (at + 4 > bytes.length) throw new FormatError('JPEG', 'the file ends before the frame header', bytes.length);
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff) throw new FormatError('JPEG', 'a marker is missing', at);
    if (OTHER_FRAMES.has(marker))
      throw new FormatError('JPEG', `the coding process ${(marker - 0xc0).toString()} is not supported`, at);
    if (FRAMES.has(marker)) {
      if (at + 10 > bytes.length) throw new FormatError('JPEG', 'the file ends in the frame header', bytes.length);
      return { height: word(at + 5), width: word(at + 7), components: bytes[at + 9]!, offset: at + 5 };
    }
    if (marker === START_OF_SCAN || marker === END_OF_IMAGE)
      throw new FormatError('JPEG', 'there is no frame header', at);
    at += 2 + word(at + 2);
  }
}

/** Width and height by the headers alone. Throws FormatError. */
export function jpegSize(bytes: Uint8Array): ImageSize {
  const { width, height } = readFrame(bytes);
  return { width, height };
}

/** Trailing bytes after the end marker are allowed: some cameras write them. */
function hasEnd(bytes: Uint8Array): boolean {
  for (let at = bytes.length - 2; at > 1; at--) if (bytes[at] === 0xff && bytes[at + 1] === END_OF_IMAGE) return true;
  return false;
}

/**
 * Pixels of a JPEG file: one channel for gray files, else RGB (CMYK files are converted).
 * Throws FormatError, before allocating when the size is above the limit or more than the data can fill.
 */
export function decodeJpeg(bytes: Uint8Array, limits: DecodeLimits = {}): DecodedImage {
  const { width, height, components, offset } = readFrame(bytes);
  checkPixelCount('JPEG', { width, height }, offset, limits);
  // The shortest code of a block of 8 x 8 samples has one bit.
  if (bytes.length * 8 < (width / 8) * (height / 8))
    throw new FormatError('JPEG', `${bytes.length} bytes of data cannot hold ${width} x ${height} pixels`, offset);
  if (!hasEnd(bytes)) throw new FormatError('JPEG', 'the file ends before its end marker', bytes.length);
  const pixels = width * height;
  const decoded = refusing('JPEG', () =>
    jpeg.decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      maxResolutionInMP: Math.ceil(pixels / 1e6) + 1,
      // Blocks at the border are whole, which matters for small images: hence the constant.
      maxMemoryUsageInMB: Math.ceil((pixels * BYTES_PER_PIXEL) / 1e6) + 64,
    }),
  );
  if (components !== 1) return { width, height, channels: 3, depth: 8, data: decoded.data };
  const gray = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++) gray[i] = decoded.data[3 * i]!;
  return { width, height, channels: 1, depth: 8, data: gray };
}

/** The bytes of a JPEG file of gray or RGB pixels with 8 bits; quality from 1 (smallest) to 100. JPEG has no alpha channel. */
export function encodeJpeg(image: DecodedImage, quality = 90): Uint8Array {
  const { width, height, channels, depth, data } = image;
  if (depth !== 8 || channels === 2 || channels === 4)
    throw new FormatError('JPEG', `${channels} channels of ${depth} bits have no JPEG form`);
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) rgba[4 * i + c] = data[channels * i + (channels === 3 ? c : 0)]!;
    rgba[4 * i + 3] = 255;
  }
  return new Uint8Array(jpeg.encode({ width, height, data: rgba }, quality).data);
}
