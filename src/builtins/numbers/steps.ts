/** Step and delta functions. */
import { type Expr, Kind, normal, Packed, Real } from '../../expr/expr.ts';
import { compareReals } from '../../expr/order.ts';
import * as S from '../../expr/symbols.ts';
import { mapped } from '../../pace.ts';
import { NUMERIC } from '../arithmetic/plus.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { isNumberExpr, isZero, ONE, ratio, ZERO } from '../values/number.ts';
import { signOf } from '../values/signs.ts';
import { negative } from '../values/terms.ts';
import { Abs } from './complex-parts.ts';

const bySign = (
  name: string,
  {
    usage,
    value,
    examples,
  }: {
    readonly usage: string;
    readonly value: (s: number, x: Expr) => Expr | undefined;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    attributes: NUMERIC,
    arity: 1,
    evaluate([x], e) {
      const s = signOf(x!, e);
      return s === undefined ? undefined : value(s, x!);
    },
    examples,
  });
export const Ramp = bySign('Ramp', {
  usage: 'Ramp[x] gives x if x >= 0 and 0 otherwise.',
  value: (s, x) => (s >= 0 ? x : x.kind === Kind.Real ? new Real(0) : ZERO),
  examples: { 'Ramp[3]': '3', 'Ramp[-3]': '0' },
});
export const HeavisideTheta = bySign('HeavisideTheta', {
  usage: 'HeavisideTheta[x] is 0 for x < 0 and 1 for x > 0.',
  value: (s) => (s === 0 ? undefined : s > 0 ? ONE : ZERO),
  examples: { 'HeavisideTheta[2]': '1', 'HeavisideTheta[0]': 'HeavisideTheta[0]' },
});
export const DiracDelta = bySign('DiracDelta', {
  usage: 'DiracDelta[x] represents the Dirac delta function.',
  value: (s) => (s === 0 ? undefined : ZERO),
  examples: { 'DiracDelta[1]': '0', 'DiracDelta[0]': 'DiracDelta[0]' },
});
export const UnitBox = builtin('UnitBox', {
  usage: 'UnitBox[x] is equal to 1 for Abs[x] <= 1/2 and 0 otherwise.',
  attributes: NUMERIC,
  arity: 1,
  evaluate([x], e) {
    const s =
      signOf(normal(S.Plus, ratio(1, 2), negative(normal(Abs.symbol, x!))), e) ??
      signOf(e.evaluate(normal(S.Plus, ratio(1, 2), negative(normal(Abs.symbol, x!)))), e);
    return s === undefined ? undefined : s >= 0 ? ONE : ZERO;
  },
  examples: { 'UnitBox[1/2]': '1', 'UnitBox[0.6]': '0' },
});

/** All arguments' signs tell the value. */
export const UnitStep = builtin('UnitStep', {
  usage:
    'UnitStep[x] is equal to 0 for x < 0 and 1 for x >= 0.\nUnitStep[x1, x2, ...] is 1 only if none of the xi are negative.',
  attributes: NUMERIC | Attribute.Orderless,
  packed: true,
  evaluate(args, e) {
    const [x] = args;
    if (args.length === 1 && x!.kind === Kind.Packed)
      return new Packed(
        'Integer',
        x!.shape,
        mapped(x!.data, (v) => (v >= 0 ? 1 : 0)),
      );
    const signs = args.map((a) => (a.kind === Kind.Packed ? undefined : signOf(a, e)));
    if (signs.some((s) => s !== undefined && s < 0)) return ZERO;
    return signs.every((s) => s !== undefined) ? ONE : undefined;
  },
  examples: { 'UnitStep[0]': '1', 'UnitStep[-1, x]': '0', 'UnitStep[{-1., 2.}]': '{0, 1}' },
});

const delta = (
  name: string,
  {
    usage,
    value,
    attributes,
    examples,
  }: {
    readonly usage: string;
    readonly value: (args: readonly Expr[]) => boolean;
    readonly attributes: number;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    attributes,
    evaluate: (args) => (args.every(isNumberExpr) ? (value(args) ? ONE : ZERO) : undefined),
    examples,
  });
const equalNumbers = (a: Expr, b: Expr): boolean =>
  isNumberExpr(a) && isNumberExpr(b) && a.kind !== Kind.Complex && b.kind !== Kind.Complex && compareReals(a, b) === 0;
export const KroneckerDelta = delta('KroneckerDelta', {
  usage: 'KroneckerDelta[n1, n2, ...] gives 1 if all the ni are equal, and 0 otherwise.',
  value: (a) => (a.length === 1 ? isZero(a[0]!) : a.every((x) => equalNumbers(x, a[0]!))),
  attributes: NUMERIC | Attribute.Orderless,
  examples: { 'KroneckerDelta[2, 2]': '1', 'KroneckerDelta[0, 1]': '0', 'KroneckerDelta[0]': '1' },
});
export const DiscreteDelta = delta('DiscreteDelta', {
  usage: 'DiscreteDelta[n1, n2, ...] gives 1 if all the ni are zero, and 0 otherwise.',
  value: (a) => a.every((x) => equalNumbers(x, ZERO)),
  attributes: NUMERIC | Attribute.Orderless,
  examples: { 'DiscreteDelta[0, 0]': '1', 'DiscreteDelta[1]': '0' },
});

export const steps: readonly Builtin[] = [
  Ramp,
  HeavisideTheta,
  DiracDelta,
  UnitBox,
  UnitStep,
  KroneckerDelta,
  DiscreteDelta,
];
