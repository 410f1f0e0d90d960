/** Axes drawn together. */
import type { Expr } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { f, pure, X } from './formulas.ts';
import { type Call, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import { product } from './sizes.ts';
import { type Axis, axisIndex, levelAt, numbersIn, type PortValue, UNIT, type Value } from './values.ts';

export const levelsOf = (v: PortValue, axes: readonly number[]): number[] =>
  axes.flatMap((a) => {
    const l = levelAt(v, a);
    return l === undefined ? [] : [l];
  });

export interface Reduction {
  readonly aggregation: string;
  readonly before?: Expr;
  readonly after?: Expr;
}

/** Attribute "axes" up to set 12 or 17, an input later; none are all, unless noop_with_empty_axes says otherwise. */
function reducedAxes(call: Call, rank: number): number[] {
  const axes = call.list('axes', 1);
  if (axes !== undefined && axes.length > 0) return axes.map((a) => axisIndex(a, rank));
  if (call.int('noop_with_empty_axes', 0) === 1) return [];
  return Array.from({ length: rank }, (_, i) => i);
}

/** The value with some of its axes drawn together; they stay as unit axes. */
export function aggregated(call: Call, v: PortValue, axes: readonly number[], r: Reduction): PortValue {
  if (axes.some((i) => v.axes[i]?.kind === 'batch')) call.refuse('it reduces over the batch');
  const apply = (x: PortValue, form: Expr | undefined, suffix: string): PortValue =>
    form === undefined
      ? x
      : port(call.layer('ElementwiseLayer', [form], {}, { Input: x.ref }, suffix).ref(), x.axes, x.type);
  const x = apply(v, r.before, 'before');
  const levels = levelsOf(x, axes);
  const kept = x.axes.map((a, i) => (axes.includes(i) ? UNIT : a));
  const made =
    levels.length === 0
      ? x.ref
      : call.layer('AggregationLayer', [system(r.aggregation), levels], {}, { Input: x.ref }).ref();
  return apply(port(made, kept, x.type), r.after, 'after');
}

const reducing = (r: Reduction): OnnxOperator => ({
  fold: (call, [x]) => foldedReduction(call, x, r),
  layers: (call) => {
    const x = call.port(0);
    const axes = reducedAxes(call, x.axes.length);
    const y = aggregated(call, x, axes, r);
    if (call.int('keepdims', 1) === 1) return [y];
    return [
      port(
        y.ref,
        y.axes.filter((_, i) => !axes.includes(i)),
        y.type,
      ),
    ];
  },
});

const FOLDS: Readonly<Record<string, (a: number, b: number) => number>> = {
  Times: (a, b) => a * b,
  Total: (a, b) => a + b,
  Max: Math.max,
  Min: Math.min,
};

/** Lists of sizes are multiplied in shape arithmetic. */
function foldedReduction(call: Call, x: Value | undefined, r: Reduction) {
  const of = FOLDS[r.aggregation];
  if (
    x?.kind !== 'constant' ||
    of === undefined ||
    r.before !== undefined ||
    r.after !== undefined ||
    x.sizes.length !== 1
  )
    return undefined;
  const numbers = numbersIn(x);
  if (numbers?.length === 0) return undefined;
  const elements =
    numbers === undefined && r.aggregation === 'Times' ? [product(x.data as readonly Axis['size'][])] : undefined;
  const data = elements ?? (numbers && [Array.from(numbers).reduce(of)]);
  if (data === undefined) return undefined;
  return [{ ...x, name: '', sizes: call.int('keepdims', 1) === 1 ? [1] : [], data }];
}

export const square = pure(f('Power', X, 2));

export const reductionOperators: OperatorTable = {
  ReduceMean: reducing({ aggregation: 'Mean' }),
  ReduceSum: reducing({ aggregation: 'Total' }),
  ReduceMax: reducing({ aggregation: 'Max' }),
  ReduceMin: reducing({ aggregation: 'Min' }),
  ReduceProd: reducing({ aggregation: 'Times' }),
  ReduceL1: reducing({ aggregation: 'Total', before: system('Abs') }),
  ReduceL2: reducing({ aggregation: 'Total', before: square, after: system('Sqrt') }),
  ReduceSumSquare: reducing({ aggregation: 'Total', before: square }),
  ReduceLogSum: reducing({ aggregation: 'Total', after: system('Log') }),
  ReduceLogSumExp: reducing({ aggregation: 'Total', before: system('Exp'), after: system('Log') }),
};
