/** The decimal digits of whole numbers of any size, stoppable: the host's own conversion of a large number is one step. */
import { worked } from '../pace.ts';

/** Digits that the host converts at once, in well below a millisecond. */
const PIECE = 1 << 13;
const DIGIT = Math.log10(2);

/** As `String(n)` gives it. */
export function decimalText(n: number | bigint): string {
  if (typeof n === 'number') return String(n);
  if (n < 0n) return `-${decimalText(-n)}`;
  if (n < LIMIT) return n.toString();
  // 10^PIECE, 10^(2 PIECE), ... up to the first whose square is beyond n.
  const powers = [LIMIT];
  const bits = n.toString(16).length * 4;
  for (let digits = PIECE; 2 * digits < bits * DIGIT; digits *= 2) {
    worked(digits);
    powers.push(powers.at(-1)! ** 2n);
  }
  return pieces(n, powers, powers.length - 1, false);
}
const LIMIT = 10n ** BigInt(PIECE);

/** The digits of n, below 10^(PIECE 2^(level + 1)), by halves; filled up with zeros except for the first ones. */
function pieces(n: bigint, powers: readonly bigint[], level: number, filled: boolean): string {
  if (level < 0) {
    worked(PIECE);
    const text = n.toString();
    return filled ? text.padStart(PIECE, '0') : text;
  }
  worked(PIECE << level);
  const high = n / powers[level]!;
  const low = n - high * powers[level]!;
  if (high === 0n && !filled) return pieces(low, powers, level - 1, false);
  return pieces(high, powers, level - 1, filled) + pieces(low, powers, level - 1, true);
}
