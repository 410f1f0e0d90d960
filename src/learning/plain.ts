/** Models as expressions, and back: plain data become associations, lists and numbers. */
import { Association, isAssociation } from '../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Packed, real, str } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import type { Plain } from '../numeric/learning/form.ts';
import type { Model } from '../numeric/learning/method.ts';

const isNumbers = (p: Plain): p is Float64Array | Int32Array => p instanceof Float64Array || p instanceof Int32Array;

export function plainExpr(p: Plain): Expr {
  if (typeof p === 'string') return str(p);
  if (typeof p === 'boolean') return p ? S.True : S.False;
  if (typeof p === 'number') return Number.isSafeInteger(p) ? int(p) : real(p);
  if (isNumbers(p)) return p.length === 0 ? normal(S.List) : new Packed('Real64', [p.length], Float64Array.from(p));
  if (Array.isArray(p)) {
    const items = p as readonly Plain[];
    return items.length > 0 && items.every((x) => typeof x === 'number')
      ? new Packed('Real64', [items.length], Float64Array.from(items))
      : normal(S.List, ...items.map(plainExpr));
  }
  return Association.from(Object.entries(p as Model).map(([name, value]) => [str(name), plainExpr(value)] as const));
}

/** undefined for what is no plain data. */
export function plainOf(e: Expr): Plain | undefined {
  if (e.kind === Kind.String) return e.value;
  if (e === S.True || e === S.False) return e === S.True;
  if (e.kind === Kind.Integer || e.kind === Kind.Real) return Number(e.value);
  if (e.kind === Kind.Packed) return e.shape.length === 1 ? Float64Array.from(e.data) : undefined;
  if (isCall(e, S.List)) {
    const items = e.args.map(plainOf);
    return items.includes(undefined) ? undefined : (items as Plain[]);
  }
  if (!isAssociation(e)) return undefined;
  const entries = e.entries().map(([k, v]) => [k.kind === Kind.String ? k.value : undefined, plainOf(v)] as const);
  return entries.some(([k, v]) => k === undefined || v === undefined)
    ? undefined
    : (Object.fromEntries(entries) as Model);
}
