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
import { damaged } from './damage.ts';
import { amount, cases, figure, randomOf, replay } from './figures.ts';

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

interface Store {
  readonly files: readonly Uint8Array[];
  readonly read: (bytes: Uint8Array) => NamedArrays;
}
const stores: Readonly<Record<string, Store>> = {
  Safetensors: { files: [golden('state.safetensors')], read: readSafetensors },
  NPY: { files: [golden('fortran.npy'), golden('i8.npy')], read: (b) => new Map([['', readNpyArray(b)]]) },
  NPZ: { files: [golden('packed.npz'), golden('plain.npz')], read: readNpz },
  PyTorch: { files: [golden('state.pt'), golden('old.pth'), golden('checkpoint.pt')], read: readTorch },
  HDF5: { files: [golden('early.h5'), golden('late.h5')], read: readHdf5 },
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
      const from = performance.now();
      try {
        const arrays = read(bytes);
        const size = [...arrays.values()].reduce((n, a) => n + a.data.byteLength, 0);
        largest = Math.max(largest, size);
        expect(size, replay('array-files.test.ts', i)).toBeLessThanOrEqual(2 * grownLimit(bytes.length));
      } catch (x) {
        if (!(x instanceof FormatError)) throw new Error(replay('array-files.test.ts', i), { cause: x });
        refused++;
      }
      slowest = Math.max(slowest, performance.now() - from);
    }
    figure(`${name}: refused, slowest ms, largest bytes`, `${refused}, ${slowest.toFixed(0)}, ${largest}`);
    expect(slowest).toBeLessThan(1000);
  });
});
