/** Numerators and denominators. */
import { type Expr, int, isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { isNumberExpr, ONE, sign } from '../values/number.ts';
import { negative } from '../values/terms.ts';

/** Factors above and below the fraction line. */
function fraction(x: Expr): readonly [num: Expr[], den: Expr[]] {
  const factors = isCall(x, S.Times) ? x.args : [x];
  const num: Expr[] = [];
  const den: Expr[] = [];
  for (const f of factors) {
    if (f.kind === Kind.Rational) {
      if (f.num !== 1) num.push(int(f.num));
      den.push(int(f.den));
    } else if (isCall(f, S.Power) && f.args.length === 2 && isNegative(f.args[1]!))
      den.push(normal(S.Power, f.args[0]!, negative(f.args[1]!)));
    else num.push(f);
  }
  return [num, den];
}
const isNegative = (e: Expr): boolean =>
  isNumberExpr(e)
    ? e.kind !== Kind.Complex && sign(e) < 0
    : isCall(e, S.Times) && isNumberExpr(e.args[0]!) && e.args[0].kind !== Kind.Complex && sign(e.args[0]) < 0;
const product = (factors: readonly Expr[]): Expr =>
  factors.length === 0 ? ONE : factors.length === 1 ? factors[0]! : new Normal(S.Times, factors);

export const Numerator = builtin('Numerator', {
  usage: 'Numerator[expr] gives the numerator of expr.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([x]) => product(fraction(x!)[0]),
  examples: { 'Numerator[2/3]': '2', 'Numerator[a/b]': 'a', 'Numerator[x^-2]': '1' },
});
export const Denominator = builtin('Denominator', {
  usage: 'Denominator[expr] gives the denominator of expr.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([x]) => product(fraction(x!)[1]),
  examples: { 'Denominator[2/3]': '3', 'Denominator[a/b]': 'b', 'Denominator[7]': '1' },
});
export const NumeratorDenominator = builtin('NumeratorDenominator', {
  usage: 'NumeratorDenominator[expr] gives the list {Numerator[expr], Denominator[expr]}.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([x]) => normal(S.List, product(fraction(x!)[0]), product(fraction(x!)[1])),
  examples: { 'NumeratorDenominator[2/3]': '{2, 3}' },
});

export const fractions: readonly Builtin[] = [Numerator, Denominator, NumeratorDenominator];
