/** Values that are spread over a larger shape, as steps along few axes. */
import { elements } from './program.ts';

/** [length, step] of merged axes, outermost first. */
export type Pattern = readonly (readonly [number, number])[];

/** Steps of a value that is spread over a shape, with axes merged that it passes evenly. */
export function patternOf(shape: readonly number[], out: readonly number[]): Pattern {
  const full = [...new Array<number>(out.length - shape.length).fill(1), ...shape];
  const axes: [number, number][] = [];
  let step = elements(shape);
  out.forEach((n, i) => {
    step /= full[i]!;
    if (n === 1) return;
    const own = full[i] === 1 ? 0 : step;
    const last = axes.at(-1);
    if (last !== undefined && last[1] === own * n) axes[axes.length - 1] = [last[0] * n, own];
    else axes.push([n, own]);
  });
  return axes.length === 0 ? [[1, 0]] : axes;
}

/** Lengths of axes that all patterns can be written on; undefined if there are none. */
export function commonAxes(patterns: readonly Pattern[], n: number): number[] | undefined {
  const ends = new Set<number>([1, n]);
  for (const pattern of patterns) {
    let inner = 1;
    for (const [length] of [...pattern].reverse()) ends.add((inner *= length));
  }
  const sorted = [...ends].sort((a, b) => b - a);
  const axes = sorted.slice(1).map((inner, i) => sorted[i]! / inner);
  if (axes.length === 0) return [1];
  return axes.every(Number.isInteger) ? axes : undefined;
}

/** Steps of a pattern along finer axes. */
export function stepsOn(pattern: Pattern, axes: readonly number[]): number[] {
  const steps: number[] = new Array(axes.length);
  let [k, inner] = [pattern.length - 1, 1];
  for (let i = axes.length - 1; i >= 0; i--) {
    const [length, step] = pattern[k]!;
    steps[i] = step * inner;
    inner *= axes[i]!;
    if (inner === length) {
      k--;
      inner = 1;
    }
  }
  return steps;
}
