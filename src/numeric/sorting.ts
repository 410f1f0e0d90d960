/** Sorting of many numbers that can be stopped on the way: short runs by the host, then merges. */
import { worked } from '../pace.ts';

/** Numbers that the host sorts in about a millisecond. */
const RUN = 1 << 13;
/** Steps of a sort by the host for one number. */
const UNITS_A_NUMBER = 2;

/** The numbers, least first; the array that was given is used up. No number may be NaN. */
export function sortNumbers(data: Float64Array): Float64Array {
  const n = data.length;
  for (let from = 0; from < n; from += RUN) {
    const to = Math.min(n, from + RUN);
    data.subarray(from, to).sort();
    worked((to - from) * UNITS_A_NUMBER);
  }
  if (n <= RUN) return data;
  let source: Float64Array = data;
  let target: Float64Array = new Float64Array(n);
  for (let width = RUN; width < n; width *= 2) {
    for (let from = 0; from < n; from += 2 * width)
      merge(source, target, from, Math.min(n, from + width), Math.min(n, from + 2 * width));
    [source, target] = [target, source];
  }
  return source;
}

function merge(source: Float64Array, target: Float64Array, from: number, middle: number, to: number): void {
  let i = from;
  let j = middle;
  for (let at = from; at < to; ) {
    const end = Math.min(to, at + RUN);
    const start = at;
    for (; at < end; at++)
      target[at] = i < middle && (j >= to || source[i]! <= source[j]!) ? source[i++]! : source[j++]!;
    worked((end - start) / 4);
  }
}
