/** Zip files with fields of 64 bits, which writers use for large files and may use for small ones. */
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readNpyArray } from '../../src/formats/arrays/npy.ts';
import { openZip } from '../../src/formats/zip.ts';

const u16 = (n: number): number[] => [n & 255, (n >> 8) & 255];
const u32 = (n: number): number[] => [...u16(n & 0xffff), ...u16(n >>> 16)];
const u64 = (n: number): number[] => [...u32(n), ...u32(0)];

/** The same entries, with all sizes and places in extra fields behind one of another kind, and the list found by its locator. */
function widened(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = bytes.length - 22;
  const [count, start] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
  const list: number[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    const [packed, size, name, place] = [20, 24, 28, 42].map((f) =>
      f === 28 ? view.getUint16(at + f, true) : view.getUint32(at + f, true),
    ) as [number, number, number, number];
    const head = Array.from(bytes.subarray(at, at + 46));
    const extra = [
      ...u16(0x7075),
      ...u16(3),
      1,
      2,
      3,
      ...u16(1),
      ...u16(24),
      ...u64(size),
      ...u64(packed),
      ...u64(place),
    ];
    for (const f of [20, 24, 42]) head.splice(f, 4, ...u32(0xffffffff));
    head.splice(30, 2, ...u16(extra.length));
    list.push(...head, ...bytes.subarray(at + 46, at + 46 + name), ...extra);
    at += 46 + name + view.getUint16(at + 30, true);
  }
  const far = start + list.length;
  const end64 = [
    ...u32(0x06064b50),
    ...u64(44),
    ...u16(45),
    ...u16(45),
    ...u32(0),
    ...u32(0),
    ...u64(count),
    ...u64(count),
    ...u64(list.length),
    ...u64(start),
  ];
  const locator = [...u32(0x07064b50), ...u32(0), ...u64(far), ...u32(1)];
  const last = [
    ...u32(0x06054b50),
    ...u16(0),
    ...u16(0),
    ...u16(0xffff),
    ...u16(0xffff),
    ...u32(0xffffffff),
    ...u32(0xffffffff),
    ...u16(0),
  ];
  return Uint8Array.from([...bytes.subarray(0, start), ...list, ...end64, ...locator, ...last]);
}

test('entries of 64 bits hold what those of 32 do', () => {
  const files = { 'a.txt': Uint8Array.of(1, 2, 3), 'b/c': new Uint8Array(500).fill(7), empty: new Uint8Array(0) };
  const zip = openZip(widened(zipSync(files)), 'ZIP');
  expect(zip.names).toEqual(Object.keys(files));
  for (const [name, data] of Object.entries(files)) expect(zip.read(name)).toEqual(data);
});

test('a file that is nothing but the beginning of a NumPy file has no version', () => {
  const magic = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59);
  expect(() => readNpyArray(magic)).toThrow('there is no version 0 of the format');
  expect(() => readNpyArray(Uint8Array.of(...magic, 1, 0))).toThrow('the file ends inside its header');
});
