/** How precise numbers are: Precision, Accuracy, and numbers of given precision. */
import { isAssociation } from '../../expr/association.ts';
import { BigReal, Complex, type Expr, Kind, Normal, normal, Real, type RealNumber } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { INFINITY, isNumberExpr, toDecimal, toDouble } from '../values/number.ts';
import { MACHINE_PRECISION, MOST_DIGITS } from '../values/numerical.ts';
import { exactDouble } from './rationalize.ts';

const MachinePrecision = system('MachinePrecision');

/** Digits of the least precise number inside; the flag tells that it is a machine number. */
interface Digits {
  readonly digits: number;
  readonly machine: boolean;
}
const EXACT: Digits = { digits: Number.POSITIVE_INFINITY, machine: false };
const least = (a: Digits, b: Digits): Digits => (a.machine ? a : b.machine ? b : a.digits <= b.digits ? a : b);

function precisionOf(x: Expr): Digits {
  worked(1);
  switch (x.kind) {
    case Kind.Real:
      return { digits: MACHINE_PRECISION, machine: true };
    case Kind.BigReal:
      return { digits: x.precision, machine: false };
    case Kind.Complex:
      return least(precisionOf(x.re), precisionOf(x.im));
    case Kind.Packed:
      return x.type === 'Integer' ? EXACT : { digits: MACHINE_PRECISION, machine: true };
    case Kind.Normal:
      return x.args.map(precisionOf).reduce(least, EXACT);
    case Kind.Association:
      return isAssociation(x) ? x.values.map(precisionOf).reduce(least, EXACT) : EXACT;
    default:
      return EXACT;
  }
}
const digitsBefore = (x: RealNumber): number =>
  x.kind === Kind.BigReal
    ? x.value.isZero()
      ? 0
      : x.value.abs().log(10).toNumber()
    : Math.log10(Math.abs(toDouble(x)));

function accuracyOf(x: Expr): number {
  worked(1);
  switch (x.kind) {
    case Kind.Real:
      return x.value === 0 ? -Math.log10(2 ** -1022) : MACHINE_PRECISION - digitsBefore(x);
    case Kind.BigReal:
      return x.precision - digitsBefore(x);
    case Kind.Complex:
      return Math.min(accuracyOf(x.re), accuracyOf(x.im));
    case Kind.Packed:
      return x.type === 'Integer'
        ? Number.POSITIVE_INFINITY
        : Array.from(x.data, (v) => accuracyOf(new Real(v))).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    case Kind.Normal:
      return x.args.map(accuracyOf).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    default:
      return Number.POSITIVE_INFINITY;
  }
}
const number = (digits: number): Expr => (Number.isFinite(digits) ? new Real(digits) : INFINITY);

export const Precision = builtin('Precision', {
  usage: 'Precision[x] gives the effective number of digits of precision in the number x.',
  arity: 1,
  packed: true,
  evaluate([x]) {
    const p = precisionOf(x!);
    return p.machine ? MachinePrecision : number(p.digits);
  },
  examples: {
    'Precision[1.5]': 'MachinePrecision',
    'Precision[1/3]': 'DirectedInfinity[1]',
    'Precision[N[Pi, 30]]': '30.',
    'Precision[{1, 2.}]': 'MachinePrecision',
  },
});
export const Accuracy = builtin('Accuracy', {
  usage: 'Accuracy[x] gives the effective number of digits to the right of the decimal point in the number x.',
  arity: 1,
  packed: true,
  evaluate: ([x]) => number(accuracyOf(x!)),
  examples: { 'Accuracy[100.]': '13.954589770191003', 'Accuracy[5]': 'DirectedInfinity[1]' },
});

function withPrecision(x: Expr, digits: number, accuracy: boolean): Expr {
  const set = (r: RealNumber): RealNumber => {
    // Binary digits of a machine number count as exact.
    const source = r.kind === Kind.Real ? exactDouble(r.value) : r;
    const p = accuracy ? Math.max(1, digits + (toDouble(r) === 0 ? 0 : digitsBefore(source))) : digits;
    return r.kind === Kind.Integer && r.value === 0 ? r : new BigReal(toDecimal(source, p), p);
  };
  if (x.kind === Kind.Complex) return new Complex(set(x.re), set(x.im));
  if (isNumberExpr(x)) return set(x);
  return x.kind === Kind.Normal
    ? new Normal(
        x.head,
        x.args.map((a) => withPrecision(a, digits, accuracy)),
      )
    : x;
}
const setter = (
  name: string,
  {
    usage,
    accuracy,
    examples,
  }: { readonly usage: string; readonly accuracy: boolean; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: 2,
    messages: { invbn: 'Requested number of digits `1` is not a number, a million at most, or Infinity.' },
    evaluate([x, p], e) {
      if (p === MachinePrecision) return normal(S.N, x!);
      if (isInfinity(p!)) return exact(x!);
      const digits = numberOf(p!, e);
      if (digits === undefined || !(Math.abs(digits) <= MOST_DIGITS)) return e.message('invbn', p!);
      // Symbols such as Pi get their digits from N.
      const value = isNumberExpr(x!) ? x : e.evaluate(normal(S.N, x!, new Real(digits)));
      return withPrecision(value, digits, accuracy);
    },
    examples,
  });
const numberOf = (p: Expr, e: Evaluation): number | undefined => {
  const v = e.evaluate(normal(S.N, p));
  return v.kind === Kind.Real ? v.value : undefined;
};
/** Numbers as the exact fractions they are stored as. */
function exact(x: Expr): Expr {
  if (x.kind === Kind.Real) return exactDouble(x.value);
  return x.kind === Kind.Normal ? new Normal(x.head, x.args.map(exact)) : x;
}
export const SetPrecision = setter('SetPrecision', {
  usage: 'SetPrecision[expr, p] yields a version of expr in which all numbers have been set to have precision p.',
  accuracy: false,
  examples: {
    'SetPrecision[0.5, 10]': '0.5`10.',
    'SetPrecision[1/3, 5]': '0.33333`5.',
    'SetPrecision[0.25, Infinity]': '1/4',
  },
});
export const SetAccuracy = setter('SetAccuracy', {
  usage: 'SetAccuracy[expr, a] yields a version of expr in which all numbers have been set to have accuracy a.',
  accuracy: true,
  examples: { 'Round[Accuracy[SetAccuracy[1/3, 5]]]': '5' },
});

export const precisionFunctions: readonly Builtin[] = [Precision, Accuracy, SetPrecision, SetAccuracy];
