/** PNG and JPEG: exact or near round trips, small forms, and damaged, lying and huge files refused at once. */
import { zlibSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { DecodedImage } from '../../src/formats/decoded-image.ts';
import { FormatError } from '../../src/formats/format-error.ts';
import { decodeJpeg, encodeJpeg, jpegSize } from '../../src/formats/jpeg.ts';
import { decodePng, encodePng, pngSize } from '../../src/formats/png.ts';

function crc(bytes: Uint8Array): number {
  let value = ~0;
  for (const byte of bytes) {
    value ^= byte;
    for (let k = 0; k < 8; k++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
}

const word = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];

function chunk(name: string, data: ArrayLike<number>): number[] {
  const body = [...Buffer.from(name), ...Array.from(data)];
  return [...word(data.length), ...body, ...word(crc(Uint8Array.from(body)))];
}

/** A PNG file made by hand: header fields, then chunks. */
const png = (width: number, height: number, depth: number, color: number, ...chunks: readonly number[][]) =>
  Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', [...word(width), ...word(height), depth, color, 0, 0, 0]),
    ...chunks.flat(),
    ...chunk('IEND', []),
  ]);

const gradient = (width: number, height: number, channels: 1 | 2 | 3 | 4): DecodedImage => ({
  width,
  height,
  channels,
  depth: 8,
  data: Uint8Array.from(
    { length: width * height * channels },
    (_, i) => (Math.floor(i / channels) * 7 + (i % channels) * 60) % 256,
  ),
});

describe('PNG', () => {
  test.each([1, 2, 3, 4] as const)('round trip with %i channels', (channels) => {
    const image = gradient(7, 5, channels);
    const bytes = encodePng(image);
    expect(pngSize(bytes)).toEqual({ width: 7, height: 5 });
    expect(decodePng(bytes)).toEqual(image);
  });
  test('round trip with 16 and 1 bits', () => {
    const deep: DecodedImage = { width: 2, height: 1, channels: 1, depth: 16, data: Uint16Array.of(1, 65535) };
    expect(decodePng(encodePng(deep))).toEqual(deep);
    const bits: DecodedImage = {
      width: 10,
      height: 2,
      channels: 1,
      depth: 1,
      data: Uint8Array.from({ length: 20 }, (_, i) => (i % 3 ? 1 : 0)),
    };
    expect(decodePng(encodePng(bits))).toEqual(bits);
  });
  test('palettes, few bits and transparent colors become plain pixels', () => {
    const indexed = png(
      3,
      1,
      2,
      3,
      chunk('PLTE', [255, 0, 0, 0, 255, 0, 0, 0, 255]),
      chunk('tRNS', [0]),
      chunk('IDAT', zlibSync(Uint8Array.of(0, 0b00011000))),
    );
    expect(decodePng(indexed)).toMatchObject({
      channels: 4,
      data: Uint8Array.of(255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 255, 255),
    });
    expect(decodePng(png(2, 1, 4, 0, chunk('IDAT', zlibSync(Uint8Array.of(0, 0xf1)))))).toMatchObject({
      depth: 8,
      data: Uint8Array.of(255, 17),
    });
    const keyed = png(2, 1, 8, 0, chunk('tRNS', [0, 9]), chunk('IDAT', zlibSync(Uint8Array.of(0, 9, 8))));
    expect(decodePng(keyed)).toMatchObject({ channels: 2, data: Uint8Array.of(9, 0, 8, 255) });
    const wide = png(
      2,
      2,
      16,
      0,
      chunk('tRNS', [1, 2]),
      chunk('IDAT', zlibSync(Uint8Array.of(0, 1, 2, 0, 2, 0, 3, 4, 1, 2))),
    );
    expect(decodePng(wide)).toMatchObject({
      channels: 2,
      depth: 16,
      data: Uint16Array.of(258, 0, 2, 65535, 772, 65535, 258, 0),
    });
  });
  test('a file cut anywhere is refused', () => {
    const bytes = encodePng(gradient(16, 16, 3));
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodePng(bytes.subarray(0, length))).toThrow(FormatError);
  });
  test('a changed byte in the data is refused by its checksum', () => {
    const bytes = encodePng(gradient(16, 16, 3));
    bytes[60]! ^= 0x55;
    expect(() => decodePng(bytes)).toThrow(FormatError);
  });
  test('huge sizes, sizes beyond the data, and bombs are refused at once', () => {
    const data = chunk('IDAT', zlibSync(new Uint8Array(100)));
    expect(() => decodePng(png(1e9, 1e9, 8, 6, data))).toThrow(/limit of 64000000 pixels/);
    expect(() => decodePng(encodePng(gradient(20, 20, 1)), { maxPixels: 399 })).toThrow(/20 x 20/);
    expect(() => decodePng(png(8000, 8000, 8, 6, data))).toThrow(/cannot hold/);
    const bomb = png(4, 4, 8, 0, chunk('IDAT', zlibSync(new Uint8Array(4e7))));
    expect(() => decodePng(bomb)).toThrow(/grows beyond/);
    expect(() => decodePng(png(4, 0, 8, 0, data))).toThrow(/not positive/);
    expect(() => decodePng(png(4, 4, 3, 0, data))).toThrow(/3 bits/);
  });
  test('a profile that hides a bomb is not looked at', () => {
    const bomb = chunk('iCCP', [120, 0, 0, ...zlibSync(new Uint8Array(3e7))]);
    const file = png(1, 1, 8, 0, bomb, chunk('IDAT', zlibSync(Uint8Array.of(0, 5))));
    expect(decodePng(file)).toMatchObject({ data: Uint8Array.of(5) });
  });
});

describe('JPEG', () => {
  const smooth: DecodedImage = {
    width: 32,
    height: 24,
    channels: 3,
    depth: 8,
    data: Uint8Array.from(
      { length: 32 * 24 * 3 },
      (_, i) => Math.floor(i / 3 / 32) * 5 + (Math.floor(i / 3) % 32) * 3 + (i % 3) * 10,
    ),
  };
  test('round trip within a few levels', () => {
    const bytes = encodeJpeg(smooth, 95);
    expect(jpegSize(bytes)).toEqual({ width: 32, height: 24 });
    const back = decodeJpeg(bytes);
    expect(back).toMatchObject({ width: 32, height: 24, channels: 3, depth: 8 });
    const worst = Math.max(...back.data.map((value, i) => Math.abs(value - smooth.data[i]!)));
    expect(worst).toBeLessThan(12);
    expect(encodeJpeg(smooth, 20).length).toBeLessThan(bytes.length);
  });
  test('a file cut anywhere is refused', () => {
    const bytes = encodeJpeg(smooth);
    for (let length = 0; length < bytes.length; length += 7)
      expect(() => decodeJpeg(bytes.subarray(0, length))).toThrow(FormatError);
  });
  test('huge declared sizes and garbage are refused at once', () => {
    const bytes = encodeJpeg(smooth);
    const frame = bytes.findIndex((byte, i) => byte === 0xff && bytes[i + 1] === 0xc0);
    const lying = Uint8Array.from(bytes);
    lying.set([0xff, 0xff, 0xff, 0xff], frame + 5);
    expect(() => decodeJpeg(lying)).toThrow(/65535 x 65535/);
    lying.set([0x1f, 0x40, 0x1f, 0x40], frame + 5);
    expect(() => decodeJpeg(lying)).toThrow(/cannot hold/);
    expect(() => decodeJpeg(Uint8Array.of(1, 2, 3))).toThrow(/start marker/);
    expect(() => decodeJpeg(Uint8Array.of(0xff, 0xd8, 0xff, 0xd9, 0, 0))).toThrow(/no frame/);
    expect(() => encodeJpeg(gradient(2, 2, 4))).toThrow(/4 channels/);
  });
});
