/** Division of polynomials in one variable: PolynomialQuotient, PolynomialRemainder, PolynomialQuotientRemainder. */
import { type Expr, int, isCall, Normal, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { isNumberExpr, isZero } from '../values/number.ts';
import { list } from '../values/sequences.ts';
import { coefficientList } from './polynomials.ts';

const Together = system('Together');
/** Coefficients that are not numbers are kept as quotients in lowest terms, so that zeros are seen. */
const tidy = (c: Expr, e: Evaluation): Expr => {
  const value = e.evaluate(c);
  return isNumberExpr(value) ? value : e.session.call(Together, [value]);
};
const power = (x: Expr, n: number): Expr => normal(S.Power, x, int(n));
const polynomial = (coefficients: readonly Expr[], x: Expr, e: Evaluation): Expr =>
  e.evaluate(
    new Normal(
      S.Plus,
      coefficients.map((c, n) => (isCall(c, S.List) ? c : normal(S.Times, c, power(x, n)))),
    ),
  );

interface Division {
  readonly quotient: Expr[];
  readonly remainder: Expr[];
}
function divide(a: readonly Expr[], b: readonly Expr[], e: Evaluation): Division {
  const rest = [...a];
  const quotient: Expr[] = [];
  const lead = b.at(-1)!;
  for (let i = a.length - b.length; i >= 0; i--) {
    const q = tidy(normal(S.Times, rest[i + b.length - 1]!, power(lead, -1)), e);
    quotient[i] = q;
    rest.pop();
    if (isZero(q)) continue;
    for (let j = 0; j < b.length - 1; j++)
      rest[i + j] = tidy(normal(S.Plus, rest[i + j]!, normal(S.Times, int(-1), q, b[j]!)), e);
  }
  return { quotient, remainder: rest };
}

const division = (
  name: string,
  {
    usage,
    result,
    examples,
  }: {
    readonly usage: string;
    readonly result: (d: Division, x: Expr, e: Evaluation) => Expr;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: 3,
    messages: {
      poly: '`1` is not a polynomial in `2`.',
      zero: 'Division by the zero polynomial `1`.',
    },
    evaluate([p, q, x], e) {
      const [a, b] = [coefficientList(p!, x!, e), coefficientList(q!, x!, e)];
      if (a === undefined || b === undefined) return e.message('poly', a === undefined ? p! : q!, x!);
      return b.length === 0 ? e.message('zero', q!) : result(divide(a, b, e), x!, e);
    },
    examples: { ...examples, [`${name}[x, 0, x]`]: [`${name}[x, 0, x]`, `${name}::zero`] },
  });

export const PolynomialQuotient = division('PolynomialQuotient', {
  usage:
    'PolynomialQuotient[p, q, x] gives the quotient of p and q, treated as polynomials in x, with any remainder dropped.',
  result: (d, x, e) => polynomial(d.quotient, x, e),
  examples: { 'PolynomialQuotient[x^2, x + a, x]': '-a + x', 'PolynomialQuotient[x^3 - 1, x - 1, x]': '1 + x + x^2' },
});
export const PolynomialRemainder = division('PolynomialRemainder', {
  usage: 'PolynomialRemainder[p, q, x] gives the remainder from dividing p by q, treated as polynomials in x.',
  result: (d, x, e) => polynomial(d.remainder, x, e),
  examples: { 'PolynomialRemainder[x^2, x + a, x]': 'a^2', 'PolynomialRemainder[x^3, 2 x^2 - 1, x]': 'x/2' },
});
export const PolynomialQuotientRemainder = division('PolynomialQuotientRemainder', {
  usage:
    'PolynomialQuotientRemainder[p, q, x] gives a list of the quotient and remainder of p and q, treated as polynomials in x.',
  result: (d, x, e) => list([polynomial(d.quotient, x, e), polynomial(d.remainder, x, e)]),
  examples: { 'PolynomialQuotientRemainder[x^2 + 1, x - 1, x]': '{1 + x, 2}' },
});

export const divisions: readonly Builtin[] = [PolynomialQuotient, PolynomialRemainder, PolynomialQuotientRemainder];
