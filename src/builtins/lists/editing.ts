/** Changes at positions: Delete, Insert, MapAt, ReplacePart, Extract, SubsetMap. */

import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import { unpackLevel } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elements, hasElements, list, listItems, rebuild, wholeOf } from '../values/sequences.ts';
import { spanPositions } from '../values/spans.ts';
import { isOn } from '../values/switches.ts';
import { NoPart, part, report } from './part.ts';
import {
  changeAt,
  expand,
  isStep,
  type Path,
  pathsIn,
  pathsOf,
  positionMessages,
  resolved,
  wholePath,
} from './paths.ts';
import { deletePositions } from './searching.ts';

export const Delete = builtin('Delete', {
  usage:
    'Delete[expr, n] deletes the element at position n in expr.\nDelete[expr, {i, j, ...}] deletes the part at position {i, j, ...}.\nDelete[expr, {{i1, j1, ...}, {i2, j2, ...}, ...}] deletes parts at several positions.\nDelete[pos] represents an operator form.',
  arity: [1, 2],
  packed: true,
  messages: positionMessages,
  apply: (head, args) =>
    head.kind === Kind.Normal && head.args.length === 1 && args.length === 1
      ? normal(head.head, args[0]!, head.args[0]!)
      : undefined,
  evaluate([x, spec], e) {
    if (spec === undefined) return undefined;
    const items = listItems(spec);
    if (items?.length === 0) return x;
    const paths = pathsIn(x!, spec, e);
    return (
      paths &&
      deletePositions(
        x!,
        paths.map((p) => p.map((i) => int(i))),
      )
    );
  },
  examples: {
    'Delete[{a, b, c}, 2]': '{a, c}',
    'Delete[{a, b, c}, -1]': '{a, b}',
    'Delete[{{a, b}, c}, {1, 2}]': '{{a}, c}',
    'Delete[{a, b, c}, {{1}, {3}}]': '{b}',
    'Delete[<|"a" -> 1, "b" -> 2|>, "a"]': '<|"b" -> 2|>',
    'Delete[{a}, 3]': ['Delete[{a}, 3]', 'Delete::partw'],
    'Delete[{a}, x]': ['Delete[{a}, x]', 'Delete::psl'],
  },
});

function insertAt(x: Expr, element: Expr, places: readonly (readonly number[])[]): Expr {
  const here = new Map<number, number>();
  const inside = new Map<number, (readonly number[])[]>();
  for (const [i, ...rest] of places) {
    if (rest.length === 0) here.set(i!, (here.get(i!) ?? 0) + 1);
    else inside.set(i!, [...(inside.get(i!) ?? []), rest]);
  }
  const items = elements(x)!;
  const out: Expr[] = [];
  for (let i = 1; i <= items.length + 1; i++) {
    for (let k = here.get(i) ?? 0; k > 0; k--) out.push(element);
    if (i <= items.length) out.push(inside.has(i) ? insertAt(items[i - 1]!, element, inside.get(i)!) : items[i - 1]!);
  }
  return x.kind === Kind.Normal ? new Normal(x.head, out) : rebuild(x, out);
}
/** Positions to insert at: the last step may be one beyond the end, and -1 is the end itself. */
function insertion(x: Expr, path: Path): number[] | undefined {
  const before = resolved(x, path.slice(0, -1));
  if (before === undefined) return undefined;
  let y: Expr = x;
  for (const i of before) y = elements(y)?.[i - 1] ?? y;
  const n = wholeOf(path.at(-1));
  const size = elements(y)?.length;
  if (n === undefined || size === undefined || n === 0) return undefined;
  const i = n > 0 ? n : size + n + 2;
  return i >= 1 && i <= size + 1 ? [...before, i] : undefined;
}
export const Insert = builtin('Insert', {
  usage:
    'Insert[list, elem, n] inserts elem at position n in list; -n counts from the end.\nInsert[expr, elem, {i, j, ...}] inserts elem at position {i, j, ...} in expr.\nInsert[expr, elem, {{i1, j1, ...}, ...}] inserts elem at several positions.',
  arity: [2, 3],
  packed: true,
  messages: { ...positionMessages, ins: 'Cannot insert at position `1` in `2`.' },
  apply: (head, args) =>
    head.kind === Kind.Normal && head.args.length === 2 && args.length === 1
      ? normal(head.head, args[0]!, ...head.args)
      : undefined,
  evaluate([x, element, spec], e) {
    if (spec === undefined) return undefined;
    if (isAssociation(x!)) return insertEntry(x, element!, spec, e);
    if (!hasElements(x!)) return e.message('normal', int(1), normal(e.symbol, x!, element!, spec));
    const paths = pathsOf(spec);
    if (paths === undefined) return e.message('psl', spec);
    const places = paths.map((p) => insertion(x!, p));
    const bad = places.indexOf(undefined);
    if (bad >= 0) return e.message('ins', list(paths[bad]!), x!);
    return insertAt(x!, element!, places as number[][]);
  },
  examples: {
    'Insert[{a, b, c}, x, 2]': '{a, x, b, c}',
    'Insert[{a, b, c}, x, -1]': '{a, b, c, x}',
    'Insert[{a, {b}}, x, {2, 1}]': '{a, {x, b}}',
    'Insert[{a, b, c}, x, {{1}, {-1}}]': '{x, a, b, c, x}',
    'Insert[<|"a" -> 1|>, "b" -> 2, 1]': '<|"b" -> 2, "a" -> 1|>',
    'Insert[{a}, x, 5]': ['Insert[{a}, x, 5]', 'Insert::ins'],
    'Insert[a, x, 1]': ['Insert[a, x, 1]', 'Insert::normal'],
  },
});
function insertEntry(x: Association, rule: Expr, spec: Expr, e: Evaluation): Expr | undefined {
  if (!isRule(rule)) return e.message('invrl', rule);
  const key = isCall(spec, S.Key) ? spec.args[0] : spec.kind === Kind.String ? spec : undefined;
  const n = key === undefined ? wholeOf(spec) : x.indexOf(key) + 1;
  const at = n === undefined ? 0 : n > 0 ? n : x.size + n + 2;
  if (at < 1 || at > x.size + 1) return e.message('ins', list([spec]), x);
  const kept = x.entries().filter(([k]) => !Association.from([[rule.args[0], rule.args[1]]]).has(k));
  return Association.from([
    ...kept.slice(0, at - 1),
    [rule.args[0], rule.args[1], rule.head === S.RuleDelayed] as const,
    ...kept.slice(at - 1),
  ]);
}

export const MapAt = builtin('MapAt', {
  usage:
    'MapAt[f, expr, n] applies f to the element at position n in expr.\nMapAt[f, expr, {i, j, ...}] applies f to the part at position {i, j, ...}; All and spans stand for several parts.\nMapAt[f, expr, {{i1, j1, ...}, ...}] applies f to parts at several positions.\nMapAt[f, pos] represents an operator form.',
  arity: [2, 3],
  packed: true,
  messages: positionMessages,
  apply: (head, args) =>
    head.kind === Kind.Normal && head.args.length === 2 && args.length === 1
      ? normal(head.head, head.args[0]!, args[0]!, head.args[1]!)
      : undefined,
  evaluate([f, x, spec], e) {
    if (spec === undefined) return undefined;
    const items = listItems(spec);
    const paths: readonly Path[] =
      items === undefined
        ? [[spec]]
        : items.every((p) => listItems(p) !== undefined)
          ? items.map((p) => listItems(p)!)
          : [items];
    const valid = (s: Expr): boolean => isStep(s) || s === S.All || isCall(s, S.Span);
    if (!paths.every((p) => p.every(valid))) return e.message('psl', spec);
    const apply = e.session.applier(f!);
    const places: number[][] = [];
    for (const p of paths) {
      const all = expand(x!, p);
      if (all === undefined) return e.message('partw', list(p), x!);
      places.push(...all);
    }
    return innermostFirst(places).reduce((value, path) => changeAt(value, path, (y) => apply(y)), x!);
  },
  examples: {
    'MapAt[f, {a, b, c}, 2]': '{a, f[b], c}',
    'MapAt[f, {{a, b}, c}, {1, 2}]': '{{a, f[b]}, c}',
    'MapAt[f, {a, b, c}, {{1}, {-1}}]': '{f[a], b, f[c]}',
    'MapAt[f, {{a, b}, {c, d}}, {All, 2}]': '{{a, f[b]}, {c, f[d]}}',
    'MapAt[f, {{a, b}}, {{1}, {1, 2}}]': '{f[{a, f[b]}]}',
    'MapAt[f, <|"a" -> 1|>, "a"]': '<|"a" -> f[1]|>',
    'MapAt[f, {a}, 3]': ['MapAt[f, {a}, 3]', 'MapAt::partw'],
    'MapAt[f, {a}, x]': ['MapAt[f, {a}, x]', 'MapAt::psl'],
  },
});

/** In this order, but what is inside of another place before that: where it was, it is not afterwards. */
function innermostFirst(places: readonly number[][]): readonly number[][] {
  if (places.every((p) => p.length === places[0]!.length)) return places;
  const all = new Set(places.map(String));
  const nested = places.some((p) => p.some((_, n) => all.has(String(p.slice(0, n)))));
  return nested ? places.toSorted((a, b) => b.length - a.length) : places;
}

/** Replaces parts whose position matches the left side of a rule; positions with patterns look at all parts. */
function replaceParts(x: Expr, rules: readonly Normal[], heads: boolean, e: Evaluation): Expr {
  const exact = new Map<string, Normal>();
  const patterns: Normal[] = [];
  for (const r of rules) {
    const left = r.args[0]!;
    const paths = pathsOf(left);
    if (paths === undefined) patterns.push(r);
    else
      for (const p of paths) {
        const at = resolved(x, p)?.join();
        if (at !== undefined && !exact.has(at)) exact.set(at, r);
      }
  }
  const value = (r: Normal): Expr => (r.head === S.RuleDelayed ? e.evaluate(r.args[1]!) : r.args[1]!);
  if (patterns.length === 0) {
    let y = x;
    // Outer replacements win over those inside of them.
    const order = [...exact].sort(([a], [b]) => b.length - a.length);
    for (const [at, r] of order) y = changeAt(y, at === '' ? [] : at.split(',').map(Number), () => value(r));
    return y;
  }
  const rewrite = e.session.rules.rewriter(
    list(
      patterns.map((r) =>
        normal(r.head, listItems(r.args[0]!) === undefined ? list([r.args[0]!]) : r.args[0]!, r.args[1]!),
      ),
    ),
  );
  const walk = (y: Expr, path: readonly number[]): Expr => {
    if (path.length > 0) {
      const known = exact.get(path.join());
      if (known !== undefined) return value(known);
      const v = rewrite(wholePath(path));
      if (v !== undefined) return e.evaluate(v);
    }
    if (isAssociation(y)) return y.withValues(y.values.map((v, i) => walk(v, [...path, i + 1])));
    const z = y.kind === Kind.Packed ? unpackLevel(y) : y;
    if (z.kind !== Kind.Normal) return y;
    const args = z.args.map((a, i) => walk(a, [...path, i + 1]));
    const head = heads ? walk(z.head, [...path, 0]) : z.head;
    return head === z.head && args.every((a, i) => a === z.args[i]) ? y : new Normal(head, args);
  };
  return walk(x, []);
}
export const ReplacePart = builtin('ReplacePart', {
  usage:
    'ReplacePart[expr, i -> new] yields an expression in which the i-th part of expr is replaced by new.\nReplacePart[expr, {i1 -> new1, i2 -> new2, ...}] replaces several parts.\nReplacePart[expr, {i, j, ...} -> new] replaces the part at position {i, j, ...}; positions may be patterns.\nReplacePart[expr, {{i1, j1, ...}, ...} -> new] replaces all parts at the positions by new.\nReplacePart[rules] represents an operator form.',
  arity: [1, 3],
  packed: true,
  options: { Heads: 'Automatic' },
  messages: { reps: '`1` is not a rule or a list of rules.' },
  apply: (head, args) =>
    head.kind === Kind.Normal && head.args.length === 1 && args.length === 1
      ? normal(head.head, args[0]!, head.args[0]!)
      : undefined,
  evaluate([x, spec, old], e, options) {
    if (spec === undefined) return undefined;
    // The older form ReplacePart[expr, new, position].
    const rules =
      old !== undefined
        ? [normal(S.Rule, old, spec)]
        : isRule(spec)
          ? [spec as Normal]
          : (listItems(spec) ??
            (isAssociation(spec) ? spec.entries().map(([k, v]) => normal(S.Rule, k, v)) : undefined));
    if (rules === undefined || !rules.every(isRule)) return e.message('reps', spec);
    return replaceParts(x!, rules, options.get('Heads') !== S.Automatic && isOn(options, 'Heads', e), e);
  },
  examples: {
    'ReplacePart[{a, b, c}, 2 -> x]': '{a, x, c}',
    'ReplacePart[{{a, b}, {c}}, {1, 2} -> x]': '{{a, x}, {c}}',
    'ReplacePart[{a, b, c}, {{1}, {3}} -> x]': '{x, b, x}',
    'ReplacePart[{a, b, c}, {1 -> x, -1 -> y}]': '{x, b, y}',
    'ReplacePart[{{1, 2}, {3, 4}}, {i_, i_} -> 0]': '{{0, 2}, {3, 0}}',
    'ReplacePart[{a, b}, i_ :> f[i]]': '{f[1], f[2]}',
    'ReplacePart[f[a], 0 -> g]': 'g[a]',
    'ReplacePart[{a}, x]': ['ReplacePart[{a}, x]', 'ReplacePart::reps'],
  },
});

export const Extract = builtin('Extract', {
  usage:
    'Extract[expr, pos] extracts the part of expr at the position specified by pos.\nExtract[expr, {pos1, pos2, ...}] extracts a list of parts.\nExtract[expr, pos, h] wraps each part with head h before evaluation.\nExtract[pos] represents an operator form.',
  attributes: Attribute.NHoldRest,
  arity: [1, 3],
  packed: true,
  messages: positionMessages,
  apply: (head, args) =>
    head.kind === Kind.Normal && head.args.length === 1 && args.length === 1
      ? normal(head.head, args[0]!, head.args[0]!)
      : undefined,
  evaluate([x, spec, wrapper], e) {
    if (spec === undefined) return undefined;
    const items = listItems(spec);
    const wrap = (y: Expr): Expr => (wrapper === undefined ? y : normal(wrapper, y));
    const one = (p: Path): Expr | undefined => {
      const v = part(x!, p);
      return v instanceof NoPart ? (v.tag === 'partw' ? e.message('partw', list(p), x!) : report(v, e)) : wrap(v);
    };
    if (items === undefined) return one([spec]);
    if (items.length === 0) return list([]);
    if (!items.some((p) => listItems(p) !== undefined)) return one(items);
    const found: Expr[] = [];
    for (const p of items) {
      const v = one(listItems(p) ?? [p]);
      if (v === undefined) return undefined;
      found.push(v);
    }
    return list(found);
  },
  examples: {
    'Extract[{a, b, {c, d}}, {3, 1}]': 'c',
    'Extract[{a, b, c}, {{1}, {3}}]': '{a, c}',
    'Extract[{a, b}, 2]': 'b',
    'Extract[Hold[1 + 1], 1, Hold]': 'Hold[1 + 1]',
    'Extract[<|"a" -> {1, 2}|>, {"a", 2}]': '2',
    'Extract[{a}, {2}]': ['Extract[{a}, {2}]', 'Extract::partw'],
  },
});

export const SubsetMap = builtin('SubsetMap', {
  usage:
    'SubsetMap[f, {e1, e2, ...}, {pos1, pos2, ...}] replaces the elements at the positions by what f makes of the list of them.',
  arity: [2, 3],
  packed: true,
  messages: { ...positionMessages, len: 'The value `1` should be a list of `2` elements.' },
  apply: (head, args) =>
    head.kind === Kind.Normal && head.args.length === 2 && args.length === 1
      ? normal(head.head, head.args[0]!, args[0]!, head.args[1]!)
      : undefined,
  evaluate([f, x, spec], e) {
    if (spec === undefined) return undefined;
    const steps = listItems(spec);
    const n = elements(x!)?.length;
    if (n === undefined) return e.message('normal', int(2), normal(e.symbol, f!, x!, spec));
    const span = isCall(spec, S.Span) ? spanPositions(spec, n)?.map((i) => [i + 1]) : undefined;
    const paths = span ?? steps?.map((p) => resolved(x!, listItems(p) ?? [p]));
    if (paths === undefined) return e.message('psl', spec);
    if (!paths.every((p): p is number[] => p !== undefined && p.length > 0)) return e.message('partw', spec, x!);
    const at = (p: readonly number[]): Expr =>
      p.reduce<Expr>((y, i) => (i === 0 ? headOf(y) : elements(y)![i - 1]!), x!);
    const value = e.session.call(f!, [list(paths.map((p) => at(p)))]);
    const values = listItems(value);
    if (values?.length !== paths.length) return e.message('len', value, int(paths.length));
    return paths.reduce<Expr>((y, p, i) => changeAt(y, p, () => values[i]!), x!);
  },
  examples: {
    'SubsetMap[Reverse, {a, b, c, d}, {1, 3}]': '{c, b, a, d}',
    'SubsetMap[f, {a, b}, {1}]': ['SubsetMap[f, {a, b}, {1}]', 'SubsetMap::len'],
    'SubsetMap[Reverse, {a}, {3}]': ['SubsetMap[Reverse, {a}, {3}]', 'SubsetMap::partw'],
  },
});

export const editing: readonly Builtin[] = [Delete, Insert, MapAt, ReplacePart, Extract, SubsetMap];
