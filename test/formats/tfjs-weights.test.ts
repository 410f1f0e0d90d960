/** Manifests of weights of TensorFlow.js: shards, quantised numbers, texts between them; damaged ones are refused. */
import { expect, test } from 'vitest';
import { readTfjsJson, readTfjsWeights } from '../../src/formats/arrays/tfjs.ts';

const bytesOf = (...arrays: { buffer: ArrayBufferLike }[]): Uint8Array =>
  Uint8Array.from(arrays.flatMap((a) => [...new Uint8Array(a.buffer)]));
const read = (manifest: unknown, files: Record<string, Uint8Array>) =>
  readTfjsWeights(readTfjsJson(new TextEncoder().encode(JSON.stringify(manifest))), (path) => files[path]!);

const text = new TextEncoder().encode('abc');
const all = bytesOf(
  Float32Array.of(1, 2),
  Int32Array.of(-5),
  Uint32Array.of(3),
  text,
  Uint8Array.of(0, 255),
  Uint16Array.of(2),
  Uint16Array.of(0x3e00),
  Uint8Array.of(1),
);
const weights = [
  { name: 'a', shape: [2], dtype: 'float32' },
  { name: 'i', shape: [], dtype: 'int32' },
  { name: 's', shape: [1], dtype: 'string' },
  { name: 'q8', shape: [1, 2], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.5, min: -1 } },
  { name: 'q16', shape: [1], dtype: 'int32', quantization: { dtype: 'uint16', scale: 2, min: 1 } },
  { name: 'h', shape: [1], dtype: 'float32', quantization: { dtype: 'float16' } },
  { name: 'b', shape: [1], dtype: 'bool' },
];

test('numbers over two shards', () => {
  const files = { '1.bin': all.subarray(0, 6), '2.bin': all.subarray(6) };
  for (const manifest of [
    [{ paths: Object.keys(files), weights }],
    { weightsManifest: [{ paths: Object.keys(files), weights }] },
  ]) {
    const arrays = read(manifest, files);
    expect([...arrays].map(([name, { shape, data }]) => [name, shape, Array.from<number | bigint>(data)])).toEqual([
      ['a', [2], [1, 2]],
      ['i', [], [-5]],
      ['q8', [1, 2], [-1, 126.5]],
      ['q16', [1], [5]],
      ['h', [1], [1.5]],
      ['b', [1], [1]],
    ]);
  }
});
test.each([
  [
    'an end before the numbers',
    [{ paths: ['f'], weights: [{ name: 'a', shape: [99], dtype: 'float32' }] }],
    'needs 396 bytes',
  ],
  ['an unknown type', [{ paths: ['f'], weights: [{ name: 'a', shape: [], dtype: 'int1' }] }], 'int1'],
  ['a name twice', [{ paths: ['f'], weights: [weights[0], weights[0]] }], 'two arrays'],
  [
    'a negative size',
    [{ paths: ['f'], weights: [{ name: 'a', shape: [-1], dtype: 'float32' }] }],
    'without name, shape',
  ],
  [
    'a huge size',
    [{ paths: ['f'], weights: [{ name: 'a', shape: [2 ** 30, 2 ** 30], dtype: 'float32' }] }],
    'bytes, there are',
  ],
  ['many texts', [{ paths: ['f'], weights: [{ name: 'a', shape: [2 ** 50], dtype: 'string' }] }], 'end early'],
  ['no manifest', { weights }, 'no manifest'],
  ['no JSON object', 5, 'neither'],
])('refuses %s', (_name, manifest, why) => {
  expect(() => read(manifest, { f: all })).toThrow(why);
});
