/** Images from and to the bytes of files. */
import type { DecodedImage } from '../../formats/decoded-image.ts';
import { FormatError } from '../../formats/format-error.ts';
import { readIdx } from '../../formats/idx.ts';
import { decodeJpeg, encodeJpeg, isJpeg } from '../../formats/jpeg.ts';
import { decodePng, encodePng, isPng } from '../../formats/png.ts';
import { convertColorSpace, flattenAlpha } from '../../render/pixels/color.ts';
import { convertType, type PixelImage, pixelImage } from '../../render/pixels/pixel-image.ts';

const fromDecoded = ({ width, height, channels, depth, data }: DecodedImage): PixelImage =>
  pixelImage({ width, height, channels, type: depth === 1 ? 'Bit' : depth === 16 ? 'Bit16' : 'Byte' }, data);

export const readPng = (bytes: Uint8Array): PixelImage => fromDecoded(decodePng(bytes));
export const readJpeg = (bytes: Uint8Array): PixelImage => fromDecoded(decodeJpeg(bytes));

/** The image of a file in any of the formats, known by its first bytes. Throws FormatError. */
export function readImageFile(bytes: Uint8Array): PixelImage {
  if (isPng(bytes)) return readPng(bytes);
  if (isJpeg(bytes)) return readJpeg(bytes);
  throw new FormatError('Image', 'the file is neither a PNG nor a JPEG file', 0);
}

/** The images of an IDX file {count, rows, columns} of bytes. */
export function readIdxImages(bytes: Uint8Array): PixelImage[] {
  const { shape, data } = readIdx(bytes);
  if (shape.length !== 3 || !(data instanceof Uint8Array))
    throw new FormatError('IDX', `an array of rank 3 of bytes is expected, not of rank ${shape.length}`);
  const [count, height, width] = shape as readonly [number, number, number];
  const area = width * height;
  return Array.from({ length: count }, (_, i) =>
    pixelImage({ width, height, channels: 1, type: 'Byte' }, data.subarray(i * area, (i + 1) * area)),
  );
}

/** In a type and color space that PNG has: bits, bytes or 16 bits, gray or RGB, with or without alpha. */
export function toPng(image: PixelImage): Uint8Array {
  const gray = image.colorSpace === 'Grayscale';
  const colored = gray || image.colorSpace === 'RGB' ? image : convertColorSpace(image, 'RGB');
  const whole =
    colored.type === 'Byte' || colored.type === 'Bit16' || (colored.type === 'Bit' && colored.channels === 1);
  const { width, height, channels, type, data } = whole ? colored : convertType(colored, 'Byte');
  const depth = type === 'Bit' ? 1 : type === 'Bit16' ? 16 : 8;
  // Gray and RGB with and without alpha have one to four channels.
  return encodePng({
    width,
    height,
    channels: channels as 1 | 2 | 3 | 4,
    depth,
    data: data as Uint8Array | Uint16Array,
  });
}

/** Gray or RGB bytes on white; quality from 1 to 100. */
export function toJpeg(image: PixelImage, quality: number): Uint8Array {
  const gray = image.colorSpace === 'Grayscale';
  const colored = gray || image.colorSpace === 'RGB' ? image : convertColorSpace(image, 'RGB');
  const { width, height, channels, data } = convertType(flattenAlpha(colored, [1, 1, 1]), 'Byte');
  // After flattening, gray has one channel and RGB three.
  return encodeJpeg({ width, height, channels: channels as 1 | 3, depth: 8, data: data as Uint8Array }, quality);
}
