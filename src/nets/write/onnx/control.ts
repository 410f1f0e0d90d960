/** Operators with graphs within: branches that are decided, loops of known length, and steps along a sequence. */
import { FormatError } from '../../../formats/format-error.ts';
import { ElementType } from '../../../formats/onnx.ts';
import type { GraphProto } from '../../../formats/onnx-schema.ts';
import type { ExternalData } from '../../../formats/onnx-tensors.ts';
import type { Net } from '../../model/net.ts';
import { transposed, withLevels, withoutLevels } from '../../records/onnx/arrange.ts';
import { asBoolean } from '../../records/onnx/elementwise.ts';
import { commonSize } from '../../records/onnx/fold.ts';
import { f } from '../../records/onnx/formulas.ts';
import { type Call, constant, NoLayer, type OnnxNode, port } from '../../records/onnx/operator.ts';
import { threaded } from '../../records/onnx/threaded.ts';
import {
  type Axis,
  axisIndex,
  level,
  type PortValue,
  type Ref,
  scalarOf,
  UNIT,
  type Value,
} from '../../records/onnx/values.ts';
import type { Feedback } from './builder.ts';
import { nodeText } from './call.ts';
import { type OnnxGraph, readGraph } from './graph.ts';

/** What the graphs within a node may ask of what goes through the graph around them. */
export interface Scope {
  readonly external: ExternalData | undefined;
  /** Whether an operator is missing already, so that values are, too. */
  readonly missing: boolean;
  /** What a graph gives that begins with these values, with layers beside those of the graph around it. */
  readonly inner: (graph: OnnxGraph, given: readonly Value[], depth: number) => readonly (Value | undefined)[];
  /** A scope whose layers are a net of its own. */
  readonly within: () => Scope;
  /** A further input of that net. */
  readonly enter: (name: string, axes: readonly Axis[], type: number) => PortValue;
  /** Inputs that it has because names from outside stand in it, with what they are there. */
  readonly captured: ReadonlyMap<string, PortValue>;
  /** That net. */
  readonly leave: (outputs: ReadonlyMap<string, PortValue>) => Net;
  /** Adds a net that goes along sequences. */
  readonly fold: (node: OnnxNode, step: Net, inputs: Readonly<Record<string, Ref>>, f: Feedback) => Ref;
}

interface Control {
  readonly node: OnnxNode;
  readonly inputs: readonly (Value | undefined)[];
  readonly scope: Scope;
  readonly call: Call;
  readonly depth: number;
}

type ControlOperator = (c: Control) => readonly (Value | undefined)[];

/** Graphs within graphs. */
const DEEPEST = 32;
/** Nodes that the steps of a loop become, one after another. */
const MOST_NODES = 10_000;

function graphIn({ node, call, scope, depth }: Control, name: string): OnnxGraph {
  if (depth > DEEPEST) throw new FormatError('ONNX', `${nodeText(node)} is within ${depth} others`);
  const graph = node.attributes.get(name) as GraphProto | undefined;
  return readGraph(graph ?? call.refuse(`it has no ${name}`), scope.external);
}

/** The branch that a known condition takes, in place of the node; where examples decide, both, and what each of them chooses. */
const branch: ControlOperator = (c) => {
  const [condition] = c.inputs;
  if (condition?.kind === 'port') return chosen(c, condition);
  const holds = asBoolean(condition);
  if (holds === undefined)
    throw new NoLayer(
      `${nodeText(c.node)}: its condition is not known beforehand; "InputValues" and "InputDimensions" can make it known`,
    );
  return c.scope.inner(graphIn(c, holds ? 'then_branch' : 'else_branch'), [], c.depth);
};

/** A condition has one element: it is that of an example where the batch is its only axis that counts. */
function chosen(c: Control, condition: PortValue): readonly (Value | undefined)[] {
  const { call, scope } = c;
  if (condition.axes.some((a) => a.kind === 'level' && a.size !== 1)) call.refuse('its condition has many elements');
  const [yes, no] = ['then_branch', 'else_branch'].map((name) => scope.inner(graphIn(c, name), [], c.depth));
  if (scope.missing) return [];
  return yes!.map((a, i) => {
    const b = no![i];
    if (a === undefined || b === undefined) return undefined;
    const [p, q] = [call.port(a), call.port(b)];
    if (p.axes.length !== q.axes.length) return call.refuse('its branches give arrays of different ranks');
    // As many axes as the results have, so that the batch meets the batch.
    const own = condition.axes.find((x) => x.kind === 'batch');
    const axes = p.axes.map((x): Axis => (x.kind === 'batch' && own !== undefined ? own : UNIT));
    if (own !== undefined && !axes.includes(own)) return call.refuse('its branches give nothing for each example');
    const single = withoutLevels(call, condition, () => true);
    return threaded(call, [port(single.ref, axes, single.type), p, q], (x, y, n) => f('If', x!, y!, n!), p.type);
  });
}

/** The steps of a loop one after another: its number of steps has to be known, and that it goes on until then. */
const loop: ControlOperator = (c) => {
  const { inputs, call, scope } = c;
  const body = graphIn(c, 'body');
  const count = scalarOf(inputs[0]) ?? call.refuse('how often it runs is not known beforehand');
  if (!(count * body.nodes.length <= MOST_NODES)) call.refuse(`it runs ${count} times`);
  let state = inputs.slice(2) as readonly Value[];
  let condition: Value = inputs[1] ?? constant([], ElementType.BOOL, Uint8Array.of(1));
  const collected: PortValue[][] = body.outputs.slice(1 + state.length).map(() => []);
  for (let k = 0; k < count; k++) {
    const goesOn = condition.kind === 'constant' ? asBoolean(condition) : undefined;
    if (goesOn === undefined) return call.refuse('whether it goes on is not known beforehand');
    if (!goesOn) break;
    const step = constant([], ElementType.INT64, Float64Array.of(k));
    const results = scope.inner(body, [step, condition, ...state], c.depth);
    if (scope.missing) return [];
    const [next, ...rest] = results.map((v) => v ?? call.refuse('a step does not give all of its outputs'));
    condition = next!;
    collected.forEach((list, i) => list.push(call.port(rest[state.length + i]!)));
    state = rest.slice(0, state.length);
  }
  return [...state, ...collected.map((list) => stacked(call, list))];
};

/** What the steps gave, along a new first axis. */
function stacked(call: Call, parts: readonly PortValue[]): PortValue {
  const [first] = parts;
  if (first === undefined) return call.refuse('it collects what no step gives');
  const rows = parts.map((p) => withLevels(call, port(p.ref, [UNIT, ...p.axes], p.type), (i) => i === 0));
  const inputs = Object.fromEntries(rows.map((p, i) => [String(i + 1), p.ref] as const));
  const made = rows.length === 1 ? rows[0]!.ref : call.layer('CatenateLayer', [1], {}, inputs, 'steps').ref();
  return port(made, [level(parts.length), ...first.axes], first.type);
}

/** Axis numbers of the inputs or outputs that are sequences. */
const axesAt = (call: Call, name: string, count: number): readonly number[] =>
  call.ints(name) ?? Array.from({ length: count }, () => 0);

/** A state of the next step with the axes that it had in this one. */
function withAxes(call: Call, v: PortValue, axes: readonly Axis[]): PortValue {
  const same =
    v.axes.length === axes.length && v.axes.every((a, i) => a.kind === axes[i]!.kind || axes[i]!.kind === 'level');
  if (!same) return call.refuse('a state has other axes after a step than before');
  const wide = withLevels(call, v, (i) => axes[i]!.kind === 'level');
  if (wide.axes.some((a, i) => a.kind !== axes[i]!.kind || commonSize(a.size, axes[i]!.size) === undefined))
    return call.refuse('a state has other sizes after a step than before');
  return wide;
}

/** Steps along the sequences that come in: a NetFoldOperator. */
const scan: ControlOperator = (c) => {
  const { node, call, scope } = c;
  if (call.opset < 9) call.refuse('sequences of different lengths come to it');
  const body = graphIn(c, 'body');
  const many = call.int('num_scan_inputs', 0);
  const first = node.inputs.length - many;
  const from = axesAt(call, 'scan_input_axes', many);
  const turned = [call.ints('scan_input_directions'), call.ints('scan_output_directions')] as const;
  const backwards = (v: PortValue, name: string): PortValue =>
    port(call.layer('SequenceReverseLayer', [], {}, { Input: v.ref }, name).ref(), v.axes, v.type);
  const states = node.inputs.slice(0, first).map((_, i) => call.port(i));
  const sequences = from.map((axis, i) => {
    const v = call.port(first + i);
    const at = axisIndex(axis, v.axes.length);
    const order = [at, ...v.axes.map((_, k) => k).filter((k) => k !== at)];
    const x = withLevels(call, transposed(call, v, order, `steps ${i}`), (k) => k === 0);
    if (x.axes[0]!.kind !== 'level') return call.refuse('its steps go along the batch');
    return turned[0]?.[i] === 1 ? backwards(x, `turned ${i}`) : x;
  });
  const inside = scope.within();
  const names = body.inputs.map((p) => p.name);
  const entered = [...states.map((s) => s.axes), ...sequences.map((s) => s.axes.slice(1))].map((axes, i) =>
    inside.enter(names[i]!, axes, [...states, ...sequences][i]!.type),
  );
  const results = inside.inner(body, entered, c.depth);
  if (scope.missing) return [];
  const ends = results.map((v) =>
    v?.kind === 'port' ? v : call.refuse('a step gives numbers that are known beforehand'),
  );
  return folded(c, {
    inside,
    names,
    states,
    sequences,
    ends,
    outputs: body.outputs.map((p) => p.name),
    turned: turned[1],
    backwards,
  });
};

interface Folded {
  readonly inside: Scope;
  readonly names: readonly string[];
  readonly states: readonly PortValue[];
  readonly sequences: readonly PortValue[];
  /** What a step gives: states, then elements of sequences. */
  readonly ends: readonly PortValue[];
  readonly outputs: readonly string[];
  readonly turned: readonly number[] | undefined;
  readonly backwards: (v: PortValue, name: string) => PortValue;
}

function folded({ node, call, scope }: Control, s: Folded): (Value | undefined)[] {
  const n = s.states.length;
  const step = s.inside.leave(
    new Map(s.ends.map((v, i) => [s.outputs[i]!, i < n ? withAxes(call, v, s.states[i]!.axes) : v] as const)),
  );
  const captured = [...s.inside.captured];
  const inputs = Object.fromEntries([
    ...s.sequences.map((v, i) => [s.names[n + i]!, v.ref] as const),
    ...captured.map(([name, v]) => [name, v.ref] as const),
    ...s.states.map((v, i) => [s.names[i]!, v.ref] as const),
  ]);
  const given = s.outputs.slice(n);
  const at = scope.fold(node, step, inputs, {
    states: s.states.map((_, i) => [s.outputs[i]!, s.names[i]!] as const),
    constants: captured.map(([name]) => name),
    outputs: given,
  });
  const made = { ref: (name?: string) => ({ node: at.node, port: name ?? at.port }), sizes: () => [] };
  const last = s.states.map((v, i) => port(call.offer(made, 'outputs', s.names[i]!), v.axes, v.type));
  const time = s.sequences[0]!.axes[0]!;
  const to = axesAt(call, 'scan_output_axes', given.length);
  return [
    ...last,
    ...given.map((name, i) => {
      const end = s.ends[n + i]!;
      const whole = port(made.ref(name), [time, ...end.axes], end.type);
      const x = s.turned?.[i] === 1 ? s.backwards(whole, `turned ${name}`) : whole;
      const place = axisIndex(to[i]!, x.axes.length);
      const order = [...x.axes.map((_, k) => k).slice(1, place + 1), 0, ...x.axes.map((_, k) => k).slice(place + 1)];
      return transposed(call, x, order, `axis ${name}`);
    }),
  ];
}

export const controlOperators: Readonly<Record<string, ControlOperator>> = { If: branch, Loop: loop, Scan: scan };
