/** Recurrent layers: sequences to sequences through a state. The products with the inputs of all steps are done at once. */

import { gru } from '../../../compute/composed/gru.ts';
import { lstm } from '../../../compute/composed/lstm.ts';
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import * as S from '../../../expr/symbols.ts';
import {
  type AnyLayer,
  type ArrayType,
  type Describe,
  type Forward,
  layer,
  type Parameter,
  type Ports,
} from '../../model/layer.ts';
import { ShapeConflict } from '../../model/shape.ts';
import { found, positiveInteger } from '../parameters.ts';
import { whenKnown } from './ports.ts';

interface Recurrent {
  /** Length of the state; null: found by inference. */
  readonly OutputDimensions: number | null;
  readonly Dropout: 'None';
}

const size = positiveInteger();
const dropout: Parameter<'None'> = {
  what: 'None: dropout of recurrent layers is not supported here; a DropoutLayer before or after is',
  initial: 'None',
  read: (e) => (e === S.None ? 'None' : undefined),
  write: () => S.None,
};

/** Names of the arrays of one gate: InputGateInputWeights {n, k}, InputGateStateWeights {n, n}, InputGateBiases {n}. */
const arrayNames = (gate: string): readonly [string, string, string] => [
  `${gate}InputWeights`,
  `${gate}StateWeights`,
  `${gate}Biases`,
];

function ports(gates: readonly string[], n: number | null, d: Describe): Ports {
  const length = d.dim('length');
  const features = d.dim('features');
  const state = d.dim('state');
  if (n !== null) state.bind(n);
  const input = d.shape([length, features]);
  whenKnown(d.solver, input, (s) => {
    if (s.length !== 2) throw new ShapeConflict(s, [length, features], 'a recurrent layer takes a sequence of vectors');
  });
  const arrays: Record<string, ArrayType> = {};
  for (const gate of gates) {
    const [inputs, states, biases] = arrayNames(gate);
    arrays[inputs] = { shape: d.shape([state, features]), init: 'weights' };
    arrays[states] = { shape: d.shape([state, state]), init: 'weights' };
    arrays[biases] = { shape: d.shape([state]), init: 'zero' };
  }
  return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: d.shape([length, state]) } }, arrays };
}

/** The arrays of all gates below each other. */
function stacked(gates: readonly string[], i: 0 | 1 | 2, { t, arrays }: Forward<Recurrent>): Tensor {
  const parts = gates.map((g) => arrays[arrayNames(g)[i]]!);
  return parts.length === 1 ? parts[0]! : t.concat(parts, 0);
}

/** From a sequence {batch, length, k} to {batch, length, n}; `array` gives the i-th arrays of all gates. */
type Run = (x: Tensor, array: (i: 0 | 1 | 2) => Tensor, t: Tensors) => Tensor;

/** `gates` stand in the order that `run` wants them. */
function recurrent(
  name: string,
  usage: string,
  gates: readonly string[],
  run: Run,
  examples: AnyLayer['examples'],
): AnyLayer {
  return layer<Recurrent>(name, {
    usage,
    parameters: {
      OutputDimensions: found(size),
      Dropout: dropout,
    },
    positional: ['OutputDimensions'],
    ports: ({ OutputDimensions }, d) => ports(gates, OutputDimensions, d),
    forward: ({ Input }, f) => ({ Output: run(Input!, (i) => stacked(gates, i, f), f.t) }),
    examples,
  });
}

/** s' = Tanh[Wi.x + Ws.s + b]. Elman 1990. */
export const BasicRecurrentLayer = recurrent(
  'BasicRecurrentLayer',
  'BasicRecurrentLayer[n] represents a trainable layer that takes a sequence of vectors and gives a sequence of vectors of length n: Tanh[Wi.x + Ws.s + b].',
  [''],
  basic,
  {
    'Round[1000 BasicRecurrentLayer[1, "InputWeights" -> {{1}}, "StateWeights" -> {{1}}, "Biases" -> {0}][{{1}, {0}}]]':
      '{{762}, {642}}',
    'Dimensions[NetInitialize[BasicRecurrentLayer[3, "Input" -> {"Varying", 2}]][{{1, 2}, {3, 4}, {5, 6}, {7, 8}}]]':
      '{4, 3}',
    'BasicRecurrentLayer[2, "Input" -> 3]': ['$Failed', 'BasicRecurrentLayer::tyfail'],
  },
);

function basic(x: Tensor, array: (i: 0 | 1 | 2) => Tensor, t: Tensors): Tensor {
  const [batch, length, features] = x.shape as [number, number, number];
  const inTime = t.reshape(t.transpose(x, [1, 0, 2]), [length * batch, features]);
  const shares = t.add(t.matMul(inTime as never, array(0) as never, false, true), array(2));
  const weights = array(1);
  let state: Tensor = t.zeros([batch, weights.shape[0]!]);
  const outputs = t.split(shares, length, 0).map((share) => {
    state = t.tanh(t.add(share, t.matMul(state as never, weights as never, false, true)));
    return state;
  });
  return t.stack(outputs, 1);
}

/** The reset gate multiplies after the product with the state. Cho et al. 2014. */
export const GatedRecurrentLayer = recurrent(
  'GatedRecurrentLayer',
  `GatedRecurrentLayer[n] represents a trainable layer that takes a sequence of vectors and gives a sequence of vectors of length n.
The state is (1 - i) m + i s with an input gate i, a reset gate r and the memory m = Tanh[Wx.x + r (Ws.s) + b].`,
  ['ResetGate', 'InputGate', 'MemoryGate'],
  (x, array, t) =>
    gru(t, x, {
      inputWeights: array(0),
      stateWeights: array(1),
      inputBiases: array(2),
      stateBiases: t.zerosLike(array(2)),
    }).output,
  {
    'Round[1000 NetReplacePart[NetInitialize[GatedRecurrentLayer[1, "Input" -> {2, 1}], Method -> "Identity", RandomSeeding -> 1], {"MemoryGateBiases" -> {1}, "InputGateBiases" -> {-100}, "ResetGateBiases" -> {-100}, "MemoryGateInputWeights" -> {{1}}}][{{0}, {1}}]]':
      '{{762}, {964}}',
    'Length[Information[GatedRecurrentLayer[3, "Input" -> {4, 2}], "ArraysDimensions"]]': '9',
    'GatedRecurrentLayer[2, "Dropout" -> 0.5]': ['$Failed', 'GatedRecurrentLayer::badpar'],
  },
);

/** c' = f c + i m, s' = o Tanh[c']. Hochreiter and Schmidhuber 1997, with a forget gate. */
export const LongShortTermMemoryLayer = recurrent(
  'LongShortTermMemoryLayer',
  `LongShortTermMemoryLayer[n] represents a trainable layer that takes a sequence of vectors and gives a sequence of vectors of length n.
The cell state is f c + i m and the state o Tanh[c], with gates i, o, f and the memory m = Tanh[Wx.x + Ws.s + b].`,
  ['InputGate', 'ForgetGate', 'OutputGate', 'MemoryGate'],
  (x, array, t) => lstm(t, x, { inputWeights: array(0), stateWeights: array(1), biases: array(2) }).output,
  {
    'Round[1000 NetReplacePart[NetInitialize[LongShortTermMemoryLayer[1, "Input" -> {2, 1}], Method -> "Identity", RandomSeeding -> 1], {"InputGateBiases" -> {100}, "OutputGateBiases" -> {100}, "ForgetGateBiases" -> {100}, "MemoryGateInputWeights" -> {{1}}, "MemoryGateStateWeights" -> {{0}}}][{{1}, {0}}]]':
      '{{642}, {642}}',
    'Length[Information[LongShortTermMemoryLayer[3, "Input" -> {4, 2}], "ArraysDimensions"]]': '12',
    'LongShortTermMemoryLayer["x"]': ['$Failed', 'LongShortTermMemoryLayer::args'],
  },
);
