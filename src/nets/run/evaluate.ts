/** Applying nets to data: encode, run in batches, decode. */

import { type ComputeOptions, deviceOf } from '../../compute/contract/step.ts';
import { Association } from '../../expr/association.ts';
import { type Expr, isCall, Kind, normal, Packed, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import type { RandomStream } from '../../numeric/random.ts';
import { expressionOf, isNumericArray, numericArray, single } from '../model/arrays.ts';
import { type Coder, decodedValue } from '../model/coder.ts';
import { infer } from '../model/infer.ts';
import type { Net } from '../model/net.ts';
import { NetProblem, names } from '../model/problem.ts';
import { countOf, LocatedConflict } from '../model/shape.ts';
import { portPath } from '../write/graph.ts';
import { withInputs } from '../write/make-layer.ts';
import { splitOptions } from '../write/net-box.ts';
import { streamOf } from '../write/random-seeding.ts';
import { type Column, ColumnBuilder, everyIndex, groupByShape } from './columns.ts';
import { type Batchable, readInputs } from './data.ts';
import { readDevice } from './device.ts';
import { Feed, paddedSize } from './feed.ts';
import { gradientValue, type Imposed, isGradient, splitImposed } from './gradient.ts';
import { readBatchSize, readEvaluationMode, readPrecision } from './options.ts';
import { outputsOf, type Wanted, wantedPort } from './outputs.ts';

export interface EvaluateOptions {
  readonly train: boolean;
  /** Asked only where layers need random numbers. */
  readonly random: () => RandomStream;
  readonly batchSize: number;
  readonly device: ComputeOptions;
}

const DEFAULT_BATCH = 256;

/** The wanted values of every example, one column each. */
export function evaluateColumns(
  net: Net,
  input: Pick<Batchable, 'columns' | 'count'>,
  wanted: readonly Wanted[],
  options: EvaluateOptions,
  poll: () => void = () => {},
): Column[] {
  const p = outputsOf(net, wanted, options.train, options.device);
  const feed = new Feed(input.columns, options.random);
  const collect = wanted.map(() => new ColumnBuilder(input.count));
  const groups =
    input.columns.size === 0
      ? [{ shapes: new Map(), indices: [0] }]
      : groupByShape(input.columns, everyIndex(input.count));
  for (const { shapes, indices } of groups) {
    const { noise } = p.runnable.for(shapes);
    for (let from = 0; from < indices.length; from += options.batchSize) {
      poll();
      const to = Math.min(indices.length, from + options.batchSize);
      // Statistics of a batch may not see repeated examples.
      const size = options.train ? to - from : paddedSize(to - from, options.batchSize);
      const result = p.evaluator.run(feed.batch({ shapes, noise, indices, from, to, size }, p.evaluator));
      collect.forEach((c, w) => {
        c.add(result[`${w}`]!, indices, from, to);
      });
    }
  }
  return collect.map((c) => c.column());
}

/** Examples put together to one array where they have one shape. */
function assemble(c: Column, index: boolean): Expr {
  if (c.count === 0) return normal(S.List);
  if (c.shape === undefined)
    return normal(S.List, ...Array.from({ length: c.count }, (_, i) => expressionOf(c.at(i), index)));
  const data = new Float32Array(countOf(c.shape) * c.count);
  c.fill(data, everyIndex(c.count), 0, c.count);
  return expressionOf({ shape: [c.count, ...c.shape], data }, index);
}

// --- net[data, what, options] ------------------------------------------------------------------------------------

const known = ['NetEvaluationMode', 'BatchSize', 'RandomSeeding', 'TargetDevice', 'WorkingPrecision'];

function readOptions(options: ReadonlyMap<string, Expr>, e: Evaluation): EvaluateOptions {
  for (const name of options.keys()) if (!known.includes(name)) throw new NetProblem('badopt', str(name), names(known));
  const option = (name: string): Expr => options.get(name) ?? S.Automatic;
  readPrecision(option('WorkingPrecision'), e);
  return {
    train: readEvaluationMode(option('NetEvaluationMode')),
    batchSize: readBatchSize(option('BatchSize')) ?? DEFAULT_BATCH,
    random: once(() => streamOf(options.get('RandomSeeding') ?? S.None, e)),
    device: readDevice(option('TargetDevice'), 'TargetDevice'),
  };
}

function once<T>(make: () => T): () => T {
  let value: { readonly made: T } | undefined;
  return () => (value ??= { made: make() }).made;
}

type Property = Expr | undefined;
/** What one output becomes: its decoder's property, or the array itself. */
function decoded(
  rows: Column,
  coder: Coder | undefined,
  property: Property,
  index: boolean,
  alone: boolean,
  e: Evaluation,
): Expr {
  if (coder?.decode === undefined || property === S.None) {
    if (property !== undefined && property !== S.None)
      throw new NetProblem('badpar', property, str('property'), str('None, since the output has no decoder'));
    return alone ? expressionOf(rows.at(0), index) : assemble(rows, index);
  }
  if (alone) return decodedValue(coder, rows.at(0), property, e);
  return normal(S.List, ...Array.from({ length: rows.count }, (_, i) => decodedValue(coder, rows.at(i), property, e)));
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
  if (net.kind === 'layer' && net.definition.variadic && net.inputs.size === 0)
    throw new NetProblem(
      'args',
      normal(S.List, ...positional),
      str('The layer takes a list or an association of arrays.'),
    );
  const { data: inputs, imposed } = splitImposed(data, net);
  const run = (assumeSingle: boolean): Expr =>
    applyTo(
      {
        net,
        input: readInputs(net.inputs.size === 0 ? undefined : inputs, net, e, assumeSingle),
        settings,
        imposed,
        numeric: data !== undefined && isNumericArray(data),
        e,
      },
      what,
    );
  try {
    return run(true);
  } catch (x) {
    // Where the rank of the input is not known, a list may be a batch after all.
    const mayBeBatch = x instanceof LocatedConflict || (x instanceof NetProblem && imposed.size > 0);
    if (!mayBeBatch || [...net.inputs.values()].every((p) => p.shape !== undefined)) throw x;
    try {
      return run(false);
    } catch (y) {
      if (y instanceof NetProblem || y instanceof LocatedConflict) throw x;
      throw y;
    }
  }
}

/** One application of a net, once its input and options are read. */
interface Application {
  readonly net: Net;
  readonly input: Batchable;
  readonly settings: EvaluateOptions;
  readonly imposed: Imposed;
  /** Whether the data came as NumericArray. */
  readonly numeric: boolean;
  readonly e: Evaluation;
}

const isPlace = (p: Expr): boolean => portPath(p) !== undefined || isGradient(p);

function applyTo(a: Application, what: Expr | undefined): Expr {
  if (what !== undefined && isPlace(what)) return atPlaces(a, [what])[0]!;
  if (what !== undefined && isCall(what, S.List) && what.args.length > 0 && what.args.every(isPlace)) {
    const values = atPlaces(a, what.args);
    return Association.from(what.args.map((s, i) => [s, values[i]!] as const));
  }
  if (a.imposed.size > 0) throw new NetProblem('noimpose', names(a.imposed.keys()));
  return atOutputs(a, what);
}

/** Values at ports of the net and of layers inside, and gradients. Ports of the net itself are decoded. */
function atPlaces(a: Application, specs: readonly Expr[]): Expr[] {
  const { net, input, settings, imposed, e } = a;
  const gradients = specs.filter(isGradient);
  if (gradients.length > 0 && deviceOf(settings.device.executor) !== 'CPU')
    throw new NetProblem('nogpu', str('NetPortGradient is computed on the processor.'));
  if (gradients.length === 0 && imposed.size > 0) throw new NetProblem('noimpose', names(imposed.keys()));
  const places = specs.filter((s) => !isGradient(s));
  const wanted = places.map((s) => wantedPort(s, net));
  const rows =
    wanted.length === 0 ? [] : evaluateColumns(net, input, wanted, settings, () => e.session.interrupts.poll());
  const values = wanted.map(({ path, port }, i) => {
    const coder = path.length === 0 ? net.coders.get(port) : undefined;
    return decoded(rows[i]!, coder, undefined, false, input.single, e);
  });
  return specs.map((s) => (isGradient(s) ? gradientValue(s, net, input, imposed, e) : values[places.indexOf(s)]!));
}

/** The outputs of the net, as their decoders give them. */
function atOutputs({ net, input, settings, numeric, e }: Application, what: Expr | undefined): Expr {
  const outputs = [...net.outputs];
  const ofPort = what !== undefined && isRule(what) && what.args[0].kind === Kind.String ? what.args : undefined;
  const port = ofPort?.[0].kind === Kind.String && net.outputs.has(ofPort[0].value) ? ofPort[0].value : undefined;
  const property = port === undefined ? what : ofPort![1];
  const rows = evaluateColumns(
    net,
    input,
    outputs.map(([name]) => ({ path: [], port: name })),
    settings,
    () => e.session.interrupts.poll(),
  );
  const value = (i: number): Expr => {
    const [name, p] = outputs[i]!;
    const asked = port === undefined || port === name ? property : undefined;
    const v = decoded(rows[i]!, net.coders.get(name), asked, p.index !== undefined, input.single, e);
    return numeric && v instanceof Packed
      ? numericArray(single({ shape: v.shape, data: Float32Array.from(v.data) }))
      : v;
  };
  if (outputs.length === 1) return value(0);
  if (port !== undefined) return value(outputs.findIndex(([n]) => n === port));
  return Association.from(outputs.map(([name], i) => [str(name), value(i)] as const));
}
