/** Elementary functions, Gamma, zeta and hypergeometric series to any number of bits (DLMF 4, 5, 25, 16). */
import { worked } from '../pace.ts';
import { absoluteBig } from './big-arithmetic.ts';
import { bernoulli } from './combinatorics.ts';
import { bitLength, type Fixed, type Z } from './fixed-point.ts';

/** Undefined where the function has a pole, or where this way does not reach. */
export type FixedFunction = (f: Fixed, z: Z) => Z | undefined;

/** Below the last bits, where products round to -1 or 0. */
const isNothing = ([re, im]: Z): boolean => absoluteBig(re) <= 1n && absoluteBig(im) <= 1n;
const half = (f: Fixed): Z => [f.one >> 1n, 0n];
const unit = (f: Fixed): Z => [f.one, 0n];
const minusI = (f: Fixed, z: Z): Z => f.negative(f.timesI(z));
const sinhCosh = (f: Fixed, z: Z): readonly [Z, Z] => {
  const [up, down] = [f.exp(z), f.exp(f.negative(z))];
  return [f.scale(f.sub(up, down), 1n, 2n), f.scale(f.add(up, down), 1n, 2n)];
};
const arcSinh: FixedFunction = (f, z) => {
  const root = f.sqrt(f.add(f.mul(z, z), unit(f)));
  // The larger of the two sums loses nothing.
  if (z[0] < 0n) {
    const l = f.log(f.sub(root, z));
    return l && f.negative(l);
  }
  return f.log(f.add(root, z));
};
const arcSin: FixedFunction = (f, z) => {
  const w = f.sqrt(f.sub(unit(f), f.mul(z, z)));
  const l = f.log(f.add(f.timesI(z), w));
  return l && minusI(f, l);
};
const arcTanh: FixedFunction = (f, z) => {
  const [a, b] = [f.log(f.add(unit(f), z)), f.log(f.sub(unit(f), z))];
  return a && b && f.scale(f.sub(a, b), 1n, 2n);
};
const arcCosh: FixedFunction = (f, z) => f.log(f.add(z, f.mul(f.sqrt(f.sub(z, unit(f))), f.sqrt(f.add(z, unit(f))))));
const arcTan: FixedFunction = (f, z) => {
  const w = arcTanh(f, f.timesI(z));
  return w && minusI(f, w);
};
const arcCos: FixedFunction = (f, z) => {
  const w = arcSin(f, z);
  return w && f.sub([f.constant('Pi') >> 1n, 0n], w);
};
const ofReciprocal =
  (g: FixedFunction): FixedFunction =>
  (f, z) => {
    const w = f.div(unit(f), z);
    return w && g(f, w);
  };
const sin: FixedFunction = (f, z) => f.sinCos(z)[0];
const cos: FixedFunction = (f, z) => f.sinCos(z)[1];
const sinh: FixedFunction = (f, z) => sinhCosh(f, z)[0];
const cosh: FixedFunction = (f, z) => sinhCosh(f, z)[1];
const over =
  (a: FixedFunction, b: FixedFunction): FixedFunction =>
  (f, z) => {
    const [x, y] = [a(f, z), b(f, z)];
    return x && y && f.div(x, y);
  };
const erf: FixedFunction = (f, z) => {
  const series = hypergeometric(f, [half(f)], [f.real(3n, 2n)], f.negative(f.mul(z, z)));
  const root = f.sqrt([f.constant('Pi'), 0n]);
  return series && f.div(f.scale(f.mul(z, series), 2n), root);
};

export const fixedFunctions: Readonly<Record<string, FixedFunction>> = {
  Exp: (f, z) => f.exp(z),
  Log: (f, z) => f.log(z),
  Sin: sin,
  Cos: cos,
  Tan: over(sin, cos),
  Cot: over(cos, sin),
  Sec: over(unit, cos),
  Csc: over(unit, sin),
  Sinh: sinh,
  Cosh: cosh,
  Tanh: over(sinh, cosh),
  Coth: over(cosh, sinh),
  Sech: over(unit, cosh),
  Csch: over(unit, sinh),
  ArcSin: arcSin,
  ArcCos: arcCos,
  ArcTan: arcTan,
  ArcCot: ofReciprocal(arcTan),
  ArcSec: ofReciprocal(arcCos),
  ArcCsc: ofReciprocal(arcSin),
  ArcSinh: arcSinh,
  ArcCosh: arcCosh,
  ArcTanh: arcTanh,
  ArcCoth: ofReciprocal(arcTanh),
  ArcSech: ofReciprocal(arcCosh),
  ArcCsch: ofReciprocal(arcSinh),
  Erf: erf,
  Erfc: (f, z) => {
    const w = erf(f, z);
    return w && f.sub(unit(f), w);
  },
  Gamma: gamma,
  LogGamma: logGamma,
};

const bernoullis: (readonly [bigint, bigint])[] = [];
/** B(2k). */
function bernoulliAt(k: number): readonly [bigint, bigint] {
  while (bernoullis.length <= k) bernoullis.push(bernoulli(2 * bernoullis.length));
  return bernoullis[k]!;
}

/** How far out the asymptotic series below give so many bits. */
const far = (bits: number): bigint => BigInt(Math.ceil(bits * 0.16) + 4);
const isPole = (f: Fixed, z: Z): boolean => z[1] === 0n && z[0] <= 0n && BigInt.asUintN(f.bits, z[0]) === 0n;

/** Stirling's series for log Gamma where Re z is large. */
function stirling(f: Fixed, z: Z): Z | undefined {
  const [l, inverse] = [f.log(z), f.div(unit(f), z)];
  if (l === undefined || inverse === undefined) return undefined;
  const ln2pi = f.log([2n * f.constant('Pi'), 0n])!;
  let sum = f.add(f.sub(f.mul(f.sub(z, half(f)), l), z), f.scale(ln2pi, 1n, 2n));
  const square = f.mul(inverse, inverse);
  let power = inverse;
  for (let k = 1; k < f.bits; k++) {
    const [num, den] = bernoulliAt(k);
    const term = f.scale(power, num, den * BigInt(2 * k * (2 * k - 1)));
    if (isNothing(term) || isNothing(power)) break;
    sum = f.add(sum, term);
    power = f.mul(power, square);
  }
  return sum;
}
/** How many steps to the right until Stirling's series gives all bits. */
const stepsOut = (f: Fixed, z: Z): bigint => {
  const steps = far(f.bits) - (z[0] >> f.shift);
  return steps > 0n ? steps : 0n;
};

function gamma(f: Fixed, z: Z): Z | undefined {
  if (isPole(f, z)) return undefined;
  if (2n * z[0] < f.one) {
    const other = gamma(f, f.sub(unit(f), z));
    const pi: Z = [f.constant('Pi'), 0n];
    return other && f.div(pi, f.mul(f.divisor(sin(f, f.mul(pi, z))!), other));
  }
  const steps = stepsOut(f, z);
  let product = unit(f);
  for (let k = 0n; k < steps; k++) product = f.mul(product, f.add(z, f.real(k)));
  const l = stirling(f, f.add(z, f.real(steps)));
  return l && f.div(f.exp(l), product);
}

/** The branch that is real on the positive axis and has its cut along the negative one. */
function logGamma(f: Fixed, z: Z): Z | undefined {
  if (isPole(f, z)) return undefined;
  const steps = stepsOut(f, z);
  let sum = stirling(f, f.add(z, f.real(steps)));
  for (let k = 0n; k < steps && sum !== undefined; k++) {
    const l = f.log(f.add(z, f.real(k)));
    sum = l && f.sub(sum, l);
  }
  return sum;
}

/** The logarithmic derivative of Gamma. */
export function digamma(f: Fixed, z: Z): Z | undefined {
  if (isPole(f, z)) return undefined;
  const steps = stepsOut(f, z);
  let sum: Z = [0n, 0n];
  for (let k = 0n; k < steps; k++) sum = f.sub(sum, f.div(unit(f), f.add(z, f.real(k)))!);
  const w = f.add(z, f.real(steps));
  const [l, inverse] = [f.log(w), f.div(unit(f), w)];
  if (l === undefined || inverse === undefined) return undefined;
  sum = f.sub(f.add(sum, l), f.scale(inverse, 1n, 2n));
  const square = f.mul(inverse, inverse);
  let power = square;
  for (let k = 1; k < f.bits; k++) {
    const [num, den] = bernoulliAt(k);
    const term = f.scale(power, num, den * BigInt(2 * k));
    if (isNothing(term) || isNothing(power)) break;
    sum = f.sub(sum, term);
    power = f.mul(power, square);
  }
  return f.seen(sum);
}

/** The Hurwitz zeta function by Euler and Maclaurin's sum; undefined at s = 1 and where a + k is zero. */
export function hurwitzZeta(f: Fixed, s: Z, a: Z): Z | undefined {
  const turned = f.negative(s);
  const start = far(f.bits) + (absoluteBig(s[1]) >> f.shift) - (a[0] < 0n ? a[0] >> f.shift : 0n);
  let sum: Z = [0n, 0n];
  for (let k = 0n; k < start; k++) {
    const term = f.pow(f.add(a, f.real(k)), turned);
    if (term === undefined) return undefined;
    sum = f.seen(f.add(sum, term));
  }
  const w = f.add(a, f.real(start));
  const [power, inverse] = [f.pow(w, turned), f.div(unit(f), w)];
  const tail = power && f.div(f.mul(power, w), f.sub(s, unit(f)));
  if (power === undefined || inverse === undefined || tail === undefined) return undefined;
  sum = f.add(f.add(sum, f.seen(tail)), f.scale(power, 1n, 2n));
  const square = f.mul(inverse, inverse);
  // s (s + 1) ... (s + 2k - 2) w^(-s - 2k + 1)/(2k)!
  let term = f.scale(f.mul(f.mul(s, power), inverse), 1n, 2n);
  for (let k = 1; k < f.bits; k++) {
    const [num, den] = bernoulliAt(k);
    const added = f.scale(term, num, den);
    sum = f.add(sum, added);
    if (isNothing(added) || isNothing(term)) break;
    const at = BigInt(2 * k);
    const rising = f.mul(f.add(s, f.real(at - 1n)), f.add(s, f.real(at)));
    term = f.scale(f.mul(f.mul(term, rising), square), 1n, (at + 1n) * (at + 2n));
  }
  return f.seen(sum);
}

/** Terms beyond which a series is not followed. */
const MOST_TERMS = 20_000;
/** The sum of (a1)_k ... z^k/((b1)_k ... k!); undefined where it does not end within reason or a b is a whole number below one. */
export function hypergeometric(f: Fixed, above: readonly Z[], below: readonly Z[], z: Z): Z | undefined {
  let term = unit(f);
  let sum = term;
  let quiet = 0;
  for (let k = 0; k < MOST_TERMS; k++) {
    const at = f.real(BigInt(k));
    worked(20);
    for (const a of above) term = f.mul(term, f.add(a, at));
    if (term[0] === 0n && term[1] === 0n) return sum;
    for (const b of below) {
      const next = f.div(term, f.divisor(f.add(b, at)));
      if (next === undefined) return undefined;
      term = next;
    }
    term = f.seen(f.scale(f.mul(term, z), 1n, BigInt(k + 1)));
    sum = f.add(sum, term);
    quiet = bitLength(term[0]) <= 4 && bitLength(term[1]) <= 4 ? quiet + 1 : 0;
    if (quiet > 3) return f.seen(sum);
  }
  return undefined;
}
