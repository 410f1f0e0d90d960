/** What kernels pass on every target: single calls of programs against tfjs's cpu backend. */
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import type { TensorValue } from '../../src/compute/contract/step.ts';
import type { Executor } from '../../src/compute/executors/executor.ts';
import { engine } from '../../src/compute/machine/engine.ts';
import { functions } from '../../src/compute/machine/jit/kernels/all-functions.ts';
import type { Program } from '../../src/compute/program/program.ts';
import { ArrayStore } from '../../src/compute/run/store.ts';
import { numbers, size } from './oracle.ts';

createRequire(import.meta.url)('@tensorflow/tfjs-backend-cpu');

interface Operand {
  readonly shape: readonly number[];
  readonly data: Float32Array;
  readonly dtype?: 'float32' | 'int32' | 'bool';
}
type Operands = Readonly<Record<string, Operand>>;

export const operand = (shape: readonly number[], seed: number): Operand => ({
  shape,
  data: numbers(size(shape), seed),
});

/** One kernel on tfjs's cpu backend. */
function oracle(kernel: string, inputs: Operands, attrs: object): { shape: number[]; data: Float32Array } {
  const { tf } = engine();
  tf.setBackend('cpu');
  try {
    const tensors = Object.entries(inputs).map(([n, o]) => {
      const data = o.dtype === 'bool' ? Uint8Array.from(o.data) : o.data;
      return [n, tf.tensor(data, [...o.shape], o.dtype ?? 'float32')] as const;
    });
    const out = tf.engine().runKernel(kernel, Object.fromEntries(tensors) as never, attrs as never) as never as {
      shape: number[];
      dataSync(): Float32Array;
    };
    return { shape: out.shape, data: Float32Array.from(out.dataSync()) };
  } finally {
    tf.setBackend('wasm');
  }
}

const store = new ArrayStore([], 0);
/** The same as a program of one call. */
export function compiled(
  executor: Executor,
  kernel: string,
  inputs: Operands,
  attrs: object,
  shape: readonly number[],
  threads: number,
) {
  const names = Object.keys(inputs);
  const result = names.length;
  const program: Program = {
    values: [
      ...names.map((n) => ({ shape: inputs[n]!.shape, dtype: 'float32' as const })),
      { shape, dtype: 'float32' as const },
    ],
    inputs: names.map((name, value) => ({ name, value })),
    arrays: [],
    constants: [],
    calls: [
      {
        kernel,
        inputs: Object.fromEntries(names.map((n, i) => [n, i])),
        attributes: attrs as never,
        outputs: [result],
      },
    ],
    outputs: [{ role: 'output', name: 'y', value: result }],
  };
  const runner = executor.compile({ program, store, frozen: true, optimizer: undefined, threads });
  const fed = Object.fromEntries(
    names.map((n): [string, TensorValue] => [n, { shape: inputs[n]!.shape, dtype: 'float32', data: inputs[n]!.data }]),
  );
  return { run: () => runner.run(fed).outputs.y!.data, dispose: () => runner.dispose() };
}

/** Largest difference relative to the largest number. */
function differenceOn(executor: Executor, kernel: string, inputs: Operands, attrs: object, threads: number): number {
  const expected = oracle(kernel, inputs, attrs);
  const { run, dispose } = compiled(executor, kernel, inputs, attrs, expected.shape, threads);
  const actual = run();
  dispose();
  let [worst, largest] = [0, 1e-3];
  expected.data.forEach((x, i) => {
    worst = Math.max(worst, Math.abs(x - actual[i]!));
    largest = Math.max(largest, Math.abs(x));
  });
  return actual.length === expected.data.length ? worst / largest : Number.POSITIVE_INFINITY;
}

/** Tests of one executor, on so many threads; skipped where it does not run. */
export function kernelSuite(executor: Executor, threadCounts: readonly number[]): void {
  const missing = executor.missing();
  const difference = (kernel: string, inputs: Operands, attrs: object, threads: number): number =>
    differenceOn(executor, kernel, inputs, attrs, threads);
  describe.skipIf(missing !== undefined)(missing === undefined ? 'kernels' : `kernels (${missing})`, () => {
    const lengths = [1, 7, 16, 17, 33, 100];

    test.each(threadCounts)('products of every orientation on %i threads', (threads) => {
      for (const transposeA of [false, true])
        for (const transposeB of [false, true])
          for (const m of lengths)
            for (const [n, k] of [
              [1, 300],
              [17, 33],
              [100, 16],
              [70, 5],
              [33, 600],
            ] as const) {
              const a = operand(transposeA ? [1, k, m] : [1, m, k], 1);
              const b = operand(transposeB ? [1, n, k] : [1, k, n], 2);
              const error = difference('BatchMatMul', { a, b }, { transposeA, transposeB }, threads);
              expect(error, `${m} ${n} ${k} ${transposeA} ${transposeB}`).toBeLessThan(1e-5);
            }
    });

    test('a left factor whose terms compete for lines of the cache is turned first', () => {
      const inputs = { a: operand([1, 1600, 512], 1), b: operand([1, 1600, 130], 2) };
      for (const threads of [1, 2])
        expect(difference('BatchMatMul', inputs, { transposeA: true, transposeB: false }, threads)).toBeLessThan(1e-5);
    });

    test.each([769, 1700])('%i terms go in blocks, panels of columns together', (k) => {
      for (const n of [5, 64, 530])
        for (const transposeB of [false, true]) {
          const inputs = { a: operand([1, 40, k], 1), b: operand(transposeB ? [1, n, k] : [1, k, n], 2) };
          expect(difference('BatchMatMul', inputs, { transposeA: false, transposeB }, 2)).toBeLessThan(1e-5);
        }
    });

    test('softmax of rows of every length', () => {
      for (const n of lengths)
        for (const threads of threadCounts)
          expect(difference('Softmax', { logits: operand([5, n], n) }, { dim: -1 }, threads), `${n}`).toBeLessThan(
            1e-5,
          );
    });

    const geometries = [
      { hw: [9, 8], f: [3, 3], ci: 3, co: 20, strides: [1, 1], pad: 'same', dilations: [1, 1] },
      { hw: [11, 12], f: [5, 5], ci: 1, co: 33, strides: [1, 1], pad: 'valid', dilations: [1, 1] },
      { hw: [11, 10], f: [3, 2], ci: 17, co: 5, strides: [2, 3], pad: 'valid', dilations: [1, 1] },
      { hw: [8, 8], f: [1, 1], ci: 16, co: 64, strides: [1, 1], pad: 'valid', dilations: [1, 1] },
      { hw: [7, 9], f: [3, 3], ci: 4, co: 16, strides: [2, 2], pad: 'same', dilations: [1, 1] },
    ] as const;

    test.each(geometries)('convolution %j and its gradients', ({ hw, f, ci, co, strides, pad, dilations }) => {
      const [x, filter] = [operand([3, ...hw, ci], 1), operand([...f, ci, co], 2)];
      const attrs = { strides, pad, dataFormat: 'NHWC', dilations };
      const dy = operand(oracle('Conv2D', { x, filter }, attrs).shape, 3);
      for (const threads of [1, 2]) {
        expect(difference('Conv2D', { x, filter }, attrs, threads)).toBeLessThan(1e-5);
        const image = { ...attrs, inputShape: x.shape };
        expect(difference('Conv2DBackpropInput', { dy, filter }, image, threads)).toBeLessThan(1e-5);
        const kernel = { ...attrs, filterShape: filter.shape };
        expect(difference('Conv2DBackpropFilter', { x, dy }, kernel, threads)).toBeLessThan(1e-5);
      }
    });

    test('a dilated convolution', () => {
      const inputs = { x: operand([2, 12, 11, 3], 1), filter: operand([3, 3, 3, 18], 2) };
      const attrs = { strides: [1, 1], pad: 'same', dataFormat: 'NHWC', dilations: [2, 3] };
      expect(difference('Conv2D', inputs, attrs, 2)).toBeLessThan(1e-5);
    });

    test.each([
      { filterSize: [2, 2], strides: [2, 2], pad: 'valid' },
      { filterSize: [3, 3], strides: [2, 2], pad: 'same' },
      { filterSize: [3, 2], strides: [1, 1], pad: 'valid' },
    ])('pooling %j', (attrs) => {
      const x = operand([2, 9, 8, 19], 1);
      const output = { ...operand([1], 0), ...oracle('MaxPool', { x }, attrs) };
      const dy = operand(output.shape, 2);
      expect(difference('MaxPool', { x }, attrs, 2)).toBe(0);
      expect(difference('AvgPool', { x }, attrs, 2)).toBeLessThan(1e-6);
      expect(difference('MaxPoolGrad', { dy, input: x, output }, attrs, 2)).toBeLessThan(1e-6);
      // tfjs divides what edges get by the whole window, though its means do not
      if (attrs.pad === 'valid') expect(difference('AvgPoolGrad', { dy, input: x }, attrs, 2)).toBeLessThan(1e-6);
    });

    test('sums of arrays that repeat along axes of each other', () => {
      const inputs = { a: operand([4, 2, 3, 5, 1], 1), b: operand([4, 1, 3, 1, 3], 2) };
      for (const threads of [1, 2]) expect(difference('Add', inputs, {}, threads)).toBeLessThan(1e-6);
    });

    test('reductions over any axes', () => {
      const x = operand([5, 33, 7, 17], 1);
      for (const kernel of ['Sum', 'Mean', 'Max', 'Min'])
        for (const axes of [[0], [1], [3], [0, 1], [1, 2], [0, 2], [1, 3], [0, 1, 2, 3]])
          for (const threads of [1, 2]) {
            const attrs = { axis: axes, reductionIndices: axes, keepDims: false };
            expect(difference(kernel, { x }, attrs, threads), `${kernel} ${axes}`).toBeLessThan(1e-5);
          }
    });

    test('numbers move as they should', () => {
      const x = operand([3, 5, 17, 18], 1);
      for (const perm of [
        [0, 1, 3, 2],
        [3, 2, 1, 0],
        [1, 0, 2, 3],
        [2, 3, 0, 1],
        [0, 3, 1, 2],
      ])
        expect(difference('Transpose', { x }, { perm }, 2), `${perm}`).toBe(0);
      expect(difference('Tile', { x }, { reps: [2, 1, 3, 2] }, 2)).toBe(0);
      const paddings = [
        [0, 0],
        [1, 2],
        [0, 3],
        [2, 0],
      ];
      expect(difference('PadV2', { x }, { paddings, constantValue: 1.5 }, 2)).toBe(0);
      expect(difference('Slice', { x }, { begin: [1, 0, 3, 2], size: [2, 4, 9, 16] }, 2)).toBe(0);
    });

    const edges = [
      0,
      -0,
      1,
      -1,
      1e-3,
      -1e-3,
      0.6,
      -0.7,
      4,
      -7,
      20,
      -30,
      88,
      -88,
      1000,
      -1000,
      Infinity,
      -Infinity,
      Number.NaN,
    ];
    const list = Float32Array.from([...edges, ...numbers(60, 5), ...numbers(60, 6).map((v) => v * 20)]);
    const other = Float32Array.from(list, (_, i) => list[(i * 7 + 3) % list.length]!);
    const names: Readonly<Record<string, readonly string[]>> = { Prelu: ['x', 'alpha'], EluGrad: ['dy', 'y'] };
    const pairs = [
      'Add',
      'Sub',
      'Multiply',
      'RealDiv',
      'Maximum',
      'Minimum',
      'SquaredDifference',
      'Pow',
      'Less',
      'Equal',
    ];
    // what tfjs computes itself with a loss of digits, or what is no kernel of it
    const apart = [
      'Constant',
      'Truth',
      'Truncate',
      'AddV2',
      'Softplus',
      'Select',
      'FloorDiv',
      'Sign',
      'LogicalAnd',
      'LogicalOr',
      'LogicalNot',
    ];

    test.each(Object.keys(functions).filter((f) => !apart.includes(f)))('%s', (kernel) => {
      const inputs =
        names[kernel] ?? (pairs.includes(kernel) || /Equal|Greater|Less/.test(kernel) ? ['a', 'b'] : ['x']);
      const given = Object.fromEntries(inputs.map((n, i) => [n, { shape: [list.length], data: [list, other][i]! }]));
      const attrs = { clipValueMin: -1.5, clipValueMax: 2, alpha: 0.3 };
      const expected = oracle(kernel, given, attrs).data;
      const { run, dispose } = compiled(executor, kernel, given, attrs, [list.length], 1);
      const actual = run();
      dispose();
      expected.forEach((x, i) => {
        const y = actual[i]!;
        // powers of minus infinity are left to the limits of the logarithm
        if (kernel === 'Pow' && list[i] === Number.NEGATIVE_INFINITY) return;
        if (Number.isNaN(x) || !Number.isFinite(x)) expect(y).toBe(x);
        else
          expect(Math.abs(y - x)).toBeLessThanOrEqual(Math.max(1e-30, 5e-6 * Math.abs(x), kernel === 'Erf' ? 3e-7 : 0));
      });
    });

    test('kernels without code run on the host in between', () => {
      const x = operand([2, 4, 5, 3], 1);
      const attrs = { size: [7, 9], alignCorners: false, halfPixelCenters: true };
      expect(difference('ResizeBilinear', { images: x }, attrs, 2)).toBeLessThan(1e-5);
    });
  });
}
