/** Sums, means and extremes, and softmax. */

import { type Reduction, reductionCode } from '../../../machine/jit/kernels/reduce.ts';
import { softmaxCode } from '../../../machine/jit/kernels/softmax.ts';
import { axisOf, reducedAxes } from '../../../program/axes.ts';
import { elements } from '../../../program/program.ts';
import { type Lower, type Machine, region, type Step, shares, task } from '../lowering.ts';

const kinds: Readonly<Record<string, Reduction['kind']>> = {
  Sum: 'sum',
  Mean: 'sum',
  Max: 'maximum',
  Min: 'minimum',
  Prod: 'product',
};

/** {outer, length, inner} of a value at one address, reduced to another. */
interface Job {
  readonly from: number;
  readonly to: number;
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
}

/** Rows from which a reduction to one short row is cut in two. */
const LONG = 64;

/** Steps that reduce one run of axes. */
function reductionSteps(m: Machine, kind: Reduction['kind'], scale: number, j: Job): Step[] {
  const work = j.outer * j.length * j.inner;
  const spec = (outer: number, length: number, inner: number, block: number, by: number): Reduction => ({
    outer,
    length,
    inner,
    kind,
    scale: by,
    block,
  });
  if (j.outer > 1 || j.inner >= LONG || j.length < LONG) {
    const split = j.outer > 1 || j.inner < 32 ? 'outer' : 'inner';
    if (split === 'outer')
      return [
        shares(m, j.outer, 1, work).map(([from, to]) => {
          const [start, end] = [j.from + from * j.length * j.inner * 4, j.to + from * j.inner * 4];
          const s = spec(to - from, j.length, j.inner, j.length * j.inner, scale);
          const reads = [region(start, (to - from) * j.length * j.inner)];
          return task('reduction', reductionCode, s, [start, end], reads, [region(end, (to - from) * j.inner)]);
        }),
      ];
  }
  // one row of results: the threads take halves of what is below each other, and the halves are put together
  const parts = shares(m, j.length, 1, work);
  const room = parts.length === 1 ? j.to : m.scratch(parts.length * j.inner);
  const partial = parts.map(([from, to], i) => {
    const [start, end] = [j.from + from * j.inner * 4, room + i * j.inner * 4];
    const s = spec(1, to - from, j.inner, 0, parts.length === 1 ? scale : 1);
    const reads = [region(start, (to - from) * j.inner)];
    return task('reduction', reductionCode, s, [start, end], reads, [region(end, j.inner)]);
  });
  if (parts.length === 1) return [partial];
  const s = spec(1, parts.length, j.inner, 0, scale);
  const reads = [region(room, parts.length * j.inner)];
  return [partial, [task('reduction', reductionCode, s, [room, j.to], reads, [region(j.to, j.inner)])]];
}

/** Runs of neighbouring axes that are reduced, from the first. */
function runsOf(shape: readonly number[], axes: ReadonlySet<number>): [from: number, to: number][] {
  const runs: [number, number][] = [];
  shape.forEach((n, i) => {
    if (n === 1 || !axes.has(i)) return;
    const last = runs.at(-1);
    const joined = last !== undefined && shape.slice(last[1], i).every((x) => x === 1);
    if (joined) last[1] = i + 1;
    else runs.push([i, i + 1]);
  });
  return runs;
}

const reduction: Lower = (m, call) => {
  const { x } = call.inputs as { x: number };
  const [y] = call.outputs as [number];
  const shape = [...m.shape(x)];
  const axes = new Set(reducedAxes(call.attributes, shape.length));
  const scale = call.kernel === 'Mean' ? m.size(y) / m.size(x) : 1;
  const kind = kinds[call.kernel]!;
  const runs = runsOf(shape, axes);
  if (runs.length === 0) runs.push([shape.length, shape.length]);
  let from = m.place(x);
  // the last run first, so that what is left stays whole
  return runs.reverse().flatMap(([start, end], i): readonly Step[] => {
    const last = i === runs.length - 1;
    const [outer, length, inner] = [shape.slice(0, start), shape.slice(start, end), shape.slice(end)].map(elements);
    const to = last ? m.place(y) : m.scratch(outer! * inner!);
    const steps = reductionSteps(m, kind, last ? scale : 1, {
      from,
      to,
      outer: outer!,
      length: length!,
      inner: inner!,
    });
    shape.fill(1, start, end);
    from = to;
    return steps;
  });
};

export const Sum = reduction;
export const Mean = reduction;
export const Max = reduction;
export const Min = reduction;
export const Prod = reduction;

const softmax: Lower = (m, call) => {
  const { logits } = call.inputs as { logits: number };
  const [y] = call.outputs as [number];
  const shape = m.shape(logits);
  if (
    axisOf(((call.attributes.dim ?? call.attributes.axis) as number | undefined) ?? -1, shape.length) !==
    shape.length - 1
  )
    return undefined;
  const length = shape.at(-1)!;
  const rows = m.size(logits) / length;
  return [
    shares(m, rows, 1, 4 * m.size(logits)).map(([from, to]) => {
      const places = [m.place(logits), m.place(y)].map((p) => p + from * length * 4);
      const [read, written] = places.map((p) => region(p, (to - from) * length));
      return task(
        'softmax',
        softmaxCode,
        { rows: to - from, length, log: call.kernel === 'LogSoftmax' },
        places,
        [read!],
        [written!],
      );
    }),
  ];
};

export const Softmax = softmax;
export const LogSoftmax = softmax;
