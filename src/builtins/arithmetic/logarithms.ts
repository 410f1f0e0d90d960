/** Log, Log2 and Log10. */
import { Kind, normal, Real } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { cLog } from '../../numeric/complex.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { MINUS_ONE, ratio } from '../values/number.ts';
import { evaluateAt, type NumberFunction } from './elementary.ts';
import { exactLog } from './exact-values.ts';
import { logBase } from './log-base.ts';
import { NUMERIC } from './plus.ts';

const logarithm: NumberFunction = {
  real: Math.log,
  domain: (x) => x > 0,
  complex: cLog,
  decimal: 'ln',
  exact: exactLog,
};
export const Log = builtin('Log', {
  usage: 'Log[z] gives the natural logarithm of z.\nLog[b, z] gives the logarithm to base b.',
  attributes: NUMERIC,
  arity: [1, 2],
  packed: true,
  evaluate([b, z], e) {
    if (z !== undefined)
      return (
        logBase(b!, z) ?? normal(S.Times, normal(Log.symbol, z), normal(S.Power, normal(Log.symbol, b!), MINUS_ONE))
      );
    return evaluateAt('Log', logarithm, b!, e);
  },
  examples: {
    'Log[1]': '0',
    'Log[2, 8]': '3',
    'Log[1/2, 8]': '-3',
    'Log[2, 0]': 'DirectedInfinity[-1]',
    'Log[2., 8]': '3.',
    'Log[2.]': '0.6931471805599453',
    'Log[E^3]': '3',
    'Log[0]': 'DirectedInfinity[-1]',
  },
});

export const based = (name: string, base: number, real: (x: number) => number): Builtin =>
  builtin(name, {
    usage: `${name}[x] gives the base-${base} logarithm of x.`,
    attributes: NUMERIC,
    arity: 1,
    evaluate: ([x]) =>
      x!.kind === Kind.Real && x!.value > 0 ? new Real(real(x!.value)) : normal(Log.symbol, ratio(base, 1), x!),
    examples: { [`${name}[${base ** 3}]`]: '3' },
  });

export const logarithms: readonly Builtin[] = [Log, based('Log2', 2, Math.log2), based('Log10', 10, Math.log10)];
