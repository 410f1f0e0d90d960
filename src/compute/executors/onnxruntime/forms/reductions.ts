/** ONNX forms of kernels that make axes smaller. */
import { reducedAxes } from '../../../program/axes.ts';
import { INT32, INT64 } from '../graph.ts';
import type { Mapping } from '../translation.ts';

const reduce =
  (operator: string): Mapping =>
  (r) => {
    const axes = reducedAxes(r.attributes(), r.shape('x').length);
    const x = r.name('x');
    if (axes.length === 0) return x;
    const keepdims = r.out.shape.length === r.shape('x').length ? 1 : 0;
    const origin = r.t.origin(x);
    const order = origin?.order ?? [];
    const left = order.filter((_, i) => !axes.includes(i));
    if (origin !== undefined && keepdims === 0 && left.every((a, i) => i === 0 || left[i - 1]! < a)) {
      const before = axes.map((a) => order[a]!).sort((a, b) => a - b);
      return r.graph.node(operator, [origin.source, r.graph.integers(before)], { keepdims });
    }
    return r.graph.node(operator, [x, r.graph.integers(axes)], { keepdims });
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
    const keepdims = r.out.shape.length === r.shape('x').length ? 1 : 0;
    const reduced = r.graph.node(
      operator,
      [numbers, r.graph.integers(reducedAxes(r.attributes(), r.shape('x').length))],
      { keepdims },
    );
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
