/** ONNX forms of kernels that make axes smaller. */

import { INT32, INT64 } from '../../../../formats/onnx-graph.ts';
import { reducedAxes } from '../../../program/axes.ts';
import type { Mapping } from '../translation.ts';

const reduce =
  (operator: string): Mapping =>
  (r) => {
    const axes = reducedAxes(r.attributes(), r.shape('x').length);
    const x = r.name('x');
    if (axes.length === 0) return x;
    const keep = r.out.shape.length === r.shape('x').length;
    const origin = r.t.origin(x);
    const order = origin?.order ?? [];
    const left = order.filter((_, i) => !axes.includes(i));
    if (origin !== undefined && !keep && left.every((a, i) => i === 0 || left[i - 1]! < a)) {
      const before = axes.map((a) => order[a]!).sort((a, b) => a - b);
      return r.graph.reduce(operator, origin.source, before, false);
    }
    return r.graph.reduce(operator, x, axes, keep);
  };

const extremum =
  (operator: string): Mapping =>
  (r) => {
    const [axis] = reducedAxes(r.attributes(), r.shape('x').length);
    return r.graph.node('Cast', [r.graph.node(operator, [r.name('x')], { axis: axis!, keepdims: 0 })], { to: INT32 });
  };

/** Logical reductions run on whole numbers. */
const logical =
  (operator: string): Mapping =>
  (r) => {
    const numbers = r.graph.node('Cast', [r.name('x')], { to: INT32 });
    const keep = r.out.shape.length === r.shape('x').length;
    const reduced = r.graph.reduce(operator, numbers, reducedAxes(r.attributes(), r.shape('x').length), keep);
    return r.graph.node('Greater', [reduced, r.graph.scalar(0, INT32)]);
  };

export const reductions: Readonly<Record<string, Mapping>> = {
  Sum: reduce('ReduceSum'),
  Mean: reduce('ReduceMean'),
  Max: reduce('ReduceMax'),
  Min: reduce('ReduceMin'),
  Prod: reduce('ReduceProd'),
  All: logical('ReduceMin'),
  Any: logical('ReduceMax'),
  ArgMax: extremum('ArgMax'),
  ArgMin: extremum('ArgMin'),
  Softmax: (r) => r.graph.node('Softmax', [r.name('logits')], { axis: r.attributes<{ dim?: number }>().dim ?? -1 }),
  LogSoftmax: (r) =>
    r.graph.node('LogSoftmax', [r.name('logits')], { axis: r.attributes<{ axis?: number }>().axis ?? -1 }),
  Cumsum: (r) => {
    const { axis, exclusive, reverse } = r.attributes<{ axis: number; exclusive: boolean; reverse: boolean }>();
    const at = r.graph.constant([], INT64, BigInt64Array.of(BigInt(axis)));
    return r.graph.node('CumSum', [r.name('x'), at], { exclusive: +exclusive, reverse: +reverse });
  },
};
