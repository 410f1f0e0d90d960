/** Arithmetic modulo a number: PowerMod, inverses, orders, the Chinese remainder theorem. */

import { type Int, int, Kind, normal } from '../../expr/expr.ts';
import { extendedGcdBig } from '../../numeric/big.ts';
import * as whole from '../../numeric/integer.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { isInt, MINUS_ONE } from '../values/number.ts';
import { modularPower, multiplicativeOrder } from './divisibility.ts';

export const PowerMod = builtin('PowerMod', {
  usage:
    'PowerMod[a, b, m] gives a^b mod m; for negative b, the power of the modular inverse.\nPowerMod[a, 1/r, m] gives the least x for which x^r is a modulo m.',
  attributes: Attribute.Listable,
  arity: 3,
  messages: {
    ninv: '`1` is not invertible modulo `2`.',
    divz: 'The modulus `1` must not be zero.',
    root: 'There is no integer x for which x^`1` is `2` modulo `3`.',
  },
  rules: {
    'PowerMod[a_Integer, q_Rational, m_Integer]':
      'With[{r = PowerModList[a, q, m]}, First[r] /; MatchQ[r, {__Integer}]]',
  },
  evaluate([a, b, m], e) {
    if (isInt(a) && b?.kind === Kind.Rational && isInt(m))
      return e.message('root', int(b.den), normal(e.symbol, a, int(b.num), m), m);
    if (!isInt(a) || !isInt(b) || !isInt(m)) return undefined;
    if (m.value === 0) return e.message('divz', m);
    const r = modularPower(BigInt(a.value), BigInt(b.value), BigInt(m.value));
    return r === undefined ? e.message('ninv', a, m) : int(whole.modulo(whole.shrink(r), m.value));
  },
  examples: {
    'PowerMod[3, 100, 7]': '4',
    'PowerMod[3, -1, 7]': '5',
    'PowerMod[2, -1, 4]': ['PowerMod[2, -1, 4]', 'PowerMod::ninv'],
    '{PowerMod[3, 1/2, 11], PowerMod[2, 1/3, 5]}': '{5, 3}',
    'PowerMod[2, 1/2, 5]': ['PowerMod[2, 1/2, 5]', 'PowerMod::root'],
  },
});
export const ModularInverse = builtin('ModularInverse', {
  usage: 'ModularInverse[k, n] gives the modular inverse of k modulo n.',
  attributes: Attribute.Listable,
  arity: 2,
  evaluate: ([k, n]) =>
    isInt(k) && isInt(n) && whole.gcd(k.value, n.value) === 1 ? normal(PowerMod.symbol, k, MINUS_ONE, n) : undefined,
  examples: { 'ModularInverse[3, 7]': '5', 'ModularInverse[2, 4]': 'ModularInverse[2, 4]' },
});
export const MultiplicativeOrder = builtin('MultiplicativeOrder', {
  usage: 'MultiplicativeOrder[k, n] gives the smallest integer m such that k^m = 1 mod n.',
  attributes: Attribute.Listable,
  arity: 2,
  evaluate([k, n], e) {
    if (!isInt(k) || !isInt(n) || n.value < 1) return undefined;
    const order = multiplicativeOrder(BigInt(k.value), BigInt(n.value), () => e.session.interrupts.poll());
    return order === undefined ? undefined : int(order);
  },
  examples: { 'MultiplicativeOrder[2, 7]': '3', 'MultiplicativeOrder[2, 4]': 'MultiplicativeOrder[2, 4]' },
});

/** The solution of x = r_i mod m_i with 0 <= x < LCM; undefined when there is none. */
function chinese(r: readonly bigint[], m: readonly bigint[]): bigint | undefined {
  let [x, n] = [0n, 1n];
  for (let i = 0; i < r.length; i++) {
    const [g, p] = extendedGcdBig(n, m[i]!);
    const d = r[i]! - x;
    if (d % g !== 0n) return undefined;
    const step = m[i]! / g;
    x += n * ((((d / g) * p) % step) + step);
    n *= step;
    x = ((x % n) + n) % n;
  }
  return x;
}
export const ChineseRemainder = builtin('ChineseRemainder', {
  usage:
    'ChineseRemainder[{r1, r2, ...}, {m1, m2, ...}] gives the smallest x >= 0 that leaves remainder ri modulo each mi.',
  arity: 2,
  evaluate([r, m]) {
    if (
      r!.kind !== Kind.Normal ||
      m!.kind !== Kind.Normal ||
      !r!.args.every(isInt) ||
      !m!.args.every(isInt) ||
      r!.args.length !== m!.args.length
    )
      return undefined;
    const x = chinese(
      r!.args.map((a) => BigInt((a as Int).value)),
      m!.args.map((a) => BigInt((a as Int).value)),
    );
    return x === undefined ? undefined : int(x);
  },
  examples: { 'ChineseRemainder[{2, 3, 2}, {3, 5, 7}]': '23' },
});

export const residues: readonly Builtin[] = [PowerMod, ModularInverse, MultiplicativeOrder, ChineseRemainder];
