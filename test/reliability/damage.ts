/** Files damaged by chance: what the tests of hostile files try. */
import type { RandomStream } from '../../src/numeric/random.ts';

const EXTREMES = [0, 1, 0x7f, 0x80, 0xff, 0x7fffffff, 0xffffffff];

/** One change: a byte, a word that is extreme, a stretch that is repeated, moved or taken out, an early end. */
export function damaged(bytes: Uint8Array, r: RandomStream): Uint8Array {
  const below = (n: number): number => r.integer(0, Math.max(0, n - 1));
  const at = below(bytes.length);
  const out = new Uint8Array(bytes);
  switch (below(6)) {
    case 0:
      out[at] = below(256);
      return out;
    case 1:
      new DataView(out.buffer).setUint32(
        Math.max(0, Math.min(at, out.length - 4)),
        EXTREMES[below(EXTREMES.length)]!,
        true,
      );
      return out;
    case 2:
      out.set(bytes.subarray(at, at + below(64)), below(Math.max(1, bytes.length - 64)));
      return out;
    case 3:
      return bytes.slice(0, at);
    case 4: {
      const end = Math.min(bytes.length, at + below(64));
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(end)]);
    }
    default:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at, at + below(64)), ...bytes.subarray(at)]);
  }
}
