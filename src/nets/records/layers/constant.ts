/** Layers around one learned array: ConstantPlusLayer, ConstantTimesLayer, ParametricRampLayer. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { isCall } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { type AnyLayer, type Initialiser, layer, type Parameter } from '../../model/layer.ts';
import { type Shape, ShapeConflict } from '../../model/shape.ts';
import { among } from '../../model/torch/text.ts';
import { type LevelSpec, levelsOf, readLevels, writeLevels } from './levels.ts';
import { sameShape, whenKnown } from './ports.ts';

/** An array of less depth belongs to the first levels of the input: a vector of length c is one number a channel. */
const widened = (t: Tensors, a: Tensor, rank: number): Tensor =>
  t.reshape(a, [1, ...a.shape, ...Array.from({ length: rank - a.rank }, () => 1)]);

const constant = (
  name: string,
  usage: string,
  array: string,
  init: Initialiser,
  operation: 'add' | 'mul',
  examples: AnyLayer['examples'],
): AnyLayer =>
  layer<object>(name, {
    usage,
    parameters: {},
    ports: (_p, d) => {
      const ports = sameShape(d);
      const shape = d.shape();
      whenKnown(d.solver, ports.inputs.Input!.shape, (s) => {
        if (shape.shape === undefined) shape.unify(s);
        else if (shape.shape.length > s.length)
          throw new ShapeConflict(shape.shape, s, 'the array has more levels than the input');
        else d.shape(shape.shape).unify(s.slice(0, shape.shape.length));
      });
      return { ...ports, arrays: { [array]: { shape, init } } };
    },
    forward: ({ Input }, { t, arrays }) => ({
      Output: t[operation](Input!, widened(t, arrays[array]!, Input!.rank - 1)),
    }),
    onnx: ({ Input }, { o, arrays }) => {
      const a = arrays[array]!;
      const [own, rank] = [a.shape.length, Input!.shape.length - 1];
      const wide = o.unsqueeze(
        a,
        Array.from({ length: rank - own }, (_, i) => own + i),
      );
      return { Output: o.combine(operation === 'add' ? 'Add' : 'Mul', Input!, wide) };
    },

    torch: ({ Input }, { o, arrays, shapes }) => {
      const missing = shapes.Input!.length - arrays[array]!.length;
      const wide = `${o.array(array)}${missing > 0 ? `[...${', None'.repeat(missing)}]` : ''}`;
      return { Output: `${Input} ${operation === 'add' ? '+' : '*'} ${wide}` };
    },
    examples: { ...examples, [`${name}[1]`]: ['$Failed', `${name}::args`] },
  });

export const ConstantPlusLayer = constant(
  'ConstantPlusLayer',
  'ConstantPlusLayer[] represents a layer that adds a learned array to its input.',
  'Biases',
  'zero',
  'add',
  {
    'ConstantPlusLayer["Biases" -> {10, 20}][{1, 2}]': '{11., 22.}',
    'ConstantPlusLayer["Biases" -> {10, 20}][{{1, 1}, {2, 2}}]': '{{11., 11.}, {22., 22.}}',
  },
);
export const ConstantTimesLayer = constant(
  'ConstantTimesLayer',
  'ConstantTimesLayer[] represents a layer that multiplies its input by a learned array.',
  'Scaling',
  'one',
  'mul',
  { 'ConstantTimesLayer["Scaling" -> {10, 20}][{1, 2}]': '{10., 40.}' },
);

interface Ramp {
  readonly Levels: LevelSpec;
}
const levels: Parameter<LevelSpec> = {
  what: 'a level, a span of levels, or a list of levels',
  initial: [1],
  // {} is no list of levels elsewhere: here it means one slope for everything.
  read: (e) => (isCall(e, S.List) && e.args.length === 0 ? [] : readLevels(e)),
  write: (v) => writeLevels(v),
};

/** x where x >= 0, slope x elsewhere. He et al. 2015. */
export const ParametricRampLayer = layer<Ramp>('ParametricRampLayer', {
  usage: `ParametricRampLayer[] represents a leaky ramp whose slopes on the negative side are learned, one a channel.
ParametricRampLayer[levels] has slopes along the given levels; {} is one slope for everything.`,
  parameters: { Levels: levels },
  positional: ['Levels'],
  ports: ({ Levels }, d) => {
    const ports = sameShape(d);
    const slope = d.shape();
    whenKnown(d.solver, ports.inputs.Input!.shape, (s: Shape) => slope.unify(levelsOf(Levels, s).map((i) => s[i]!)));
    return { ...ports, arrays: { Slope: { shape: slope, init: 'slope' } } };
  },
  forward: ({ Input }, { t, arrays, parameters: { Levels }, shapes }) => {
    const own = levelsOf(Levels, shapes.Input!);
    const slope = t.reshape(arrays.Slope!, [1, ...shapes.Input!.map((n, i) => (own.includes(i) ? n : 1))]);
    return { Output: t.sub(t.relu(Input!), t.mul(slope, t.relu(t.neg(Input!)))) };
  },
  onnx: ({ Input }, { o, arrays, parameters: { Levels } }) => {
    const own = levelsOf(Levels, Input!.shape.slice(1));
    const missing = Input!.shape.slice(1).flatMap((_, i) => (own.includes(i) ? [] : [i]));
    return { Output: o.node('PRelu', [Input, o.unsqueeze(arrays.Slope!, missing)], Input!.shape) };
  },

  torch: ({ Input: x }, { o, parameters: { Levels }, shapes }) => {
    const own = levelsOf(Levels, shapes.Input!);
    const slope = `${o.array('Slope')}${among(shapes.Input!.map((_, i) => own.includes(i)))}`;
    return { Output: `F.relu(${x}) - ${slope} * F.relu(-${x})` };
  },
  examples: {
    'ParametricRampLayer["Slope" -> {0.5, 0.25}][{-2, -4}]': '{-1., -1.}',
    'Information[ParametricRampLayer[{}, "Input" -> {2, 3}], "ArraysDimensions"]': '<|{"Slope"} -> {}|>',
    'ParametricRampLayer["x"]': ['$Failed', 'ParametricRampLayer::args'],
  },
});
