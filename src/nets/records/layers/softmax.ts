/** SoftmaxLayer: numbers to probabilities along one level. */
import { layer } from '../../model/layer.ts';
import { ShapeConflict } from '../../model/shape.ts';
import { nonZero } from '../parameters.ts';
import { levelIndex, sameShape, whenKnown } from './ports.ts';

interface Softmax {
  readonly Level: number;
}
const level = nonZero(-1);

/** y = Exp[x - max]/Total[Exp[x - max]]. */
export const SoftmaxLayer = layer<Softmax>('SoftmaxLayer', {
  usage: `SoftmaxLayer[] represents a layer that turns the last level of its input into probabilities.
SoftmaxLayer[n] normalizes level n.`,
  parameters: { Level: level },
  positional: ['Level'],
  loss: () => 'CrossEntropy',
  ports: ({ Level }, d) => {
    const ports = sameShape(d);
    whenKnown(d.solver, ports.inputs.Input!.shape, (s) => {
      if (s.length === 0) throw new ShapeConflict(s, [d.dim('n')], 'a number has no level to normalize');
      levelIndex(Level, s);
    });
    return ports;
  },
  filled: ({ Level }, { inputs }) =>
    levelIndex(
      Level,
      inputs.get('Input')!.shape!.map(() => 1),
    ) > 0,
  forward: ({ Input }, { t, parameters, shapes }) => {
    const axis = 1 + levelIndex(parameters.Level, shapes.Input!);
    const x = Input!;
    if (axis === x.rank - 1) return { Output: t.softmax(x) };
    const e = t.exp(t.sub(x, t.max(x, axis, true)));
    return { Output: t.div(e, t.sum(e, axis, true)) };
  },
  onnx: ({ Input }, { o, parameters: { Level }, shapes }) => {
    const own = shapes.Input!;
    return { Output: o.map('Softmax', Input!, { axis: levelIndex(Level, own) - own.length }) };
  },

  torch: ({ Input }, { parameters: { Level }, shapes }) => ({
    Output: `F.softmax(${Input}, dim=${1 + levelIndex(Level, shapes.Input!)})`,
  }),
  onnxMaps: true,
  examples: {
    'Round[1000 SoftmaxLayer[][{0, 1, 2}]]': '{90, 245, 665}',
    'SoftmaxLayer[1][{{0, 0}, {0, 0}}]': '{{0.5, 0.5}, {0.5, 0.5}}',
    'SoftmaxLayer["x"]': ['$Failed', 'SoftmaxLayer::args'],
  },
});
