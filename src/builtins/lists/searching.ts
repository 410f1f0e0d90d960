/** Cases, DeleteCases, FirstCase, Count, Position, FirstPosition: parts by a pattern. */

import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { countOrInfinity } from '../functional/nest.ts';
import { NOT_FOUND } from '../functional/select.ts';
import { type Levels, levelsOr, walkLevels } from '../values/levels.ts';
import { elements, list, operatorForm, packedList, pick } from '../values/sequences.ts';
import { isOn } from '../values/switches.ts';

const FIRST: Levels = { min: 1, max: 1 };
const EVERYWHERE: Levels = { min: 0, max: Number.POSITIVE_INFINITY };
const HEADS = { Heads: 'False' } as const;
const HEADS_TOO = { Heads: 'True' } as const;

/** The value of a part that is wanted, undefined for others: itself for a pattern, what the rule makes for a rule. */
function wanted(pattern: Expr, e: Evaluation): (x: Expr) => Expr | undefined {
  if (isCall(pattern, S.Rule) || isCall(pattern, S.RuleDelayed)) {
    const rewrite = e.session.rules.rewriter(pattern);
    return (x) => {
      const v = rewrite(x);
      return v === undefined ? undefined : e.evaluate(v);
    };
  }
  const matches = e.session.rules.matcher(pattern);
  return (x) => (matches(x) ? x : undefined);
}

const limitOr = (most: Expr | undefined, args: readonly Expr[], e: Evaluation): number | undefined =>
  most === undefined
    ? Number.POSITIVE_INFINITY
    : (countOrInfinity(most) ?? e.message('innf', int(4), normal(e.symbol, ...args)));

export const Cases = builtin('Cases', {
  usage:
    'Cases[{e1, e2, ...}, pattern] gives a list of the ei that match the pattern.\nCases[list, pattern -> rhs] gives a list of the values of rhs corresponding to the ei that match the pattern.\nCases[expr, pattern, levelspec, n] gives the first n parts of expr on the levels that match.\nCases[pattern] represents an operator form.',
  arity: [1, 4],
  packed: true,
  options: HEADS,
  apply: operatorForm,
  evaluate(args, e, options) {
    const [x, pattern, spec, most] = args;
    if (pattern === undefined) return undefined;
    const levels = levelsOr(spec, FIRST, e);
    const limit = limitOr(most, args, e);
    if (levels === undefined || limit === undefined) return undefined;
    const value = wanted(pattern, e);
    const found: Expr[] = [];
    if (limit > 0)
      walkLevels(x!, levels, isOn(options, 'Heads', e), (part) => {
        const v = value(part);
        if (v !== undefined) found.push(v);
        return found.length >= limit;
      });
    return packedList(found);
  },
  examples: {
    'Cases[{1, a, 2.5, b}, _Symbol]': '{a, b}',
    'Cases[{f[1], g[2], f[3]}, f[x_] :> x^2]': '{1, 9}',
    'Cases[{{1, a}, {b}}, _Symbol, {2}]': '{a, b}',
    'Cases[{1, 2, 3}, _Integer, {1}, 2]': '{1, 2}',
    'Cases[<|"a" -> 1, "b" -> x|>, _Integer]': '{1}',
    'Cases[_Integer][{1, a}]': '{1}',
    'Cases[{a}, _, x]': ['Cases[{a}, _, x]', 'Cases::level'],
  },
});

export const FirstCase = builtin('FirstCase', {
  usage:
    'FirstCase[{e1, e2, ...}, pattern] gives the first ei to match pattern, or Missing["NotFound"] if none matching pattern is found.\nFirstCase[list, pattern -> rhs, default, levelspec] gives rhs for the first match at the levels, or default.',
  attributes: Attribute.HoldRest,
  arity: [1, 4],
  packed: true,
  options: HEADS,
  apply: operatorForm,
  evaluate([x, held, otherwise, spec], e, options) {
    if (held === undefined) return undefined;
    const levels = levelsOr(spec && e.evaluate(spec), FIRST, e);
    if (levels === undefined) return undefined;
    const pattern = e.evaluate(held);
    const value = wanted(pattern, e);
    let found: Expr | undefined;
    walkLevels(x!, levels, isOn(options, 'Heads', e), (part) => (found = value(part)) !== undefined);
    return found ?? otherwise ?? NOT_FOUND;
  },
  examples: {
    'FirstCase[{a, 2, 3}, _Integer]': '2',
    'FirstCase[{a, 2, 3}, x_Integer :> x^2]': '4',
    'FirstCase[{a}, _Integer]': 'Missing["NotFound"]',
    'FirstCase[{a}, _Integer, 0]': '0',
    'FirstCase[{a}, _, 0, x]': ['FirstCase[{a}, _, 0, x]', 'FirstCase::level'],
  },
});

/** Removes matching parts at the levels, at most `limit` of them, in the order in which Cases finds them. */
function deleteCases(x: Expr, levels: Levels, limit: number, heads: boolean, matches: (e: Expr) => boolean): Expr {
  const paths: (readonly Expr[])[] = [];
  if (limit > 0)
    walkLevels(x, levels, heads, (part, path) => {
      if (matches(part)) paths.push(path.slice());
      return paths.length >= limit;
    });
  return deletePositions(x, paths);
}

/** x without the parts at these positions (0 for heads, Key[k] in associations); paths inside deleted parts are ignored. */
export function deletePositions(x: Expr, paths: readonly (readonly Expr[])[]): Expr {
  if (paths.length === 0) return x;
  const byFirst = new Map<number, (readonly Expr[])[]>();
  for (const p of paths) {
    const first = p[0];
    if (first === undefined) return new Normal(S.Sequence, []);
    const i = indexIn(x, first);
    if (i === undefined) continue;
    const rest = byFirst.get(i);
    if (rest) rest.push(p.slice(1));
    else byFirst.set(i, [p.slice(1)]);
  }
  const gone = (i: number): boolean => byFirst.get(i)?.some((p) => p.length === 0) === true;
  const inside = (y: Expr, i: number): Expr => (byFirst.has(i) ? deletePositions(y, byFirst.get(i)!) : y);
  if (isAssociation(x))
    return Association.from(
      x.entries().flatMap(([k, v, delayed], i) => (gone(i + 1) ? [] : [[k, inside(v, i + 1), delayed] as const])),
    );
  const items = elements(x) ?? [];
  if (x.kind === Kind.Packed && [...byFirst.keys()].every(gone))
    return pick(
      x,
      [...items.keys()].filter((i) => !gone(i + 1)),
    );
  const kept = items.flatMap((y, i) => (gone(i + 1) ? [] : [inside(y, i + 1)]));
  if (x.kind === Kind.Packed) return list(kept);
  const head = (x as Normal).head;
  return new Normal(gone(0) ? S.Sequence : inside(head, 0), kept);
}

/** 1-based position of a path step; 0 for the head; undefined when it is not there. */
export function indexIn(x: Expr, step: Expr): number | undefined {
  if (isAssociation(x)) {
    const key = isCall(step, S.Key) ? step.args[0]! : step.kind === Kind.String ? step : undefined;
    if (key !== undefined) {
      const i = x.indexOf(key);
      return i < 0 ? undefined : i + 1;
    }
  }
  if (step.kind !== Kind.Integer || typeof step.value !== 'number') return undefined;
  const n = elements(x)?.length;
  if (n === undefined) return undefined;
  const i = step.value < 0 ? n + step.value + 1 : step.value;
  return i >= 0 && i <= n && !(i === 0 && step.value < 0) ? i : undefined;
}

export const DeleteCases = builtin('DeleteCases', {
  usage:
    'DeleteCases[expr, pattern] removes all elements of expr that match pattern.\nDeleteCases[expr, pattern, levelspec] removes all parts of expr on levels specified by levelspec that match pattern.\nDeleteCases[expr, pattern, levelspec, n] removes the first n parts.',
  arity: [1, 4],
  packed: true,
  options: HEADS,
  apply: operatorForm,
  evaluate(args, e, options) {
    const [x, pattern, spec, most] = args;
    if (pattern === undefined) return undefined;
    const levels = levelsOr(spec, FIRST, e);
    const limit = limitOr(most, args, e);
    if (levels === undefined || limit === undefined) return undefined;
    return deleteCases(x!, levels, limit, isOn(options, 'Heads', e), e.session.rules.matcher(pattern));
  },
  examples: {
    'DeleteCases[{a, 1, b, 2}, _Integer]': '{a, b}',
    'DeleteCases[{1, {2, a}}, _Integer, {2}]': '{1, {a}}',
    'DeleteCases[{1, 2, 3}, _Integer, {1}, 2]': '{3}',
    'DeleteCases[<|"a" -> 1, "b" -> x|>, _Integer]': '<|"b" -> x|>',
    'DeleteCases[{a}, _, x]': ['DeleteCases[{a}, _, x]', 'DeleteCases::level'],
  },
});

export const Count = builtin('Count', {
  usage:
    'Count[list, pattern] gives the number of elements in list that match pattern.\nCount[expr, pattern, levelspec] gives the total number of parts matching pattern at the levels specified by levelspec.\nCount[pattern] represents an operator form.',
  arity: [1, 3],
  packed: true,
  options: HEADS,
  apply: operatorForm,
  evaluate([x, pattern, spec], e, options) {
    if (pattern === undefined) return undefined;
    const levels = levelsOr(spec, FIRST, e);
    if (levels === undefined) return undefined;
    const matches = e.session.rules.matcher(pattern);
    let n = 0;
    walkLevels(x!, levels, isOn(options, 'Heads', e), (part) => {
      if (matches(part)) n++;
      return false;
    });
    return int(n);
  },
  examples: {
    'Count[{a, b, a}, a]': '2',
    'Count[{{a}, a}, a, Infinity]': '2',
    'Count[f[f[x]], f, Infinity, Heads -> True]': '2',
    'Count[_Integer][{1, x}]': '1',
    'Count[{a}, a, x]': ['Count[{a}, a, x]', 'Count::level'],
  },
});

export const Position = builtin('Position', {
  usage:
    'Position[expr, pattern] gives a list of the positions at which objects matching pattern appear in expr.\nPosition[expr, pattern, levelspec] finds only objects that appear on levels specified by levelspec.\nPosition[expr, pattern, levelspec, n] gives the positions of the first n objects found.',
  arity: [1, 4],
  packed: true,
  options: HEADS_TOO,
  apply: operatorForm,
  evaluate(args, e, options) {
    const [x, pattern, spec, most] = args;
    if (pattern === undefined) return undefined;
    const levels = levelsOr(spec, EVERYWHERE, e);
    const limit = limitOr(most, args, e);
    if (levels === undefined || limit === undefined) return undefined;
    const matches = e.session.rules.matcher(pattern);
    const found: Expr[] = [];
    if (limit > 0)
      walkLevels(x!, levels, isOn(options, 'Heads', e), (part, path) => {
        if (matches(part)) found.push(list(path.slice()));
        return found.length >= limit;
      });
    return list(found);
  },
  examples: {
    'Position[{a, b, {a}}, a]': '{{1}, {3, 1}}',
    'Position[{a, b, {a}}, a, {1}]': '{{1}}',
    'Position[f[f], f]': '{{0}, {1}}',
    'Position[{1, 2, 3}, _Integer, {1}, 2]': '{{1}, {2}}',
    'Position[<|"k" -> a|>, a]': '{{Key["k"]}}',
    'Position[{a}, a, x]': ['Position[{a}, a, x]', 'Position::level'],
  },
});

export const FirstPosition = builtin('FirstPosition', {
  usage:
    'FirstPosition[expr, pattern] gives the position of the first element in expr that matches pattern, or Missing["NotFound"] if no such element is found.\nFirstPosition[expr, pattern, default, levelspec] gives default if none is found at the levels.',
  attributes: Attribute.HoldRest,
  arity: [1, 4],
  packed: true,
  options: HEADS_TOO,
  apply: operatorForm,
  evaluate([x, held, otherwise, spec], e, options) {
    if (held === undefined) return undefined;
    const levels = levelsOr(spec && e.evaluate(spec), EVERYWHERE, e);
    if (levels === undefined) return undefined;
    const matches = e.session.rules.matcher(e.evaluate(held));
    let found: Expr | undefined;
    walkLevels(x!, levels, isOn(options, 'Heads', e), (part, path) => {
      if (!matches(part)) return false;
      found = list(path.slice());
      return true;
    });
    return found ?? otherwise ?? NOT_FOUND;
  },
  examples: {
    'FirstPosition[{a, b, {b}}, b]': '{2}',
    'FirstPosition[{a}, b]': 'Missing["NotFound"]',
    'FirstPosition[{a}, b, 0]': '0',
    'FirstPosition[{a}, a, 0, x]': ['FirstPosition[{a}, a, 0, x]', 'FirstPosition::level'],
  },
});

export const searching: readonly Builtin[] = [Cases, FirstCase, DeleteCases, Count, Position, FirstPosition];
