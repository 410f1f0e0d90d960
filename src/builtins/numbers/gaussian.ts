/** Gaussian integers: which are primes, and how whole numbers factor among them. */
import { Complex, type Expr, int, Kind } from '../../expr/expr.ts';
import * as whole from '../../numeric/integer.ts';
import { isPrime } from '../../numeric/primes.ts';
import { isInt, ONE, ZERO } from '../values/number.ts';
import { list } from '../values/sequences.ts';

export const isGaussian = (z: Complex): boolean => isInt(z.re) && isInt(z.im);
/** On an axis a prime that is 3 modulo 4, elsewhere one whose norm is prime. */
export function isGaussianPrime(z: Expr): boolean {
  const [re, im] = z.kind === Kind.Complex ? [z.re, z.im] : [z, ZERO];
  if (!isInt(re) || !isInt(im)) return false;
  const [a, b] = [BigInt(whole.absolute(re.value)), BigInt(whole.absolute(im.value))];
  if (a === 0n || b === 0n) return (a + b) % 4n === 3n && isPrime(a + b);
  return isPrime(a * a + b * b);
}

/** Gaussian primes over p: p itself for p = 3 mod 4, a + b I with a^2 + b^2 = p otherwise. */
export function gaussianFactors(factors: readonly (readonly [bigint, number])[]): Expr[] {
  const out: Expr[] = [];
  let units = 0;
  for (const [p, k] of factors) {
    if (p === 2n) {
      out.push(list([new Complex(ONE, ONE), int(2 * k)]));
      units -= k;
    } else if (p % 4n === 3n) out.push(list([int(p), int(k)]));
    else {
      let a = 1n;
      let b = 0n;
      for (; ; a++) {
        b = BigInt(Math.round(Math.sqrt(Number(p - a * a))));
        if (a * a + b * b === p) break;
      }
      out.push(list([new Complex(int(a), int(b)), int(k)]), list([new Complex(int(b), int(a)), int(k)]));
      units -= k;
    }
  }
  const unit = ((units % 4) + 4) % 4;
  if (unit !== 0)
    out.unshift(list([unit === 1 ? new Complex(ZERO, ONE) : unit === 2 ? int(-1) : new Complex(ZERO, int(-1)), ONE]));
  return out;
}
