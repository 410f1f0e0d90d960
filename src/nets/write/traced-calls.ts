/** Functions of the language on traced arrays: which layers they become. */
import { type Expr, int, isCall, isRealNumber, Kind, type Normal, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { NetProblem } from '../model/problem.ts';
import { operationNamed } from '../records/layers/scalar-operations.ts';
import { operators } from '../records/operators/index.ts';
import { makeOperator } from './construct.ts';
import { isNet, netBox } from './net-box.ts';
import { isArrayLike, isTraced, Trace, traceOf } from './trace.ts';

/** Undefined: the call is not understood, and stays. Throws NetProblem and LocatedConflict. */
type Rule = (args: readonly Expr[], trace: Trace, e: Evaluation) => Expr | undefined;

const call = (head: string, ...args: readonly Expr[]): Expr => normal(system(head), ...args);
const list = (...items: readonly Expr[]): Expr => normal(S.List, ...items);
const slot = (i: number): Expr => normal(S.Slot, int(i));

/** A layer of the first argument; the others are the layer's. */
const layerOf =
  (name: string, least = 0, most = least): Rule =>
  ([x, ...more], trace) =>
    x !== undefined && more.length >= least && more.length <= most ? trace.layer(name, more, [x]) : undefined;

const aggregate =
  (levels: Expr): Rule =>
  (args, trace, e) =>
    args.length === 1 ? trace.layer('AggregationLayer', [e.symbol, levels], args) : undefined;

/** The same written with other functions. */
const means =
  (arity: number, form: (...args: readonly Expr[]) => Expr): Rule =>
  (args, _trace, e) =>
    args.length === arity ? e.evaluate(form(...args)) : undefined;

const sizesOf = (trace: Trace, x: Expr): readonly number[] => {
  const shape = trace.shapeOf(x);
  if (shape === undefined || !shape.every((n) => n !== undefined)) throw new NetProblem('needshape', x);
  return shape as readonly number[];
};
/** The elements of the first level, whose number has to be known. */
function elementsOf(trace: Trace, x: Expr): Expr[] {
  if (isCall(x, S.List)) return [...x.args];
  const n = sizesOf(trace, x)[0];
  if (n === undefined) throw new NetProblem('needshape', x);
  return Array.from({ length: n }, (_, i) => trace.layer('PartLayer', [int(i + 1)], [x]));
}

/** Total[x], Total[x, n], Total[x, Infinity]. */
const total: Rule = ([x, levels], trace) => {
  if (x === undefined) return undefined;
  if (levels === undefined) return trace.layer('AggregationLayer', [system('Total'), int(1)], [x]);
  if (levels.kind === Kind.Integer)
    return trace.layer('AggregationLayer', [system('Total'), normal(S.Span, int(1), levels)], [x]);
  return levels === S.Infinity || levels === S.All || isCall(levels, S.DirectedInfinity)
    ? trace.layer('SummationLayer', [], [x])
    : undefined;
};

/** x[[i]], x[[m ;; n, k]]; a list of positions makes a list of the parts. */
const part: Rule = ([x, ...specs], trace, e) => {
  if (x === undefined || !isTraced(x) || specs.length === 0) return undefined;
  const [first, ...rest] = specs as [Expr, ...Expr[]];
  const positions =
    first.kind === Kind.Packed ? [...first.data].map((n) => int(n)) : isCall(first, S.List) ? first.args : undefined;
  if (positions !== undefined) return list(...positions.map((p) => e.evaluate(call('Part', x, p, ...rest))));
  return trace.layer('PartLayer', [list(...specs)], [x]);
};

/** Take[x, n] and its kin as parts. */
const span = (from: Expr, to: Expr): Expr => normal(S.Span, from, to);
const taken: Rule = ([x, spec, ...more], trace) => {
  if (x === undefined || spec === undefined || more.length > 0) return undefined;
  const [from, to] = isCall(spec, S.List)
    ? spec.args
    : spec.kind === Kind.Integer && Number(spec.value) < 0
      ? [spec, int(-1)]
      : [int(1), spec];
  return from && to && trace.layer('PartLayer', [span(from, to)], [x]);
};
const dropped: Rule = ([x, spec, ...more], trace) => {
  if (x === undefined || spec?.kind !== Kind.Integer || more.length > 0) return undefined;
  const n = Number(spec.value);
  return trace.layer('PartLayer', [n < 0 ? span(int(1), int(n - 1)) : span(int(n + 1), int(-1))], [x]);
};

/** f at every element: a net inside of NetMapOperator, or NetMapThreadOperator where f uses other arrays too. */
const mapped: Rule = ([f, x, ...more], trace, e) => {
  if (f === undefined || x === undefined || more.length > 0) return undefined;
  if (isCall(x, S.List)) return list(...x.args.map((a) => e.session.call(f, [a])));
  const inner = new Trace(e, trace);
  const shape = trace.portOf(trace.operand(x))?.shape;
  const element = inner.input('Input', { shape: shape?.slice(1) });
  const result = e.session.call(f, [element]);
  const body = netBox(inner.net(new Map([['Output', result]])));
  const operator = (name: string, ...args: readonly Expr[]) =>
    makeOperator(operators.find((o) => o.symbol.name === name)!, args, e);
  const net =
    inner.captured.size === 0
      ? operator('NetMapOperator', body)
      : operator('NetMapThreadOperator', body, normal(S.List, normal(S.Rule, str('Input'), int(1))));
  return trace.node(net, new Map([['Input', x], ...inner.captured])).get('Output');
};

const folded =
  (all: boolean): Rule =>
  (args, trace, e) => {
    const [f, start, x] = args.length === 3 ? args : [args[0], undefined, args[1]];
    if (f === undefined || x === undefined || args.length < 2 || args.length > 3) return undefined;
    const items = elementsOf(trace, x);
    const values = [start ?? items.shift()!];
    for (const item of items) values.push(e.session.call(f, [values[values.length - 1]!, item]));
    return all ? list(...values) : values[values.length - 1];
  };

const rules: Readonly<Record<string, Rule>> = {
  Dot: (args, trace) => trace.layer('DotLayer', [], args),
  Transpose: layerOf('TransposeLayer', 0, 1),
  Total: total,
  Mean: aggregate(int(1)),
  Median: aggregate(int(1)),
  Variance: aggregate(int(1)),
  StandardDeviation: aggregate(int(1)),
  MeanDeviation: aggregate(int(1)),
  InterquartileRange: aggregate(int(1)),
  Max: aggregate(S.All),
  Min: aggregate(S.All),
  Norm: means(1, (x) => call('Sqrt', call('Total', call('Power', x, int(2)), S.Infinity))),
  Normalize: means(1, (x) => call('Divide', x, call('Norm', x))),
  EuclideanDistance: means(2, (x, y) => call('Norm', call('Subtract', x, y))),
  SquaredEuclideanDistance: means(2, (x, y) =>
    call('Total', call('Power', call('Subtract', x, y), int(2)), S.Infinity),
  ),
  ManhattanDistance: means(2, (x, y) => call('Total', call('Abs', call('Subtract', x, y)), S.Infinity)),
  HammingDistance: means(2, (x, y) => call('Total', call('Unequal', x, y), S.Infinity)),
  CosineDistance: means(2, (x, y) =>
    call('Subtract', int(1), call('Divide', call('Dot', x, y), call('Times', call('Norm', x), call('Norm', y)))),
  ),
  Standardize: means(1, (x) => call('Divide', call('Subtract', x, call('Mean', x)), call('StandardDeviation', x))),
  Flatten: layerOf('FlattenLayer', 0, 1),
  ArrayReshape: layerOf('ReshapeLayer', 1),
  Join: (args, trace) => {
    const last = args[args.length - 1];
    const level = last?.kind === Kind.Integer ? [last] : [];
    return trace.layer('CatenateLayer', level, args.slice(0, args.length - level.length));
  },
  Append: (args, trace) => (args.length === 2 ? trace.layer('AppendLayer', [], args) : undefined),
  Prepend: (args, trace) => (args.length === 2 ? trace.layer('PrependLayer', [], args) : undefined),
  Reverse: layerOf('SequenceReverseLayer'),
  Ordering: layerOf('OrderingLayer', 0, 1),
  First: ([x], trace) => trace.layer('PartLayer', [int(1)], [x!]),
  Last: ([x], trace) => trace.layer('PartLayer', [int(-1)], [x!]),
  Rest: ([x], trace) => trace.layer('PartLayer', [span(int(2), int(-1))], [x!]),
  Most: ([x], trace) => trace.layer('PartLayer', [span(int(1), int(-2))], [x!]),
  Part: part,
  Take: taken,
  Drop: dropped,
  ConstantArray: layerOf('ReplicateLayer', 1),
  Length: ([x], trace) => int(sizesOf(trace, x!)[0] ?? 0),
  Dimensions: ([x], trace) => list(...sizesOf(trace, x!).map((n) => int(n))),
  ArrayDepth: ([x], trace) => {
    const shape = trace.shapeOf(x!);
    if (shape === undefined) throw new NetProblem('needshape', x!);
    return int(shape.length);
  },
  Map: mapped,
  Fold: folded(false),
  FoldList: folded(true),
  Apply: ([f, x], trace, e) => f && x && e.session.call(f, elementsOf(trace, x)),
  MapThread: ([f, x], trace, e) => {
    const lists = x && isCall(x, S.List) ? x.args.map((a) => elementsOf(trace, a)) : undefined;
    if (f === undefined || lists === undefined) return undefined;
    return list(
      ...lists[0]!.map((_, i) =>
        e.session.call(
          f,
          lists.map((l) => l[i]!),
        ),
      ),
    );
  },
  Normal: ([x]) => x,
};

/** What an operation on numbers becomes: a layer for one array or for several, with the numbers inside. */
function elementwise(head: Expr, args: readonly Expr[], trace: Trace): Expr | undefined {
  if (operationNamed(head) === undefined && !(head.kind === Kind.Symbol && head.name === 'Clip')) return undefined;
  const arrays: Expr[] = [];
  const inside = args.map((a): Expr | undefined => {
    if (isRealNumber(a) || a.kind === Kind.Symbol) return a;
    if (head.kind === Kind.Symbol && head.name === 'Clip' && isCall(a, S.List)) return a;
    if (!isArrayLike(a)) return undefined;
    let i = arrays.indexOf(a);
    if (i < 0) i = arrays.push(a) - 1;
    return slot(i + 1);
  });
  if (!inside.every((a) => a !== undefined)) return undefined;
  const f = normal(S.Function, normal(head, ...inside));
  return arrays.length === 1
    ? trace.layer('ElementwiseLayer', [f], arrays)
    : trace.layer('ThreadingLayer', [f, int(-1)], arrays);
}

/** If[condition, a, b] with a traced condition: both are computed. */
function chosen(args: readonly Expr[], trace: Trace, e: Evaluation): Expr | undefined {
  if (args.length !== 3) return undefined;
  return elementwise(
    system('If'),
    args.map((a) => e.evaluate(a)),
    trace,
  );
}

/** g[..., traced, ...] as a traced value; undefined: g does not know how. Throws NetProblem and LocatedConflict. */
export function tracedCall(c: Normal, e: Evaluation): Expr | undefined {
  const trace = traceOf(c.args);
  if (trace === undefined || c.head.kind !== Kind.Symbol) return undefined;
  const { name } = c.head;
  if (name === 'If') return chosen(c.args, trace, e);
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  const several = (name === 'Max' || name === 'Min') && c.args.length > 1;
  const own: Evaluation = { ...e, symbol: c.head };
  return (several ? undefined : rule?.(c.args, trace, own)) ?? elementwise(c.head, c.args, trace);
}

/** net[traced], net[{traced, ...}], net[<|"port" -> traced, ...|>]; undefined where nothing is traced. */
export function tracedApplication(net: Expr, args: readonly Expr[]): Expr | undefined {
  if (!isNet(net) || args.length !== 1) return undefined;
  const trace = traceOf(args);
  if (trace === undefined) return undefined;
  return trace.application(net.content, args[0]!);
}
