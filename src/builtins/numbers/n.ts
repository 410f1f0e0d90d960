/** N: the numerical value of an expression. */
import { isCall, Kind, Normal, normal } from '../../expr/expr.ts';
import { unpackLevel } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { builtin } from '../builtin.ts';
import { MachinePrecision, MOST_DIGITS, machine, withDigits } from '../values/numerical.ts';

export const N = builtin('N', {
  usage: 'N[expr] gives the numerical value of expr.\nN[expr, n] attempts to give a result with n-digit precision.',
  arity: [1, 2],
  packed: true,
  messages: {
    meprec: 'Internal precision limit $MaxExtraPrecision = `1` reached while evaluating `2`.',
    precbd: 'Requested precision `1` is not a positive number of digits, a million at most.',
  },
  evaluate([x, precision], e) {
    const session = e.session;
    if (precision === undefined || precision === MachinePrecision) {
      if (x!.kind === Kind.Normal && x!.head === S.List)
        return new Normal(
          S.List,
          x!.args.map((a) => machine(a, session)),
        );
      return machine(x!, session);
    }
    const p = e.evaluate(normal(S.N, precision));
    if (p.kind !== Kind.Real || !(p.value > 0 && p.value <= MOST_DIGITS)) return e.message('precbd', precision);
    if (x!.kind === Kind.Packed) return normal(S.N, unpackLevel(x!), precision);
    if (isCall(x!, S.List))
      return new Normal(
        S.List,
        x!.args.map((a) => normal(S.N, a, precision)),
      );
    return withDigits(x!, p.value, e);
  },
  examples: {
    'N[1/3]': '0.3333333333333333',
    'N[Sqrt[2], 20]': '1.4142135623730950488`20.',
    'N[{1, 2, Pi}]': '{1., 2., 3.141592653589793}',
    'N[x + 1/2]': '0.5 + x',
    'N[x^2]': 'x^2',
    'N[2 + I]': '2. + 1. I',
    'N[Sin[1] + E]': '3.5597528132669414',
    'N[10^400]/10^399': '10.`15.9546',
    'N["a"]': '"a"',
    'N[Pi, 2.^70]': ['N[Pi, 1.1805916207174113*^21]', 'N::precbd'],
  },
});
