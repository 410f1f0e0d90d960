/** Complex numbers as big integers scaled by a power of two: what functions need that are wanted to many digits. */
import { worked } from '../pace.ts';
import { absoluteBig, squareRootBig } from './big-arithmetic.ts';
import { constantDigits } from './constants.ts';

/** Real and imaginary part, both scaled by 2^bits. */
export type Z = readonly [re: bigint, im: bigint];

const STEP_UNITS = 40;
export const bitLength = (n: bigint): number => {
  const hex = absoluteBig(n).toString(16);
  return hex === '0' ? 0 : hex.length * 4;
};

/** Arithmetic with so many bits after the point; errors are a few units in the last one. */
export class Fixed {
  readonly bits: number;
  readonly shift: bigint;
  readonly one: bigint;
  /** Bits of the largest term of a sum: so many are lost when the terms cancel. */
  peak = 0;
  constructor(bits: number) {
    this.bits = bits;
    this.shift = BigInt(bits);
    this.one = 1n << this.shift;
  }
  /** What is divided by: a small one makes the quotient large and its error larger still. */
  divisor(z: Z): Z {
    const small = this.bits - Math.max(bitLength(z[0]), bitLength(z[1]));
    if (small > 8) this.peak = Math.max(this.peak, this.bits + 2 * small);
    return z;
  }
  real = (num: bigint, den = 1n): Z => [(num << this.shift) / den, 0n];
  seen(z: Z): Z {
    this.peak = Math.max(this.peak, bitLength(z[0]), bitLength(z[1]));
    worked(STEP_UNITS);
    return z;
  }
  add = (a: Z, b: Z): Z => [a[0] + b[0], a[1] + b[1]];
  sub = (a: Z, b: Z): Z => [a[0] - b[0], a[1] - b[1]];
  negative = (a: Z): Z => [-a[0], -a[1]];
  mul(a: Z, b: Z): Z {
    if (a[1] === 0n && b[1] === 0n) return [(a[0] * b[0]) >> this.shift, 0n];
    return [(a[0] * b[0] - a[1] * b[1]) >> this.shift, (a[0] * b[1] + a[1] * b[0]) >> this.shift];
  }
  /** Undefined by zero. */
  div(a: Z, b: Z): Z | undefined {
    if (b[1] === 0n) return b[0] === 0n ? undefined : [(a[0] << this.shift) / b[0], (a[1] << this.shift) / b[0]];
    const n = b[0] * b[0] + b[1] * b[1];
    const num: Z = [a[0] * b[0] + a[1] * b[1], a[1] * b[0] - a[0] * b[1]];
    return [(num[0] << this.shift) / n, (num[1] << this.shift) / n];
  }
  scale = (a: Z, num: bigint, den = 1n): Z => [(a[0] * num) / den, (a[1] * num) / den];
  timesI = ([a, b]: Z): Z => [-b, a];
  constant(name: 'Pi' | 'Ln2' | 'EulerGamma'): bigint {
    const digits = Math.ceil(this.bits * 0.30103) + 5;
    return (constantDigits(name, digits) << this.shift) / 10n ** BigInt(digits);
  }
  sqrt(z: Z): Z {
    const size = squareRootBig(z[0] * z[0] + z[1] * z[1]);
    const re = squareRootBig(((size + z[0]) << this.shift) / 2n);
    const im = squareRootBig(((size - z[0]) << this.shift) / 2n);
    return [re, z[1] < 0n ? -im : im];
  }
  /** Real part to between -ln 2 and ln 2, then halves, the series, and squares. */
  exp([x, y]: Z): Z {
    const inner = new Fixed(this.bits + 20 + 2 * Math.ceil(Math.sqrt(this.bits)) + bitLength(y >> this.shift));
    const up = BigInt(inner.bits - this.bits);
    const [ln2, turn] = [inner.constant('Ln2'), 2n * inner.constant('Pi')];
    const [wx, wy] = [x << up, y << up];
    const n = wx / ln2;
    const halvings = BigInt(Math.ceil(Math.sqrt(inner.bits) / 2));
    const w: Z = [(wx - n * ln2) >> halvings, (wy % turn) >> halvings];
    let [sum, term]: [Z, Z] = [
      [inner.one, 0n],
      [inner.one, 0n],
    ];
    for (let k = 1n; absoluteBig(term[0]) > 1n || absoluteBig(term[1]) > 1n; k++) {
      term = inner.scale(inner.mul(term, w), 1n, k);
      sum = inner.add(sum, term);
    }
    for (let k = 0n; k < halvings; k++) sum = inner.mul(sum, sum);
    const down = up - n;
    return down >= 0n ? [sum[0] >> down, sum[1] >> down] : [sum[0] << -down, sum[1] << -down];
  }
  /** Newton's method of third order from the host's logarithm; undefined of zero. */
  log(z: Z): Z | undefined {
    const length = Math.max(bitLength(z[0]), bitLength(z[1]));
    if (length === 0) return undefined;
    const n = length - this.bits;
    const inner = new Fixed(this.bits + 20);
    const by = 20 - n;
    const m: Z = by >= 0 ? [z[0] << BigInt(by), z[1] << BigInt(by)] : [z[0] >> BigInt(-by), z[1] >> BigInt(-by)];
    const [a, b] = [inner.toNumber(m[0]), inner.toNumber(m[1])];
    let y: Z = [inner.fromNumber(Math.log(Math.hypot(a, b))), inner.fromNumber(Math.atan2(b, a))];
    for (let good = 40; good < inner.bits; good *= 3) {
      const e = inner.exp(y);
      const step = inner.div(inner.sub(m, e), inner.add(m, e));
      if (step !== undefined) y = inner.add(y, inner.scale(step, 2n));
    }
    const re = y[0] + BigInt(n) * inner.constant('Ln2');
    return [re >> 20n, z[1] === 0n && z[0] > 0n ? 0n : y[1] >> 20n];
  }
  /** a^b; undefined where a is zero. */
  pow(a: Z, b: Z): Z | undefined {
    const l = this.log(a);
    return l && this.exp(this.mul(b, l));
  }
  sinCos(z: Z): readonly [sin: Z, cos: Z] {
    const [up, down] = [this.exp(this.timesI(z)), this.exp(this.timesI(this.negative(z)))];
    const sum = this.scale(this.add(up, down), 1n, 2n);
    const [a, b] = this.scale(this.sub(up, down), 1n, 2n);
    return z[1] === 0n
      ? [
          [b, 0n],
          [sum[0], 0n],
        ]
      : [[b, -a], sum];
  }
  fromNumber(x: number): bigint {
    const scaled = Math.round(x * 2 ** 52);
    const by = this.bits - 52;
    return by >= 0 ? BigInt(scaled) << BigInt(by) : BigInt(scaled) >> BigInt(-by);
  }
  /** The nearest double, or one of its neighbours. */
  toNumber(x: bigint): number {
    const extra = bitLength(x) - 64;
    if (extra <= 0) return Number(x) * 2 ** -this.bits;
    const exponent = extra - this.bits;
    const half = Math.trunc(exponent / 2);
    return Number(x >> BigInt(extra)) * 2 ** half * 2 ** (exponent - half);
  }
}
