/** A program as one ONNX graph. */

import { FLOAT, type OnnxGraph } from '../../../formats/onnx-graph.ts';
import { Refusal } from '../../contract/problems.ts';
import { op } from '../../program/operations.ts';
import type { Call, Program } from '../../program/program.ts';
import { arrays } from './forms/arrays.ts';
import { addedConvolution, convolution, convolutionWithBias } from './forms/convolution.ts';
import { elementwise } from './forms/elementwise.ts';
import { addedProduct, matrices } from './forms/matrices.ts';
import { pooling } from './forms/pooling.ts';
import { reductions } from './forms/reductions.ts';
import { type Mapping, Translation, typeNumber } from './translation.ts';

const mappings: Readonly<Record<string, Mapping>> = {
  ...elementwise,
  ...reductions,
  ...arrays,
  ...matrices,
  ...convolution,
  ...pooling,
};

/** A graph with the names under which values go in and out. */
export interface Translated {
  readonly graph: OnnxGraph;
  /** Graph names, in the order of the program's inputs. */
  readonly inputs: readonly string[];
  /** In the order of the program's arrays; empty if they are built in. */
  readonly arrays: readonly string[];
  /** In the order of the program's outputs. */
  readonly outputs: readonly string[];
}

/** `builtIn` gives the values of arrays that become constants of the graph. Throws Refusal. */
export function translate(p: Program, builtIn?: (key: string) => Float32Array): Translated {
  const t = new Translation(p);
  const enter = (value: number, name: string): string => {
    t.bind(value, name);
    return t.graph.input(name, typeNumber(t.type(value)), t.type(value).shape);
  };
  const inputs = p.inputs.map((i, k) => enter(i.value, `in${k}`));
  const arrayNames: string[] = [];
  p.arrays.forEach((a, k) => {
    if (builtIn === undefined) arrayNames.push(enter(a.value, `array${k}`));
    else t.bind(a.value, t.graph.constant(t.type(a.value).shape, FLOAT, builtIn(a.key)));
  });
  emitAll(t);
  return { graph: t.graph, inputs, arrays: arrayNames, outputs: leave(t) };
}

/**
 * The program as part of a graph whose names for inputs and arrays are given; its outputs by name, as names of the graph.
 * Throws Refusal.
 */
export function translateInto(
  graph: OnnxGraph,
  p: Program,
  names: { readonly input: (name: string) => string; readonly array: (key: string) => string },
): ReadonlyMap<string, string> {
  const t = new Translation(p, graph);
  for (const i of p.inputs) t.bind(i.value, names.input(i.name));
  for (const a of p.arrays) t.bind(a.value, names.array(a.key));
  emitAll(t);
  return new Map(p.outputs.map(({ name, value }) => [name, t.name(value)] as const));
}

function emitAll(t: Translation): void {
  const { calls } = t.program;
  for (const c of calls) for (const taken of takenBy(t, c)) t.skipped.add(taken);
  for (const call of calls) if (!t.skipped.has(call)) emit(t, call);
}

/** Calls that become part of an addition. */
const takenBy = (t: Translation, c: Call): Call[] => {
  if (c.kernel !== op.Add) return [];
  const taken = addedProduct(t, c)?.product ?? addedConvolution(t, c)?.convolution;
  return taken === undefined ? [] : [taken];
};

function emit(t: Translation, call: Call): void {
  const mapping = mappings[call.kernel];
  if (mapping === undefined) throw new Refusal(call.kernel);
  const found = call.kernel === op.Add ? addedConvolution(t, call) : undefined;
  const made = found === undefined ? mapping(t.read(call)) : convolutionWithBias(t, found);
  [made].flat().forEach((name, i) => t.bind(call.outputs[i]!, name));
}

/** Outputs need a node and a name of their own. */
function leave(t: Translation): string[] {
  const taken = new Set<string>();
  return t.program.outputs.map(({ value }) => {
    let name = t.name(value);
    if (taken.has(name) || !t.graph.isResult(name)) name = t.graph.node('Identity', [name]);
    taken.add(name);
    t.graph.output(name, typeNumber(t.type(value)), t.type(value).shape);
    return name;
  });
}
