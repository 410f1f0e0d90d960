/** Parts of lists from an end: First, Last, Rest, Most, Take, Drop; Length. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elements, hasElements, lengthOf, pick, range, rebuild, wholeOf } from '../values/sequences.ts';
import { spanPositions } from '../values/spans.ts';

export const Length = builtin('Length', {
  usage: 'Length[expr] gives the number of elements in expr.',
  arity: 1,
  packed: true,
  borrows: true,
  evaluate: ([x]) => int(lengthOf(x!)),
  examples: { 'Length[{a, b, c}]': '3', 'Length[f[x, y]]': '2', 'Length[5]': '0', 'Length[<|"a" -> 1|>]': '1' },
});

const end = (
  name: string,
  {
    usage,
    at,
    examples,
  }: { readonly usage: string; readonly at: (n: number) => number; readonly examples: Builtin['examples'] },
): Builtin =>
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
export const First = end('First', {
  usage: 'First[expr] gives the first element in expr.\nFirst[expr, def] gives def if there is none.',
  at: () => 0,
  examples: {
    'First[{a, b}]': 'a',
    'First[{}, 7]': '7',
    'First[{}]': ['First[{}]', 'First::nofirst'],
    'First[5]': ['First[5]', 'First::normal'],
  },
});
export const Last = end('Last', {
  usage: 'Last[expr] gives the last element in expr.\nLast[expr, def] gives def if there is none.',
  at: (n) => n - 1,
  examples: { 'Last[{a, b}]': 'b' },
});

const without = (
  name: string,
  {
    usage,
    positions,
    examples,
  }: { readonly usage: string; readonly positions: (n: number) => number[]; readonly examples: Builtin['examples'] },
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
export const Rest = without('Rest', {
  usage: 'Rest[expr] gives expr with the first element removed.',
  positions: (n) => range(1, n),
  examples: {
    'Rest[{a, b, c}]': '{b, c}',
    'Rest[{}]': ['Rest[{}]', 'Rest::norest'],
  },
});
export const Most = without('Most', {
  usage: 'Most[expr] gives expr with the last element removed.',
  positions: (n) => range(0, n - 1),
  examples: {
    'Most[{a, b, c}]': '{a, b}',
  },
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

export const takeDrop: readonly Builtin[] = [Length, First, Last, Rest, Most, Take, Drop, TakeDrop];
