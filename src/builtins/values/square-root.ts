/** Square roots of rational numbers that are rational themselves. */
import { Kind, type RealNumber } from '../../expr/expr.ts';
import { squareRootBig } from '../../numeric/big-arithmetic.ts';
import type { Whole } from '../../numeric/integer.ts';
import { ratio } from './number.ts';

/** Of a number from 0 on; undefined when it is irrational or not exact. */
export function squareRootOf(x: RealNumber): RealNumber | undefined {
  const [num, den] = x.kind === Kind.Integer ? [x.value, 1] : x.kind === Kind.Rational ? [x.num, x.den] : [];
  if (num === undefined || den === undefined || num < 0) return undefined;
  const [a, b] = [wholeRoot(num), wholeRoot(den)];
  return a === undefined || b === undefined ? undefined : ratio(a, b);
}
function wholeRoot(n: Whole): bigint | undefined {
  const r = squareRootBig(BigInt(n));
  return r * r === BigInt(n) ? r : undefined;
}
