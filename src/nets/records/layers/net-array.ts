/** NetArrayLayer: an array that is part of a net and may learn. */
import { type AnyLayer, type Describe, type Forward, layer, type Ports } from '../../model/layer.ts';
import type { OnnxForm } from '../../model/onnx/form.ts';
import type { TorchForm } from '../../model/torch/form.ts';
import { sizesList } from '../parameters.ts';
import { repeated as copies } from './copies.ts';

const ports = (d: Describe, dimensions?: readonly number[]): Ports => {
  const shape = d.shape(dimensions);
  return { inputs: {}, outputs: { Output: { shape } }, arrays: { Array: { shape, init: 'weights', anyRank: true } } };
};

/** The array for each example of a batch. */
const repeated = ({ t, arrays, batch }: Forward<object>) => {
  const a = arrays.Array!;
  return { Output: copies(t, a, 1, batch, [batch, ...a.shape]) };
};

const onnxRepeated: OnnxForm<object> = (_inputs, { o, arrays, batch }) => ({
  Output: o.expand(arrays.Array!, [batch, ...arrays.Array!.shape]),
});

const torchRepeated: TorchForm<object> = (_inputs, { o, arrays }) => ({
  Output: `${o.array('Array')}.expand(${o.batch}${arrays.Array!.map(() => ', -1').join('')})`,
});

export const NetArrayLayer: AnyLayer = layer<object>('NetArrayLayer', {
  usage: `NetArrayLayer["Array" -> a] represents a layer without input that gives a trainable array.
NetArrayLayer["Output" -> {d1, d2, ...}] gives an array of these dimensions.`,
  parameters: {},
  ports: (_p, d) => ports(d),
  forward: (_inputs, f) => repeated(f),
  onnx: onnxRepeated,
  torch: torchRepeated,
  examples: {
    'NetArrayLayer["Array" -> {2, 3}][]': '{2., 3.}',
    'net = NetGraph[<|"arr" -> NetArrayLayer["Array" -> {2, 3}], "pow" -> ThreadingLayer[Power]|>, {{NetPort["Input"], "arr"} -> "pow"}]; net[{2, 2}]':
      '{4., 8.}',
    'NetArrayLayer["Output" -> {2, 3}][]': ['$Failed', 'NetArrayLayer::nninit'],
  },
});

/** The older name, whose dimensions may be an argument. */
export const ConstantArrayLayer: AnyLayer = layer<{ readonly Dimensions: readonly number[] }>('ConstantArrayLayer', {
  usage: `ConstantArrayLayer["Array" -> a] represents a layer without input that gives a trainable array.
ConstantArrayLayer[{d1, d2, ...}] gives an array of these dimensions.`,
  parameters: { Dimensions: { ...sizesList(), initial: [] } },
  positional: ['Dimensions'],
  ports: ({ Dimensions }, d) => ports(d, Dimensions.length > 0 ? Dimensions : undefined),
  forward: (_inputs, f) => repeated(f),
  onnx: onnxRepeated,
  torch: torchRepeated,
  examples: {
    'ConstantArrayLayer["Array" -> {2, 3}][]': '{2., 3.}',
    'NetExtract[ConstantArrayLayer[{6}], "Output"]': '6',
    'ConstantArrayLayer["Output" -> {2, 3}][]': ['$Failed', 'ConstantArrayLayer::nninit'],
  },
});
