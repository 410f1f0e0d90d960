/** Arrays of more axes than libraries take: arithmetic, and the gradients of copies and of products. */
import { expect, test } from 'vitest';
import type { Tensor } from '../../src/compute/contract/step.ts';
import { engine } from '../../src/compute/machine/engine.ts';
import { numbers, relativeDifference } from './oracle.ts';

const t = engine().tf;
const array = (shape: number[], seed: number): Tensor =>
  t.tensor(
    numbers(
      shape.reduce((a, b) => a * b, 1),
      seed,
    ),
    shape,
  );

test.each([
  [
    [2, 1, 3, 1, 2, 2, 2],
    [2, 2, 1, 1, 2, 1, 2],
  ],
  [[2, 3, 1, 2, 1, 2, 2, 1], [2]],
  [[1], [1, 2, 1, 3, 2, 1, 2]],
])('{%s} and {%s}', (a, b) => {
  const [x, y] = [array(a, 3), array(b, 5)];
  const rank = Math.max(a.length, b.length);
  const full = (s: number[]): number[] => [...new Array<number>(rank - s.length).fill(1), ...s];
  const shape = full(a).map((n, i) => Math.max(n, full(b)[i]!));
  const at = (s: number[], data: Float32Array, index: number[]): number =>
    data[full(s).reduce((p, n, i) => p * n + (n === 1 ? 0 : index[i]!), 0)]!;
  const expected = Array.from({ length: shape.reduce((p, n) => p * n, 1) }, (_, k) => {
    const index: number[] = [];
    let rest = k;
    for (const n of [...shape].reverse()) {
      index.unshift(rest % n);
      rest = Math.floor(rest / n);
    }
    return at(a, x.dataSync() as Float32Array, index) - at(b, y.dataSync() as Float32Array, index);
  });
  const difference = t.sub(x, y);
  expect(difference.shape).toEqual(shape);
  expect(relativeDifference(difference.dataSync() as Float32Array, expected)).toBeLessThan(1e-6);
});

/** The gradient of the total of f(x) times weights, by differences. */
function checkGradient(x: Tensor, f: (x: Tensor) => Tensor): void {
  const weights = array(f(x).shape, 11);
  const total = (y: Tensor): Tensor => t.sum(t.mul(f(y), weights));
  const gradient = t.grad(total as never)(x as never) as Tensor;
  expect(gradient.shape).toEqual(x.shape);
  const data = x.dataSync() as Float32Array;
  const step = 0.01;
  const moved = (i: number, by: number): number =>
    total(
      t.tensor(
        data.map((v, k) => v + (k === i ? by : 0)),
        x.shape,
      ),
    ).dataSync()[0]!;
  const expected = Array.from(data, (_, i) => (moved(i, step) - moved(i, -step)) / (2 * step));
  expect(relativeDifference(gradient.dataSync() as Float32Array, expected)).toBeLessThan(2e-2);
}

test('copies along axes of arrays of any rank', () => {
  checkGradient(array([2, 1, 2, 1, 2], 3), (x) => t.tile(x, [1, 3, 2, 2, 1]));
  checkGradient(array([1, 2, 1, 2, 1, 2], 5), (x) => t.tile(x, [2, 1, 3, 1, 1, 2]));
  checkGradient(array([2, 3], 7), (x) => t.tile(x, [2, 2]));
});

test('products along one axis, several and all', () => {
  for (const axes of [[0], [1], [2], [0, 2], [1, 2], undefined])
    checkGradient(array([2, 3, 2], 3), (x) => t.prod(x, axes));
});

test('padding', () => {
  const x = array([2, 1, 2, 1, 2, 2, 3], 3);
  const around = [
    [0, 0],
    [0, 0],
    [1, 0],
    [0, 0],
    [0, 0],
    [0, 0],
    [2, 1],
  ] as [number, number][];
  const flat = t.pad(t.reshape(x, [2, 2, 4, 3]), [
    [0, 0],
    [1, 0],
    [0, 0],
    [2, 1],
  ]);
  const padded = t.pad(x, around);
  expect(padded.shape).toEqual([2, 1, 3, 1, 2, 2, 6]);
  expect(padded.dataSync()).toEqual(flat.dataSync());
});
