/** Structural identity (SameQ). Symbols are interned, so `===` settles most calls. */

import { worked, workedThrough } from '../pace.ts';
import { type Expr, Kind, type Normal, type Packed } from './expr.ts';
import { elementOf } from './packed.ts';
import { List } from './symbols.ts';

/** Nesting beyond this is walked with an explicit stack. */
const DEEP = 1000;

export const same = (a: Expr, b: Expr): boolean => a === b || sameAt(a, b, 0);

function sameAt(a: Expr, b: Expr, depth: number): boolean {
  if (a === b) return true;
  switch (a.kind) {
    case Kind.Symbol:
      return false;
    case Kind.Integer:
    case Kind.String:
      return a.kind === b.kind && a.value === b.value;
    case Kind.Real:
      return b.kind === Kind.Real && (a.value === b.value || (Number.isNaN(a.value) && Number.isNaN(b.value)));
    case Kind.Rational:
      return b.kind === Kind.Rational && a.num === b.num && a.den === b.den;
    case Kind.BigReal:
      return b.kind === Kind.BigReal && a.value.eq(b.value);
    case Kind.Complex:
      return b.kind === Kind.Complex && sameAt(a.re, b.re, depth) && sameAt(a.im, b.im, depth);
    case Kind.Normal:
      return b.kind === Kind.Normal ? sameNormal(a, b, depth) : b.kind === Kind.Packed && samePackedNormal(b, a);
    case Kind.Packed:
      return b.kind === Kind.Packed ? samePacked(a, b) : b.kind === Kind.Normal && samePackedNormal(a, b);
    case Kind.Association: {
      if (b.kind !== Kind.Association || a.size !== b.size) return false;
      if (depth >= DEEP) return sameDeep(a, b);
      for (let i = 0; i < a.size; i++)
        if (
          !sameAt(a.keyAt(i), b.keyAt(i), depth + 1) ||
          !sameAt(a.valueAt(i), b.valueAt(i), depth + 1) ||
          a.delayedAt(i) !== b.delayedAt(i)
        )
          return false;
      return true;
    }
    case Kind.Boxed:
      return b.kind === Kind.Boxed && a.head === b.head && (a.content === b.content || same(a.form, b.form));
  }
}

function sameNormal(a: Normal, b: Normal, depth: number): boolean {
  const n = a.args.length;
  if (n !== b.args.length) return false;
  worked(1);
  if (a.maskCache !== 0 && b.maskCache !== 0 && a.maskCache !== b.maskCache) return false;
  if (a.hashCache !== 0 && b.hashCache !== 0 && a.hashCache !== b.hashCache) return false;
  if (depth >= DEEP) return sameDeep(a, b);
  if (a.head !== b.head && !sameAt(a.head, b.head, depth + 1)) return false;
  for (let i = 0; i < n; i++) if (!sameAt(a.args[i]!, b.args[i]!, depth + 1)) return false;
  return true;
}

/** The same without recursion into calls and associations. */
function sameDeep(a: Expr, b: Expr): boolean {
  const stack: Expr[] = [a, b];
  while (stack.length > 0) {
    const y = stack.pop()!;
    const x = stack.pop()!;
    if (x === y) continue;
    worked(1);
    if (x.kind === Kind.Normal && y.kind === Kind.Normal) {
      if (x.args.length !== y.args.length) return false;
      stack.push(x.head, y.head);
      for (let i = 0; i < x.args.length; i++) stack.push(x.args[i]!, y.args[i]!);
    } else if (x.kind === Kind.Association && y.kind === Kind.Association) {
      if (x.size !== y.size) return false;
      for (let i = 0; i < x.size; i++) {
        if (x.delayedAt(i) !== y.delayedAt(i)) return false;
        stack.push(x.keyAt(i), y.keyAt(i), x.valueAt(i), y.valueAt(i));
      }
    } else if (!sameAt(x, y, 0)) return false;
  }
  return true;
}

function samePacked(a: Packed, b: Packed): boolean {
  if ((a.type === 'Integer') !== (b.type === 'Integer') || a.shape.length !== b.shape.length) return false;
  if (!a.shape.every((n, i) => n === b.shape[i])) return false;
  for (let i = 0; i < a.data.length; i++) {
    if (!Object.is(a.data[i]! + 0, b.data[i]! + 0)) return false;
    workedThrough(1);
  }
  return true;
}

function samePackedNormal(a: Packed, b: Normal): boolean {
  if (b.head !== List || b.args.length !== a.shape[0]) return false;
  for (let i = 0; i < b.args.length; i++) if (!same(elementOf(a, i), b.args[i]!)) return false;
  return true;
}
