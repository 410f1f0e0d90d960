/** AggregationLayer and SummationLayer: levels of an array drawn together to one number each. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { layer } from '../../model/layer.ts';
import { ShapeConflict } from '../../model/shape.ts';
import { symbolOf } from '../parameters.ts';
import { type LevelSpec, levelsOf, readLevels, writeLevels } from './levels.ts';
import { whenKnown } from './ports.ts';

type Aggregate = (t: Tensors, x: Tensor, axes: number[], count: number) => Tensor;

const deviations = (t: Tensors, x: Tensor, axes: number[]): Tensor => t.sub(x, t.mean(x, axes, true));
/** Of a sample: divided by n - 1, as Variance of lists is. */
const variance: Aggregate = (t, x, axes, count) =>
  t.div(t.sum(t.square(deviations(t, x, axes)), axes), Math.max(1, count - 1));

const functions = {
  Mean: (t, x, axes) => t.mean(x, axes),
  Min: (t, x, axes) => t.min(x, axes),
  Max: (t, x, axes) => t.max(x, axes),
  Total: (t, x, axes) => t.sum(x, axes),
  Times: (t, x, axes) => t.prod(x, axes),
  Variance: variance,
  StandardDeviation: (t, x, axes, count) => t.sqrt(variance(t, x, axes, count)),
  MeanDeviation: (t, x, axes) => t.mean(t.abs(deviations(t, x, axes)), axes),
} satisfies Record<string, Aggregate>;
type Name = keyof typeof functions;

interface Aggregation {
  readonly Function: Name;
  readonly Levels: LevelSpec;
}
const functionOf = symbolOf(Object.keys(functions) as Name[], 'Mean');
const rest: LevelSpec = { from: 2, to: Number.POSITIVE_INFINITY };

export const AggregationLayer = layer<Aggregation>('AggregationLayer', {
  usage: `AggregationLayer[f] represents a layer that applies f (Mean, Min, Max, Total, Times, Variance, StandardDeviation or MeanDeviation) over all levels but the first.
AggregationLayer[f, levels] applies it over the given levels.`,
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
  forward: ({ Input }, { t, parameters: { Function: f, Levels }, shapes }) => {
    const levels = levelsOf(Levels, shapes.Input!);
    const count = levels.reduce((n, i) => n * shapes.Input![i]!, 1);
    const axes = levels.map((i) => i + 1);
    return { Output: functions[f](t, Input!, axes, count) };
  },
  examples: {
    'AggregationLayer[Mean][{{1, 2}, {3, 5}}]': '{1.5, 4.}',
    'AggregationLayer[Max, 1][{{1, 2}, {3, 1}}]': '{3., 2.}',
    'AggregationLayer[Total, {1, 2}][{{1, 2}, {3, 4}}]': '10.',
    'AggregationLayer[Median]': ['$Failed', 'AggregationLayer::args'],
  },
});

export const SummationLayer = layer<object>('SummationLayer', {
  usage: 'SummationLayer[] represents a layer that adds up all numbers of its input.',
  parameters: {},
  ports: (_p, d) => ({ inputs: { Input: { shape: d.shape() } }, outputs: { Output: { shape: d.shape([]) } } }),
  forward: ({ Input }, { t }) => ({
    Output: Input!.rank === 1 ? Input! : t.sum(t.reshape(Input!, [Input!.shape[0]!, -1]), 1),
  }),
  examples: { 'SummationLayer[][{{1, 2}, {3, 4}}]': '10.', 'SummationLayer[2]': ['$Failed', 'SummationLayer::args'] },
});
