/** Functions of numbers with many digits: how numbers of the language become fixed-point ones, and back. */
import { BigReal, type Expr, Kind, Real, type RealNumber } from '../../expr/expr.ts';
import { bitLength, Fixed, type Z } from '../../numeric/fixed-point.ts';
import { complex, decimals, imaginaryPart, isExact, isZero, type NumberExpr, precisionOf, realPart } from './number.ts';

function scaled(x: RealNumber, f: Fixed): bigint {
  switch (x.kind) {
    case Kind.Integer:
      return BigInt(x.value) << f.shift;
    case Kind.Rational:
      return (BigInt(x.num) << f.shift) / BigInt(x.den);
    case Kind.Real:
      return ofDouble(x.value, f);
    case Kind.BigReal: {
      const [digits, exponent] = x.value.toExponential().split('e') as [string, string];
      const places = digits.replace('-', '').length - 1 - (digits.includes('.') ? 1 : 0);
      const power = Number(exponent) - Math.max(0, places);
      const whole = BigInt(digits.replace('.', '')) << f.shift;
      return power >= 0 ? whole * 10n ** BigInt(power) : whole / 10n ** BigInt(-power);
    }
  }
}
/** All bits of a double. */
function ofDouble(x: number, f: Fixed): bigint {
  let [m, e] = [x, 0];
  while (!Number.isInteger(m)) {
    m *= 2;
    e++;
  }
  const by = f.bits - e;
  return by >= 0 ? BigInt(m) << BigInt(by) : BigInt(m) >> BigInt(-by);
}
const toZ = (x: NumberExpr, f: Fixed): Z => [scaled(realPart(x), f), scaled(imaginaryPart(x), f)];

const isMachine = (x: NumberExpr): boolean => realPart(x).kind === Kind.Real || imaginaryPart(x).kind === Kind.Real;
const finite = (x: NumberExpr): boolean =>
  [realPart(x), imaginaryPart(x)].every((p) => p.kind !== Kind.Real || Number.isFinite(p.value));

/** Bits that a machine number is computed to, so that its rounding is right. */
const MACHINE = 66;
/** Bits beyond which no value is asked for. */
const MOST = 40_000;

/** g of numbers of which one is inexact, with as many digits as the least precise; undefined where g is. */
export function withManyDigits(
  args: readonly NumberExpr[],
  g: (f: Fixed, args: readonly Z[]) => Z | undefined,
): Expr | undefined {
  if (args.every(isExact) || !args.every(finite)) return undefined;
  const machine = args.some(isMachine);
  const digits = Math.min(...args.flatMap((x) => [realPart(x), imaginaryPart(x)]).map(precisionOf));
  const wanted = machine ? MACHINE : Math.ceil(digits * 3.3219281) + 8;
  const isReal = args.every((x) => x.kind !== Kind.Complex);
  for (let bits = wanted + 24, tries = 0; tries < 8 && bits < MOST; tries++) {
    const f = new Fixed(bits);
    const value = g(
      f,
      args.map((x) => toZ(x, f)),
    );
    if (value === undefined) return undefined;
    const size = Math.max(bitLength(value[0]), bitLength(value[1]));
    const missing = wanted - (size - Math.max(0, f.peak - bits));
    if (missing <= 0 || (size === 0 && tries >= 2)) return toExpr(value, f, machine ? undefined : digits, isReal);
    bits += missing + 16;
  }
  return undefined;
}

function toExpr([re, im]: Z, f: Fixed, digits: number | undefined, isReal: boolean): Expr {
  const part = (x: bigint): RealNumber => {
    if (digits === undefined) return new Real(f.toNumber(x));
    const D = decimals(digits);
    return new BigReal(new D(x.toString()).div(new D(2).pow(f.bits)), digits);
  };
  // What is far below the other part is noise of the arithmetic.
  const noise = isReal && bitLength(im) < bitLength(re) - f.bits / 2;
  if (im === 0n || noise) return part(re);
  return isZero(part(im)) ? part(re) : complex(part(re), part(im));
}
