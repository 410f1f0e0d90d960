/** Recurrent layers: sequences to sequences through a state. The products with the inputs of all steps are done at once. */
import type { Tensor, Tensors } from '../../compute/step.ts';
import { type Expr, int } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import {
  type AnyLayer,
  type ArrayType,
  type Describe,
  type Forward,
  layer,
  type Parameter,
  type Ports,
} from '../layer.ts';
import { positiveInteger } from '../parameters.ts';
import { ShapeConflict } from '../shape.ts';
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

/** What goes from step to step. */
type States = readonly Tensor[];
/** From the gates' shares of the input {batch, gates n}, and of the state, to the next states; the first is the output. */
type Cell = (t: Tensors, input: Tensor, fromState: Tensor, states: States, n: number) => States;

/** Runs a cell along a sequence {batch, length, k}; gives {batch, length, n}. */
function run(gates: readonly string[], cell: Cell, stateCount: number, x: Tensor, f: Forward<Recurrent>): Tensor {
  const { t, arrays } = f;
  const [batch, length, features] = x.shape as [number, number, number];
  const stacked = (i: 0 | 1 | 2): Tensor => {
    const parts = gates.map((g) => arrays[arrayNames(g)[i]]!);
    return parts.length === 1 ? parts[0]! : t.concat(parts, 0);
  };
  const width = stacked(2).shape[0]!;
  const n = width / gates.length;
  const inTime = t.reshape(t.transpose(x, [1, 0, 2]), [length * batch, features]);
  const shares = t.reshape(t.add(t.matMul(inTime as never, stacked(0) as never, false, true), stacked(2)), [
    length,
    batch,
    width,
  ]);
  const steps = t.unstack(shares, 0);
  const stateWeights = stacked(1);
  let states: States = Array.from({ length: stateCount }, () => t.zeros([batch, n]));
  const outputs = steps.map((input) => {
    const fromState = t.matMul(states[0] as never, stateWeights as never, false, true);
    states = cell(t, input, fromState, states, n);
    return states[0]!;
  });
  return t.stack(outputs, 1);
}

/** One tensor for each gate. */
const split = (t: Tensors, x: Tensor, n: number): Tensor[] => {
  const [batch, width] = x.shape as [number, number];
  return Array.from({ length: width / n }, (_, i) => t.slice(x, [0, i * n], [batch, n]));
};

function recurrent(
  name: string,
  usage: string,
  gates: readonly string[],
  stateCount: number,
  cell: Cell,
  examples: AnyLayer['examples'],
): AnyLayer {
  return layer<Recurrent>(name, {
    usage,
    parameters: {
      OutputDimensions: { what: size.what, read: size.read, write: (v) => int(v ?? 0), initial: null },
      Dropout: dropout,
    },
    positional: (args) => {
      if (args.length === 0) return {};
      const OutputDimensions = args.length === 1 ? size.read(args[0]!) : undefined;
      return OutputDimensions === undefined ? undefined : { OutputDimensions };
    },
    construct: ({ OutputDimensions: n }): Expr[] => (n === null ? [] : [int(n)]),
    hidden: ['OutputDimensions'],
    ports: ({ OutputDimensions }, d) => ports(gates, OutputDimensions, d),
    forward: ({ Input }, f) => ({ Output: run(gates, cell, stateCount, Input!, f) }),
    examples,
  });
}

/** s' = Tanh[Wi.x + Ws.s + b]. */
export const BasicRecurrentLayer = recurrent(
  'BasicRecurrentLayer',
  'BasicRecurrentLayer[n] represents a trainable layer that takes a sequence of vectors and gives a sequence of vectors of length n: Tanh[Wi.x + Ws.s + b].',
  [''],
  1,
  (t, input, fromState) => [t.tanh(t.add(input, fromState))],
  {
    'Round[1000 BasicRecurrentLayer[1, "InputWeights" -> {{1}}, "StateWeights" -> {{1}}, "Biases" -> {0}][{{1}, {0}}]]':
      '{{762}, {642}}',
    'Dimensions[NetInitialize[BasicRecurrentLayer[3, "Input" -> {"Varying", 2}]][{{1, 2}, {3, 4}, {5, 6}, {7, 8}}]]':
      '{4, 3}',
    'BasicRecurrentLayer[2, "Input" -> 3]': ['$Failed', 'BasicRecurrentLayer::tyfail'],
  },
);

/** The reset gate multiplies after the product with the state. Cho et al. 2014. */
export const GatedRecurrentLayer = recurrent(
  'GatedRecurrentLayer',
  `GatedRecurrentLayer[n] represents a trainable layer that takes a sequence of vectors and gives a sequence of vectors of length n.
The state is (1 - i) m + i s with an input gate i, a reset gate r and the memory m = Tanh[Wx.x + r (Ws.s) + b].`,
  ['InputGate', 'ResetGate', 'MemoryGate'],
  1,
  (t, input, fromState, [s], n) => {
    const [ix, rx, mx] = split(t, input, n);
    const [is, rs, ms] = split(t, fromState, n);
    const i = t.sigmoid(t.add(ix!, is!));
    const r = t.sigmoid(t.add(rx!, rs!));
    const m = t.tanh(t.add(mx!, t.mul(r, ms!)));
    return [t.add(m, t.mul(i, t.sub(s!, m)))];
  },
  {
    'Dimensions[NetInitialize[GatedRecurrentLayer[3, "Input" -> {4, 2}]][RandomReal[1, {4, 2}]]]': '{4, 3}',
    'Length[Information[GatedRecurrentLayer[3, "Input" -> {4, 2}], "ArraysDimensions"]]': '9',
    'GatedRecurrentLayer[2, "Dropout" -> 0.5]': ['$Failed', 'GatedRecurrentLayer::badpar'],
  },
);

/** c' = f c + i m, s' = o Tanh[c']. Hochreiter and Schmidhuber 1997, with a forget gate. */
export const LongShortTermMemoryLayer = recurrent(
  'LongShortTermMemoryLayer',
  `LongShortTermMemoryLayer[n] represents a trainable layer that takes a sequence of vectors and gives a sequence of vectors of length n.
The cell state is f c + i m and the state o Tanh[c], with gates i, o, f and the memory m = Tanh[Wx.x + Ws.s + b].`,
  ['InputGate', 'OutputGate', 'ForgetGate', 'MemoryGate'],
  2,
  (t, input, fromState, [, c], n) => {
    const [i, o, f, m] = split(t, t.add(input, fromState), n);
    const cell = t.add(t.mul(t.sigmoid(f!), c!), t.mul(t.sigmoid(i!), t.tanh(m!)));
    return [t.mul(t.sigmoid(o!), t.tanh(cell)), cell];
  },
  {
    'Dimensions[NetInitialize[LongShortTermMemoryLayer[3, "Input" -> {4, 2}]][RandomReal[1, {4, 2}]]]': '{4, 3}',
    'Length[Information[LongShortTermMemoryLayer[3, "Input" -> {4, 2}], "ArraysDimensions"]]': '12',
    'LongShortTermMemoryLayer["x"]': ['$Failed', 'LongShortTermMemoryLayer::args'],
  },
);
