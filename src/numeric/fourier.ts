/** Discrete Fourier transforms of any length: radix 2 where that fits, else as a convolution (L. I. Bluestein, 1970). */
import { workedThrough } from '../pace.ts';

/** Real and imaginary parts. */
export interface ComplexVector {
  readonly re: Float64Array;
  readonly im: Float64Array;
}
const zeros = (n: number): ComplexVector => ({ re: new Float64Array(n), im: new Float64Array(n) });

/** In place, for lengths that are powers of 2: v_s = sum of u_r exp(sign 2 pi i r s/n). */
function radix2({ re, im }: ComplexVector, sign: 1 | -1): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  const { re: c, im: s } = roots(n, sign);
  for (let size = 2; size <= n; size *= 2) {
    const half = size / 2;
    const step = n / size;
    workedThrough(n);
    for (let from = 0; from < n; from += size)
      for (let k = 0; k < half; k++) {
        const [i, j, at] = [from + k, from + k + half, k * step];
        const x = re[j]! * c[at]! - im[j]! * s[at]!;
        const y = re[j]! * s[at]! + im[j]! * c[at]!;
        re[j] = re[i]! - x;
        im[j] = im[i]! - y;
        re[i]! += x;
        im[i]! += y;
      }
  }
}

/** exp(sign 2 pi i k/n), each from its own angle: products of factors would lose digits. */
function roots(n: number, sign: number): ComplexVector {
  const w = zeros(n);
  for (let k = 0; k < n; k++) {
    w.re[k] = Math.cos((sign * 2 * Math.PI * k) / n);
    w.im[k] = Math.sin((sign * 2 * Math.PI * k) / n);
  }
  return w;
}

/** By the definition, which is nearest to the true numbers and as fast for short lists. */
function direct(u: ComplexVector, sign: number): ComplexVector {
  const n = u.re.length;
  const [v, w] = [zeros(n), roots(n, sign)];
  for (let s = 0; s < n; s++)
    for (let r = 0; r < n; r++) {
      const at = (r * s) % n;
      v.re[s]! += u.re[r]! * w.re[at]! - u.im[r]! * w.im[at]!;
      v.im[s]! += u.re[r]! * w.im[at]! + u.im[r]! * w.re[at]!;
    }
  return v;
}
/** Lists up to this length are transformed by the definition where radix 2 does not fit. */
const SHORT = 48;

/** exp(i angle k^2), with k^2 taken modulo the period where that is a whole number of steps. */
function chirp(n: number, b: number): ComplexVector {
  const w = zeros(n);
  const whole = Number.isInteger(b);
  for (let k = 0; k < n; k++) {
    const square = whole ? Number((BigInt(k) * BigInt(k)) % BigInt(2 * n)) : k * k;
    const angle = (Math.PI * b * square) / n;
    w.re[k] = Math.cos(angle);
    w.im[k] = Math.sin(angle);
  }
  return w;
}

/** v_s = sum over r of u_r exp(2 pi i b r s/n), for any n and b. */
export function fourier(u: ComplexVector, b: number): ComplexVector {
  const n = u.re.length;
  if ((n & (n - 1)) === 0 && Math.abs(b) === 1) {
    const v = { re: u.re.slice(), im: u.im.slice() };
    radix2(v, b as 1 | -1);
    return v;
  }
  if (n <= SHORT && Math.abs(b) === 1) return direct(u, b);
  // r s = (r^2 + s^2 - (s - r)^2)/2 makes it a convolution with a chirp.
  const w = chirp(n, b);
  let m = 1;
  while (m < 2 * n - 1) m *= 2;
  const [a, c] = [zeros(m), zeros(m)];
  for (let k = 0; k < n; k++) {
    a.re[k] = u.re[k]! * w.re[k]! - u.im[k]! * w.im[k]!;
    a.im[k] = u.re[k]! * w.im[k]! + u.im[k]! * w.re[k]!;
    c.re[k] = w.re[k]!;
    c.im[k] = -w.im[k]!;
    if (k > 0) {
      c.re[m - k] = w.re[k]!;
      c.im[m - k] = -w.im[k]!;
    }
  }
  radix2(a, 1);
  radix2(c, 1);
  for (let k = 0; k < m; k++) {
    const x = a.re[k]! * c.re[k]! - a.im[k]! * c.im[k]!;
    a.im[k] = a.re[k]! * c.im[k]! + a.im[k]! * c.re[k]!;
    a.re[k] = x;
  }
  radix2(a, -1);
  const v = zeros(n);
  for (let k = 0; k < n; k++) {
    v.re[k] = (a.re[k]! * w.re[k]! - a.im[k]! * w.im[k]!) / m;
    v.im[k] = (a.re[k]! * w.im[k]! + a.im[k]! * w.re[k]!) / m;
  }
  return v;
}

/** The transform along every axis of a row-major array. */
export function fourierArray(u: ComplexVector, shape: readonly number[], b: number): ComplexVector {
  const v = { re: u.re.slice(), im: u.im.slice() };
  let stride = v.re.length;
  for (const n of shape) {
    stride /= n;
    for (let start = 0; start < v.re.length; start++) {
      // The first element of each line along this axis.
      if (Math.floor(start / stride) % n !== 0) continue;
      const line = zeros(n);
      for (let k = 0; k < n; k++) {
        line.re[k] = v.re[start + k * stride]!;
        line.im[k] = v.im[start + k * stride]!;
      }
      const done = fourier(line, b);
      for (let k = 0; k < n; k++) {
        v.re[start + k * stride] = done.re[k]!;
        v.im[start + k * stride] = done.im[k]!;
      }
    }
  }
  return v;
}
