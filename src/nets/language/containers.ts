/** NetChain and NetGraph: nets of layers, and NetPort, which names their ports. */
import { type Builtin, builtin } from '../../builtins/builtin.ts';
import * as S from '../../expr/symbols.ts';
import { containerMessages } from '../model/messages.ts';
import { makeChain } from '../write/construct.ts';
import { makeGraph } from '../write/graph.ts';
import { netHead } from './net-value.ts';

const options = () =>
  [
    ['Input', S.Automatic],
    ['LearningRateMultipliers', S.Automatic],
    ['Output', S.Automatic],
  ] as const;

export const NetChain = netHead('NetChain', {
  usage: `NetChain[{layer1, layer2, ...}] represents a net in which each layer gets the output of the one before it.
NetChain[<|"name1" -> layer1, ...|>] gives the layers names.
A number n stands for LinearLayer[n], a function such as Ramp for ElementwiseLayer[Ramp], a list for a chain inside.`,
  messages: containerMessages,
  make: makeChain,
  options,
  examples: {
    'NetChain[{LinearLayer[2, "Weights" -> {{1, 0}, {1, 1}}, "Biases" -> {1, 2}], LinearLayer[1, "Weights" -> {{3, 4}}, "Biases" -> {5}]}][{1, 1}]':
      '{27.}',
    'Head[NetExtract[NetChain[{3, Ramp, 1}, "Input" -> 2], 2]]': 'ElementwiseLayer',
    'Normal[NetChain[<|"a" -> Ramp, "b" -> Tanh|>, "Input" -> 2]]':
      '<|"a" -> ElementwiseLayer[Ramp, "Input" -> 2, "Output" -> 2], "b" -> ElementwiseLayer[Tanh, "Input" -> 2, "Output" -> 2]|>',
    'NetChain[{LinearLayer[2, "Input" -> 3], LinearLayer[2, "Input" -> 3]}]': ['$Failed', 'NetChain::tyfail'],
    'NetChain[{}]': ['$Failed', 'NetChain::empty'],
    'NetChain[{"nothing"}]': ['$Failed', 'NetChain::nlayer'],
  },
});

export const NetGraph = netHead('NetGraph', {
  usage: `NetGraph[{layer1, layer2, ...}, {m1 -> n1, ...}] represents a net in which the output of layer m1 goes to layer n1, and so on.
NetGraph[<|"name1" -> layer1, ...|>, {"name1" -> "name2", ...}] gives the layers names.
NetGraph[net] gives the graph of a chain or layer.`,
  messages: containerMessages,
  make: makeGraph,
  options,
  examples: {
    'NetGraph[{LinearLayer[2, "Weights" -> {{1, 1}, {1, -1}}, "Biases" -> {0, 0}], Ramp}, {1 -> 2}][{1, 2}]':
      '{3., 0.}',
    'NetGraph[<|"sum" -> ThreadingLayer[Plus]|>, {{NetPort["a"], NetPort["b"]} -> "sum"}][<|"a" -> {1, 2}, "b" -> {10, 20}|>]':
      '{11., 22.}',
    'NetGraph[{Ramp, Tanh}, {NetPort["Input"] -> 1 -> NetPort["x"], NetPort["Input"] -> 2 -> NetPort["y"]}][{-1., 0.}]':
      '<|"x" -> {0., 0.}, "y" -> {-0.7615941762924194, 0.}|>',
    'NetGraph[{Ramp, Tanh}, {1 -> 2, 2 -> 1}]': ['$Failed', 'NetGraph::cycle'],
    'NetGraph[{Ramp}, {1 -> 3}]': ['$Failed', 'NetGraph::nopart'],
  },
});

export const NetPort: Builtin = builtin('NetPort', {
  usage: `NetPort["port"] stands for an input or output of a net: in the edges of NetGraph, and in net[data, NetPort["port"]].
NetPort[{layer, ..., "port"}] stands for a port of a layer inside.`,
  examples: {
    'NetChain[{LinearLayer[1, "Weights" -> {{1, 1}}, "Biases" -> {0}], ElementwiseLayer[#^2 &]}][{1, 2}, NetPort[{1, "Output"}]]':
      '{3.}',
    'NetChain[{Ramp}][{1, 2}, NetPort["Input"]]': ['$Failed', 'NetChain::noport'],
  },
});

export const NetPortGradient: Builtin = builtin('NetPortGradient', {
  usage: `net[data, NetPortGradient["port"]] gives the gradient of the output of a net with respect to an input; of an array, that of its total.
net[data, NetPortGradient[{layer, ..., "array"}]] gives the gradient with respect to an array inside, added up over examples.
net[data, NetPortGradient[All]] gives all of them, net[<|"Input" -> x, NetPortGradient["Output"] -> g|>, NetPortGradient["port"]] that of the output times g.`,
  examples: {
    'LinearLayer[{}, "Weights" -> {{2, 3}}, "Biases" -> {1}][{1, 1}, NetPortGradient[All]]':
      '<|NetPortGradient["Input"] -> {2., 3.}, NetPortGradient[{"Biases"}] -> {1.}, NetPortGradient[{"Weights"}] -> {{1., 1.}}|>',
    'LinearLayer[1, "Weights" -> {{2, 3}}, "Biases" -> {1}][<|"Input" -> {1, 1}, NetPortGradient["Output"] -> {10}|>, NetPortGradient["Input"]]':
      '{20., 30.}',
    'LinearLayer[{}, "Weights" -> {{2, 3}}, "Biases" -> {1}][{1, 1}, NetPortGradient["Input"]]': '{2., 3.}',
    'NetChain[{LinearLayer[{}, "Weights" -> {{2, 3}}, "Biases" -> {1}]}, "Input" -> 2][{{5, 6}, {1, 1}}, NetPortGradient[{1, "Weights"}]]':
      '{{6., 7.}}',
    'LinearLayer[1, "Weights" -> {{2, 3}}, "Biases" -> {1}][{1, 1}, NetPortGradient["Nothing"]]': [
      '$Failed',
      'LinearLayer::nopart',
    ],
  },
});
