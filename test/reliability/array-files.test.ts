/** Damaged files of arrays, many of each format: each is read or refused with a FormatError, soon, and without growing beyond measure. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readHdf5 } from '../../src/formats/arrays/hdf5/hdf5.ts';
import { readNpyArray, readNpz } from '../../src/formats/arrays/npy.ts';
import type { NamedArrays } from '../../src/formats/arrays/stored.ts';
import { readTfjsJson, readTfjsWeights } from '../../src/formats/arrays/tfjs.ts';
import { readTorch } from '../../src/formats/arrays/torch.ts';
import { FormatError } from '../../src/formats/format-error.ts';
import { grownLimit } from '../../src/formats/inflate.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { readWordVectors } from '../../src/formats/word-vectors.ts';
import { damaged } from './damage.ts';
import { amount, cases, figure, randomOf, replay, timed } from './figures.ts';

const golden = (file: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../golden/arrays/${file}`, import.meta.url)));
const shard = new Uint8Array(64);
const manifest = new TextEncoder().encode(
  JSON.stringify([
    {
      paths: ['a.bin', 'b.bin'],
      weights: [
        { name: 'w', shape: [2, 3], dtype: 'float32' },
        { name: 'q', shape: [4], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.1, min: -1 } },
        { name: 's', shape: [2], dtype: 'string' },
      ],
    },
  ]),
);

const words = new TextEncoder().encode(
  JSON.stringify({
    dimensions: 3,
    words: ['a', 'b"c', 'd'],
    vectors: { a: [0.5, -1, 2e-3, 2.3, 0], 'b"c': [1, 2, 3, 3.7, 1], d: [0, -0.25, 1e5, 1e5, 2] },
  }),
);
const vectors = (bytes: Uint8Array): NamedArrays => {
  const { words, dimensions, data } = readWordVectors(bytes);
  return new Map([['vectors', { dtype: 'F32', shape: [words.length, dimensions], data }]]);
};

interface Store {
  readonly files: readonly Uint8Array[];
  readonly read: (bytes: Uint8Array) => NamedArrays;
}
const stores: Readonly<Record<string, Store>> = {
  Safetensors: { files: [golden('state.safetensors')], read: readSafetensors },
  NPY: { files: [golden('fortran.npy'), golden('i8.npy')], read: (b) => new Map([['', readNpyArray(b)]]) },
  NPZ: { files: [golden('packed.npz'), golden('plain.npz')], read: readNpz },
  PyTorch: { files: [golden('state.pt'), golden('old.pth'), golden('checkpoint.pt')], read: readTorch },
  HDF5: { files: ['early', 'late', 'newer', 'latest'].map((n) => golden(`${n}.h5`)), read: readHdf5 },
  WordVectors: { files: [words], read: vectors },
  TensorFlowJS: { files: [manifest], read: (b) => readTfjsWeights(readTfjsJson(b), () => shard) },
};

describe.each(Object.entries(stores))('%s', (name, { files, read }) => {
  test(`${amount(500, 20_000)} damaged files`, { timeout: 600_000 }, () => {
    let slowest = 0;
    let refused = 0;
    let largest = 0;
    for (const i of cases(500, 20_000)) {
      const r = randomOf(i);
      let bytes = files[i % files.length]!;
      for (let changes = r.integer(1, 4); changes > 0 && bytes.length >= 4; changes--) bytes = damaged(bytes, r);
      const again = replay('array-files.test.ts', i);
      slowest = Math.max(
        slowest,
        timed(() => {
          try {
            const arrays = read(bytes);
            const size = [...arrays.values()].reduce((n, a) => n + a.data.byteLength, 0);
            largest = Math.max(largest, size);
            expect(size, again).toBeLessThanOrEqual(2 * grownLimit(bytes.length));
          } catch (x) {
            if (!(x instanceof FormatError)) throw new Error(again, { cause: x });
            refused++;
          }
        }),
      );
      expect(slowest, again).toBeLessThan(1000);
    }
    figure(`${name}: refused, slowest ms, largest bytes`, `${refused}, ${slowest.toFixed(0)}, ${largest}`);
  });
});
