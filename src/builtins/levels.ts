/** Level specifications n, {n}, {m, n}, Infinity, negative levels; and work on the parts at those levels. */
import { isAssociation } from '../expr/association.ts';
import { type Expr, isCall, Kind, Normal } from '../expr/expr.ts';
import { unpackLevel } from '../expr/packed.ts';
import * as S from '../expr/symbols.ts';

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

/** 1 for atoms, one more than the deepest argument otherwise. */
export function depthOf(e: Expr): number {
  if (e.kind === Kind.Packed) return e.shape.length + 1;
  if (isAssociation(e)) return 1 + Math.max(0, ...e.values.map(depthOf));
  if (e.kind !== Kind.Normal) return 1;
  let d = 0;
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
