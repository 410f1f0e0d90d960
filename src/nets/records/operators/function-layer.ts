/** FunctionLayer: a function of arrays as the net that computes it. */
import { type Expr, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { operator } from '../../model/operator.ts';

interface FunctionOfArrays {
  readonly function: Expr;
}

/** The function has been read already: its net is the option "Net". */
export const FunctionLayer = operator<FunctionOfArrays>('FunctionLayer', {
  usage: `FunctionLayer[f] represents a layer that applies f to its input; f is read once, as a net of layers.
FunctionLayer[f, "port" -> type, ...] states types of ports; named slots #name of f are input ports, keys of an association are output ports.
FunctionLayer[Apply[f]] gives f several inputs. Layers in f are part of the net, NetArray["name"] is an array that learns.`,
  options: ['Net'],
  read: ([f, ...more], options) => {
    const net = options.get('Net');
    return f === undefined || net === undefined || more.length > 0
      ? undefined
      : { nets: [['Net', net]], parameters: { function: f } };
  },
  write: ([net], { function: f }) => [f, normal(S.Rule, str('Net'), net!)],
  parts: ({ function: f }) => ({ Function: f }),
  ports: ([inner]) => inner!,
  times: () => 1,
  forward: (inputs, [inner]) => inner!(inputs),
  onnx: (inputs, [inner]) => inner!(inputs),

  torch: (inputs, [inner]) => inner!(inputs),
  onnxMaps: true,
  examples: {
    'FunctionLayer[#Q . Transpose[#K] &, "Q" -> {1, 2}, "K" -> {2, 2}][<|"Q" -> {{1, 2}}, "K" -> {{3, 4}, {5, 6}}|>]':
      '{{11., 17.}}',
    'FunctionLayer[2 # + 1 &][{1, 2}]': '{3., 5.}',
    'FunctionLayer[<|"sum" -> Total[#], "max" -> Max[#]|> &][{1, 5, 2}]': '<|"sum" -> 8., "max" -> 5.|>',
    'FunctionLayer[Apply[#1 + #2/2 &]][<|"Input1" -> {1, 2}, "Input2" -> {10, 20}|>]': '{6., 12.}',
    'FunctionLayer[Map[Total], "Input" -> {2, 2}][{{1, 2}, {3, 4}}]': '{3., 7.}',
    'FunctionLayer[undefined]': ['$Failed', 'FunctionLayer::notrace'],
  },
});
