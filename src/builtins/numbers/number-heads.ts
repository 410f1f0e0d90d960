/** The heads of numbers; Rational and Complex make a number of their two parts wherever they are called. */
import { Kind, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { COMPLEX_INFINITY, complex, isNumberExpr, isZero, MINUS_ONE, ratio } from '../values/number.ts';

export const Rational = builtin('Rational', {
  usage: 'Rational is the head used for rational numbers.\nRational[n, d] with integers n and d is the number n/d.',
  arity: 2,
  evaluate([n, d], e) {
    if (n!.kind !== Kind.Integer || d!.kind !== Kind.Integer) return undefined;
    if (!isZero(d!)) return ratio(n!.value, d!.value);
    e.messageOf(S.Power, 'infy', normal(S.HoldForm, normal(S.Power, d!, MINUS_ONE)));
    return isZero(n!) ? S.Indeterminate : COMPLEX_INFINITY;
  },
  examples: {
    'Head[1/2]': 'Rational',
    'Rational[4, 6]': '2/3',
    'Cases[{1, 2/3, x}, Rational[n_, d_] :> {n, d}]': '{{2, 3}}',
    'Rational[a, b]': 'Rational[a, b]',
    'Rational[1, 0]': ['ComplexInfinity', 'Power::infy'],
  },
});

export const ComplexNumber = builtin('Complex', {
  usage:
    'Complex is the head used for complex numbers.\nComplex[x, y] with real numbers x and y is the number x + I y.',
  arity: 2,
  evaluate([x, y]) {
    if (!isNumberExpr(x!) || !isNumberExpr(y!) || x.kind === Kind.Complex || y.kind === Kind.Complex) return undefined;
    return complex(x, y);
  },
  examples: {
    'Head[I]': 'Complex',
    'Complex[1, 2]^2': '-3 + 4*I',
    '1 + 2 I /. Complex[x_, y_] :> x - I y': '1 - 2*I',
    'Complex[a, 1]': 'Complex[a, 1]',
  },
});

export const numberHeads: readonly Builtin[] = [
  builtin('Integer', { usage: 'Integer is the head used for integers.', examples: { 'Head[3]': 'Integer' } }),
  builtin('Real', {
    usage: 'Real is the head used for real (floating-point) numbers.',
    examples: { 'Head[1.5]': 'Real' },
  }),
  Rational,
  ComplexNumber,
];
