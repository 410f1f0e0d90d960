/** Memory that values hold outside of what the host counts by itself: arenas of machine code. One count for the process. */

let held = 0;

/** Tells of bytes taken, or given back (negative). */
export function hold(bytes: number): void {
  held += bytes;
}

/** Bytes of address space that have been taken and not been given back. */
export const heldBytes = (): number => held;

const sparing: (() => void)[] = [];

/** Names who holds memory only to save time, and how to have it back. */
export function sparesMemory(giveBack: () => void): void {
  sparing.push(giveBack);
}

/** Has all memory given back that is held only to save time. */
export function takeSpare(): void {
  for (const giveBack of sparing) giveBack();
}
