/** Compares the first compiled run with the same run on eager tfjs. */
import type { RunResult } from './executors/executor.ts';
import type { ArrayStore } from './store.ts';

const TOLERANCE = 1e-4;

/** Largest difference relative to the largest number; 0 for equal infinities and NaN. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [worst, largest] = [0, 1e-3];
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [actual[i]!, expected[i]!];
    if (Number.isFinite(b)) largest = Math.max(largest, Math.abs(b));
    if (Object.is(a, b) || a === b) continue;
    const d = Math.abs(a - b);
    worst = Math.max(worst, Number.isNaN(d) ? Number.POSITIVE_INFINITY : d);
  }
  return worst / largest;
}

/** All numbers of a run by name; gradients are copied. */
export function snapshot(store: ArrayStore, r: RunResult, training: boolean): Map<string, ArrayLike<number>> {
  const all = new Map<string, ArrayLike<number>>();
  if (training) all.set('the loss', [r.loss]);
  for (const [name, v] of Object.entries(r.outputs)) all.set(`output ${name}`, v.data);
  for (const [key, v] of Object.entries(r.state)) all.set(`the new value of array ${key}`, v.slice());
  if (training)
    for (const p of store.learning) all.set(`the gradient of array ${p.slot.key}`, store.gradient(p.slot.key).slice());
  return all;
}

/** What differs, in one phrase; undefined if nothing does. */
export function firstDifference(
  actual: ReadonlyMap<string, ArrayLike<number>>,
  expected: ReadonlyMap<string, ArrayLike<number>>,
): string | undefined {
  for (const [name, numbers] of expected) {
    const found = actual.get(name);
    const error = found === undefined ? Number.POSITIVE_INFINITY : relativeError(found, numbers);
    if (error > TOLERANCE) return `${name} differs by ${error.toExponential(1)} of its largest number`;
  }
  return undefined;
}
