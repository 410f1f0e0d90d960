/** Length, First, Last, Rest, Most, Take, Drop, Append, Prepend, Join, Reverse, RotateLeft and their kin. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal, Packed } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { sizeOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { move, stepped, tabulated } from '../../pace.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import {
  elements,
  hasElements,
  lengthOf,
  list,
  operatorForm,
  packedList,
  pick,
  range,
  rebuild,
  wholeOf,
} from '../values/sequences.ts';
import { spanPositions } from '../values/spans.ts';

export const Length = builtin('Length', {
  usage: 'Length[expr] gives the number of elements in expr.',
  arity: 1,
  packed: true,
  borrows: true,
  evaluate: ([x]) => int(lengthOf(x!)),
  examples: { 'Length[{a, b, c}]': '3', 'Length[f[x, y]]': '2', 'Length[5]': '0', 'Length[<|"a" -> 1|>]': '1' },
});

const end = (name: string, usage: string, at: (n: number) => number, examples: Builtin['examples']): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    messages: { nofirst: '`1` has zero length and no element of this kind.' },
    evaluate([x, fallback], e) {
      const items = elements(x!);
      if (items === undefined) return fallback ?? e.message('normal', int(1), normal(e.symbol, x!));
      return items.length === 0 ? (fallback ?? e.message('nofirst', x!)) : items[at(items.length)];
    },
    examples,
  });
export const First = end(
  'First',
  'First[expr] gives the first element in expr.\nFirst[expr, def] gives def if there is none.',
  () => 0,
  {
    'First[{a, b}]': 'a',
    'First[{}, 7]': '7',
    'First[{}]': ['First[{}]', 'First::nofirst'],
    'First[5]': ['First[5]', 'First::normal'],
  },
);
export const Last = end(
  'Last',
  'Last[expr] gives the last element in expr.\nLast[expr, def] gives def if there is none.',
  (n) => n - 1,
  { 'Last[{a, b}]': 'b' },
);

const without = (
  name: string,
  usage: string,
  positions: (n: number) => number[],
  examples: Builtin['examples'],
): Builtin =>
  builtin(name, {
    usage,
    arity: 1,
    packed: true,
    messages: { norest: 'Cannot take `2` of expression `1` with length zero.' },
    evaluate([x], e) {
      if (!hasElements(x!)) return e.message('normal', int(1), normal(e.symbol, x!));
      const n = lengthOf(x!);
      return n === 0 ? e.message('norest', x!, e.symbol) : pick(x!, positions(n));
    },
    examples,
  });
export const Rest = without('Rest', 'Rest[expr] gives expr with the first element removed.', (n) => range(1, n), {
  'Rest[{a, b, c}]': '{b, c}',
  'Rest[{}]': ['Rest[{}]', 'Rest::norest'],
});
export const Most = without('Most', 'Most[expr] gives expr with the last element removed.', (n) => range(0, n - 1), {
  'Most[{a, b, c}]': '{a, b}',
});

const UpTo = system('UpTo');
/** Positions that Take takes: n, -n, {m, n}, {m, n, s}, All, None, UpTo[n]. */
function taken(spec: Expr, n: number): number[] | undefined {
  if (spec === S.All) return range(0, n);
  if (spec === S.None) return [];
  if (isCall(spec, UpTo)) {
    const k = wholeOf(spec.args[0]);
    return k === undefined
      ? isCall(spec.args[0]!, S.DirectedInfinity)
        ? range(0, n)
        : undefined
      : range(0, Math.min(k, n));
  }
  const k = wholeOf(spec);
  if (k !== undefined) return Math.abs(k) > n ? undefined : k >= 0 ? range(0, k) : range(n + k, n);
  if (isCall(spec, S.Span)) return spanPositions(spec, n);
  if (!isCall(spec, S.List) || spec.args.length === 0 || spec.args.length > 3) return undefined;
  const [a, b, c] = spec.args;
  return spanPositions(normal(S.Span, a!, b ?? a!, c ?? int(1)), n);
}
function takeOrDrop(x: Expr, specs: readonly Expr[], drop: boolean, e: Evaluation): Expr | undefined {
  if (specs.length === 0) return x;
  if (!hasElements(x)) return e.message('normal', int(1), normal(e.symbol, x, ...specs));
  const n = lengthOf(x);
  let positions = taken(specs[0]!, n);
  if (positions === undefined) return e.message(drop ? 'drop' : 'take', specs[0]!, x);
  if (drop) {
    const gone = new Set(positions);
    positions = range(0, n).filter((i) => !gone.has(i));
  }
  const part = pick(x, positions);
  if (specs.length === 1) return part;
  const inner: Expr[] = [];
  for (const row of elements(part)!) {
    const r = takeOrDrop(row, specs.slice(1), drop, e);
    if (r === undefined) return undefined;
    inner.push(r);
  }
  return isAssociation(part) ? part.withValues(inner) : rebuild(part, inner);
}

export const Take = builtin('Take', {
  usage:
    'Take[list, n] gives the first n elements of list.\nTake[list, -n] gives the last n elements.\nTake[list, {m, n}] gives elements m through n.\nTake[list, UpTo[n]] gives as many as there are.',
  arity: [1, Number.POSITIVE_INFINITY],
  packed: true,
  messages: { take: 'Cannot take positions `1` in `2`.' },
  evaluate: ([x, ...specs], e) => takeOrDrop(x!, specs, false, e),
  examples: {
    'Take[{a, b, c}, 2]': '{a, b}',
    'Take[{a, b, c}, -1]': '{c}',
    'Take[{a, b, c, d}, {2, 3}]': '{b, c}',
    'Take[{a}, UpTo[3]]': '{a}',
    'Take[{{1, 2}, {3, 4}}, 1, -1]': '{{2}}',
    'Take[{a}, 2]': ['Take[{a}, 2]', 'Take::take'],
  },
});
export const Drop = builtin('Drop', {
  usage:
    'Drop[list, n] gives list with its first n elements dropped.\nDrop[list, -n] gives list with its last n elements dropped.\nDrop[list, {m, n}] gives list with elements m through n dropped.',
  arity: [1, Number.POSITIVE_INFINITY],
  packed: true,
  messages: { drop: 'Cannot drop positions `1` in `2`.' },
  evaluate: ([x, ...specs], e) => takeOrDrop(x!, specs, true, e),
  examples: {
    'Drop[{a, b, c}, 1]': '{b, c}',
    'Drop[{a, b, c}, -2]': '{a}',
    'Drop[{a}, 2]': ['Drop[{a}, 2]', 'Drop::drop'],
  },
});
export const TakeDrop = builtin('TakeDrop', {
  usage: 'TakeDrop[list, seq] gives the pair {Take[list, seq], Drop[list, seq]}.',
  arity: 2,
  packed: true,
  evaluate: ([x, spec]) => normal(S.List, normal(Take.symbol, x!, spec!), normal(Drop.symbol, x!, spec!)),
  examples: { 'TakeDrop[{a, b, c}, 1]': '{{a}, {b, c}}' },
});

const entriesOf = (x: Expr): readonly (readonly [Expr, Expr, boolean])[] | undefined => {
  if (isRule(x)) return [[x.args[0], x.args[1], x.head === S.RuleDelayed]];
  if (isAssociation(x)) return x.entries();
  if (isCall(x, S.List) && x.args.every(isRule))
    return x.args.map((r) => [(r as Normal).args[0]!, (r as Normal).args[1]!, (r as Normal).head === S.RuleDelayed]);
  return undefined;
};

const adding = (
  name: string,
  usage: string,
  join: (items: readonly Expr[], x: Expr) => Expr[],
  first: boolean,
  examples: Builtin['examples'],
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    apply: operatorForm,
    evaluate([x, item], e) {
      if (item === undefined) return undefined;
      if (isAssociation(x!)) {
        const added = entriesOf(item);
        if (added === undefined) return e.message('invrl', item);
        return Association.from(
          first
            ? [...added, ...x.entries().filter(([k]) => !Association.from(added).has(k))]
            : [...x.entries(), ...added],
        );
      }
      const items = elements(x!);
      return items === undefined
        ? e.message('normal', int(1), normal(e.symbol, x!, item))
        : x!.kind === Kind.Packed
          ? packedList(join(items, item))
          : rebuild(x!, join(items, item));
    },
    examples,
  });
export const Append = adding(
  'Append',
  'Append[expr, elem] gives expr with elem appended.',
  (a, x) => [...a, x],
  false,
  {
    'Append[{a}, b]': '{a, b}',
    'Append[<|"a" -> 1|>, "b" -> 2]': '<|"a" -> 1, "b" -> 2|>',
    'Append[x, 1]': ['Append[x, 1]', 'Append::normal'],
  },
);
export const Prepend = adding(
  'Prepend',
  'Prepend[expr, elem] gives expr with elem prepended.',
  (a, x) => [x, ...a],
  true,
  { 'Prepend[{a}, b]': '{b, a}' },
);

export const Join = builtin('Join', {
  usage: 'Join[list1, list2, ...] concatenates lists or other expressions that share the same head.',
  packed: true,
  evaluate(args, e) {
    if (args.length === 0) return list([]);
    if (args.every(isAssociation)) return Association.from(args.flatMap((a) => a.entries()));
    const level = wholeOf(args.at(-1));
    if (level !== undefined && args.length > 2 && level === 2) {
      const rows = args.slice(0, -1).map((a) => elements(a)!);
      return list(
        range(0, Math.max(...rows.map((r) => r.length))).map((i) =>
          normal(Join.symbol, ...rows.map((r) => r[i] ?? list([]))),
        ),
      );
    }
    const heads = args.map((a) => (a.kind === Kind.Normal ? a.head : a.kind === Kind.Packed ? S.List : undefined));
    const bad = heads.indexOf(undefined);
    if (bad >= 0) return e.message('normal', int(bad + 1), normal(e.symbol, ...args));
    const other = heads.findIndex((h) => h !== heads[0]);
    if (other >= 0) return e.message('heads', heads[0]!, heads[other]!, int(1), int(other + 1));
    const packed = joinPacked(args);
    if (packed !== undefined) return packed;
    const parts = args.map((a) => elements(a)!);
    const items: Expr[] = new Array<Expr>(parts.reduce((n, p) => n + p.length, 0));
    let at = 0;
    for (const p of parts)
      for (let i = 0; i < p.length; i++) {
        stepped(i);
        items[at++] = p[i]!;
      }
    return args.some((a) => a.kind === Kind.Packed) ? packedList(items) : new Normal(heads[0]!, items);
  },
  examples: {
    'Join[{a}, {b, c}]': '{a, b, c}',
    'Join[<|"a" -> 1|>, <|"a" -> 2|>]': '<|"a" -> 2|>',
    'Join[{1}, f[2]]': ['Join[{1}, f[2]]', 'Join::heads'],
    'Join[{{1}}, {{2}}, 2]': '{{1, 2}}',
  },
});

/** Packed arrays of one type whose elements have one shape, one behind the other; undefined for anything else. */
function joinPacked(args: readonly Expr[]): Packed | undefined {
  const [first] = args;
  if (first?.kind !== Kind.Packed) return undefined;
  const rest = first.shape.slice(1);
  let n = 0;
  for (const a of args) {
    if (a.kind !== Kind.Packed || a.type !== first.type || a.shape.length !== first.shape.length) return undefined;
    if (!rest.every((d, i) => d === a.shape[i + 1])) return undefined;
    n += a.shape[0]!;
  }
  const data = first.type === 'Real32' ? new Float32Array(n * sizeOf(rest)) : new Float64Array(n * sizeOf(rest));
  let at = 0;
  for (const a of args as readonly Packed[]) {
    move(a.data, 0, a.data.length, data, at);
    at += a.data.length;
  }
  return new Packed(first.type, [n, ...rest], data);
}

export const Reverse = builtin('Reverse', {
  usage: 'Reverse[expr] reverses the order of the elements in expr.\nReverse[expr, n] reverses at level n.',
  arity: [1, 2],
  packed: true,
  evaluate([x, level], e) {
    if (!hasElements(x!)) return e.message('normal', int(1), normal(e.symbol, x!));
    const levels =
      level === undefined
        ? [1]
        : isCall(level, S.List)
          ? level.args.map((l) => wholeOf(l) ?? 0)
          : [wholeOf(level) ?? 0];
    return reverseAt(x!, levels, 1);
  },
  examples: { 'Reverse[{1, 2, 3}]': '{3, 2, 1}', 'Reverse[{{1, 2}, {3, 4}}, 2]': '{{2, 1}, {4, 3}}' },
});
function reversePacked(p: Packed): Packed {
  const n = p.shape[0]!;
  const width = p.data.length / (n || 1);
  const last = (n - 1) * width;
  const data =
    width === 1
      ? tabulated(n, (i) => p.data[last - i]!)
      : tabulated(p.data.length, (i) => p.data[last - i + 2 * (i % width)]!);
  return new Packed(p.type === 'Integer' ? 'Integer' : 'Real64', p.shape, data);
}
function reverseAt(x: Expr, levels: readonly number[], level: number): Expr {
  const n = lengthOf(x);
  let y = x;
  if (levels.includes(level)) y = x.kind === Kind.Packed ? reversePacked(x) : pick(x, range(0, n).reverse());
  if (levels.some((l) => l > level)) {
    const inner = elements(y)!.map((a) => (!hasElements(a) ? a : reverseAt(a, levels, level + 1)));
    y = isAssociation(y) ? y.withValues(inner) : rebuild(y, inner);
  }
  return y;
}

/** Blocks of memory moved whole: along the first axis, then inside each row for the others. */
function rotatePacked(p: Packed, by: readonly number[]): Packed {
  const out = new Float64Array(p.data.length);
  const walk = (axis: number, from: number, to: number, size: number): void => {
    const n = p.shape[axis]!;
    const row = size / n;
    const k = (((by[axis]! % n) + n) % n) * row;
    if (axis + 1 === by.length) {
      move(p.data, from + k, from + size, out, to);
      move(p.data, from, from + k, out, to + size - k);
      return;
    }
    for (let i = 0, at = k; i < n; i++) {
      walk(axis + 1, from + at, to + i * row, row);
      at += row;
      if (at === size) at = 0;
    }
  };
  walk(0, 0, 0, p.data.length);
  return new Packed(p.type === 'Integer' ? 'Integer' : 'Real64', p.shape, out);
}

function rotate(x: Expr, by: readonly number[], sign: number): Expr {
  if (x.kind === Kind.Packed && by.length <= x.shape.length)
    return rotatePacked(
      x,
      by.map((k) => k * sign),
    );
  const n = lengthOf(x);
  if (n === 0) return x;
  const k = ((((by[0]! * sign) % n) + n) % n) | 0;
  const turned = k === 0 ? x : pick(x, [...range(k, n), ...range(0, k)]);
  return by.length === 1
    ? turned
    : rebuild(
        turned,
        elements(turned)!.map((r) => rotate(r, by.slice(1), sign)),
      );
}
const rotation = (name: string, usage: string, sign: number, examples: Builtin['examples']): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    evaluate([x, by], e) {
      if (!hasElements(x!)) return e.message('normal', int(1), normal(e.symbol, x!));
      const amounts = by === undefined ? [1] : isCall(by, S.List) ? by.args.map((b) => wholeOf(b)) : [wholeOf(by)];
      return amounts.every((a) => a !== undefined) ? rotate(x!, amounts, sign) : undefined;
    },
    examples,
  });
export const RotateLeft = rotation(
  'RotateLeft',
  'RotateLeft[expr, n] cycles the elements in expr n positions to the left.',
  1,
  { 'RotateLeft[{a, b, c}]': '{b, c, a}', 'RotateLeft[{{1, 2}, {3, 4}}, {1, 1}]': '{{4, 3}, {2, 1}}' },
);
export const RotateRight = rotation(
  'RotateRight',
  'RotateRight[expr, n] cycles the elements in expr n positions to the right.',
  -1,
  { 'RotateRight[{a, b, c}]': '{c, a, b}' },
);

export const takeDrop: readonly Builtin[] = [
  Length,
  First,
  Last,
  Rest,
  Most,
  Take,
  Drop,
  TakeDrop,
  Append,
  Prepend,
  Join,
  Reverse,
  RotateLeft,
  RotateRight,
];
