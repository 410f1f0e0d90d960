/** Recurrent operators: RNN, LSTM and GRU as recurrent layers, one for each direction. */

import type { Expr } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { ElementType } from '../../../formats/onnx.ts';
import { reshaped, withLevels, withoutLevels } from './arrange.ts';
import { f, pure } from './formulas.ts';
import {
  type Call,
  constant,
  type Layered,
  type OnnxOperator,
  type OperatorTable,
  port,
  type Setting,
} from './operator.ts';
import { type Axis, axisOf, isJoined, level, numbersIn, type PortValue, type Ref, UNIT, type Value } from './values.ts';

interface Kind {
  readonly head: string;
  /** Names of the gates of the layer, in the order of the operator. */
  readonly gates: readonly string[];
  readonly states: readonly string[];
  readonly activations: readonly string[];
  /** The input with the first of the initial states. */
  readonly initial: number;
}

/** Weights and biases of one direction. */
interface Arrays {
  readonly size: number;
  readonly features: number;
  readonly inputs: ArrayLike<number>;
  readonly states: ArrayLike<number>;
  /** Those of the inputs, then those of the states. */
  readonly biases: ArrayLike<number> | undefined;
}

type Matrix = { readonly shape: readonly number[]; readonly numbers: Float32Array };

const part = (a: ArrayLike<number>, from: number, count: number): Float32Array =>
  Float32Array.from({ length: count }, (_, i) => a[from + i]!);

/** With zeros in a further row and column. */
function bordered({ shape: [rows, columns], numbers }: Matrix, moreColumns: number): Matrix {
  const wide = columns! + moreColumns;
  const out = new Float32Array((rows! + 1) * wide);
  for (let r = 0; r < rows!; r++) out.set(numbers.subarray(r * columns!, (r + 1) * columns!), r * wide);
  return { shape: [rows! + 1, wide], numbers: out };
}

function gateArrays(kind: Kind, a: Arrays): Record<string, Matrix> {
  const { size: n, features: k } = a;
  const out: Record<string, Matrix> = {};
  kind.gates.forEach((gate, g) => {
    out[`${gate}InputWeights`] = { shape: [n, k], numbers: part(a.inputs, g * n * k, n * k) };
    out[`${gate}StateWeights`] = { shape: [n, n], numbers: part(a.states, g * n * n, n * n) };
    const biases = new Float32Array(n);
    if (a.biases)
      for (let i = 0; i < n; i++) biases[i] = a.biases[g * n + i]! + a.biases[(kind.gates.length + g) * n + i]!;
    out[`${gate}Biases`] = { shape: [n], numbers: biases };
  });
  return out;
}

/** A gate that is open for good: 1 in single precision. */
const OPEN = 100;

/**
 * The biases that the reset gate of a GRU multiplies have no place in the layer: one more unit, which is 1 at all steps,
 * has them as its weights.
 */
function withResetBiases(
  arrays: Record<string, Matrix>,
  own: Float32Array,
  inner: Float32Array,
): Record<string, Matrix> {
  const n = own.length;
  const out = Object.fromEntries(
    Object.entries(arrays).map(([name, m]) => {
      if (name.endsWith('Biases')) return [name, { shape: [n + 1], numbers: Float32Array.of(...m.numbers, 0) }];
      return [name, bordered(m, name.endsWith('StateWeights') ? 1 : 0)];
    }),
  ) as Record<string, Matrix>;
  out.InputGateBiases!.numbers[n] = OPEN;
  out.MemoryGateBiases!.numbers.set(own);
  inner.forEach((b, i) => {
    out.MemoryGateStateWeights!.numbers[i * (n + 1) + n] = b;
  });
  return out;
}

/** The initial state of a direction as a vector; undefined: zeros. */
function initialState(call: Call, v: Value | undefined, direction: number, layout: number): Ref | undefined {
  if (v === undefined) return undefined;
  if (v.kind === 'constant' && Array.from(numbersIn(v) ?? [1]).every((x) => x === 0)) return undefined;
  const [dirs, batch] = layout === 0 ? [0, 1] : [1, 0];
  const x = withLevels(
    call,
    withoutLevels(call, call.port(v), (i) => i === batch),
    (i) => i === 2,
  );
  if (axisOf(x, batch).kind === 'level') call.refuse('the axis of its states for the batch is none');
  if (axisOf(x, dirs).kind !== 'level') return x.ref;
  return call.layer('PartLayer', [direction + 1], {}, { Input: x.ref }, `state ${direction}`).ref();
}

interface Direction {
  readonly output: Ref;
  readonly states: readonly Ref[];
}

/** One direction of {time, features} to {time, n} and the last states. */
function directed(
  call: Call,
  kind: Kind,
  x: Ref,
  direction: number,
  reverse: boolean,
  layout: number,
  suffix: string,
): Direction {
  const a = arraysOf(call, kind, direction);
  const turned = (ref: Ref, name: string): Ref =>
    reverse ? call.layer('SequenceReverseLayer', [], {}, { Input: ref }, `${suffix}${name}`).ref() : ref;
  const given = kind.states.map((_, i) => initialState(call, call.inputs[kind.initial + i], direction, layout));
  if (kind.head === 'GatedRecurrentLayer' && call.int('linear_before_reset', 0) === 0) {
    const made = resetFirst(call, a, turned(x, 'reverse input'), given[0]);
    return results(call, kind, made, undefined, turned, suffix);
  }
  const arrays = gateArrays(kind, a);
  const inner =
    kind.head === 'GatedRecurrentLayer' && a.biases ? part(a.biases, 5 * a.size, a.size) : new Float32Array(0);
  const wide = inner.some((b) => b !== 0);
  if (wide) {
    const one = call.port(constant([1], ElementType.FLOAT, Float32Array.of(1))).ref;
    const zeros = call.port(
      constant([a.size + 1], ElementType.FLOAT, Float32Array.of(...new Float32Array(a.size), 1)),
    ).ref;
    given[0] =
      given[0] === undefined
        ? zeros
        : call.layer('CatenateLayer', [], {}, { 1: given[0], 2: one }, `${suffix}state`).ref();
  }
  const options: Record<string, Setting> = wide
    ? withResetBiases(arrays, part(a.biases!, 2 * a.size, a.size), inner)
    : arrays;
  const states = Object.fromEntries(
    kind.states.flatMap((s, i) => (given[i] === undefined ? [] : [[s, given[i]] as const])),
  );
  const made = call.layer(
    kind.head,
    [wide ? a.size + 1 : a.size],
    options,
    { Input: turned(x, 'reverse input'), ...states },
    suffix.trim(),
  );
  return results(call, kind, made, wide ? a.size : undefined, turned, suffix);
}

/** A GRU whose reset gate multiplies the state before the product (linear_before_reset = 0): z, r, then the new state, step by step. */
function resetFirst(call: Call, a: Arrays, x: Ref, initial: Ref | undefined): Layered {
  const { size: n, features: k } = a;
  return call.folded({ Input: x }, { State: { sizes: [n], initial } }, (inner, { Input, State }) => {
    const product = (of: Ref, gate: number, name: string, ofState: boolean): Ref => {
      const [from, width] = ofState ? [a.states, n] : [a.inputs, k];
      const Weights = { shape: [n, width], numbers: part(from, gate * n * width, n * width) };
      const Biases = { shape: [n], numbers: a.biases && part(a.biases, (gate + (ofState ? 3 : 0)) * n, n) };
      return inner.layer('LinearLayer', [n], { Weights, Biases }, { Input: of }, name).ref();
    };
    const threads = (name: string, form: Expr, ...from: readonly Ref[]): Ref => {
      const inputs = Object.fromEntries(from.map((ref, i) => [String(i + 1), ref]));
      return inner.layer('ThreadingLayer', [pure(form)], {}, inputs, name).ref();
    };
    const [one, two, three] = [1, 2, 3].map((i) => f('Slot', i)) as [Expr, Expr, Expr];
    const gate = (i: number, name: string): Ref =>
      threads(
        name,
        f('LogisticSigmoid', f('Plus', one, two)),
        product(Input!, i, `${name} input`, false),
        product(State!, i, `${name} state`, true),
      );
    const [update, reset] = [gate(0, 'update'), gate(1, 'reset')];
    const kept = threads('kept', f('Times', one, two), reset, State!);
    const memory = threads(
      'memory',
      f('Tanh', f('Plus', one, two)),
      product(Input!, 2, 'memory input', false),
      product(kept, 2, 'memory state', true),
    );
    const mixed = f('Plus', f('Times', f('Subtract', 1, one), two), f('Times', one, three));
    return { outputs: { Output: threads('state', mixed, update, memory, State!) }, next: { State: 'Output' } };
  });
}

/** Outputs of the layer, without the unit that is always 1. */
function results(
  call: Call,
  kind: Kind,
  made: Layered,
  size: number | undefined,
  turned: (r: Ref, name: string) => Ref,
  suffix: string,
): Direction {
  const last = kind.states.map((s, i) => (call.uses(i + 1) ? call.offer(made, 'outputs', s) : made.ref()));
  if (size === undefined) return { output: turned(made.ref(), 'reverse output'), states: last };
  const cut = (ref: Ref, levels: number, name: string): Ref => {
    const specs = [...Array.from({ length: levels - 1 }, () => S.All), f('Span', 1, size)];
    return call.layer('PartLayer', [f('List', ...specs)], {}, { Input: ref }, `${suffix}${name}`).ref();
  };
  const output = turned(cut(made.ref(), 2, 'units'), 'reverse output');
  return { output, states: last.map((ref, i) => (call.uses(i + 1) ? cut(ref, 1, 'last') : ref)) };
}

function arraysOf(call: Call, kind: Kind, direction: number): Arrays {
  const [w, r] = [call.numbers(1), call.numbers(2)];
  const b = call.inputs[3] && call.numbers(3);
  const [gates, size, features] = [kind.gates.length, r.dims[2]!, w.dims[2]!];
  if (w.dims[1] !== gates * size || r.dims[1] !== gates * size)
    call.refuse(`its weights {${w.dims}} and {${r.dims}} are not those of ${gates} gates of ${size} units`);
  const one = (a: { readonly data: ArrayLike<number> }, count: number): ArrayLike<number> =>
    part(a.data, direction * count, count);
  return {
    size,
    features,
    inputs: one(w, gates * size * features),
    states: one(r, gates * size * size),
    biases: b && one(b, 2 * gates * size),
  };
}

/** What the layers do not do. */
function check(call: Call, kind: Kind, time: Axis, directions: number): void {
  const stated = call.texts('activations') ?? [];
  if (stated.some((name, i) => name.toLowerCase() !== kind.activations[i % kind.activations.length]!.toLowerCase()))
    call.refuse(
      `its activations {${stated.slice(0, stated.length / directions).join(', ')}} are not {${kind.activations.join(', ')}}`,
    );
  if (call.node.attributes.has('clip')) call.refuse('it clips its states');
  if (call.int('input_forget', 0) === 1) call.refuse('its input and forget gates are one');
  const lengths = call.inputs[4];
  const same = lengths?.kind === 'constant' && Array.from(numbersIn(lengths) ?? []).every((n) => n === time.size);
  if (lengths !== undefined && !same) call.refuse('its sequences have different lengths');
  const peepholes = call.inputs[7];
  if (
    peepholes !== undefined &&
    !(peepholes.kind === 'constant' && Array.from(numbersIn(peepholes) ?? [1]).every((n) => n === 0))
  )
    call.refuse('it has peepholes');
}

/** X {time, batch, features}, or {batch, time, features} with layout 1. */
function sequence(call: Call, layout: number): PortValue {
  const v = call.port(0);
  const batch = layout === 0 ? 1 : 0;
  const x = withLevels(
    call,
    withoutLevels(call, v, (i) => i === batch),
    (i) => i !== batch,
  );
  if (isJoined(x.axes)) call.refuse('it runs over levels that are counted together with the batch');
  if (axisOf(x, batch).kind === 'level') call.refuse(`axis ${batch} of its input is not that of the batch`);
  if (x.axes.some((a, i) => a.kind === 'batch' && i !== batch))
    call.refuse('its time or its features are the axis of the batch');
  return x;
}

const recurrent = (kind: Kind): OnnxOperator => ({
  needs: 3,
  layers: (call) => {
    const layout = call.int('layout', 0);
    const x = sequence(call, layout);
    const [time, batch] = layout === 0 ? [axisOf(x, 0), axisOf(x, 1)] : [axisOf(x, 1), axisOf(x, 0)];
    const direction = call.text('direction', 'forward');
    const both = direction === 'bidirectional';
    check(call, kind, time, both ? 2 : 1);
    const runs = both
      ? [
          directed(call, kind, x.ref, 0, false, layout, 'forward '),
          directed(call, kind, x.ref, 1, true, layout, 'backward '),
        ]
      : [directed(call, kind, x.ref, 0, direction === 'reverse', layout, '')];
    const { dims } = call.numbers(2);
    const units = level(dims[2]!);
    const ordered = (first: Axis[], dirs: Axis): Axis[] =>
      layout === 0 ? [...first, dirs, batch, units] : [batch, ...first, dirs, units];
    if (!both) {
      const { output, states } = runs[0]!;
      return [port(output, ordered([time], UNIT), x.type), ...states.map((s) => port(s, ordered([], UNIT), x.type))];
    }
    const [a, b] = runs as [Direction, Direction];
    const joined = call.layer('CatenateLayer', [2], {}, { 1: a.output, 2: b.output });
    const flat = port(joined.ref(), [...(layout === 0 ? [time, batch] : [batch, time]), level(2 * dims[2]!)], x.type);
    const output = reshaped(call, flat, ordered([time], level(2)), 'directions');
    const states = a.states.map((s, i) => {
      if (!call.uses(i + 1)) return undefined;
      const pair = call.layer('CatenateLayer', [0], {}, { 1: s, 2: b.states[i]! }, kind.states[i]!);
      return port(pair.ref(), ordered([], level(2)), x.type);
    });
    return [output, ...states];
  },
});

export const recurrentOperators: OperatorTable = {
  RNN: recurrent({ head: 'BasicRecurrentLayer', gates: [''], states: ['State'], activations: ['Tanh'], initial: 5 }),
  LSTM: recurrent({
    head: 'LongShortTermMemoryLayer',
    gates: ['InputGate', 'OutputGate', 'ForgetGate', 'MemoryGate'],
    states: ['State', 'CellState'],
    activations: ['Sigmoid', 'Tanh', 'Tanh'],
    initial: 5,
  }),
  GRU: recurrent({
    head: 'GatedRecurrentLayer',
    gates: ['InputGate', 'ResetGate', 'MemoryGate'],
    states: ['State'],
    activations: ['Sigmoid', 'Tanh'],
    initial: 5,
  }),
};
