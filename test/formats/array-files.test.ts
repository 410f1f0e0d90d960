/** Files of arrays as their own libraries wrote them (test/golden/arrays/make.py): the same numbers; what would run code is refused. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Cursor } from '../../src/formats/arrays/hdf5/cursor.ts';
import { openHdf5, readHdf5 } from '../../src/formats/arrays/hdf5/hdf5.ts';
import { heapAt } from '../../src/formats/arrays/hdf5/heap.ts';
import { readNpyArray, readNpz, writeNpy, writeNpz } from '../../src/formats/arrays/npy.ts';
import { type ArrayReader, bytesOf, type NamedArrays } from '../../src/formats/arrays/stored.ts';
import { readTorch } from '../../src/formats/arrays/torch.ts';
import { FormatError } from '../../src/formats/format-error.ts';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';

const golden = (file: string): Uint8Array => readFileSync(new URL(`../golden/arrays/${file}`, import.meta.url));
type Expected = Record<string, { shape: number[]; data: (string | number)[] }>;
const expected = JSON.parse(new TextDecoder().decode(golden('expected.json'))) as Record<string, Expected>;

const readers: Readonly<Record<string, ArrayReader>> = {
  npy: (bytes) => new Map([['', readNpyArray(bytes)]]),
  npz: readNpz,
  pt: readTorch,
  pth: readTorch,
  safetensors: readSafetensors,
  h5: readHdf5,
};
const readerOf = (file: string): ArrayReader | undefined => readers[/[^.]*$/.exec(file)![0]];

const plain = (arrays: NamedArrays): Expected =>
  Object.fromEntries(
    [...arrays].map(([name, { dtype, shape, data }]) => [
      name,
      {
        shape: [...shape],
        data: Array.from<number | bigint, string | number>(data, (x) =>
          /^[BIU][OI]?\d*/.test(dtype) && dtype !== 'BF16' ? String(x) : Number(x),
        ),
      },
    ]),
  );

describe('the numbers that were written', () => {
  test.each(Object.keys(expected))('%s', (file) => {
    expect(plain(readerOf(file)!(golden(file)))).toEqual(expected[file]);
  });
});

describe('what is no array of numbers', () => {
  test.each([
    ['objects.npy', 'pickled programs'],
    ['caller.pt', 'posix.system'],
    ['old-caller.pth', 'posix.system'],
    ['module.pt', 'torch.nn.modules.container.Sequential'],
    ['script.pt', '__torch__'],
  ])('%s is refused by name', (file, name) => {
    const read = (): NamedArrays => readerOf(file)!(golden(file));
    expect(read).toThrow(FormatError);
    expect(read).toThrow(name);
  });
});

describe('written and read again', () => {
  const arrays = new Map([...readTorch(golden('state.pt'))].map(([k, a]) => [k, a] as const));
  test('Safetensors', () => {
    expect(plain(readSafetensors(writeSafetensors(arrays)))).toEqual(plain(arrays));
  });
  test.each([true, false])('NPZ, compressed: %s', (compressed) => {
    const known = new Map([...arrays].filter(([, a]) => a.dtype !== 'BF16'));
    expect(plain(readNpz(writeNpz(known, compressed)))).toEqual(plain(known));
  });
  test('NPY with every type, numbers at a multiple of 64', () => {
    for (const file of Object.keys(expected).filter((f) => f.endsWith('.npy'))) {
      const array = readNpyArray(golden(file));
      const bytes = writeNpy(array);
      expect(plain(new Map([['', readNpyArray(bytes)]]))).toEqual(expected[file]);
      expect((bytes.length - array.shape.reduce((n, d) => n * d, bytesOf(array.dtype))) % 64).toBe(0);
    }
  });
  test('NumPy does not have all types', () => {
    expect(() => writeNpy({ dtype: 'BF16', shape: [1], data: Float32Array.of(1) })).toThrow('BF16');
  });
});

test('attributes that lie in a heap', () => {
  const attributes = openHdf5(golden('latest.h5')).attributes.get('')!;
  expect([attributes.size, attributes.get('attribute 19')]).toEqual([21, 28.5]);
  expect(attributes.get('long')).toEqual(Array.from({ length: 700 }, (_, i) => i));
});

test('attributes that lie in later rows of a heap, whose blocks are larger', () => {
  const attributes = openHdf5(golden('wide.h5')).attributes.get('')!;
  expect(attributes.size).toBe(24);
  for (let i = 0; i < 24; i++)
    expect(attributes.get(`wide ${i}`)).toEqual(Array.from({ length: 200 }, (_, k) => k + i));
});

test('an object of a heap that is short enough lies in its name', () => {
  const number = (value: number, bytes: number): number[] =>
    Array.from({ length: bytes }, (_, i) => (i === 0 ? value : 0));
  const header = [
    ...new TextEncoder().encode('FRHP'),
    ...[0, 8, 0, 0, 0, 0],
    ...number(100, 4),
    ...Array.from({ length: 12 }, () => number(0, 8)).flat(),
    ...[...number(4, 2), ...number(64, 8), ...number(64, 8), ...number(32, 2), ...number(0, 2)],
    ...[...number(0, 8), ...number(0, 2)],
  ];
  const file = new Uint8Array([...header, 0x22, 7, 8, 9, 0, 0, 0, 0]);
  const { object, size } = heapAt(new Cursor(file, { offset: 8, length: 8 }, 0), 0)(file.subarray(header.length));
  expect([...object.take(size)]).toEqual([7, 8, 9]);
});

test.each(['early.h5', 'late.h5'])('attributes of %s', (file) => {
  const { attributes, dataSets } = openHdf5(golden(file));
  expect(attributes.get('')).toEqual(
    new Map<string, unknown>([
      ['text', 'grüße'],
      ['numbers', [0, 1, 2]],
      ['names', ['one', 'three']],
    ]),
  );
  expect(dataSets.get('words')?.shape).toEqual([2]);
});
