/** Compares the first compiled run with the same run on eager tfjs. */
import type { RunResult } from '../executors/executor.ts';
import type { ArrayStore } from './store.ts';

const TOLERANCE = 1e-4;
const LEAST = 1e-6;
/** A gradient this small beside the largest one may be a sum that should be 0, as that of a bias before a normalization. */
const CANCELLED = 0.01;

/** Root of the mean square of the finite numbers. */
function sizeOf(x: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) if (Number.isFinite(x[i])) sum += x[i]! ** 2;
  return Math.sqrt(sum / Math.max(1, x.length));
}

/**
 * Norm of the difference relative to the norm; equal infinities and NaN do not differ. `least` is a size below which
 * numbers count as rounding noise about 0.
 */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>, least = LEAST): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let [apart, whole] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [actual[i]!, expected[i]!];
    if (Number.isFinite(b)) whole += b * b;
    if (!Object.is(a, b) && a !== b) apart += (a - b) ** 2;
  }
  const error = Math.sqrt(apart / Math.max(whole, least * least * expected.length));
  return Number.isNaN(error) ? Number.POSITIVE_INFINITY : error;
}

const GRADIENT = 'the gradient of array';

/** All numbers of a run by name; gradients are copied. */
export function snapshot(store: ArrayStore, r: RunResult, training: boolean): Map<string, ArrayLike<number>> {
  const all = new Map<string, ArrayLike<number>>();
  if (training) all.set('the loss', [r.loss]);
  for (const [name, v] of Object.entries(r.outputs)) all.set(`output ${name}`, v.data);
  for (const [key, v] of Object.entries(r.state)) all.set(`the new value of array ${key}`, v.slice());
  if (training)
    for (const p of store.learning) all.set(`${GRADIENT} ${p.slot.key}`, store.gradient(p.slot.key).slice());
  return all;
}

/** Even an ill-conditioned step may not differ by more than this. */
const LIMIT = 0.05;

/**
 * What differs, in one phrase; undefined if nothing does. `moved` is the expected run again with arrays moved by a
 * rounding error: where that alone changes the numbers (a unit at the edge of a ramp), as much again is forgiven.
 */
export function firstDifference(
  actual: ReadonlyMap<string, ArrayLike<number>>,
  expected: ReadonlyMap<string, ArrayLike<number>>,
  moved: () => ReadonlyMap<string, ArrayLike<number>>,
): string | undefined {
  let other: ReadonlyMap<string, ArrayLike<number>> | undefined;
  const gradients = [...expected].filter(([name]) => name.startsWith(GRADIENT)).map(([, x]) => sizeOf(x));
  const noise = Math.max(LEAST, CANCELLED * Math.max(0, ...gradients));
  for (const [name, numbers] of expected) {
    const found = actual.get(name);
    const least = name.startsWith(GRADIENT) ? noise : LEAST;
    const error = found === undefined ? Number.POSITIVE_INFINITY : relativeError(found, numbers, least);
    if (error <= TOLERANCE) continue;
    other ??= moved();
    if (error <= Math.min(LIMIT, 2 * relativeError(other.get(name)!, numbers, least))) continue;
    return `${name} differs by ${error.toExponential(1)} of its norm`;
  }
  return undefined;
}

/**
 * Arrays times 1 + some 1e-4 of alternating sign, so that the edges that rounding may cross are crossed; gives what puts
 * them back.
 */
export function moveArrays(store: ArrayStore): () => void {
  const before = [...store.places.keys()].map((key) => [key, store.weights(key).slice()] as const);
  for (const [key] of before) {
    const w = store.weights(key);
    for (let i = 0; i < w.length; i++) w[i]! *= 1 + ((i % 7) - 3) * 4e-5;
  }
  return () => {
    for (const [key, numbers] of before) store.weights(key).set(numbers);
  };
}
