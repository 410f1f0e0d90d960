/** The digits of whole numbers of any size, stoppable: the host's own conversion of a large number is one step. */
import { dividedBig, timesBig } from '../numeric/big-arithmetic.ts';
import { worked } from '../pace.ts';

/** Digits that the host converts at once, in well below a millisecond. */
const PIECE = 1 << 13;
/** In whatever radix, what is below has fewer digits than a piece: no power of the radix is needed. */
const SHORT = 1n << BigInt(PIECE);

/** As `String(n)` gives it. */
export const decimalText = (n: number | bigint): string => digitText(n, 10);

/** As `n.toString(radix)` gives it. */
export function digitText(n: number | bigint, radix: number): string {
  if (typeof n === 'number') return n.toString(radix);
  if (n < 0n) return `-${digitText(-n, radix)}`;
  // The host takes bits as they are.
  if ((radix & (radix - 1)) === 0) return n.toString(radix);
  return digitPieces(n, radix, (piece, length) => piece.toString(radix).padStart(length, '0')).join('');
}

/**
 * Stretches of the digits of n >= 0 from the first: `digits` gives those of one from its value and the digits that it has with zeros in front, 0 for
 * the first, which has none.
 */
export function digitPieces<T>(n: bigint, radix: number, digits: (piece: bigint, length: number) => T): T[] {
  if (n < SHORT) return [digits(n, 0)];
  // radix^PIECE, radix^(2 PIECE), ... up to the first whose square is beyond n.
  const powers: bigint[] = [];
  for (let power = BigInt(radix) ** BigInt(PIECE); power <= n; power = timesBig(power, power)) {
    worked(PIECE << powers.length);
    powers.push(power);
  }
  const out: T[] = [];
  const add = (part: bigint, level: number): void => {
    if (level < 0) {
      worked(PIECE);
      if (out.length > 0 || part !== 0n || n === 0n) out.push(digits(part, out.length === 0 ? 0 : PIECE));
      return;
    }
    worked(PIECE << level);
    const [high, low] = dividedBig(part, powers[level]!);
    // Nothing stands in front of the first digit.
    if (high !== 0n || out.length > 0) add(high, level - 1);
    add(low, level - 1);
  };
  add(n, powers.length - 1);
  return out;
}
