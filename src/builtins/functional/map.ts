/** Map, MapAll, MapIndexed, MapThread, Scan, Apply, MapApply: functions applied to parts. */

import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal, type Sym } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import { elementOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { catchReturn } from '../../kernel/evaluation/returning.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { Collected } from '../values/collected.ts';
import { atLevels, atPositions, depthOf, type Levels, levelsOr, walkLevels } from '../values/levels.ts';
import { elements, functionForm, hasElements, list, packedList } from '../values/sequences.ts';
import { isOn } from '../values/switches.ts';

const FIRST: Levels = { min: 1, max: 1 };
const isFirst = (l: Levels): boolean => l.min === 1 && l.max === 1;
export const HEADS = { Heads: 'False' } as const;

/** f of each element: what Map without a level does. */
export function mapElements(f: (x: Expr) => Expr, x: Expr): Expr {
  if (x.kind === Kind.Normal) {
    const n = x.args.length;
    const out = new Array<Expr>(n);
    for (let i = 0; i < n; i++) out[i] = f(x.args[i]!);
    return x.head === S.List ? packedList(out) : new Normal(x.head, out);
  }
  if (x.kind === Kind.Packed) {
    const out = new Collected();
    for (let i = 0; i < x.shape[0]!; i++) out.add(f(elementOf(x, i)));
    return out.list;
  }
  return isAssociation(x) ? x.mapValues((v) => f(v)) : x;
}

export const Map_ = builtin('Map', {
  usage:
    'f /@ expr applies f to each element on the first level in expr.\nMap[f, expr, levelspec] applies f to parts of expr specified by levelspec.\nMap[f] represents an operator form.',
  arity: [1, 3],
  packed: true,
  options: HEADS,
  apply: functionForm,
  evaluate([f, x, spec], e, options) {
    if (x === undefined) return undefined;
    const levels = levelsOr(spec, FIRST, e);
    if (levels === undefined) return undefined;
    const heads = isOn(options, 'Heads', e);
    const apply = e.session.applier(f!);
    if (isFirst(levels) && !heads) return mapElements((a) => apply(a), x);
    return atLevels(x, levels, (a) => apply(a), heads);
  },
  examples: {
    'f /@ {a, b, c}': '{f[a], f[b], f[c]}',
    'Map[#^2 &, {1, 2, 3}]': '{1, 4, 9}',
    'Map[f, {{a, b}, {c}}, {2}]': '{{f[a], f[b]}, {f[c]}}',
    'Map[f, <|"x" -> 1, "y" -> 2|>]': '<|"x" -> f[1], "y" -> f[2]|>',
    'Map[f][{a}]': '{f[a]}',
    'Map[f, {{a}}, -1]': '{f[{f[a]}]}',
    'Map[f, {a}, x]': ['Map[f, {a}, x]', 'Map::level'],
  },
});

export const MapAll = builtin('MapAll', {
  usage: 'f //@ expr applies f to every subexpression in expr.',
  arity: [1, 2],
  options: HEADS,
  apply: functionForm,
  evaluate([f, x], e, options) {
    if (x === undefined) return undefined;
    const apply = e.session.applier(f!);
    const everywhere = { min: 0, max: Number.POSITIVE_INFINITY };
    return atLevels(x, everywhere, (a) => apply(a), isOn(options, 'Heads', e));
  },
  examples: { 'f //@ {a, {b}}': 'f[{f[a], f[{f[b]}]}]', 'MapAll[f]': 'MapAll[f]' },
});

export const MapIndexed = builtin('MapIndexed', {
  usage:
    'MapIndexed[f, expr] applies f to the elements of expr, giving the part specification of each element as a second argument to f.\nMapIndexed[f, expr, levelspec] applies f to all parts of expr on levels specified by levelspec.',
  arity: [1, 3],
  packed: true,
  options: HEADS,
  apply: functionForm,
  evaluate([f, x, spec], e, options) {
    if (x === undefined) return undefined;
    const levels = levelsOr(spec, FIRST, e);
    if (levels === undefined) return undefined;
    const apply = e.session.applier(f!);
    const heads = isOn(options, 'Heads', e);
    if (isFirst(levels) && !heads && !isAssociation(x) && hasElements(x)) {
      let i = 0;
      return mapElements((a) => apply(a, list([int(++i)])), x);
    }
    return atPositions(x, levels, (part, path) => apply(part, list(path.slice())), heads);
  },
  examples: {
    'MapIndexed[f, {a, b}]': '{f[a, {1}], f[b, {2}]}',
    'MapIndexed[f, {{a}, {b}}, {2}]': '{{f[a, {1, 1}]}, {f[b, {2, 1}]}}',
    'MapIndexed[f, <|"x" -> 1|>]': '<|"x" -> f[1, {Key["x"]}]|>',
    'MapIndexed[f, {a}, -x]': ['MapIndexed[f, {a}, -x]', 'MapIndexed::level'],
  },
});

/** Return[x] in a pure function leaves the construct that calls it: it becomes Return[x, construct]. */
function returningFrom(f: Expr, construct: Sym): Expr {
  if (!isCall(f, S.Function) || (f.mask & S.Return.mask) === 0) return f;
  const inside = (x: Expr): Expr => {
    if (x.kind !== Kind.Normal || (x.mask & S.Return.mask) === 0 || x.head === S.Function) return x;
    if (x.head === S.Return && x.args.length <= 1) return normal(S.Return, x.args[0] ?? S.Null, construct);
    return new Normal(inside(x.head), x.args.map(inside));
  };
  return new Normal(f.head, f.args.map(inside));
}

export const Scan = builtin('Scan', {
  usage:
    'Scan[f, expr] evaluates f applied to each element of expr in turn.\nScan[f, expr, levelspec] applies f to parts of expr specified by levelspec.',
  arity: [1, 3],
  packed: true,
  options: HEADS,
  apply: functionForm,
  evaluate([f, x, spec], e, options) {
    if (x === undefined) return undefined;
    const levels = levelsOr(spec, FIRST, e);
    if (levels === undefined) return undefined;
    const apply = e.session.applier(returningFrom(f!, e.symbol));
    return catchReturn(e.session.evaluator, e.symbol, () => {
      walkLevels(x, levels, isOn(options, 'Heads', e), (part) => {
        apply(part);
        return false;
      });
      return S.Null;
    });
  },
  examples: {
    's = 0; Scan[(s += #) &, {1, 2, 3}]; s': '6',
    'Scan[Sow, {{a}, b}, {-1}] // Reap': '{Null, {{a, b}}}',
    'Scan[If[# > 1, Return[#]] &, {1, 2, 3}]': '2',
    'Scan[f, {a}, x]': ['Scan[f, {a}, x]', 'Scan::level'],
  },
});

/** f @@ x: the head replaced. Associations give their values, atoms stay. */
function applyTo(f: Expr, x: Expr): Expr {
  if (x.kind === Kind.Normal) return new Normal(f, x.args);
  const items = elements(x);
  return items === undefined ? x : new Normal(f, items);
}

export const Apply = builtin('Apply', {
  usage:
    'f @@ expr replaces the head of expr by f.\nApply[f, expr, levelspec] replaces heads in parts of expr specified by levelspec.\nApply[f] represents an operator form.',
  arity: [1, 3],
  packed: true,
  options: HEADS,
  apply: functionForm,
  evaluate([f, x, spec], e, options) {
    if (x === undefined) return undefined;
    if (spec === undefined) return applyTo(f!, x);
    const levels = levelsOr(spec, FIRST, e);
    return levels && atLevels(x, levels, (a) => applyTo(f!, a), isOn(options, 'Heads', e));
  },
  examples: {
    'f @@ {a, b}': 'f[a, b]',
    'Plus @@ {1, 2, 3}': '6',
    'Apply[f, {{a, b}, {c}}, {1}]': '{f[a, b], f[c]}',
    'Apply[f, x]': 'x',
    'Apply[f, {a}, x]': ['Apply[f, {a}, x]', 'Apply::level'],
  },
});

export const MapApply = builtin('MapApply', {
  usage: 'f @@@ expr is equivalent to Apply[f, expr, {1}], replacing heads at level 1 of expr by f.',
  arity: [1, 2],
  packed: true,
  apply: functionForm,
  evaluate([f, x], e) {
    if (x === undefined) return undefined;
    const apply = e.session.applier(f!);
    return mapElements((a) => {
      const items = elements(a);
      return items === undefined ? a : apply(...items);
    }, x);
  },
  examples: {
    'f @@@ {{a, b}, {c, d}}': '{f[a, b], f[c, d]}',
    'MapApply[Rule, {{1, 2}}]': '{1 -> 2}',
    'MapApply[f, {a, {b}}, 1]': ['MapApply[f, {a, {b}}, 1]', 'MapApply::argt'],
  },
});

/** The arrays side by side, threaded `level` deep; undefined when their lengths differ. */
function threadArrays(f: (...args: Expr[]) => Expr, arrays: readonly Expr[], level: number): Expr | undefined {
  if (level === 0) return f(...arrays);
  const rows: (readonly Expr[])[] = [];
  for (const a of arrays) {
    const items = elements(a);
    if (items === undefined || (rows[0] !== undefined && items.length !== rows[0].length)) return undefined;
    rows.push(items);
  }
  const out: Expr[] = [];
  for (let i = 0; i < (rows[0]?.length ?? 0); i++) {
    const v = threadArrays(
      f,
      rows.map((r) => r[i]!),
      level - 1,
    );
    if (v === undefined) return undefined;
    out.push(v);
  }
  return packedList(out);
}

export const MapThread = builtin('MapThread', {
  usage:
    'MapThread[f, {{a1, a2, ...}, {b1, b2, ...}, ...}] gives {f[a1, b1, ...], f[a2, b2, ...], ...}.\nMapThread[f, {expr1, expr2, ...}, n] applies f to the parts of the expri at level n.',
  arity: [1, 3],
  packed: true,
  apply: functionForm,
  messages: {
    mptd: 'Object `1` at position {2, `2`} in `3` has only `4` of required `5` dimensions.',
    mptc: 'Incompatible dimensions of objects at positions {2, `1`} and {2, `2`} of `3`; dimensions are `4` and `5`.',
  },
  evaluate([f, x, depth], e) {
    if (x === undefined) return undefined;
    const call = (): Expr => normal(e.symbol, f!, x, ...(depth ? [depth] : []));
    if (isAssociation(x) || (!isCall(x, S.List) && x.kind !== Kind.Packed)) return e.message('list', call(), int(2));
    const level = depth === undefined ? 1 : depth.kind === Kind.Integer ? Number(depth.value) : Number.NaN;
    if (!(level >= 0)) return e.message('intnn', int(3), call());
    const arrays = elements(x)!;
    if (arrays.length > 0 && level === 1 && arrays.every(isAssociation)) return threadAssociations(f!, arrays, e);
    const shallow = arrays.findIndex((a) => depthOf(a) <= level);
    if (shallow >= 0)
      return e.message(
        'mptd',
        arrays[shallow]!,
        int(shallow + 1),
        call(),
        int(depthOf(arrays[shallow]!) - 1),
        int(level),
      );
    const value = threadArrays(e.session.applier(f!), arrays, arrays.length === 0 ? 1 : level);
    if (value !== undefined) return value;
    const other = Math.max(
      1,
      arrays.findIndex((a) => elements(a)!.length !== elements(arrays[0]!)!.length),
    );
    const dimension = (a: Expr): Expr => list([int(elements(a)!.length)]);
    return e.message('mptc', int(1), int(other + 1), call(), dimension(arrays[0]!), dimension(arrays[other]!));
  },
  examples: {
    'MapThread[f, {{a, b}, {c, d}}]': '{f[a, c], f[b, d]}',
    'MapThread[Plus, {{{1, 2}, {3, 4}}, {{10, 20}, {30, 40}}}, 2]': '{{11, 22}, {33, 44}}',
    'MapThread[f, {<|"a" -> 1|>, <|"a" -> 2|>}]': '<|"a" -> f[1, 2]|>',
    'MapThread[f, {{a}, {b, c}}]': ['MapThread[f, {{a}, {b, c}}]', 'MapThread::mptc'],
    'MapThread[f, {{a}, b}]': ['MapThread[f, {{a}, b}]', 'MapThread::mptd'],
    'MapThread[f, x]': ['MapThread[f, x]', 'MapThread::list'],
  },
});

function threadAssociations(
  f: Expr,
  arrays: readonly Expr[],
  e: Parameters<NonNullable<Builtin['evaluate']>>[1],
): Expr | undefined {
  const [model, ...others] = arrays;
  if (model === undefined || !isAssociation(model)) return undefined;
  if (!others.every((a) => isAssociation(a) && a.size === model.size && model.keys.every((k) => a.has(k))))
    return undefined;
  const apply = e.session.applier(f);
  return model.mapValues((v, k) => apply(v, ...others.map((a) => (isAssociation(a) ? a.get(k)! : a))));
}

export const Operate = builtin('Operate', {
  usage: 'Operate[p, f[x, y]] gives p[f][x, y].\nOperate[p, expr, n] applies p at level n in the head of expr.',
  arity: [2, 3],
  evaluate([p, x, n], e) {
    const level = n === undefined ? 1 : n.kind === Kind.Integer ? Number(n.value) : -1;
    if (level < 0) return e.message('intnn', int(3), normal(e.symbol, p!, x!, n!));
    const at = (y: Expr, k: number): Expr => {
      if (k === 0) return normal(p!, y);
      return y.kind === Kind.Normal ? new Normal(at(headOf(y), k - 1), y.args) : y;
    };
    return at(x!, level);
  },
  examples: {
    'Operate[p, f[x, y]]': 'p[f][x, y]',
    'Operate[p, f[x], 0]': 'p[f[x]]',
    'Operate[p, f[x], -1]': ['Operate[p, f[x], -1]', 'Operate::intnn'],
  },
});

export const mapping: readonly Builtin[] = [Map_, MapAll, MapIndexed, MapThread, Scan, Apply, MapApply, Operate];
