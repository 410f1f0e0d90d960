/** ElementwiseLayer: one function applied to every number. */

import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, isCall, Kind } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { sameShape } from './ports.ts';
import { type ScalarFunction, scalarFunction } from './scalar-function.ts';

interface Elementwise {
  readonly Function: { readonly form: Expr; readonly f: ScalarFunction };
}

const unary: Parameter<Elementwise['Function']> = {
  what: 'a function of one number that is made of known functions',
  read: (form) => {
    const f = scalarFunction(form);
    return f !== undefined && f.names === undefined && (f.count === undefined ? takesOne(form) : f.count <= 1)
      ? { form, f }
      : undefined;
  },
  write: ({ form }) => form,
};

/** Plus of one argument is no activation; it means a threading layer. */
const takesOne = (e: Expr): boolean =>
  e.kind === Kind.String || (e.kind === Kind.Symbol && !severalArguments.has(e.name));
const severalArguments = new Set(
  'Plus Times Subtract Divide Power Surd Min Max Mod Equal Unequal Greater GreaterEqual Less LessEqual And Or If'.split(
    ' ',
  ),
);

/** Output: f of each number; the shape stays. */
export const ElementwiseLayer = layer<Elementwise>('ElementwiseLayer', {
  usage: `ElementwiseLayer[f] represents a layer that applies f to every number of its input.
ElementwiseLayer["name"] uses a named function, such as "ELU" or "GELU".`,
  parameters: { Function: unary },
  positional: (args) => {
    const Function = args.length === 1 ? unary.read(args[0]!) : undefined;
    return Function && { Function };
  },
  construct: ({ Function }) => [Function.form],
  hidden: ['Function'],
  abbreviates: (e) =>
    e.kind !== Kind.String && unary.read(e) !== undefined && (e.kind === Kind.Symbol || isCall(e, S.Function))
      ? [e]
      : undefined,
  loss: ({ Function: { form } }) =>
    (form.kind === Kind.Symbol && form.name === 'LogisticSigmoid') ||
    (form.kind === Kind.String && form.value === 'Sigmoid')
      ? 'Binary'
      : undefined,
  ports: (_p, d) => sameShape(d),
  forward: ({ Input }, { t, parameters }) => ({
    Output: broadcastLike(t, parameters.Function.f.run(t, [Input!]), Input!),
  }),
  examples: {
    'ElementwiseLayer[Ramp][{-1, 0, 2}]': '{0., 0., 2.}',
    'ElementwiseLayer[#^2 + 1 &][{1, 2}]': '{2., 5.}',
    'NetExtract[ElementwiseLayer[Tanh], "Function"]': 'Tanh',
    'ElementwiseLayer[unknownFunction]': ['$Failed', 'ElementwiseLayer::args'],
  },
});

/** A constant function still gives an array of the input's shape. */
function broadcastLike(t: Tensors, y: Tensor, x: Tensor) {
  return y.rank === x.rank ? y : t.add(t.mul(x, 0), y);
}
