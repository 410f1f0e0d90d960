/** Recurrent layers of Keras, alone and in both directions. */
import { type Expr, int, normal } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { asSingles, type StoredArray } from '../../../formats/arrays/stored.ts';
import { denseCopy } from '../../../formats/arrays/strided.ts';
import { netBox } from '../net-box.ts';
import { activationName, elementwise } from './activations.ts';
import { arranged, type Call, call, make, rule, type Value } from './builder.ts';
import { type Config, isJson, jsonOf } from './config.ts';
import { foldedGru, type Gate, type Gates } from './gru.ts';
import type { Converter, KerasLayer } from './layer.ts';
import { refuse } from './problem.ts';

interface Cell {
  readonly head: string;
  /** The gates in the order in which Keras has their columns. */
  readonly gates: readonly string[];
}
const CELLS: Readonly<Record<string, Cell>> = {
  LSTM: { head: 'LongShortTermMemoryLayer', gates: ['InputGate', 'ForgetGate', 'MemoryGate', 'OutputGate'] },
  GRU: { head: 'GatedRecurrentLayer', gates: ['InputGate', 'ResetGate', 'MemoryGate'] },
  SimpleRNN: { head: 'BasicRecurrentLayer', gates: [''] },
};

/** The columns of one gate of a kernel {in, gates x units}, as {units, in}. */
function columns(kernel: StoredArray, gate: number, units: number): StoredArray {
  const wide = kernel.shape[1]!;
  return denseCopy(kernel, [units, kernel.shape[0]!], [1, wide], gate * units);
}

/** Settings that recurrent layers here do not have. */
function checkSettings(c: Config, kind: string): void {
  c.only('stateful', false);
  c.only('return_state', false);
  c.only('time_major', false);
  if (activationName(c.json.activation ?? 'tanh', c.layer) !== 'tanh') c.wrong('activation');
  if (kind !== 'SimpleRNN' && activationName(c.json.recurrent_activation ?? 'sigmoid', c.layer) !== 'sigmoid')
    c.wrong('recurrent_activation');
}

/** The arrays of a recurrent layer, as Keras has them. */
interface Arrays {
  readonly kernel: StoredArray;
  readonly recurrent: StoredArray;
  /** Those of the inputs, then those of the state where a layer has both. */
  readonly biases: readonly [Float32Array, Float32Array];
}

/** The recurrent layer of these settings with its arrays. */
function recurrence(l: KerasLayer, c: Config, kind: string, part?: string): Call {
  const cell = CELLS[kind]!;
  checkSettings(c, kind);
  const units = c.size('units');
  const biased = c.flag('use_bias', true);
  const resetAfter = kind === 'GRU' && c.flag('reset_after', false);
  const [kernel, recurrent, bias] = l.weights([2, 2, ...(biased ? [resetAfter ? 2 : 1] : [])], part) ?? [];
  if (kernel === undefined || recurrent === undefined) return call(cell.head, int(units));
  const width = units * cell.gates.length;
  if (kernel.shape[1] !== width || recurrent.shape[1] !== width || recurrent.shape[0] !== units)
    refuse(`${l.name}: the kernels are not those of ${units} units`);
  const arrays = { kernel, recurrent, biases: biasesOf(bias, width, l.name) };
  const inside = arrays.biases[1].subarray(2 * units);
  const plain = kind !== 'GRU' || (resetAfter && inside.every((x) => x === 0));
  return plain ? layerOf(cell, units, arrays) : foldedGru(gatesOf(units, arrays), resetAfter, l.net.e);
}

function biasesOf(bias: StoredArray | undefined, width: number, name: string): Arrays['biases'] {
  const none = new Float32Array(width);
  if (bias === undefined) return [none, none];
  const all = asSingles(bias);
  if (all.length !== width * bias.shape.length)
    return refuse(`${name}: there are ${all.length} biases for ${width} columns`);
  return [all.subarray(0, width), bias.shape.length === 1 ? none : all.subarray(width)];
}

const vector = (data: Float32Array): StoredArray => ({ dtype: 'F32', shape: [data.length], data });

function layerOf(cell: Cell, units: number, { kernel, recurrent, biases: [a, b] }: Arrays): Call {
  const sums = a.map((x, i) => x + b[i]!);
  const arrays = cell.gates.flatMap((gate, i) => [
    rule(`${gate}InputWeights`, arranged(columns(kernel, i, units))),
    rule(`${gate}StateWeights`, arranged(columns(recurrent, i, units))),
    rule(`${gate}Biases`, arranged(vector(sums.subarray(i * units, (i + 1) * units)))),
  ]);
  return call(cell.head, int(units), ...arrays);
}

function gatesOf(units: number, { kernel, recurrent, biases: [a, b] }: Arrays): Gates {
  const gate = (i: number): Gate => ({
    input: columns(kernel, i, units),
    state: columns(recurrent, i, units),
    inputBias: vector(a.subarray(i * units, (i + 1) * units)),
    stateBias: vector(b.subarray(i * units, (i + 1) * units)),
  });
  return { update: gate(0), reset: gate(1), memory: gate(2) };
}

const reverse = (l: KerasLayer, v: Value, name: string): Value => l.net.add(name, call('SequenceReverseLayer'), [v]);

/** A layer over the sequence, and its last output where only that is wanted. */
function run(l: KerasLayer, v: Value, name: string, layer: Call, sequences: boolean): Value {
  const all = l.net.add(sequences ? name : `${name}_all`, layer, [v], 'last');
  return sequences ? all : l.net.add(name, call('SequenceLastLayer'), [all], 'last');
}

const recurrent =
  (kind: string): Converter =>
  (l) => {
    const { config: c } = l;
    const v = l.net.asLast(l.input, l.name);
    const turned = c.flag('go_backwards', false) ? reverse(l, v, `${l.name}_reverse`) : v;
    return run(l, turned, l.name, recurrence(l, c, kind), c.flag('return_sequences', false));
  };

const MERGES: Readonly<Record<string, Expr>> = { sum: S.Plus, ave: S.Plus, mul: S.Times };

const bidirectional: Converter = (l) => {
  const forward = jsonOf(l.config.json.layer, `the layer of ${l.name}`);
  const kind = String(forward.class_name);
  if (!Object.hasOwn(CELLS, kind))
    return refuse(`${l.name} goes both ways with ${kind}; LSTM, GRU and SimpleRNN are read`);
  const c = l.inner(jsonOf(forward.config, `the layer of ${l.name}`));
  const backward = isJson(l.config.json.backward_layer)
    ? l.inner(jsonOf(l.config.json.backward_layer.config, l.name))
    : c;
  const mode = l.config.text('merge_mode', 'concat');
  if (mode !== 'concat' && !Object.hasOwn(MERGES, mode)) return l.config.wrong('merge_mode');
  const v = l.net.asLast(l.input, l.name);
  const calls = [recurrence(l, c, kind, 'forward_layer'), recurrence(l, backward, kind, 'backward_layer')] as const;
  if (c.flag('return_sequences', false)) {
    const nets = normal(S.List, ...calls.map((x) => netBox(make(x, l.net.e))));
    const y = l.net.add(
      l.name,
      call('NetBidirectionalOperator', nets, ...(mode === 'concat' ? [] : [MERGES[mode]!])),
      [v],
      'last',
    );
    return mode === 'ave' ? halved(l, y) : y;
  }
  const there = run(l, v, `${l.name}_forward`, calls[0], false);
  const back = run(l, reverse(l, v, `${l.name}_reverse`), `${l.name}_backward`, calls[1], false);
  const joined = mode === 'concat' ? call('CatenateLayer') : call('ThreadingLayer', MERGES[mode]!);
  const y = l.net.add(l.name, joined, [there, back], 'last');
  return mode === 'ave' ? halved(l, y) : y;
};
const halved = (l: KerasLayer, v: Value): Value => elementwise(l.net, `${l.name}_mean`, '#/2 &', v);

export const recurrentLayers: Readonly<Record<string, Converter>> = {
  LSTM: recurrent('LSTM'),
  GRU: recurrent('GRU'),
  SimpleRNN: recurrent('SimpleRNN'),
  Bidirectional: bidirectional,
};
