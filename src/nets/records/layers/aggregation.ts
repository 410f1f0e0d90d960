/** AggregationLayer and SummationLayer: levels of an array drawn together to one number each. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { INT64 } from '../../../formats/onnx-graph.ts';
import { layer } from '../../model/layer.ts';
import { fixed, isOpen, type OnnxArray } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import { countOf, ShapeConflict } from '../../model/shape.ts';
import type { TorchBuilder } from '../../model/torch/builder.ts';
import { tuple } from '../../model/torch/text.ts';
import { symbolOf } from '../parameters.ts';
import { countsOf, untilEnds } from './ends.ts';
import { type LevelSpec, levelsOf, readLevels, writeLevels } from './levels.ts';
import { whenKnown } from './ports.ts';
import { onnxSorted, sorted } from './sorting.ts';

type Aggregate = (t: Tensors, x: Tensor, axes: number[], count: number) => Tensor;

const deviations = (t: Tensors, x: Tensor, axes: number[]): Tensor => t.sub(x, t.mean(x, axes, true));
/** Of a sample: divided by n - 1, as Variance of lists is. */
const variance: Aggregate = (t, x, axes, count) =>
  t.div(t.sum(t.square(deviations(t, x, axes)), axes), Math.max(1, count - 1));

/** The axes as vectors in increasing order, and what f makes of each. */
function bySorting(t: Tensors, x: Tensor, axes: readonly number[], f: (sorted: Tensor) => Tensor): Tensor {
  const rest = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
  const count = axes.reduce((n, i) => n * x.shape[i]!, 1);
  const rows = t.reshape(t.transpose(x, [...rest, ...axes]), [-1, count]);
  return t.reshape(
    f(sorted(t, rows)),
    rest.map((i) => x.shape[i]!),
  );
}

/** What stands at a position, from 1, of vectors {rows, n}; between two numbers on the line from one to the other. */
function between(t: Tensors, v: Tensor, position: number): Tensor {
  const [rows, n] = v.shape as [number, number];
  const at = Math.min(n, Math.max(1, position));
  const low = Math.floor(at);
  const one = (i: number): Tensor => t.reshape(t.slice(v, [0, i - 1], [rows, 1]), [rows]);
  if (at === low) return one(low);
  return t.add(t.mul(one(low), low + 1 - at), t.mul(one(low + 1), at - low));
}

const functions = {
  Mean: (t, x, axes) => t.mean(x, axes),
  Min: (t, x, axes) => t.min(x, axes),
  Max: (t, x, axes) => t.max(x, axes),
  Total: (t, x, axes) => t.sum(x, axes),
  Times: (t, x, axes) => t.prod(x, axes),
  Variance: variance,
  StandardDeviation: (t, x, axes, count) => t.sqrt(variance(t, x, axes, count)),
  MeanDeviation: (t, x, axes) => t.mean(t.abs(deviations(t, x, axes)), axes),
  Median: (t, x, axes, count) => bySorting(t, x, axes, (v) => between(t, v, count / 2 + 0.5)),
  InterquartileRange: (t, x, axes, count) =>
    bySorting(t, x, axes, (v) => t.sub(between(t, v, 0.75 * count + 0.5), between(t, v, 0.25 * count + 0.5))),
} satisfies Record<string, Aggregate>;
type Name = keyof typeof functions;

type OnnxAggregate = (o: OnnxBuilder, x: OnnxArray, axes: readonly number[]) => OnnxArray;
const reduction =
  (operator: string): OnnxAggregate =>
  (o, x, axes) =>
    o.reduce(operator, x, axes);
const onnxDeviations: OnnxAggregate = (o, x, axes) => o.combine('Sub', x, o.reduce('ReduceMean', x, axes, true));
const onnxVariance: OnnxAggregate = (o, x, axes) => {
  const d = onnxDeviations(o, x, axes);
  const sizes = axes.map((i) => x.shape[i]!);
  const others = isOpen(sizes)
    ? o.combine('Max', o.combine('Sub', o.count(sizes), 1), 1)
    : Math.max(1, countOf(sizes as number[]) - 1);
  return o.combine('Div', o.reduce('ReduceSum', o.combine('Mul', d, d), axes), others);
};

/** Numbers at positions, from 1, of what the axes hold in increasing order; between two of them on the line from one to the other. */
const quantile =
  (positions: (count: number) => readonly number[]): ((...given: Parameters<OnnxAggregate>) => OnnxArray[]) =>
  (o, x, axes) => {
    const count = countOf(
      fixed(
        axes.map((i) => x.shape[i]!),
        'a quantile',
      ),
    );
    const rest = x.shape.map((_, i) => i).filter((i) => !axes.includes(i));
    const shape = rest.map((i) => x.shape[i]!);
    const { values } = onnxSorted(o, o.reshape(o.transpose(x, [...rest, ...axes]), [...shape, count]));
    const at = (k: number): OnnxArray => o.gather(values, o.scalar(k - 1, INT64), shape.length);
    return positions(count).map((p) => {
      const place = Math.min(count, Math.max(1, p));
      const low = Math.floor(place);
      if (place === low) return at(low);
      return o.combine('Add', o.combine('Mul', at(low), low + 1 - place), o.combine('Mul', at(low + 1), place - low));
    });
  };
const median = quantile((n) => [n / 2 + 0.5]);
const quartiles = quantile((n) => [0.25 * n + 0.5, 0.75 * n + 0.5]);

const onnxFunctions: Readonly<Record<Name, OnnxAggregate>> = {
  Mean: reduction('ReduceMean'),
  Min: reduction('ReduceMin'),
  Max: reduction('ReduceMax'),
  Total: reduction('ReduceSum'),
  Times: reduction('ReduceProd'),
  Variance: onnxVariance,
  StandardDeviation: (o, x, axes) => o.map('Sqrt', onnxVariance(o, x, axes)),
  MeanDeviation: (o, x, axes) => o.reduce('ReduceMean', o.map('Abs', onnxDeviations(o, x, axes)), axes),
  Median: (...given) => median(...given)[0]!,
  InterquartileRange: (o, x, axes) => {
    const [low, high] = quartiles(o, x, axes) as [OnnxArray, OnnxArray];
    return o.combine('Sub', high, low);
  },
};

interface Aggregation {
  readonly Function: Name;
  readonly Levels: LevelSpec;
}
/** What stands behind the ends of sequences so that it does not count; the mean divides by lengths. */
const untilEndsOf: Readonly<Partial<Record<Name, number>>> = {
  Mean: 0,
  Total: 0,
  Max: Number.NEGATIVE_INFINITY,
  Min: Number.POSITIVE_INFINITY,
};

/** Over levels with the first, of sequences that are filled up. */
function filledAggregate(t: Tensors, f: Name, x: Tensor, levels: readonly number[], lengths: Tensor): Tensor {
  const axes = levels.map((i) => i + 1);
  const own = untilEnds(t, x, lengths, untilEndsOf[f]!);
  const each = levels.reduce((n, i) => (i === 0 ? n : n * x.shape[i + 1]!), 1);
  if (f !== 'Mean') return functions[f](t, own, axes, each * x.shape[1]!);
  const total = t.sum(own, axes);
  return t.div(total, countsOf(t, lengths, each, total.rank));
}

const functionOf = symbolOf(Object.keys(functions) as Name[], 'Mean');
const rest: LevelSpec = { from: 2, to: Number.POSITIVE_INFINITY };

export const AggregationLayer = layer<Aggregation>('AggregationLayer', {
  usage: `AggregationLayer[f] represents a layer that applies f (Mean, Min, Max, Total, Times, Median, Variance, StandardDeviation, MeanDeviation or InterquartileRange) over all levels but the first.
AggregationLayer[f, levels] applies it over the given levels; All are all of them.`,
  parameters: {
    Function: functionOf,
    Levels: {
      what: 'a level, a span of levels, or a list of levels',
      initial: rest,
      read: readLevels,
      write: writeLevels,
    },
  },
  positional: ['Function', 'Levels'],
  ports: ({ Levels }, d) => {
    const input = d.shape();
    const output = d.shape();
    whenKnown(d.solver, input, (s) => {
      const gone = levelsOf(Levels, s);
      if (gone.length === 0) throw new ShapeConflict(s, s, 'there is no level to aggregate');
      output.unify(s.filter((_, i) => !gone.includes(i)));
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } } };
  },
  filled: ({ Function: f, Levels }, { inputs }) =>
    f in untilEndsOf ||
    !levelsOf(
      Levels,
      inputs.get('Input')!.shape!.map(() => 1),
    ).includes(0),
  forward: ({ Input }, { t, parameters: { Function: f, Levels }, shapes, lengths }) => {
    const levels = levelsOf(Levels, shapes.Input!);
    if (lengths !== undefined && levels.includes(0)) return { Output: filledAggregate(t, f, Input!, levels, lengths) };
    const count = levels.reduce((n, i) => n * shapes.Input![i]!, 1);
    const axes = levels.map((i) => i + 1);
    return { Output: functions[f](t, Input!, axes, count) };
  },
  onnx: ({ Input }, { o, parameters: { Function: f, Levels } }) => {
    const axes = levelsOf(Levels, Input!.shape.slice(1)).map((i) => i + 1);
    return { Output: onnxFunctions[f](o, Input!, axes) };
  },

  torch: ({ Input }, { o, parameters: { Function: f, Levels }, shapes }) => ({
    Output: torchAggregate(
      o,
      f,
      Input!,
      levelsOf(Levels, shapes.Input!).map((i) => i + 1),
    ),
  }),
  examples: {
    'AggregationLayer[Mean][{{1, 2}, {3, 5}}]': '{1.5, 4.}',
    'AggregationLayer[Max, 1][{{1, 2}, {3, 1}}]': '{3., 2.}',
    'AggregationLayer[Total, {1, 2}][{{1, 2}, {3, 4}}]': '10.',
    'AggregationLayer[Total, All][{{1, 2}, {3, 4}}]': '10.',
    'AggregationLayer[Median][{{3, 1, 7}, {4, 2, 6}}]': '{3., 4.}',
    'AggregationLayer[InterquartileRange, 1][{1, 2, 3, 4}]': '2.',
    'AggregationLayer[Sort]': ['$Failed', 'AggregationLayer::args'],
  },
});

export const SummationLayer = layer<object>('SummationLayer', {
  usage: 'SummationLayer[] represents a layer that adds up all numbers of its input.',
  parameters: {},
  ports: (_p, d) => ({ inputs: { Input: { shape: d.shape() } }, outputs: { Output: { shape: d.shape([]) } } }),
  forward: ({ Input }, { t }) => ({
    Output: Input!.rank === 1 ? Input! : t.sum(t.reshape(Input!, [Input!.shape[0]!, -1]), 1),
  }),
  onnx: ({ Input }, { o }) => ({
    Output: o.reduce(
      'ReduceSum',
      Input!,
      Input!.shape.slice(1).map((_, i) => i + 1),
    ),
  }),

  torch: ({ Input }) => ({ Output: `${Input}.reshape(len(${Input}), -1).sum(1)` }),
  examples: { 'SummationLayer[][{{1, 2}, {3, 4}}]': '10.', 'SummationLayer[2]': ['$Failed', 'SummationLayer::args'] },
});

const torchFunctions: Readonly<Record<Name, (x: string, axes: string) => string>> = {
  Mean: (x, axes) => `${x}.mean(${axes})`,
  Min: (x, axes) => `${x}.amin(${axes})`,
  Max: (x, axes) => `${x}.amax(${axes})`,
  Total: (x, axes) => `${x}.sum(${axes})`,
  Times: (x, axes) => `flat(${x}, ${axes}).prod(-1)`,
  Variance: (x, axes) => `variance(flat(${x}, ${axes}))`,
  StandardDeviation: (x, axes) => `variance(flat(${x}, ${axes})).sqrt()`,
  MeanDeviation: (x, axes) => `(${x} - ${x}.mean(${axes}, keepdim=True)).abs().mean(${axes})`,
  Median: (x, axes) => `quantile(flat(${x}, ${axes}), 0.5)`,
  InterquartileRange: (x, axes) => `quantile(flat(${x}, ${axes}), 0.75) - quantile(flat(${x}, ${axes}), 0.25)`,
};

function torchAggregate(o: TorchBuilder, f: Name, x: string, axes: readonly number[]): string {
  const code = torchFunctions[f](x, tuple(axes));
  for (const [name, text] of Object.entries(HELPERS)) if (code.includes(`${name}(`)) o.define(name, text);
  return code;
}

const HELPERS = {
  flat: `
def flat(x, axes):
    """The axes as one, behind all others."""
    return x.movedim(axes, tuple(range(-len(axes), 0))).flatten(-len(axes))
`,
  variance: `
def variance(x):
    """Of a sample along the last axis."""
    return (x - x.mean(-1, keepdim=True)).square().sum(-1) / max(1, x.shape[-1] - 1)
`,
  quantile: `
def quantile(x, q):
    """What stands at place q n + 1/2 of n numbers in increasing order; between two of them on the line from one to the other."""
    n = x.shape[-1]
    place = min(n, max(1, q * n + 0.5))
    low = math.floor(place)
    ordered = x.sort(dim=-1, stable=True).values
    return ordered[..., low - 1] * (low + 1 - place) + ordered[..., min(low, n - 1)] * (place - low)
`,
};
