/** Recurrent layers: sequences to sequences through a state. The products with the inputs of all steps are done at once. */

import { elman } from '../../../compute/composed/elman.ts';
import { gru } from '../../../compute/composed/gru.ts';
import { lstm } from '../../../compute/composed/lstm.ts';
import type { StepMasks } from '../../../compute/composed/sequence.ts';
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import type { NodeAttributes } from '../../../formats/onnx-graph.ts';
import { type AnyLayer, type ArrayType, type Describe, type Forward, layer, type Ports } from '../../model/layer.ts';
import type { OnnxArray, OnnxArrays, Size } from '../../model/onnx/array.ts';
import type { OnnxLayer } from '../../model/onnx/form.ts';
import { ShapeConflict } from '../../model/shape.ts';
import { found, positiveInteger } from '../parameters.ts';
import { whenKnown } from './ports.ts';
import { maskSizes, masks, type RecurrentDropout, recurrentDropout } from './recurrent-dropout.ts';
import { type TorchRecurrence, torchRun } from './recurrent-torch.ts';

interface Recurrent {
  /** Length of the state; null: found by inference. */
  readonly OutputDimensions: number | null;
  readonly Dropout: RecurrentDropout;
}

const size = positiveInteger();

/** Names of the arrays of one gate: InputGateInputWeights {n, k}, InputGateStateWeights {n, n}, InputGateBiases {n}. */
const arrayNames = (gate: string): readonly [string, string, string] => [
  `${gate}InputWeights`,
  `${gate}StateWeights`,
  `${gate}Biases`,
];

function ports({ gates, states }: Kind, n: number | null, d: Describe): Ports {
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
    const [inputs, recurrent, biases] = arrayNames(gate);
    arrays[inputs] = { shape: d.shape([state, features]), init: 'weights' };
    arrays[recurrent] = { shape: d.shape([state, state]), init: 'weights' };
    arrays[biases] = { shape: d.shape([state]), init: 'zero' };
  }
  const used = (names: readonly string[]) =>
    Object.fromEntries(states.filter((s) => names.includes(s)).map((s) => [s, { shape: d.shape([state]) }]));
  return {
    inputs: { Input: { shape: input }, ...used(d.extra.inputs) },
    outputs: { Output: { shape: d.shape([length, state]) }, ...used(d.extra.outputs) },
    arrays,
  };
}

/** The arrays of all gates below each other. */
function stacked(gates: readonly string[], i: 0 | 1 | 2, { t, arrays }: Forward<Recurrent>): Tensor {
  const parts = gates.map((g) => arrays[arrayNames(g)[i]]!);
  return parts.length === 1 ? parts[0]! : t.concat(parts, 0);
}

type Arrays = readonly [inputWeights: Tensor, stateWeights: Tensor, biases: Tensor];
/** The outputs {batch, length, n} and the states {batch, n} after the last step, in the order of the kind's states. */
interface Run {
  readonly output: Tensor;
  readonly states: readonly Tensor[];
}

interface Kind {
  readonly name: string;
  readonly usage: string;
  /** In the order in which `run` takes them. */
  readonly gates: readonly string[];
  readonly states: readonly string[];
  /** All steps as one operation; absent states are 0. */
  readonly run: (
    t: Tensors,
    x: Tensor,
    arrays: Arrays,
    states: readonly (Tensor | undefined)[],
    masks: StepMasks,
  ) => Run;
  /** The operator, the order in which it has the gates, and its settings. */
  readonly onnx: { readonly operator: string; readonly gates: readonly string[]; readonly attributes?: NodeAttributes };
  /** The function and the order in which it has the gates. */
  readonly torch: Pick<TorchRecurrence, 'name' | 'gates'>;
  readonly examples: AnyLayer['examples'];
}

/** The operator runs over {length, batch, features} and has an axis for directions, of which there is one. */
function onnxRun(
  { onnx, states }: Kind,
  inputs: OnnxArrays,
  { o, arrays, outputNames }: OnnxLayer<Recurrent>,
): OnnxArrays {
  const stackedArrays = ([0, 1, 2] as const).map((i) =>
    o.concat(
      onnx.gates.map((g) => arrays[arrayNames(g)[i]]!),
      0,
    ),
  ) as [OnnxArray, OnnxArray, OnnxArray];
  const [inputWeights, stateWeights, biases] = stackedArrays;
  const rows = biases.shape[0] as number;
  const size = stateWeights.shape[1] as number;
  const [batch, length] = inputs.Input!.shape as [Size, Size];
  const both = o.concat([biases, o.constant(new Float32Array(rows))], 0);
  const [w, r, b] = [inputWeights, stateWeights, both].map((a) => o.unsqueeze(a, [0]));
  const given = states.map((s) => (inputs[s] === undefined ? undefined : o.unsqueeze(inputs[s], [0])));
  const x = o.transpose(inputs.Input!, [1, 0, 2]);
  const shapes = [[length, 1, batch, size], ...states.map(() => [1, batch, size])];
  const attributes = { hidden_size: size, ...onnx.attributes };
  const [all, ...last] = o.nodes(onnx.operator, [x, w, r, b, undefined, ...given], shapes, attributes);
  return Object.fromEntries(
    outputNames.map((name) => [
      name,
      name === 'Output' ? o.transpose(o.squeeze(all!, [1]), [1, 0, 2]) : o.squeeze(last[states.indexOf(name)]!, [0]),
    ]),
  );
}

/** `gates` stand in the order that the steps want them. */
function recurrent(kind: Kind): AnyLayer {
  return layer<Recurrent>(kind.name, {
    usage: `${kind.usage}
"Dropout" -> p drops numbers while training: "VariationalWeights", "VariationalInput", "VariationalState" and "StateUpdate" -> p say which.
In a NetGraph the ports ${kind.states.map((s) => `NetPort[{layer, "${s}"}]`).join(' and ')} give and take the state.`,
    parameters: { OutputDimensions: found(size), Dropout: recurrentDropout },
    positional: ['OutputDimensions'],
    filled: (_p, { outputs }) => outputs.size === 1,
    extraPorts: () => ({ inputs: kind.states, outputs: kind.states }),
    ports: ({ OutputDimensions }, d) => ports(kind, OutputDimensions, d),
    noise: ({ Dropout }, shapes) => {
      const n = maskSizes(Dropout, shapes, kind.gates.length).reduce((sum, [, count]) => sum + count, 0);
      return n === 0 ? undefined : [n];
    },
    forward: (inputs, f) => {
      const { t, parameters: p } = f;
      const m = masks(f, p.Dropout, kind.gates.length);
      const arrays: Arrays = [
        stacked(kind.gates, 0, f),
        m.weights(stacked(kind.gates, 1, f)),
        stacked(kind.gates, 2, f),
      ];
      const states = kind.states.map((s) => inputs[s]);
      const x = m.input(inputs.Input!);
      const run = kind.run(t, x, arrays, states, m.steps);
      const last = Object.fromEntries(kind.states.map((s, i) => [s, run.states[i]!]));
      return Object.fromEntries(f.outputNames.map((name) => [name, name === 'Output' ? run.output : last[name]!]));
    },
    onnx: (inputs, f) => onnxRun(kind, inputs, f),
    torch: (inputs, f) => torchRun({ ...kind.torch, states: kind.states, arrayNames }, inputs, f),
    examples: kind.examples,
  });
}

/** s' = Tanh[Wi.x + Ws.s + b]. Elman 1990. */
export const BasicRecurrentLayer = recurrent({
  name: 'BasicRecurrentLayer',
  usage:
    'BasicRecurrentLayer[n] represents a trainable layer that takes a sequence of vectors and gives a sequence of vectors of length n: Tanh[Wi.x + Ws.s + b].',
  gates: [''],
  states: ['State'],
  run: (t, x, [inputWeights, stateWeights, biases], [state], m) => {
    const made = elman(t, x, { inputWeights, stateWeights, biases }, state, m);
    return { output: made.output, states: [made.state] };
  },
  onnx: { operator: 'RNN', gates: [''] },
  torch: { name: 'rnn_tanh', gates: [''] },
  examples: {
    'Round[1000 BasicRecurrentLayer[1, "InputWeights" -> {{1}}, "StateWeights" -> {{1}}, "Biases" -> {0}][{{1}, {0}}]]':
      '{{762}, {642}}',
    'r = BasicRecurrentLayer[1, "InputWeights" -> {{1}}, "StateWeights" -> {{1}}, "Biases" -> {0}]; Round[1000 NetGraph[{r}, {NetPort["s"] -> NetPort[{1, "State"}]}][<|"Input" -> {{1}}, "s" -> {-1}|>]]':
      '{{0}}',
    'Dimensions[NetInitialize[BasicRecurrentLayer[3, "Input" -> {"Varying", 2}]][{{1, 2}, {3, 4}, {5, 6}, {7, 8}}]]':
      '{4, 3}',
    'BasicRecurrentLayer[2, "Input" -> 3]': ['$Failed', 'BasicRecurrentLayer::tyfail'],
  },
});

/** The reset gate multiplies after the product with the state. Cho et al. 2014. */
export const GatedRecurrentLayer = recurrent({
  name: 'GatedRecurrentLayer',
  usage: `GatedRecurrentLayer[n] represents a trainable layer that takes a sequence of vectors and gives a sequence of vectors of length n.
The state is (1 - i) m + i s with an input gate i, a reset gate r and the memory m = Tanh[Wx.x + r (Ws.s) + b].`,
  gates: ['ResetGate', 'InputGate', 'MemoryGate'],
  states: ['State'],
  run: (t, x, [inputWeights, stateWeights, inputBiases], [state], m) => {
    const stateBiases = t.zerosLike(inputBiases);
    const made = gru(t, x, { inputWeights, stateWeights, inputBiases, stateBiases }, state, m);
    return { output: made.output, states: [made.state] };
  },
  onnx: {
    operator: 'GRU',
    gates: ['InputGate', 'ResetGate', 'MemoryGate'],
    attributes: { linear_before_reset: 1 },
  },
  torch: { name: 'gru', gates: ['ResetGate', 'InputGate', 'MemoryGate'] },
  examples: {
    'Round[1000 NetReplacePart[NetInitialize[GatedRecurrentLayer[1, "Input" -> {2, 1}], Method -> "Identity", RandomSeeding -> 1], {"MemoryGateBiases" -> {1}, "InputGateBiases" -> {-100}, "ResetGateBiases" -> {-100}, "MemoryGateInputWeights" -> {{1}}}][{{0}, {1}}]]':
      '{{762}, {964}}',
    'Length[Information[GatedRecurrentLayer[3, "Input" -> {4, 2}], "ArraysDimensions"]]': '9',
    'GatedRecurrentLayer[2, "Dropout" -> 2]': ['$Failed', 'GatedRecurrentLayer::badpar'],
  },
});

/** c' = f c + i m, s' = o Tanh[c']. Hochreiter and Schmidhuber 1997, with a forget gate. */
export const LongShortTermMemoryLayer = recurrent({
  name: 'LongShortTermMemoryLayer',
  usage: `LongShortTermMemoryLayer[n] represents a trainable layer that takes a sequence of vectors and gives a sequence of vectors of length n.
The cell state is f c + i m and the state o Tanh[c], with gates i, o, f and the memory m = Tanh[Wx.x + Ws.s + b].`,
  gates: ['InputGate', 'ForgetGate', 'OutputGate', 'MemoryGate'],
  states: ['State', 'CellState'],
  run: (t, x, [inputWeights, stateWeights, biases], [state, cell], m) => {
    const made = lstm(t, x, { inputWeights, stateWeights, biases }, state, cell, m);
    return { output: made.output, states: [made.state, made.cell] };
  },
  onnx: { operator: 'LSTM', gates: ['InputGate', 'OutputGate', 'ForgetGate', 'MemoryGate'] },
  torch: { name: 'lstm', gates: ['InputGate', 'ForgetGate', 'MemoryGate', 'OutputGate'] },
  examples: {
    'Round[1000 NetReplacePart[NetInitialize[LongShortTermMemoryLayer[1, "Input" -> {2, 1}], Method -> "Identity", RandomSeeding -> 1], {"InputGateBiases" -> {100}, "OutputGateBiases" -> {100}, "ForgetGateBiases" -> {100}, "MemoryGateInputWeights" -> {{1}}, "MemoryGateStateWeights" -> {{0}}}][{{1}, {0}}]]':
      '{{642}, {642}}',
    'Length[Information[LongShortTermMemoryLayer[3, "Input" -> {4, 2}], "ArraysDimensions"]]': '12',
    'LongShortTermMemoryLayer["x"]': ['$Failed', 'LongShortTermMemoryLayer::args'],
  },
});
