/** From a net, data and a loss setting to everything that a training step needs. */
import { isImage } from '../../builtins/values/image-value.ts';
import { type Expr, int, Kind, normal, Packed, str } from '../../expr/expr.ts';
import { hash } from '../../expr/hash.ts';
import { order } from '../../expr/order.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import type { RandomStream } from '../../numeric/random.ts';
import { numericRank } from '../model/arrays.ts';
import type { Coder } from '../model/coder.ts';
import { infer } from '../model/infer.ts';
import type { Net, StoredPort, StoredShape } from '../model/net.ts';
import { NetProblem, names } from '../model/problem.ts';
import { LocatedConflict } from '../model/shape.ts';
import { classDecoder } from '../records/codecs/class.ts';
import { encoderFor } from '../records/codecs/image.ts';
import { Boolean as BooleanCoder } from '../records/codecs/scalar.ts';
import type { Column } from '../run/columns.ts';
import { asValues, column, countValues, encodeValue, type Values } from '../run/data.ts';
import type { Columns } from '../run/feed.ts';
import { defaultMethod, initialize } from '../write/initialize.ts';
import { type Examples, listOfValues, valueOf } from './data/training-data.ts';
import { feeder, fittedLoss, type LossTerm, lossKind, lossTerms } from './losses.ts';

/** A loss term whose net fits the output it looks at. */
export interface FittedTerm extends LossTerm {
  readonly net: Net | undefined;
}

export interface Plan {
  /** Fully shaped and initialized, with the coders that the data asked for. */
  readonly net: Net;
  readonly terms: readonly FittedTerm[];
}

/** Columns by name: ports of the net by their own names, ports of losses by `lossPort`. */
export const lossPort = (term: number, port: string): string => `loss ${term} ${port}`;

const withCoder = (net: Net, port: string, coder: Coder): Net => {
  const coders = new Map(net.coders).set(port, coder);
  const put = (ports: ReadonlyMap<string, StoredPort>): ReadonlyMap<string, StoredPort> => {
    const known = ports.get(port);
    return known === undefined || known.shape?.every((a) => a !== null)
      ? ports
      : new Map(ports).set(port, {
          ...known,
          shape: coder.port.shape,
          ...(coder.port.index !== undefined && { index: coder.port.index }),
        });
  };
  return { ...net, coders, inputs: put(net.inputs), outputs: put(net.outputs) };
};

/** Encoders for images, decoders for class labels and truth values where the data show that they are needed. */
function attachCoders(net: Net, examples: Examples): Net {
  let result = net;
  for (const port of net.inputs.keys()) {
    const values = examples.values.get(port);
    if (values === undefined) throw new NetProblem('missport', str(port), names([...net.inputs.keys()]));
    const first = valueOf(values, 0);
    if (!net.coders.has(port) && isImage(first))
      result = withCoder(result, port, encoderFor(first.content, net.inputs.get(port)!.shape));
  }
  for (const port of net.outputs.keys()) {
    const values = examples.values.get(port);
    if (values === undefined || net.coders.has(port)) continue;
    const kind = lossKind(net, port);
    const first = valueOf(values, 0);
    if (kind === 'Binary' && (first === S.True || first === S.False))
      result = withCoder(result, port, BooleanCoder.decoder!(first, [], new Map())!);
    if (kind === 'CrossEntropy') {
      const labels = classLabels(listOfValues(values), net.outputs.get(port)!.shape);
      if (labels !== undefined) result = withCoder(result, port, classDecoder(labels));
    }
  }
  return result;
}

/** The classes, sorted, where targets are labels and not indices or probabilities. Throws NetProblem where the net has outputs for another number of them. */
function classLabels(targets: readonly Expr[], shape: StoredShape): readonly Expr[] | undefined {
  const classes = shape?.[shape.length - 1];
  const indices = targets.every(
    (x) =>
      x.kind === Kind.Integer && Number(x.value) >= 1 && (typeof classes !== 'number' || Number(x.value) <= classes),
  );
  if (indices || targets.some((x) => (numericRank(x) ?? 0) > 0)) return undefined;
  const labels = distinct(targets).sort(order);
  if (typeof classes !== 'number' || labels.length === classes) return labels;
  // Whole numbers are indices then, one of which is out of range.
  if (targets.every((x) => x.kind === Kind.Integer)) return undefined;
  throw new NetProblem('classes', int(labels.length), normal(S.List, ...labels), int(classes));
}

/** Each value once. */
function distinct(values: readonly Expr[]): Expr[] {
  const buckets = new Map<number | string, Expr[]>();
  const found: Expr[] = [];
  for (const x of values) {
    const key = x.kind === Kind.String ? x.value : hash(x);
    const bucket = buckets.get(key);
    if (bucket?.some((y) => same(x, y))) continue;
    found.push(x);
    if (bucket === undefined) buckets.set(key, [x]);
    else bucket.push(x);
  }
  return found;
}

/** Levels of the first example, the outermost of which varies where examples have different lengths. */
function shapeOf(values: Values, first: readonly number[], ragged: boolean): StoredShape {
  if (!ragged || first.length === 0 || values instanceof Packed) return first;
  const varies = values.some((v) => (asValues(v) === undefined ? first[0] : countValues(asValues(v)!)) !== first[0]);
  return varies ? ['Varying', ...first.slice(1)] : first;
}

/** Shapes that are not known are those of the examples. Throws NetProblem and LocatedConflict. */
function shapedBy(net: Net, examples: Examples, ragged: boolean, e: Evaluation): Net {
  const inputs = new Map(net.inputs);
  for (const [name, p] of net.inputs) {
    if (p.shape?.every((a) => a !== null)) continue;
    const values = examples.values.get(name)!;
    const coder = net.coders.get(name);
    const first = encodeValue(valueOf(values, 0), name, p, coder, e).shape;
    const shape = shapeOf(values, first, ragged && coder === undefined);
    inputs.set(name, { ...p, shape: p.shape === undefined ? shape : p.shape.map((a, i) => a ?? shape?.[i] ?? null) });
  }
  const outputs = new Map(net.outputs);
  for (const [name, p] of net.outputs) {
    const values = examples.values.get(name);
    if (
      p.shape?.every((a) => a !== null) ||
      values === undefined ||
      lossKind(net, name) === 'CrossEntropy' ||
      feeder(net, name)?.definition.isLoss
    )
      continue;
    const coder = net.coders.get(name)?.inverse?.();
    const first = encodeValue(valueOf(values, 0), name, { shape: undefined }, coder, e).shape;
    outputs.set(name, { ...p, shape: shapeOf(values, first, ragged && coder === undefined) });
  }
  return infer({ ...net, inputs, outputs });
}

/** Lengths that differ from example to example vary, where the net takes that. Throws NetProblem and LocatedConflict. */
function shapeFromData(net: Net, examples: Examples, e: Evaluation): Net {
  try {
    return shapedBy(net, examples, true, e);
  } catch (x) {
    if (!(x instanceof LocatedConflict)) throw x;
    // Then the first example that does not fit is the better story.
    return shapedBy(net, examples, false, e);
  }
}

/** Throws NetProblem and LocatedConflict for what does not fit together. */
export function makePlan(given: Net, examples: Examples, lossSpec: Expr, random: RandomStream, e: Evaluation): Plan {
  const shaped = shapeFromData(infer(attachCoders(given, examples)), examples, e);
  const sample = (port: string): readonly [Expr, StoredPort | undefined] | undefined => {
    const values = examples.values.get(port);
    return values && [valueOf(values, 0), targetCoder(shaped, port)?.port];
  };
  const terms = lossTerms(shaped, lossSpec, sample, e).map(
    (t): FittedTerm => ({ ...t, net: fittedLoss(t, shaped.outputs.get(t.output)!) }),
  );
  const net = initialize(shaped, defaultMethod, random, false);
  return {
    net,
    terms: terms.map((t) => (t.net === undefined ? t : { ...t, net: initialize(t.net, defaultMethod, random, false) })),
  };
}

/** Encodes targets of an output: the inverse of its decoder. */
export function targetCoder(net: Net, port: string): Coder | undefined {
  const c = net.coders.get(port);
  return c?.role === 'encoder' ? c : c?.inverse?.();
}

const none: ReadonlySet<string> = new Set();

/** The columns of the net's inputs, except for some, and of the losses' targets. */
export function makeColumns(
  plan: Plan,
  examples: Examples,
  e: Evaluation,
  except: ReadonlySet<string> = none,
): Columns {
  const columns = new Map<string, Column>();
  for (const [name, p] of plan.net.inputs)
    if (!except.has(name)) columns.set(name, columnOf(examples, name, p, plan.net.coders.get(name), e));
  plan.terms.forEach((term, k) => {
    if (term.net === undefined) return;
    for (const [port, type] of term.net.inputs) {
      if (port === 'Input') continue;
      const source = port === 'Target' ? term.output : port;
      const coder = term.net.coders.get(port) ?? (port === 'Target' ? targetCoder(plan.net, term.output) : undefined);
      columns.set(lossPort(k, port), columnOf(examples, examples.values.has(source) ? source : port, type, coder, e));
    }
  });
  return columns;
}

function columnOf(examples: Examples, name: string, port: StoredPort, coder: Coder | undefined, e: Evaluation): Column {
  const values = examples.values.get(name);
  if (values === undefined) throw new NetProblem('missport', str(name), names(examples.values.keys()));
  return column(values, name, port, coder, e);
}
