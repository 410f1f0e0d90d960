/** Factors modulo a prime, for what takes Modulus -> p (stdlib/modular.wl). */
import { type Expr, int, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { reduce } from '../../numeric/dense-modular.ts';
import { factorModulo } from '../../numeric/factor-modular.ts';
import { shrink } from '../../numeric/integer.ts';
import { isPrime } from '../../numeric/primes.ts';
import { builtin } from '../builtin.ts';
import { list } from '../values/sequences.ts';

export const FactorModulo = builtin('Internal`FactorModulo', {
  usage:
    'Internal`FactorModulo[{c0, c1, ...}, p] gives {lead, {{{a0, a1, ...}, n}, ...}}: the leading coefficient and the monic irreducible factors, with multiplicities, of the polynomial with these coefficients modulo the prime p.',
  arity: 2,
  evaluate([coefficients, p]) {
    if (!isCall(coefficients!, S.List) || p!.kind !== Kind.Integer || p!.value < 2 || !isPrime(p!.value))
      return undefined;
    const numbers: bigint[] = [];
    for (const c of coefficients.args) {
      if (c.kind !== Kind.Integer) return undefined;
      numbers.push(BigInt(c.value));
    }
    const f = reduce(numbers, BigInt(p!.value));
    if (f.length === 0) return list([int(0), list([])]);
    const { lead, factors } = factorModulo(f, BigInt(p!.value));
    const dense = (a: readonly bigint[]): Expr => list(a.map((c) => int(shrink(c))));
    return list([
      int(shrink(lead)),
      list(factors.map(({ factor, multiplicity }) => list([dense(factor), int(multiplicity)]))),
    ]);
  },
  examples: {
    'Internal`FactorModulo[{1, 0, 1}, 2]': '{1, {{{1, 1}, 2}}}',
    'Internal`FactorModulo[{1, 0, 1}, 5] // Last // Sort': '{{{2, 1}, 1}, {{3, 1}, 1}}',
    'Internal`FactorModulo[{1, 2}, 4]': 'Internal`FactorModulo[{1, 2}, 4]',
  },
});
