/** NetArrayLayer: an array that is part of a net and may learn. */
import { type AnyLayer, layer } from '../../model/layer.ts';

const arrayLayer = (name: string, examples: AnyLayer['examples']): AnyLayer =>
  layer<object>(name, {
    usage: `${name}["Array" -> a] represents a layer without input that gives a trainable array.\n${name}["Output" -> {d1, d2, ...}] gives an array of these dimensions.`,
    parameters: {},
    ports: (_p, d) => {
      const shape = d.shape();
      return { inputs: {}, outputs: { Output: { shape } }, arrays: { Array: { shape, init: 'weights' } } };
    },
    forward: (_inputs, { t, arrays, batch }) => {
      const a = arrays.Array!;
      return { Output: t.tile(t.expandDims(a, 0), [batch, ...a.shape.map(() => 1)]) };
    },
    examples,
  });

export const NetArrayLayer = arrayLayer('NetArrayLayer', {
  'NetArrayLayer["Array" -> {2, 3}][]': '{2., 3.}',
  'net = NetGraph[<|"arr" -> NetArrayLayer["Array" -> {2, 3}], "pow" -> ThreadingLayer[Power]|>, {{NetPort["Input"], "arr"} -> "pow"}]; net[{2, 2}]':
    '{4., 8.}',
  'NetArrayLayer["Output" -> {2, 3}][]': ['$Failed', 'NetArrayLayer::nninit'],
});

/** The older name. */
export const ConstantArrayLayer = arrayLayer('ConstantArrayLayer', {
  'ConstantArrayLayer["Array" -> {2, 3}][]': '{2., 3.}',
  'ConstantArrayLayer["Output" -> {2, 3}][]': ['$Failed', 'ConstantArrayLayer::nninit'],
});
