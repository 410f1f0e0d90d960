/** LinearLayer: an affine function of the flattened input. */
import { Kind } from '../../../expr/expr.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { countOf, isKnown, ShapeConflict, sizes } from '../../model/shape.ts';
import { reshaped } from '../../model/torch/text.ts';
import { found, sizesList } from '../parameters.ts';
import { whenKnown } from './ports.ts';

interface Linear {
  /** null: found by inference. */
  readonly OutputDimensions: readonly number[] | null;
}

const sizesParameter = sizesList();
/** "Real": a single number. */
const outputDimensions: Parameter<readonly number[]> = {
  ...sizesParameter,
  read: (e) => (e.kind === Kind.String && e.value === 'Real' ? [] : sizesParameter.read(e)),
};

/** Output: w.Flatten[x] + b, with weights {product of output sizes, product of input sizes}. */
export const LinearLayer = layer<Linear>('LinearLayer', {
  usage: `LinearLayer[n] represents a trainable affine function into vectors of length n.
LinearLayer[{n1, n2, ...}] gives arrays of these dimensions; {} gives a single number.
LinearLayer[] finds the size of its output from its neighbours.`,
  parameters: { OutputDimensions: found(outputDimensions) },
  positional: ['OutputDimensions'],
  abbreviates: (e) => (e.kind === Kind.Integer && sizesParameter.read(e) !== undefined ? [e] : undefined),
  ports: ({ OutputDimensions }, d) => {
    const input = d.shape();
    const output = d.shape(OutputDimensions ?? undefined);
    const rows = d.dim('out');
    const columns = d.dim('in');
    const weights = d.shape([rows, columns]);
    whenKnown(d.solver, output, (s) => isKnown(s) && d.shape([rows]).unify([countOf(sizes(s))]));
    whenKnown(d.solver, input, (s) => isKnown(s) && d.shape([columns]).unify([countOf(sizes(s))]));
    // Biases alone tell the length of a vector; a matrix output cannot be guessed from them.
    const biases = d.shape([rows]);
    d.solver.relate(() => {
      if (OutputDimensions !== null || output.shape !== undefined) return;
      const n = biases.shape?.[0];
      if (n !== undefined && isKnown([n])) output.unify([n]);
    });
    whenKnown(d.solver, input, (s) => {
      if (s.some((a) => typeof a !== 'number' && a.value === undefined && a.varying))
        throw new ShapeConflict(
          s,
          s,
          'a fully connected layer needs an input of fixed size; NetMapOperator maps it over a sequence',
        );
    });
    return {
      inputs: { Input: { shape: input } },
      outputs: { Output: { shape: output } },
      arrays: { Weights: { shape: weights, init: 'weights' }, Biases: { shape: biases, init: 'zero', optional: true } },
    };
  },
  forward: ({ Input }, { t, arrays, shapes }) => {
    const x = t.reshape(Input!, [-1, countOf(shapes.Input!)]);
    const y = t.matMul(x as never, arrays.Weights as never, false, true);
    const z = arrays.Biases ? t.add(y, arrays.Biases) : y;
    return { Output: t.reshape(z, [-1, ...shapes.Output!]) };
  },
  onnx: ({ Input }, { o, arrays, shapes }) => {
    const { Weights, Biases } = arrays;
    const rank = shapes.Input!.length;
    const outer = Input!.shape.slice(0, Input!.shape.length - rank);
    const flat = o.reshape(Input!, [...outer, countOf(shapes.Input!)]);
    if (outer.length === 1) {
      const y = o.node('Gemm', [flat, Weights, Biases], [outer[0], Weights!.shape[0]], { transB: 1 });
      return { Output: o.reshape(y, [...outer, ...shapes.Output!]) };
    }
    const product = o.matMul(flat, o.transpose(Weights!, [1, 0]));
    const y = Biases === undefined ? product : o.combine('Add', product, Biases);
    return { Output: o.reshape(y, [...outer, ...shapes.Output!]) };
  },

  torch: ({ Input }, { o, arrays, shapes }) => {
    const [rows, columns] = arrays.Weights as [number, number];
    const biases = arrays.Biases ? '' : ', bias=False';
    const linear = o.module(`nn.Linear(${columns}, ${rows}${biases})`, { Weights: 'weight', Biases: 'bias' });
    const x = shapes.Input!.length === 1 ? Input! : reshaped(Input!, [columns]);
    return { Output: shapes.Output!.length === 1 ? `${linear}(${x})` : reshaped(`${linear}(${x})`, shapes.Output!) };
  },
  onnxMaps: true,
  examples: {
    'LinearLayer[2, "Weights" -> {{1, 2}, {3, 4}}, "Biases" -> {10, 20}][{1, 1}]': '{13., 27.}',
    'Dimensions[NetInitialize[LinearLayer[{3, 2}, "Input" -> 4]][{1, 2, 3, 4}]]': '{3, 2}',
    'Head[LinearLayer[5]]': 'LinearLayer',
    'LinearLayer[3, "Input" -> 2][{1, 2}]': ['$Failed', 'LinearLayer::nninit'],
  },
});
