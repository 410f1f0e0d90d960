/** Axes as the attributes of kernels name them, and how arrays lie in memory: row by row. */

/** An axis counted from the front. */
export const axisOf = (axis: unknown, rank: number): number =>
  (axis as number) < 0 ? (axis as number) + rank : (axis as number);

/** The axes that an attribute means; all where it says nothing. */
export function axesOf(axes: unknown, rank: number): number[] {
  if (axes === undefined || axes === null) return Array.from({ length: rank }, (_, i) => i);
  return [axes as number | readonly number[]].flat().map((a) => axisOf(a, rank));
}

/** The axes of a reduction; that of the maximum has another name for them. */
export const reducedAxes = (a: Readonly<Record<string, unknown>>, rank: number): number[] =>
  axesOf(a.axis ?? a.reductionIndices, rank);

/** Numbers from one place to the next along each axis. */
export function stepsOf(shape: readonly number[]): number[] {
  const steps: number[] = new Array(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    steps[i] = step;
    step *= shape[i]!;
  }
  return steps;
}
