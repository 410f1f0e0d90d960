/** Large random arrays: the right distributions, the same bits everywhere, orthonormal columns. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { fillNormal, fillUniform } from '../../src/compute/random/bulk.ts';
import { orthonormalColumns } from '../../src/compute/random/orthogonal.ts';
import { RandomStream } from '../../src/numeric/random.ts';

const COUNT = 1_000_000;
const normal = (seed = 1): Float32Array => {
  const out = new Float32Array(COUNT);
  fillNormal(out, new RandomStream(seed), 0, 1);
  return out;
};
const mean = (x: ArrayLike<number>, f = (y: number): number => y): number => {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += f(x[i]!);
  return sum / x.length;
};

test('normal numbers have the moments and the tails of normal numbers', () => {
  const x = normal();
  // Standard errors of the moments of a million numbers are 0.001, 0.0014, 0.004, 0.01.
  expect(Math.abs(mean(x))).toBeLessThan(0.005);
  expect(mean(x, (y) => y * y)).toBeCloseTo(1, 1.9);
  expect(Math.abs(mean(x, (y) => y ** 3))).toBeLessThan(0.02);
  expect(Math.abs(mean(x, (y) => y ** 4) - 3)).toBeLessThan(0.05);
  for (const [z, tail] of [
    [1, 0.158655],
    [2, 0.0227501],
    [3, 0.0013499],
    [4, 3.167e-5],
  ] as const) {
    const error = Math.sqrt(tail / COUNT);
    expect(Math.abs(mean(x, (y) => (y > z ? 1 : 0)) - tail)).toBeLessThan(5 * error);
    expect(Math.abs(mean(x, (y) => (y < -z ? 1 : 0)) - tail)).toBeLessThan(5 * error);
  }
  // Neighbours, which come from one radius and one angle, and numbers of two streams do not depend on each other.
  for (const lag of [1, 2, 4, 8])
    expect(Math.abs(mean(Array.from({ length: 100_000 }, (_, i) => x[i]! * x[i + lag]!)))).toBeLessThan(0.02);
});

test('uniform numbers lie in their range and fill it evenly', () => {
  const x = new Float32Array(COUNT);
  fillUniform(x, new RandomStream(3), -2, 6);
  const counts = new Array<number>(8).fill(0);
  for (const y of x) counts[Math.floor(y + 2)]! += 1;
  for (const n of counts) expect(Math.abs(n - COUNT / 8)).toBeLessThan(1700);
});

/** What the kernels compute, one number at a time in double precision. */
function plainly(seed: number, count: number): number[] {
  const random = new RandomStream(seed);
  const state = Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => random.bits()));
  const rotated = (x: number, k: number): number => (x << k) | (x >>> (32 - k));
  const next = (lane: number): number => {
    const [a, b, c, d] = state.map((word) => word[lane]!) as [number, number, number, number];
    const out = (rotated((a + d) | 0, 7) + a) >>> 0;
    const [c1, d1] = [c ^ a, d ^ b];
    const after = [a ^ d1, b ^ c1, c1 ^ (b << 9), rotated(d1, 11)];
    for (const [i, word] of state.entries()) word[lane] = after[i]! >>> 0;
    return out;
  };
  return Array.from({ length: Math.ceil(count / 8) }, () => {
    const [first, second] = [0, 1].map(() => [0, 1, 2, 3].map(next)) as [number[], number[]];
    const radius = first.map((w) => Math.sqrt(-2 * Math.log((w + 0.5) / 2 ** 32)));
    const angle = second.map((w) => ((w >>> 30) * Math.PI) / 2 + (((w << 2) | 0) / 2 ** 31) * (Math.PI / 4));
    return [...radius.map((r, i) => r * Math.sin(angle[i]!)), ...radius.map((r, i) => r * Math.cos(angle[i]!))];
  }).flat();
}

test('the numbers are those of xoshiro128++ and of Box and Muller', () => {
  const [made, expected] = [normal(7), plainly(7, 4000)];
  for (const [i, x] of expected.entries()) expect(Math.abs(made[i]! - x)).toBeLessThan(1e-5);
});

test('the same seed gives the same bits', () => {
  const bits = (seed: number): string => createHash('sha256').update(normal(seed)).digest('hex').slice(0, 16);
  expect(bits(7)).toBe('11ad9a270592c034');
  expect(bits(7)).not.toBe(bits(8));
});

test('matrices have orthonormal columns, of the uniform distribution', () => {
  for (const [rows, columns] of [
    [1, 1],
    [5, 3],
    [32, 32],
    [100, 33],
    [257, 256],
  ] as const) {
    const q = orthonormalColumns(rows, columns, new RandomStream(rows));
    for (let a = 0; a < columns; a++)
      for (let b = a; b < Math.min(columns, a + 40); b++) {
        let dot = 0;
        for (let i = 0; i < rows; i++) dot += q[i * columns + a]! * q[i * columns + b]!;
        expect(Math.abs(dot - (a === b ? 1 : 0))).toBeLessThan(3e-6);
      }
  }
  // Haar matrices of size n have entries of mean 0 and variance 1 / n, traces of mean 0 and variance 1, and both determinants.
  const traces: number[] = [];
  const entries: number[] = [];
  for (let seed = 0; seed < 2000; seed++) {
    const q = orthonormalColumns(3, 3, new RandomStream(seed));
    traces.push(q[0]! + q[4]! + q[8]!);
    entries.push(...q);
  }
  expect(Math.abs(mean(traces))).toBeLessThan(0.1);
  expect(Math.abs(mean(traces, (t) => t * t) - 1)).toBeLessThan(0.12);
  expect(Math.abs(mean(entries))).toBeLessThan(0.03);
  expect(Math.abs(mean(entries, (x) => x * x) - 1 / 3)).toBeLessThan(1e-6);
  expect(Math.abs(mean(entries, (x) => x ** 4) - 1 / 5)).toBeLessThan(0.01);
});
