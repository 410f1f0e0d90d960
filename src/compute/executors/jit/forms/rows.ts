/** Picking of rows by number, as an embedding does, and its gradient. */

import { addRowsCode, pickCode, type Rows } from '../../../machine/jit/kernels/rows.ts';
import { axisOf } from '../../../program/axes.ts';
import { elements } from '../../../program/program.ts';
import { type Lower, region, regionOf, shares, task } from '../lowering.ts';
import { fillStep } from './arrangements.ts';

const GatherV2: Lower = (m, call) => {
  const { x, indices } = call.inputs as { x: number; indices: number };
  const [y] = call.outputs as [number];
  const shape = m.shape(x);
  const axis = axisOf((call.attributes.axis as number | undefined) ?? 0, shape.length);
  if (((call.attributes.batchDims as number | undefined) ?? 0) !== 0) return undefined;
  const [tables, width] = [elements(shape.slice(0, axis)), elements(shape.slice(axis + 1))];
  const count = m.size(indices);
  const pick = (from: number, to: number): Rows => ({
    tables,
    rows: shape[axis]!,
    width,
    count: to - from,
    step: width,
  });
  // more than one table would put the parts of each thread apart
  const parts: [number, number][] = tables === 1 ? shares(m, count, 1, m.size(y)) : [[0, count]];
  return [
    parts.map(([from, to]) => {
      const args = [m.place(x), m.place(indices) + from * 4, m.place(y) + from * width * 4];
      const reads = [regionOf(m, x), region(args[1]!, to - from)];
      const writes = [region(args[2]!, tables * (to - from) * width)];
      return task('pick', pickCode, pick(from, to), args, reads, writes);
    }),
  ];
};

/** Threads share the columns, so that each adds in the order of the rows. */
const UnsortedSegmentSum: Lower = (m, call) => {
  const { x, segmentIds } = call.inputs as { x: number; segmentIds: number };
  const [y] = call.outputs as [number];
  const [rows] = m.shape(y) as [number];
  const count = m.size(segmentIds);
  if (count === 0 || m.shape(segmentIds).length !== 1) return undefined;
  const width = m.size(x) / count;
  const add = shares(m, width, 16, m.size(x)).map(([from, to]) => {
    const spec: Rows = { tables: 1, rows, width: to - from, count, step: width };
    const args = [m.place(x) + from * 4, m.place(segmentIds), m.place(y) + from * 4];
    const result = region(args[2]!, (rows - 1) * width + to - from);
    return task('add rows', addRowsCode, spec, args, [regionOf(m, x), regionOf(m, segmentIds), result], [result]);
  });
  return [fillStep(m, m.place(y), m.size(y), 0), add];
};

export const rows = { GatherV2, UnsortedSegmentSum } satisfies Record<string, Lower>;
