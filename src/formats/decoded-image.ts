/** The plain form in which image codecs give and take pixels, and the limit on their number. */
import { FormatError } from './format-error.ts';

export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  /** 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha (not premultiplied). */
  readonly channels: 1 | 2 | 3 | 4;
  /** Bits of one value: 1 (values 0 and 1 in bytes), 8 or 16. */
  readonly depth: 1 | 8 | 16;
  /** Rows from the top, channels interleaved; length height * width * channels. */
  readonly data: Uint8Array | Uint16Array;
}

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

export interface DecodeLimits {
  /** Greatest width * height that is decoded. */
  readonly maxPixels?: number;
}

/** 64 megapixels: above any camera picture in common use, 256 MB when decoded with four channels. */
export const DEFAULT_MAX_PIXELS = 64e6;

/** Refuses empty and too large sizes; called with what the header says, before anything is allocated. */
export function checkPixelCount(format: string, size: ImageSize, offset: number, limits: DecodeLimits): void {
  const { width, height } = size;
  const maxPixels = limits.maxPixels ?? DEFAULT_MAX_PIXELS;
  if (width < 1 || height < 1) throw new FormatError(format, `the size ${width} x ${height} is not positive`, offset);
  if (width * height > maxPixels)
    throw new FormatError(format, `the size ${width} x ${height} is above the limit of ${maxPixels} pixels`, offset);
}
