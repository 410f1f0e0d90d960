/** Named arrays in files, and 16-bit numbers. */
import { expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { fromHalf, toHalf } from '../../src/numeric/half.ts';

test('every half is its own nearest half', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const x = fromHalf(bits);
    if (!Number.isNaN(x)) expect(toHalf(x)).toBe(bits);
  }
});
test('rounds to the nearest half, ties to even', () => {
  expect(fromHalf(toHalf(1 + 2 ** -11))).toBe(1);
  expect(fromHalf(toHalf(1 + 3 * 2 ** -11))).toBe(1 + 2 ** -9);
  expect(fromHalf(toHalf(65519))).toBe(65504);
  expect(fromHalf(toHalf(65520))).toBe(Number.POSITIVE_INFINITY);
  expect(fromHalf(toHalf(2 ** -25))).toBe(0);
  expect(fromHalf(toHalf(1.5 * 2 ** -25))).toBe(2 ** -24);
  expect(fromHalf(toHalf(Number.NaN))).toBeNaN();
});
test.each(['F16', 'F32', 'F64'] as const)('%s arrays are read back', (type) => {
  const numbers = (...x: number[]) => (type === 'F64' ? Float64Array.from(x) : Float32Array.from(x));
  const tensors = new Map([
    ['a', { dtype: type, shape: [2, 2], data: numbers(1, -0.5, 0.25, 3) }],
    ['empty', { dtype: type, shape: [0], data: numbers() }],
    ['b', { dtype: type, shape: [], data: numbers(7) }],
  ]);
  const read = readSafetensors(writeSafetensors(tensors));
  expect([...read.keys()]).toEqual(['a', 'empty', 'b']);
  for (const [name, { shape, data }] of tensors) {
    expect(read.get(name)!.shape).toEqual(shape);
    expect(read.get(name)!.data).toEqual(data);
  }
});

test('a file without texts has none in its header', () => {
  const tensors = new Map([['a', { dtype: 'F32' as const, shape: [1], data: Float32Array.of(1) }]]);
  const header = (texts?: Readonly<Record<string, string>>): string => {
    const bytes = writeSafetensors(tensors, texts);
    return new TextDecoder().decode(bytes.subarray(8, 8 + bytes[0]! + 256 * bytes[1]!));
  };
  expect(Object.keys(JSON.parse(header()))).toEqual(['a']);
  expect(JSON.parse(header({ by: 'hand' }))).toMatchObject({ __metadata__: { by: 'hand' } });
});

const damaged = (header: string): Uint8Array => {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 8);
  return bytes;
};
test.each([
  ['too short', new Uint8Array(4)],
  ['a header longer than the file', Uint8Array.of(255, 255, 255, 255, 0, 0, 0, 0)],
  ['no JSON', damaged('{x')],
  ['no object', damaged('[1]')],
  ['no entry', damaged('{"a": 5}')],
  ['an unknown type', damaged('{"a": {"dtype": "F8", "shape": [1], "data_offsets": [0, 1]}}')],
  ['data beyond the end', damaged('{"a": {"dtype": "F32", "shape": [9], "data_offsets": [0, 36]}}')],
  ['a gap', damaged('{"a": {"dtype": "U8", "shape": [0], "data_offsets": [1, 1]}}')],
  [
    'an array stated twice',
    damaged(
      '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}ab',
    ),
  ],
  ['another size', damaged('{"a": {"dtype": "F32", "shape": [1000000000], "data_offsets": [0, 4]}}')],
])('refuses %s', (_name, bytes) => {
  expect(() => readSafetensors(bytes)).toThrow(/Safetensors/);
});
