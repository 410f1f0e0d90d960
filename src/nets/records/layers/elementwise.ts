/** ElementwiseLayer: one function applied to every number. */

import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, Kind } from '../../../expr/expr.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { torchFunction } from '../../model/torch/numbers.ts';
import { onnxActivations, onnxFunction } from './onnx-functions.ts';
import { sameShape } from './ports.ts';
import { neededFunction, type ScalarFunction, scalarFunction } from './scalar-function.ts';
import { takesCount } from './scalar-operations.ts';
import { torchActivations } from './torch-functions.ts';

interface Elementwise {
  readonly Function: ScalarFunction;
}

const isUnary = (f: ScalarFunction): boolean =>
  f.names === undefined && (f.count === undefined ? takesOne(f.form) : f.count <= 1);

const unary: Parameter<Elementwise['Function']> = {
  what: 'a function of one number that is made of known functions',
  read: (form, evaluation) => {
    const f = neededFunction(form, evaluation, [1]);
    return isUnary(f) ? f : undefined;
  },
  write: ({ form }) => form,
};

/** A symbol or function in a list of layers that is a function of one number. */
function standsAlone(e: Expr, evaluation?: Evaluation): boolean {
  if (e.kind !== Kind.Symbol && e.kind !== Kind.Normal) return false;
  const f = scalarFunction(e, evaluation, [1]);
  return f !== undefined && isUnary(f);
}

/** Plus of one argument is no activation; it means a threading layer. */
const takesOne = (e: Expr): boolean =>
  e.kind === Kind.String || (e.kind === Kind.Symbol && !severalArguments.has(e.name) && takesCount(e, 1));
const severalArguments = new Set('Plus Times Min Max And Or Xor'.split(' '));

/** Output: f of each number; the shape stays. */
export const ElementwiseLayer = layer<Elementwise>('ElementwiseLayer', {
  usage: `ElementwiseLayer[f] represents a layer that applies f to every number of its input.
ElementwiseLayer["name"] uses a named function, such as "ELU" or "GELU".`,
  parameters: { Function: unary },
  positional: ['Function'],
  abbreviates: (e, _inGraph, evaluation) => (standsAlone(e, evaluation) ? [e] : undefined),
  loss: ({ Function: { form } }) =>
    (form.kind === Kind.Symbol && form.name === 'LogisticSigmoid') ||
    (form.kind === Kind.String && form.value === 'Sigmoid')
      ? 'Binary'
      : undefined,
  ports: (_p, d) => sameShape(d),
  filled: true,
  forward: ({ Input }, { t, parameters }) => ({
    Output: broadcastLike(t, parameters.Function.run(t, [Input!]), Input!),
  }),
  onnx: ({ Input }, { o, parameters: { Function: f } }) => {
    const own = f.form.kind === Kind.String ? onnxActivations[f.form.value] : undefined;
    if (own !== undefined && o.graph.opset >= own.since) return { Output: o.map(own.operator, Input!, own.attributes) };
    return { Output: o.expand(onnxFunction(o, f, [Input!]), Input!.shape) };
  },

  torch: ({ Input }, { o, parameters: { Function: f } }) => {
    const own = f.form.kind === Kind.String ? torchActivations[f.form.value] : undefined;
    if (own !== undefined) return { Output: `${own}(${Input})` };
    const value = torchFunction(o, f.run, [Input!]);
    return { Output: f.count === 0 ? `torch.zeros_like(${Input}) + ${value}` : value };
  },
  onnxMaps: true,
  examples: {
    'ElementwiseLayer[Ramp][{-1, 0, 2}]': '{0., 0., 2.}',
    'ElementwiseLayer[#^2 + 1 &][{1, 2}]': '{2., 5.}',
    'NetExtract[ElementwiseLayer[Tanh], "Function"]': 'Tanh',
    'c = 3; ElementwiseLayer[c # &][{1, 2}]': '{3., 6.}',
    'f[x_] := Clip[x, {0, 1}]; ElementwiseLayer[f][{-1, 2}]': '{0., 1.}',
    'ElementwiseLayer[0 < # <= 1 &][{0, 0.5, 1, 2}]': '{0., 1., 1., 0.}',
    'ElementwiseLayer[If[# > 0, 1] &]': ['$Failed', 'ElementwiseLayer::nofunc'],
    'ElementwiseLayer[StringLength[#] + 1 &]': ['$Failed', 'ElementwiseLayer::nofunc'],
  },
});

/** A constant function still gives an array of the input's shape. */
function broadcastLike(t: Tensors, y: Tensor, x: Tensor) {
  return y.rank === x.rank ? y : t.add(t.mul(x, 0), y);
}
