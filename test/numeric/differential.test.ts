import { describe, expect, test } from 'vitest';
import { rosenbrock } from '../../src/numeric/differential/rosenbrock.ts';
import { type Course, steps } from '../../src/numeric/differential/steps.ts';
import { type OdeSystem, type Piece, valueOf } from '../../src/numeric/differential/system.ts';

/** y'' = -y: the sine. */
const oscillator: OdeSystem = {
  size: 2,
  derivative(_t, y, into) {
    into[0] = y[1]!;
    into[1] = -y[0]!;
  },
};
const scalar = (f: (t: number, y: number) => number): OdeSystem => ({
  size: 1,
  derivative(t, y, into) {
    into[0] = f(t, y[0]!);
  },
});
function solved(system: OdeSystem, course: Omit<Course, 'tolerance'>, tolerance: number) {
  const run = steps(system, { ...course, tolerance: { relative: tolerance, absolute: tolerance } });
  const pieces: Piece[] = [];
  for (;;) {
    const next = run.next();
    if (next.done) return { pieces, reason: next.value };
    pieces.push(next.value);
  }
}

describe.each(['explicit', 'stiff'] as const)('%s steps', (method) => {
  test.each([1e-5, 1e-8])('follow the sine within a few times the tolerance %d, between steps too', (tolerance) => {
    const { pieces } = solved(oscillator, { from: 0, to: 10, y: Float64Array.of(0, 1), method }, tolerance);
    for (const p of pieces)
      for (const part of [0.3, 0.7, 1]) {
        const t = p.from + part * (p.to - p.from);
        expect(Math.abs(valueOf(p, 0, t) - Math.sin(t))).toBeLessThan(10 * tolerance);
      }
  });
  test('go backwards', () => {
    const { pieces } = solved(
      oscillator,
      { from: 1, to: -2, y: Float64Array.of(Math.sin(1), Math.cos(1)), method },
      1e-7,
    );
    expect(pieces.at(-1)!.to).toBe(-2);
    expect(pieces.at(-1)!.y[0]).toBeCloseTo(Math.sin(-2), 5);
  });
});

test("the Rosenbrock method's error falls with the fifth power of the step, with time in the equation", () => {
  const system = scalar((t, y) => -y * t + Math.cos(t) + t * Math.sin(t));
  const errorAt = (h: number): number => {
    const [y, slope] = [Float64Array.of(Math.sin(0.3)), new Float64Array(1)];
    system.derivative(0.3, y, slope);
    const { y: after } = rosenbrock(system, { relative: 1, absolute: 1 }).attempt(0.3, y, slope, h);
    return Math.abs(after[0]! - Math.sin(0.3 + h));
  };
  expect(Math.log2(errorAt(0.1) / errorAt(0.05))).toBeGreaterThan(4.5);
});

test('the equation of van der Pol with 1000 needs few steps', () => {
  const system: OdeSystem = {
    size: 2,
    derivative(_t, y, into) {
      into[0] = y[1]!;
      into[1] = 1000 * (1 - y[0]! ** 2) * y[1]! - y[0]!;
    },
  };
  const { pieces } = solved(system, { from: 0, to: 2000, y: Float64Array.of(2, 0), method: 'automatic' }, 1e-6);
  expect(pieces.length).toBeLessThan(3000);
  // Hairer and Wanner give 1.706167732170483 at the end (problem VDPOL, rescaled).
  expect(pieces.at(-1)!.y[0]).toBeCloseTo(1.7061677, 3);
});

test('a pole ends the solution where it is', () => {
  const { pieces, reason } = solved(
    scalar((_t, y) => y * y),
    { from: 0, to: 2, y: Float64Array.of(1), method: 'automatic' },
    1e-8,
  );
  expect(reason).toBe('singular');
  expect(pieces.at(-1)!.to).toBeCloseTo(1, 6);
});

test('slopes that are no numbers at the beginning end it at once', () => {
  expect(
    solved(
      scalar(() => Number.NaN),
      { from: 0, to: 1, y: Float64Array.of(1) },
      1e-8,
    ),
  ).toEqual({ pieces: [], reason: 'singular' });
});
