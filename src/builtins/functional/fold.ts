/** Fold, FoldList, FoldWhile, FoldWhileList, FoldPair, FoldPairList: a state carried along a list. */
import { type Expr, int, isCall, Kind, normal, Packed } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { Collected } from '../values/collected.ts';
import { elements, type Items, itemsOf, list, packedList, wholeOf } from '../values/sequences.ts';

interface Folded {
  readonly start: Expr;
  readonly items: Items;
  /** Position of the first item after the start. */
  readonly from: number;
  /** The list itself. */
  readonly like: Expr;
}

/** Start and items of f, x, list or f, list. Reports normal for atoms; undefined for operator forms too. */
function folded(args: readonly Expr[], e: Evaluation): Folded | undefined {
  if (args.length < 2) return undefined;
  const source = args.length === 2 ? args[1]! : args[2]!;
  const items = itemsOf(source);
  if (items === undefined) return e.message('normal', int(args.length), normal(e.symbol, ...args));
  if (args.length === 3) return { start: args[1]!, items, from: 0, like: source };
  return items.length === 0 ? undefined : { start: items.at(0), items, from: 1, like: source };
}

/** Fold[f, x][list] waits for the list, Fold[f][x, list] for both; Fold[f][list] starts with its first element. */
const operator = (head: Expr, args: readonly Expr[]): Expr | undefined =>
  head.kind === Kind.Normal && args.length >= 1 && args.length + head.args.length <= 3
    ? normal(head.head, ...head.args, ...args)
    : undefined;

function eachFold(f: Expr, { start, items, from }: Folded, e: Evaluation, visit?: (x: Expr) => void): Expr {
  const apply = e.session.applier(f);
  let x = start;
  visit?.(x);
  for (let i = from; i < items.length; i++) {
    worked(1);
    x = apply(x, items.at(i));
    visit?.(x);
  }
  return x;
}

export const Fold = builtin('Fold', {
  usage:
    'Fold[f, x, list] gives the last element of FoldList[f, x, list].\nFold[f, list] is equivalent to Fold[f, First[list], Rest[list]].',
  arity: [1, 3],
  packed: true,
  apply: operator,
  evaluate(args, e) {
    const spec = folded(args, e);
    return spec && eachFold(args[0]!, spec, e);
  },
  examples: {
    'Fold[f, x, {a, b}]': 'f[f[x, a], b]',
    'Fold[f, {a, b, c}]': 'f[f[a, b], c]',
    'Fold[f][x, {a, b}]': 'f[f[x, a], b]',
    'Fold[10 #1 + #2 &, 0, {1, 2, 3}]': '123',
    'Fold[f, x, y]': ['Fold[f, x, y]', 'Fold::normal'],
  },
});
export const FoldList = builtin('FoldList', {
  usage:
    'FoldList[f, x, {a, b, ...}] gives {x, f[x, a], f[f[x, a], b], ...}.\nFoldList[f, {a, b, ...}] gives {a, f[a, b], ...}.',
  arity: [1, 3],
  packed: true,
  apply: operator,
  evaluate(args, e) {
    if (args.length === 2 && elements(args[1]!)?.length === 0) return args[1];
    const spec = folded(args, e);
    if (spec === undefined) return undefined;
    const out = new Collected();
    eachFold(args[0]!, spec, e, (x) => out.add(x));
    if (spec.like.kind !== Kind.Normal) return out.list;
    const { content } = out;
    return content instanceof Packed && spec.like.head === S.List ? content : out.under(spec.like.head);
  },
  examples: {
    'FoldList[f, x, {a, b}]': '{x, f[x, a], f[f[x, a], b]}',
    'FoldList[Plus, {1, 2, 3}]': '{1, 3, 6}',
    'FoldList[Plus, {}]': '{}',
    'FoldList[f, x, y]': ['FoldList[f, x, y]', 'FoldList::normal'],
  },
});

/** f, {x, a, ...}, test as f, x, {a, ...}, test. */
function withStart([f, source, test]: readonly Expr[]): Expr[] | undefined {
  const items = elements(source!);
  return items === undefined || items.length === 0 ? undefined : [f!, items[0]!, list(items.slice(1)), test!];
}
/** All states as long as the test says True of the last ones, and `extra` more or fewer. */
function foldWhile(given: readonly Expr[], e: Evaluation): Expr[] | undefined {
  const args = given.length === 3 ? withStart(given) : given;
  if (args === undefined) return undefined;
  const [f, x, source, test, window = int(1), extra = int(0)] = args;
  const items = elements(source!);
  if (items === undefined) return e.message('normal', int(3), normal(e.symbol, ...args));
  const [size, more] = [window === S.All ? Number.POSITIVE_INFINITY : wholeOf(window), wholeOf(extra)];
  if (size === undefined || more === undefined) return undefined;
  const [apply, check] = [e.session.applier(f!), e.session.applier(test!)];
  const out = [x!];
  let i = 0;
  const step = (): void => void out.push(apply(out.at(-1)!, items[i++]!));
  while (Number.isFinite(size) && out.length < size && i < items.length) step();
  while (check(...(Number.isFinite(size) ? out.slice(-size) : out)) === S.True && i < items.length) step();
  for (let k = 0; k < more && i < items.length; k++) step();
  return more < 0 ? out.slice(0, more) : out;
}
const whileUsage = 'The further arguments m and n are those of NestWhile.';
export const FoldWhile = builtin('FoldWhile', {
  usage: `FoldWhile[f, x, {a1, a2, ...}, test] returns the first f[... f[f[x, a1], a2] ..., ak] to which applying test does not yield True.\nFoldWhile[f, {a1, a2, ...}, test] starts with a1.\nFoldWhile[f, x, list, test, m, n]: ${whileUsage}`,
  arity: [3, 6],
  packed: true,
  evaluate: (args, e) => foldWhile(args, e)?.at(-1),
  examples: {
    'FoldWhile[Plus, 0, {1, 2, 3, 4}, # < 4 &]': '6',
    'FoldWhile[f, x, y, g]': ['FoldWhile[f, x, y, g]', 'FoldWhile::normal'],
  },
});
export const FoldWhileList = builtin('FoldWhileList', {
  usage: `FoldWhileList[f, x, {a1, a2, ...}, test] returns {x, f[x, a1], ...} up to the first result to which applying test does not yield True.\nFoldWhileList[f, x, list, test, m, n]: ${whileUsage}`,
  arity: [3, 6],
  packed: true,
  evaluate(args, e) {
    const out = foldWhile(args, e);
    return out && packedList(out);
  },
  examples: {
    'FoldWhileList[Plus, 0, {1, 2, 3, 4}, # < 4 &]': '{0, 1, 3, 6}',
    'FoldWhileList[Plus, {1, 2, 3, 4}, # < 5 &]': '{1, 3, 6}',
    'FoldWhileList[f, x, y, g]': ['FoldWhileList[f, x, y, g]', 'FoldWhileList::normal'],
  },
});

/** f gives {result, next state}; g looks at both. */
function foldPair(args: readonly Expr[], e: Evaluation): Expr[] | undefined {
  const [f, x, source, g] = args;
  const items = elements(source!);
  if (items === undefined) return e.message('normal', int(3), normal(e.symbol, ...args));
  const apply = e.session.applier(f!);
  const look = g === undefined ? undefined : e.session.applier(g);
  let state = x!;
  const out: Expr[] = [];
  for (const item of items) {
    const pair = apply(state, item);
    const parts = isCall(pair, S.List) || pair.kind === Kind.Packed ? elements(pair)! : undefined;
    if (parts?.length !== 2) return e.message('pair', pair);
    out.push(look === undefined ? parts[0]! : look(list(parts)));
    state = parts[1]!;
  }
  return out;
}
const pairMessage = { pair: 'A list of two elements is expected instead of `1`.' };
export const FoldPair = builtin('FoldPair', {
  usage:
    'FoldPair[f, y0, {a1, a2, ...}] gives the last element of FoldPairList[f, y0, {a1, a2, ...}].\nFoldPair[f, y0, list, g] gives the last element of FoldPairList[f, y0, list, g].',
  arity: [3, 4],
  packed: true,
  messages: pairMessage,
  evaluate: (args, e) => foldPair(args, e)?.at(-1),
  examples: {
    'FoldPair[{#1 + #2, #1 #2} &, 1, {2, 3}]': '5',
    'FoldPair[Plus, 1, {2}]': ['FoldPair[Plus, 1, {2}]', 'FoldPair::pair'],
  },
});
export const FoldPairList = builtin('FoldPairList', {
  usage:
    'FoldPairList[f, y0, {a1, a2, ...}] gives the list of successive xi obtained by applying f to pairs, where f[y(i-1), ai] gives {xi, yi}.\nFoldPairList[f, y0, list, g] gives g[{xi, yi}] instead of xi.',
  arity: [3, 4],
  packed: true,
  messages: pairMessage,
  evaluate(args, e) {
    const out = foldPair(args, e);
    return out && packedList(out);
  },
  examples: {
    'FoldPairList[{#1 + #2, #1 #2} &, 1, {2, 3, 4}]': '{3, 5, 10}',
    'FoldPairList[QuotientRemainder, 1234, {1000, 100, 10, 1}]': '{1, 2, 3, 4}',
    'FoldPairList[{#1, #2} &, a, {b, c}, Last]': '{b, c}',
    'FoldPairList[f, a, {b}]': ['FoldPairList[f, a, {b}]', 'FoldPairList::pair'],
  },
});

/** The last results and the next elements as arguments of f, `taken` elements a step. */
function sequenceFolded(args: readonly Expr[], e: Evaluation): Expr[] | undefined {
  const [, start, source] = args.map((a, i) => (i === 0 ? [] : elements(a)));
  if (start === undefined) return e.message('normal', int(2), normal(e.symbol, ...args));
  if (source === undefined) return e.message('normal', int(3), normal(e.symbol, ...args));
  const size = args[3] === undefined ? start.length + 1 : (wholeOf(args[3]) ?? Number.NaN);
  const taken = size - start.length;
  if (!(taken >= 0) || size === 0) return e.message('seqk', args[3] ?? int(size), int(start.length));
  const apply = e.session.applier(args[0]!);
  const out = start.slice();
  const step = Math.max(1, taken);
  for (let i = 0; i + step <= source.length; i += step)
    out.push(apply(...out.slice(out.length - start.length), ...source.slice(i, i + taken)));
  return out;
}
const seqk = 'The number of arguments `1` should be a positive integer of at least `2`.';

export const SequenceFoldList = builtin('SequenceFoldList', {
  usage:
    'SequenceFoldList[f, {x1, ..., xn}, {a1, a2, ...}] gives the list of results, each made by f from the last n results and the next a.\nSequenceFoldList[f, {x1, ..., xn}, {a1, a2, ...}, k] applies f to k arguments, k - n of which come from the a.',
  arity: [3, 4],
  packed: true,
  messages: { seqk },
  evaluate(args, e) {
    const results = sequenceFolded(args, e);
    return results && packedList(results);
  },
  examples: {
    'SequenceFoldList[f, {a, b}, {c, d}]': '{a, b, f[a, b, c], f[b, f[a, b, c], d]}',
    'SequenceFoldList[Plus, {0, 1}, {0, 0, 0}]': '{0, 1, 1, 2, 3}',
    'SequenceFoldList[f, {a, b}, {c, d, e}, 4]': '{a, b, f[a, b, c, d]}',
    'SequenceFoldList[f, x, {a}]': ['SequenceFoldList[f, x, {a}]', 'SequenceFoldList::normal'],
    'SequenceFoldList[f, {a, b}, {c}, 1]': ['SequenceFoldList[f, {a, b}, {c}, 1]', 'SequenceFoldList::seqk'],
  },
});

export const SequenceFold = builtin('SequenceFold', {
  usage:
    'SequenceFold[f, {x1, ..., xn}, {a1, a2, ...}] gives the last element of SequenceFoldList[f, {x1, ..., xn}, {a1, a2, ...}].\nSequenceFold[f, {x1, ..., xn}, {a1, a2, ...}, k] applies f to k arguments.',
  arity: [3, 4],
  packed: true,
  messages: { seqk },
  evaluate: (args, e) => sequenceFolded(args, e)?.at(-1),
  examples: {
    'SequenceFold[f, {x, y}, {a, b}]': 'f[y, f[x, y, a], b]',
    'SequenceFold[f, {x}, {a, b}, 1]': 'f[f[x]]',
    'SequenceFold[f, 5, {a}]': ['SequenceFold[f, 5, {a}]', 'SequenceFold::normal'],
  },
});

export const fold: readonly Builtin[] = [
  Fold,
  FoldList,
  FoldWhile,
  FoldWhileList,
  FoldPair,
  FoldPairList,
  SequenceFoldList,
  SequenceFold,
];
