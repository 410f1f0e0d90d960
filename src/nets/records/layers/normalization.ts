/** NormalizationLayer: standardizes over some levels of each example. Ulyanov et al. 2016 (instances), Ba et al. 2016 (layers). */
import { standardize } from '../../../compute/composed/standardize.ts';
import { Kind, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { fixed, isOpen, type OnnxArray } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import { countOf, isKnown, type Shape, ShapeConflict, sizes } from '../../model/shape.ts';
import { NoTorchForm } from '../../model/torch/form.ts';
import { among, reshaped, tuple } from '../../model/torch/text.ts';
import { flag, found, number, oneOf, sizesList } from '../parameters.ts';
import { type LevelSpec, levelsOf, readLevels, writeLevels } from './levels.ts';
import { sameShape, whenKnown } from './ports.ts';

type Scaled = LevelSpec | 'Complement' | 'Same';
interface Normalization {
  readonly AggregationLevels: LevelSpec;
  readonly ScalingLevels: Scaled;
  readonly Epsilon: number;
  readonly Unbiased: boolean;
  readonly Method: 'Standardize' | 'RMS';
  /** Into how many groups each aggregated level is split; null: none is. */
  readonly GroupNumber: readonly number[] | null;
}

const aggregation: Parameter<LevelSpec> = {
  what: 'a level, a span of levels, or a list of levels',
  initial: { from: 2, to: Number.POSITIVE_INFINITY },
  read: readLevels,
  write: writeLevels,
};
const scaling: Parameter<Scaled> = {
  what: '"Complement", "Same", a level, a span of levels, or a list of levels',
  initial: 'Complement',
  read: (e) =>
    e.kind === Kind.String ? (e.value === 'Complement' || e.value === 'Same' ? e.value : undefined) : readLevels(e),
  write: (v) => (typeof v === 'string' ? str(v) : writeLevels(v)),
};
const groupNumber: Parameter<Normalization['GroupNumber']> = {
  ...found(sizesList()),
  what: 'None, or a list of positive integers, one for each aggregated level',
  read: (e) => (e === S.None ? null : sizesList().read(e)),
};

/** Sizes with every aggregated level split into its groups and what is in one, and the axes within groups. Throws ShapeConflict. */
function grouped(p: Normalization, shape: readonly number[]): { readonly sizes: number[]; readonly axes: number[] } {
  const levels = aggregated(p, shape);
  const sizes: number[] = [];
  const axes: number[] = [];
  shape.forEach((n, i) => {
    const at = levels.indexOf(i);
    const groups = at < 0 ? 1 : (p.GroupNumber?.[at] ?? 1);
    if (n % groups !== 0)
      throw new ShapeConflict(shape, [groups], `a level of ${n} does not divide into ${groups} groups`);
    if (groups > 1) sizes.push(groups);
    sizes.push(n / groups);
    if (at >= 0) axes.push(sizes.length);
  });
  return { sizes, axes };
}

const method = oneOf(['Standardize', 'RMS'], 'Standardize');

/** Levels that are standardized over; of a vector its only one. */
const aggregated = (p: Normalization, shape: Shape): number[] =>
  shape.length === 1 && p.AggregationLevels === aggregation.initial ? [0] : levelsOf(p.AggregationLevels, shape);

/** Levels, from 0, that have a scaling factor each of their own. */
function scalingAxes(p: Normalization, shape: Shape): number[] {
  const over = aggregated(p, shape);
  if (p.ScalingLevels === 'Same') return over;
  if (p.ScalingLevels === 'Complement') return shape.map((_, i) => i).filter((i) => !over.includes(i));
  return levelsOf(p.ScalingLevels, shape);
}

/** (x - mean)/Sqrt[variance + Epsilon]. */
function onnxStandardized(o: OnnxBuilder, p: Normalization, x: OnnxArray): OnnxArray {
  const shape = x.shape.slice(1);
  const groups = p.GroupNumber === null ? undefined : grouped(p, fixed(shape, 'groups'));
  const axes = groups?.axes ?? aggregated(p, shape).map((i) => i + 1);
  const split = groups === undefined ? x : o.reshape(x, [x.shape[0], ...groups.sizes]);
  const mean = (a: OnnxArray): OnnxArray => o.reduce('ReduceMean', a, axes, true);
  const centred = p.Method === 'RMS' ? split : o.combine('Sub', split, mean(split));
  const squares = mean(o.combine('Mul', centred, centred));
  const variance =
    p.Unbiased && p.Method !== 'RMS'
      ? o.combine(
          'Mul',
          squares,
          unbiased(
            o,
            axes.map((i) => split.shape[i]!),
          ),
        )
      : squares;
  const deviation = o.map('Sqrt', o.combine('Add', variance, p.Epsilon));
  return o.reshape(o.combine('Div', centred, deviation), x.shape);
}

/** The layer as one operator, where there is one: LayerNormalization over the last levels, InstanceNormalization over all but the first. */
function onnxFused(
  o: OnnxBuilder,
  p: Normalization,
  x: OnnxArray,
  own: readonly number[],
  { Scaling, Biases }: Readonly<Record<string, OnnxArray | undefined>>,
): OnnxArray | undefined {
  if (p.Method === 'RMS' || p.Unbiased || p.GroupNumber !== null || Scaling === undefined || Biases === undefined)
    return undefined;
  const shape = x.shape.slice(1);
  const over = aggregated(p, shape);
  const last = over.every((axis, i) => axis === shape.length - over.length + i);
  const epsilon = { float: p.Epsilon };
  if (last && own.join() === over.join() && o.graph.opset >= 17)
    return o.node('LayerNormalization', [x, Scaling, Biases], x.shape, { axis: over[0]! + 1, epsilon });
  if (last && over[0] === 1 && own.join() === '0')
    return o.node('InstanceNormalization', [x, Scaling, Biases], x.shape, { epsilon });
  return undefined;
}

/** n / (n - 1) for as many numbers as there are along the axes. */
function unbiased(o: OnnxBuilder, sizes: OnnxArray['shape']): OnnxArray | number {
  if (isOpen(sizes)) {
    const count = o.count(sizes);
    return o.combine('Div', count, o.combine('Max', o.combine('Sub', count, 1), 1));
  }
  const count = countOf(sizes as number[]);
  return count / Math.max(1, count - 1);
}

/** y = (x - mean)/Sqrt[variance + Epsilon] Scaling + Biases. */
export const NormalizationLayer = layer<Normalization>('NormalizationLayer', {
  usage: `NormalizationLayer[] represents a trainable layer that standardizes each example over all levels but the first.
NormalizationLayer[levels] standardizes over the given levels; NormalizationLayer[levels, scaling] has factors along the levels scaling.
"GroupNumber" -> {g1, ...} standardizes over groups of the levels.`,
  parameters: {
    AggregationLevels: aggregation,
    ScalingLevels: scaling,
    Epsilon: number(0.001, 'a number that is not negative', (x) => x >= 0),
    Unbiased: flag(false),
    Method: method,
    GroupNumber: groupNumber,
  },
  positional: ['AggregationLevels', 'ScalingLevels'],
  ports: (p, d) => {
    const ports = sameShape(d);
    const factors = d.shape();
    whenKnown(d.solver, ports.inputs.Input!.shape, (s) => {
      if (s.length === 0) throw new ShapeConflict(s, [d.dim('n')], 'a number has no levels to normalize');
      if (aggregated(p, s).length === 0) throw new ShapeConflict(s, s, 'there is no level to normalize over');
      if (p.GroupNumber !== null && isKnown(s)) grouped(p, sizes(s));
      factors.unify(scalingAxes(p, s).map((i) => s[i]!));
    });
    return {
      ...ports,
      arrays: {
        Scaling: { shape: factors, init: 'one', optional: true },
        Biases: { shape: factors, init: 'zero', optional: true },
      },
    };
  },
  forward: ({ Input }, { t, parameters: p, arrays, shapes }) => {
    const x = Input!;
    const shape = shapes.Input!;
    const groups = grouped(p, shape);
    const own = scalingAxes(p, shape);
    const wide = (a: typeof x) => t.reshape(a, [1, ...shape.map((n, i) => (own.includes(i) ? n : 1))]);
    const count = groups.axes.reduce((n, i) => n * groups.sizes[i - 1]!, 1);
    const centre = p.Method !== 'RMS';
    const factor = p.Unbiased && centre ? count / Math.max(1, count - 1) : 1;
    const split = p.GroupNumber === null ? x : t.reshape(x, [-1, ...groups.sizes]);
    const standard = standardize(t, split, { axes: groups.axes, epsilon: p.Epsilon, factor, centre });
    const unit = p.GroupNumber === null ? standard : t.reshape(standard, [-1, ...shape]);
    const scaled = arrays.Scaling ? t.mul(unit, wide(arrays.Scaling)) : unit;
    return { Output: arrays.Biases ? t.add(scaled, wide(arrays.Biases)) : scaled };
  },
  onnx: ({ Input }, { o, parameters: p, arrays }) => {
    const x = Input!;
    const shape = x.shape.slice(1);
    const own = scalingAxes(p, shape);
    const fused = onnxFused(o, p, x, own, arrays);
    if (fused !== undefined) return { Output: fused };
    const standard = onnxStandardized(o, p, x);
    const missing = shape.flatMap((_, i) => (own.includes(i) ? [] : [i]));
    const wide = (a: OnnxArray): OnnxArray => o.unsqueeze(a, missing);
    const scaled = arrays.Scaling ? o.combine('Mul', standard, wide(arrays.Scaling)) : standard;
    return { Output: arrays.Biases ? o.combine('Add', scaled, wide(arrays.Biases)) : scaled };
  },

  torch: ({ Input: x }, { o, parameters: p, arrays, shapes }) => {
    const shape = shapes.Input!;
    const over = aggregated(p, shape);
    const own = scalingAxes(p, shape);
    const plain = p.Method !== 'RMS' && !p.Unbiased && p.GroupNumber === null && arrays.Scaling && arrays.Biases;
    const last = over.every((axis, i) => axis === shape.length - over.length + i && shape[axis]! > 0);
    if (plain && last && own.join() === over.join()) {
      const norm = `nn.LayerNorm(${tuple(arrays.Scaling!)}, eps=${p.Epsilon})`;
      return { Output: `${o.module(norm, { Scaling: 'weight', Biases: 'bias' })}(${x})` };
    }
    if (p.GroupNumber !== null && shape.includes(-1))
      throw new NoTorchForm('"GroupNumber" over a length that varies; "GroupNumber" -> None does');
    o.define('standardize', STANDARDIZE);
    const groups = p.GroupNumber === null ? undefined : grouped(p, shape);
    const axes = groups?.axes ?? over.map((i) => i + 1);
    const split = groups === undefined ? x! : reshaped(x!, groups.sizes);
    const options = `${p.Unbiased ? ', unbiased=True' : ''}${p.Method === 'RMS' ? ', centre=False' : ''}`;
    const standard = `standardize(${split}, ${tuple(axes)}, ${p.Epsilon}${options})`;
    const y = o.let(groups === undefined ? standard : reshaped(standard, shape), 'y');
    const wide = (name: string): string => `${o.array(name)}${among(shape.map((_, i) => own.includes(i)))}`;
    const scaled = arrays.Scaling ? `${y} * ${wide('Scaling')}` : y;
    return { Output: arrays.Biases ? `${scaled} + ${wide('Biases')}` : scaled };
  },
  examples: {
    'Round[1000 NetInitialize[NormalizationLayer["Input" -> {2, 2}]][{{0, 2}, {5, 5}}]]': '{{-1000, 1000}, {0, 0}}',
    'Information[NormalizationLayer[2, "Same", "Input" -> {3, 4}], "ArraysDimensions"]':
      '<|{"Biases"} -> {4}, {"Scaling"} -> {4}|>',
    'Round[NetInitialize[NormalizationLayer[1, "GroupNumber" -> {2}, "Epsilon" -> 0, "Input" -> 4]][{1, 3, 10, 30}]]':
      '{-1, 1, -1, 1}',
    'NormalizationLayer["x"]': ['$Failed', 'NormalizationLayer::args'],
  },
});

const STANDARDIZE = `
def standardize(x, axes, epsilon, unbiased=False, centre=True):
    """(x - mean) / sqrt(variance + epsilon) over axes."""
    centred = x - x.mean(axes, keepdim=True) if centre else x
    variance = centred.square().mean(axes, keepdim=True)
    if unbiased and centre:
        count = math.prod(x.shape[i] for i in axes)
        variance = variance * (count / max(1, count - 1))
    return centred / torch.sqrt(variance + epsilon)
`;
