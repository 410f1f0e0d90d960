/** Applying nets to data: encode, run in batches, decode. */

import type { ArraySlot, Evaluator, StepFunction, Tensor, TensorValue } from '../compute/step.ts';
import { Association } from '../expr/association.ts';
import { type Expr, isCall, Kind, normal, Packed, str } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definition.ts';
import { RandomStream } from '../numeric/random.ts';
import { expressionOf, isNumericArray, numericArray, single } from './arrays.ts';
import { backend } from './backend.ts';
import { type Coder, decodedValue, type NumberArray } from './coder.ts';
import { splitOptions, withInputs } from './construct.ts';
import { type Batchable, everyIndex, groupByShape, readInputs, stack } from './data.ts';
import { portPath } from './graph.ts';
import { infer, specialize } from './infer.ts';
import { streamFor } from './initialize.ts';
import { arrayKey, arrayPlaces, type Net, type Path, pathText } from './net.ts';
import { nodeNamed } from './parts.ts';
import { NetProblem, names } from './problem.ts';
import { layerSizes, runNet } from './run.ts';
import { LocatedConflict } from './shape.ts';

/** Which values of a run are wanted. */
export interface Wanted {
  readonly path: Path;
  readonly port: string;
}

export interface EvaluateOptions {
  readonly train: boolean;
  readonly random: RandomStream;
  readonly batchSize: number;
}

const DEFAULT_BATCH = 256;

/** Arrays as the compute core takes them; all constant. Throws for one without a value. */
export function arraySlots(net: Net, rate: (key: string) => number = () => 0): ArraySlot[] {
  const slots = new Map<string, ArraySlot>();
  for (const p of arrayPlaces(net)) {
    if (p.state.kind !== 'value') throw new NetProblem('nninit', str(pathText(p.path)));
    const key = arrayKey(p);
    slots.set(key, { key, shape: p.state.value.shape, data: p.state.value.data as Float32Array, rate: rate(key) });
  }
  return [...slots.values()];
}

/** Names and per-example shapes of the uniform noise that training a net needs. */
export function noiseShapes(net: Net): ReadonlyMap<string, readonly number[]> {
  const out = new Map<string, readonly number[]>();
  // What runs inside an operator runs several times for one example.
  const visit = (n: Net, path: Path, times: readonly number[]): void => {
    if (n.kind === 'layer') {
      const shape = n.definition.noise?.(n.parameters, layerSizes(n));
      if (shape !== undefined) out.set(noiseName(path), [...times, ...shape]);
      return;
    }
    const inner = n.operator ? [...times, n.operator.times(layerSizes(n))] : times;
    for (const x of n.nodes) visit(x.net, [...path, x.name], inner);
  };
  visit(net, [], []);
  return out;
}
export const noiseName = (path: Path): string => `noise:${JSON.stringify(path)}`;

/** Uniform numbers in [0, 1) with 24 random bits, as many as single precision holds. */
export function fillNoise(data: Float32Array, random: RandomStream): void {
  for (let i = 0; i < data.length; i++) data[i] = (random.bits() >>> 8) * TWO_M24;
}
const TWO_M24 = 2 ** -24;

/** Fresh noise for one batch. */
export function drawNoise(
  shapes: ReadonlyMap<string, readonly number[]>,
  batch: number,
  random: RandomStream,
): Record<string, TensorValue> {
  const out: Record<string, TensorValue> = {};
  for (const [name, shape] of shapes) {
    const data = new Float32Array(shape.reduce((n, d) => n * d, batch));
    fillNoise(data, random);
    out[name] = { shape: [batch, ...shape], dtype: 'float32', data };
  }
  return out;
}

interface Prepared {
  readonly net: Net;
  readonly evaluator: Evaluator;
  readonly noise: ReadonlyMap<string, readonly number[]>;
}

/** Evaluators of nets that are alive, by mode, wanted values and input shapes. */
const prepared = new WeakMap<Net, Map<string, Prepared>>();

function prepare(
  net: Net,
  shapes: ReadonlyMap<string, readonly number[]>,
  wanted: readonly Wanted[],
  train: boolean,
): Prepared {
  const cache = prepared.get(net) ?? new Map<string, Prepared>();
  prepared.set(net, cache);
  const key = JSON.stringify([train, wanted, [...shapes]]);
  const known = cache.get(key);
  if (known !== undefined) return known;
  const special = specialize(net, shapes);
  const step: StepFunction = (t, arrays, inputs) => {
    const seen: Record<string, Tensor> = {};
    const batch = Object.values(inputs)[0]?.shape[0] ?? 1;
    runNet(special, inputs, {
      t,
      arrays,
      batch,
      train,
      noise: (path) => inputs[noiseName(path)],
      update: () => {},
      observe: (path, outputs) => {
        wanted.forEach((w, i) => {
          if (w.path.length === path.length && w.path.every((x, k) => x === path[k])) seen[`${i}`] = outputs[w.port]!;
        });
      },
    });
    return { outputs: seen };
  };
  const made: Prepared = {
    net: special,
    evaluator: backend().createEvaluator(arraySlots(special), step),
    noise: train ? noiseShapes(special) : new Map(),
  };
  cache.set(key, made);
  return made;
}

export const rowsOf = (v: TensorValue): NumberArray[] => {
  const [n, ...shape] = v.shape as [number, ...number[]];
  const size = n === 0 ? 0 : v.data.length / n;
  const data = v.data instanceof Float32Array ? v.data : Float32Array.from(v.data);
  return Array.from({ length: n }, (_, i) => ({ shape, data: data.subarray(i * size, (i + 1) * size) }));
};

/** The wanted values of every example: result[w][i]. */
export function evaluateColumns(
  net: Net,
  input: Pick<Batchable, 'columns' | 'count'>,
  wanted: readonly Wanted[],
  options: EvaluateOptions,
  poll: () => void = () => {},
): NumberArray[][] {
  const out: NumberArray[][] = wanted.map(() => new Array(input.count));
  for (const { shapes, indices } of groupByShape(input.columns, everyIndex(input.count))) {
    const p = prepare(net, shapes, wanted, options.train);
    for (let from = 0; from < indices.length; from += options.batchSize) {
      poll();
      const to = Math.min(indices.length, from + options.batchSize);
      const inputs: Record<string, TensorValue> = drawNoise(p.noise, to - from, options.random);
      for (const [name, c] of input.columns) inputs[name] = stack(c, shapes.get(name)!, indices, from, to);
      const result = p.evaluator.run(inputs);
      wanted.forEach((_, w) => {
        rowsOf(result[`${w}`]!).forEach((row, k) => {
          out[w]![indices[from + k]!] = row;
        });
      });
    }
  }
  return out;
}

/** Examples put together to one array where they have one shape. */
export function assemble(rows: readonly NumberArray[], index: boolean): Expr {
  const first = rows[0];
  if (first === undefined) return normal(S.List);
  if (rows.some((r) => r.shape.length !== first.shape.length || r.shape.some((d, i) => d !== first.shape[i])))
    return normal(S.List, ...rows.map((r) => expressionOf(r, index)));
  const data = new Float32Array(first.data.length * rows.length);
  rows.forEach((r, i) => data.set(r.data, i * first.data.length));
  return expressionOf({ shape: [rows.length, ...first.shape], data }, index);
}

// --- net[data, what, options] ------------------------------------------------------------------------------------

const known = ['NetEvaluationMode', 'BatchSize', 'RandomSeeding', 'TargetDevice', 'WorkingPrecision'];

function readOptions(options: ReadonlyMap<string, Expr>, e: Evaluation): EvaluateOptions {
  for (const [name, value] of options) {
    if (!known.includes(name)) throw new NetProblem('badopt', str(name), names(known));
    const text = value.kind === Kind.String ? value.value : '';
    if (name === 'TargetDevice' && value !== S.Automatic && text !== 'CPU')
      throw new NetProblem('badpar', value, str(name), str('"CPU", the only device here'));
    if (name === 'WorkingPrecision' && value !== S.Automatic && text !== 'Real32')
      throw new NetProblem('badpar', value, str(name), str('"Real32", the only precision here'));
    if (name === 'NetEvaluationMode' && text !== 'Test' && text !== 'Train')
      throw new NetProblem('badpar', value, str(name), str('"Test" or "Train"'));
    if (name === 'BatchSize' && value !== S.Automatic && !(value.kind === Kind.Integer && Number(value.value) > 0))
      throw new NetProblem('badpar', value, str(name), str('a positive integer or Automatic'));
  }
  const mode = options.get('NetEvaluationMode');
  const size = options.get('BatchSize');
  const { random } = e.session;
  return {
    train: mode?.kind === Kind.String && mode.value === 'Train',
    batchSize: size?.kind === Kind.Integer ? Number(size.value) : DEFAULT_BATCH,
    random: streamFor(options.get('RandomSeeding') ?? S.None, random, () => new RandomStream(e.session.io.entropy())),
  };
}

/** NetPort[{layer, ..., "port"}] as a place in the net. */
function wantedPort(spec: Expr, net: Net): Wanted {
  const parts = portPath(spec)!;
  let at: Net = net;
  const path: (string | number)[] = [];
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    if (
      last &&
      part.kind === Kind.String &&
      at.outputs.has(part.value) &&
      (at.kind === 'layer' || nodeNamed(at, part) === undefined)
    )
      return { path, port: part.value };
    if (last && part.kind === Kind.String && at.inputs.has(part.value))
      throw new NetProblem('noport', spec, names(at.outputs.keys()));
    const node = at.kind === 'container' ? nodeNamed(at, part) : undefined;
    if (node === undefined) throw new NetProblem('noport', spec, names(at.outputs.keys()));
    path.push(node.name);
    at = node.net;
  }
  return { path, port: at.outputs.has('Output') ? 'Output' : [...at.outputs.keys()][0]! };
}

type Property = Expr | undefined;
/** What one output becomes: its decoder's property, or the array itself. */
function decoded(
  rows: readonly NumberArray[],
  coder: Coder | undefined,
  property: Property,
  index: boolean,
  alone: boolean,
  e: Evaluation,
): Expr {
  if (coder?.decode === undefined || property === S.None) {
    if (property !== undefined && property !== S.None)
      throw new NetProblem('badpar', property, str('property'), str('None, since the output has no decoder'));
    return alone ? expressionOf(rows[0]!, index) : assemble(rows, index);
  }
  const values = rows.map((r) => decodedValue(coder, r, property, e));
  return alone ? values[0]! : normal(S.List, ...values);
}

/** A variadic layer alone takes as many inputs as it is given. */
function fitted(net: Net, data: Expr | undefined): Net {
  if (net.kind !== 'layer' || !net.definition.variadic || net.inputNames.length > 0 || data === undefined) return net;
  const count = isCall(data, S.List) ? data.args.length : data.kind === Kind.Packed ? data.shape[0]! : 0;
  const keys = data.kind === Kind.Association ? Array.from({ length: data.size }, (_, i) => data.keyAt(i)) : [];
  const inputNames =
    count > 0
      ? Array.from({ length: count }, (_, i) => String(i + 1))
      : keys.map((k) => (k.kind === Kind.String ? k.value : ''));
  return infer(withInputs(net, inputNames));
}

/** net[data], net[data, property], net[data, NetPort[...]]. Throws NetProblem and LocatedConflict. */
export function applyNet(given: Net, args: readonly Expr[], e: Evaluation): Expr {
  const { positional, options } = splitOptions(args);
  let [data, what] = positional as readonly [Expr?, Expr?];
  // "port" -> property looks like an option.
  for (const [name, value] of options)
    if (given.outputs.has(name) && what === undefined) {
      what = normal(S.Rule, str(name), value);
      (options as Map<string, Expr>).delete(name);
    }
  if (positional.length > 2)
    throw new NetProblem('args', normal(S.List, ...positional), str('A net takes data and a property.'));
  if (given.inputs.size === 0 && data !== undefined && !(data.kind === Kind.Association && data.size === 0)) {
    if (!(given.kind === 'layer' && given.definition.variadic))
      throw new NetProblem('args', normal(S.List, data), str('This net has no input; apply it as net[].'));
  }
  const settings = readOptions(options, e);
  const net = fitted(given, data);
  const run = (assumeSingle: boolean): Expr =>
    applyTo(
      net,
      readInputs(net.inputs.size === 0 ? undefined : data, net, e, assumeSingle),
      what,
      settings,
      e,
      data !== undefined && isNumericArray(data),
    );
  try {
    return run(true);
  } catch (x) {
    // Where the rank of the input is not known, a list may be a batch after all.
    if (!(x instanceof LocatedConflict) || [...net.inputs.values()].every((p) => p.shape !== undefined)) throw x;
    try {
      return run(false);
    } catch {
      throw x;
    }
  }
}

function applyTo(
  net: Net,
  input: Batchable,
  what: Expr | undefined,
  settings: EvaluateOptions,
  e: Evaluation,
  numeric: boolean,
): Expr {
  const poll = (): void => e.session.poll();
  const ports =
    what !== undefined && isCall(what, S.List) && what.args.length > 0 && what.args.every((p) => portPath(p))
      ? what.args
      : undefined;
  if (ports !== undefined || (what !== undefined && portPath(what) !== undefined)) {
    const specs = ports ?? [what!];
    const wanted = specs.map((s) => wantedPort(s, net));
    const rows = evaluateColumns(net, input, wanted, settings, poll);
    const values = rows.map((r) => (input.single ? expressionOf(r[0]!) : assemble(r, false)));
    return ports === undefined ? values[0]! : Association.from(specs.map((s, i) => [s, values[i]!] as const));
  }
  const outputs = [...net.outputs];
  const [port, property] =
    what !== undefined &&
    isCall(what, S.Rule) &&
    what.args[0]!.kind === Kind.String &&
    net.outputs.has(what.args[0]!.value)
      ? [what.args[0]!.value, what.args[1]]
      : [undefined, what];
  const rows = evaluateColumns(
    net,
    input,
    outputs.map(([name]) => ({ path: [], port: name })),
    settings,
    poll,
  );
  const value = (i: number): Expr => {
    const [name, p] = outputs[i]!;
    const v = decoded(
      rows[i]!,
      net.coders.get(name),
      port === undefined || port === name ? property : undefined,
      p.index !== undefined,
      input.single,
      e,
    );
    return numeric && v instanceof Packed
      ? numericArray(single({ shape: v.shape, data: Float32Array.from(v.data) }))
      : v;
  };
  if (outputs.length === 1) return value(0);
  if (port !== undefined) return value(outputs.findIndex(([n]) => n === port));
  return Association.from(outputs.map(([name], i) => [str(name), value(i)] as const));
}
