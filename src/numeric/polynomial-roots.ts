/** All roots of a polynomial with complex coefficients at machine precision, by Aberth's simultaneous iteration. */
import { worked } from '../pace.ts';

export type ComplexNumber = readonly [re: number, im: number];

const add = (a: ComplexNumber, b: ComplexNumber): ComplexNumber => [a[0] + b[0], a[1] + b[1]];
const subtract = (a: ComplexNumber, b: ComplexNumber): ComplexNumber => [a[0] - b[0], a[1] - b[1]];
const multiply = (a: ComplexNumber, b: ComplexNumber): ComplexNumber => [
  a[0] * b[0] - a[1] * b[1],
  a[0] * b[1] + a[1] * b[0],
];
function divide(a: ComplexNumber, b: ComplexNumber): ComplexNumber {
  const n = b[0] * b[0] + b[1] * b[1];
  return [(a[0] * b[0] + a[1] * b[1]) / n, (a[1] * b[0] - a[0] * b[1]) / n];
}
const size = (a: ComplexNumber): number => Math.hypot(a[0], a[1]);

/** The value and the derivative at z; coefficients from power 0 up. */
function evaluate(p: readonly ComplexNumber[], z: ComplexNumber): readonly [ComplexNumber, ComplexNumber] {
  let value: ComplexNumber = [0, 0];
  let slope: ComplexNumber = [0, 0];
  worked(p.length);
  for (let i = p.length - 1; i >= 0; i--) {
    slope = add(multiply(slope, z), value);
    value = add(multiply(value, z), p[i]!);
  }
  return [value, slope];
}

const MAX_STEPS = 500;
const CONVERGED = 1e-16;
/** Imaginary parts this small beside the root are rounding, when the coefficients are real. */
const REAL_WITHIN = 1e-11;

/** `coefficients` from power 0 up, the last one not 0. Real roots come first, in order; then pairs by real part. */
export function polynomialRoots(coefficients: readonly ComplexNumber[]): ComplexNumber[] {
  const zeros = coefficients.findIndex((c) => size(c) > 0);
  const p = coefficients.slice(zeros);
  const n = p.length - 1;
  const found: ComplexNumber[] = new Array<ComplexNumber>(zeros).fill([0, 0]);
  if (n > 0) found.push(...aberth(p, n));
  const isReal = coefficients.every((c) => c[1] === 0);
  const roots = found.map((z): ComplexNumber => {
    const polished = polish(coefficients, z);
    return isReal && Math.abs(polished[1]) <= REAL_WITHIN * Math.max(size(polished), 1e-300)
      ? [polished[0], 0]
      : polished;
  });
  return roots.sort(
    (a, b) =>
      Number(a[1] !== 0) - Number(b[1] !== 0) || (Math.abs(a[0] - b[0]) > 1e-12 * size(a) ? a[0] - b[0] : a[1] - b[1]),
  );
}

function aberth(p: readonly ComplexNumber[], n: number): ComplexNumber[] {
  // Start on a circle that holds all roots in its size, at angles that hit no symmetry.
  const lead = size(p[n]!);
  const radius = Math.max(...p.slice(0, n).map((c, i) => (size(c) / lead) ** (1 / (n - i))), 1e-3);
  let roots: ComplexNumber[] = Array.from({ length: n }, (_, k) => {
    const angle = (2 * Math.PI * k) / n + 0.4;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  for (let step = 0; step < MAX_STEPS; step++) {
    let moved = 0;
    roots = roots.map((z, i) => {
      const [value, slope] = evaluate(p, z);
      if (size(value) === 0) return z;
      const newton = divide(value, slope);
      let others: ComplexNumber = [0, 0];
      worked(n);
      roots.forEach((w, j) => {
        if (j !== i) others = add(others, divide([1, 0], subtract(z, w)));
      });
      const change = divide(newton, subtract([1, 0], multiply(newton, others)));
      if (!Number.isFinite(change[0]) || !Number.isFinite(change[1])) return z;
      moved = Math.max(moved, size(change) / Math.max(size(z), 1e-300));
      return subtract(z, change);
    });
    if (moved < CONVERGED) break;
  }
  return roots;
}
/** Newton steps as long as they make the value smaller. */
function polish(p: readonly ComplexNumber[], start: ComplexNumber): ComplexNumber {
  let z = start;
  for (let i = 0; i < 4; i++) {
    const [value, slope] = evaluate(p, z);
    if (size(value) === 0 || size(slope) === 0) return z;
    const next = subtract(z, divide(value, slope));
    if (!(size(evaluate(p, next)[0]) < size(value))) return z;
    z = next;
  }
  return z;
}
