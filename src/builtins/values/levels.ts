/** Level specifications n, {n}, {m, n}, Infinity, negative levels; and work on the parts at those levels. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { elementOf, unpackLevel } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../builtin.ts';

/** Positive levels count from the outside, negative ones by depth from the leaves. */
export interface Levels {
  readonly min: number;
  readonly max: number;
}

function bound(e: Expr): number | undefined {
  if (e.kind === Kind.Integer) return Number(e.value);
  if (e === S.Infinity || isCall(e, S.DirectedInfinity)) return Number.POSITIVE_INFINITY;
  return undefined;
}

/** undefined when it is no level specification. n means 1..n. */
export function readLevels(spec: Expr): Levels | undefined {
  if (spec === S.All) return { min: 0, max: Number.POSITIVE_INFINITY };
  if (isCall(spec, S.List)) {
    const [a, b] = spec.args;
    const min = a && bound(a);
    const max = spec.args.length === 1 ? min : b && bound(b);
    return min === undefined || max === undefined || spec.args.length > 2 ? undefined : { min, max };
  }
  const max = bound(spec);
  return max === undefined ? undefined : { min: 1, max };
}

/** 1 for atoms, one more than the deepest argument otherwise; what has no arguments counts as deep as one with atoms. */
export function depthOf(e: Expr): number {
  if (e.kind === Kind.Packed) return e.shape.length + 1;
  if (isAssociation(e)) return 1 + Math.max(1, ...e.values.map(depthOf));
  if (e.kind !== Kind.Normal) return 1;
  let d = 1;
  for (const a of e.args) d = Math.max(d, depthOf(a));
  return d + 1;
}

/** Is a part at this level, with this depth, meant? Depth is asked for only when negative levels need it. */
export function inLevels(levels: Levels, level: number, depth: () => number): boolean {
  const reached = levels.min >= 0 ? level >= levels.min : depth() <= -levels.min;
  return reached && (levels.max >= 0 ? level <= levels.max : depth() >= -levels.max);
}

/** Replaces the parts at the levels, inner ones first. `path` positions are not needed by most callers. */
export function atLevels(e: Expr, levels: Levels, f: (part: Expr) => Expr, heads: boolean, level = 0): Expr {
  let result = e;
  if (levels.max < 0 || level < levels.max) result = insideLevels(e, levels, f, heads, level);
  return inLevels(levels, level, () => depthOf(e)) ? f(result) : result;
}

function insideLevels(e: Expr, levels: Levels, f: (part: Expr) => Expr, heads: boolean, level: number): Expr {
  const inner = (x: Expr): Expr => atLevels(x, levels, f, heads, level + 1);
  if (e.kind === Kind.Packed) return insideLevels(unpackLevel(e), levels, f, heads, level);
  if (isAssociation(e)) return e.withValues(e.values.map(inner));
  if (e.kind !== Kind.Normal) return e;
  const args = e.args.map(inner);
  const head = heads ? inner(e.head) : e.head;
  return head === e.head && args.every((a, i) => a === e.args[i]) ? e : new Normal(head, args);
}

/** Sees a part with the positions that lead to it (copy the path to keep it); true ends the walk. */
export type Visit = (part: Expr, path: readonly Expr[]) => boolean;

/** Visits the parts at the levels as Level lists them: parts before the whole, heads (position 0) before arguments. */
export function walkLevels(e: Expr, levels: Levels, heads: boolean, visit: Visit): boolean {
  const path: Expr[] = [];
  let depth = 0;
  const walk = (x: Expr, level: number): boolean => {
    let d = 0;
    const inside = levels.max < 0 || levels.min < 0 || level < levels.max;
    const step = (part: Expr, position: Expr, counts: boolean): boolean => {
      path.push(position);
      const done = walk(part, level + 1);
      path.pop();
      if (counts && depth > d) d = depth;
      return done;
    };
    if (inside && x.kind === Kind.Normal) {
      if (heads && step(x.head, int(0), false)) return true;
      const args = x.args;
      for (let i = 0; i < args.length; i++) if (step(args[i]!, int(i + 1), true)) return true;
    } else if (inside && x.kind === Kind.Packed) {
      if (heads && step(S.List, int(0), false)) return true;
      for (let i = 0; i < x.shape[0]!; i++) if (step(elementOf(x, i), int(i + 1), true)) return true;
    } else if (inside && isAssociation(x)) {
      if (heads && step(S.Association, int(0), false)) return true;
      for (let i = 0; i < x.size; i++) if (step(x.valueAt(i), normal(S.Key, x.keyAt(i)), true)) return true;
    }
    depth = d + 1;
    return inLevels(levels, level, () => d + 1) && visit(x, path);
  };
  return walk(e, 0);
}

/** Replaces the parts at the levels by f of the part and its position, inner ones first. */
export function atPositions(
  e: Expr,
  levels: Levels,
  f: (part: Expr, path: readonly Expr[]) => Expr,
  heads: boolean,
): Expr {
  const path: Expr[] = [];
  const at = (x: Expr, position: Expr, level: number): Expr => {
    path.push(position);
    const v = walk(x, level);
    path.pop();
    return v;
  };
  const walk = (x: Expr, level: number): Expr => {
    const inside = levels.max < 0 || level < levels.max ? children(x, level) : x;
    return inLevels(levels, level, () => depthOf(x)) ? f(inside, path) : inside;
  };
  const children = (x: Expr, level: number): Expr => {
    if (x.kind === Kind.Packed) return children(unpackLevel(x), level);
    if (isAssociation(x)) return x.withValues(x.values.map((v, i) => at(v, normal(S.Key, x.keyAt(i)), level + 1)));
    if (x.kind !== Kind.Normal) return x;
    const head = heads ? at(x.head, int(0), level + 1) : x.head;
    const args = x.args.map((a, i) => at(a, int(i + 1), level + 1));
    return head === x.head && args.every((a, i) => a === x.args[i]) ? x : new Normal(head, args);
  };
  return walk(e, 0);
}

/** The levels that a function works at: its default when none are given; reports level when it is no specification. */
export function levelsOr(spec: Expr | undefined, otherwise: Levels, e: Evaluation): Levels | undefined {
  if (spec === undefined) return otherwise;
  return readLevels(spec) ?? e.message('level', spec);
}
