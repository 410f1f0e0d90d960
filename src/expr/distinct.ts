/** Whether things are all different, by their hashes alone: most lists of terms have no like ones, and are done with by that. */
import { stepped } from '../pace.ts';

/** Open addressing, in memory that all calls use. 0 is an empty place. */
let places = new Int32Array(64);

/** False where two hashes are equal, of like things or not; true: no two things are alike. */
export function allDiffer<T>(items: readonly T[], hashOf: (item: T) => number): boolean {
  let bits = 6;
  while (1 << bits < 2 * items.length) bits++;
  const size = 1 << bits;
  if (places.length < size) places = new Int32Array(size);
  else places.fill(0, 0, size);
  const last = size - 1;
  for (let i = 0; i < items.length; i++) {
    stepped(i);
    const h = hashOf(items[i]!) | 0 || 1;
    // The high bits of the product depend on all bits of the hash.
    let at = Math.imul(h, 0x9e3779b1) >>> (32 - bits);
    for (let there = places[at]!; there !== 0; there = places[at]!) {
      if (there === h) return false;
      at = (at + 1) & last;
    }
    places[at] = h;
  }
  return true;
}
