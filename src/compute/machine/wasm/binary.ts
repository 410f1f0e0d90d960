/** The binary format of WebAssembly: numbers, lists, sections. The core specification, 2.0. */

export const I32 = 0x7f;
export const F32 = 0x7d;
export const V128 = 0x7b;
export type Type = typeof I32 | typeof F32 | typeof V128;

/** An unsigned number in base 128, low digits first. */
export function unsigned(n: number): number[] {
  const bytes: number[] = [];
  do {
    const digit = n % 128;
    n = Math.floor(n / 128);
    bytes.push(n > 0 ? digit | 128 : digit);
  } while (n > 0);
  return bytes;
}

export const signed = (n: number): number[] => {
  const bytes: number[] = [];
  for (;;) {
    const digit = n & 127;
    n >>= 7;
    const last = (n === 0 && (digit & 64) === 0) || (n === -1 && (digit & 64) !== 0);
    bytes.push(last ? digit : digit | 128);
    if (last) return bytes;
  }
};

export const sized = (bytes: readonly number[]): number[] => [...unsigned(bytes.length), ...bytes];
export const list = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
export const section = (id: number, bytes: readonly number[]): number[] => [id, ...sized(bytes)];
export const name = (s: string): number[] => sized([...s].map((c) => c.charCodeAt(0)));

/** How every module begins. */
export const MAGIC = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0] as const;
