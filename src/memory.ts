/** Memory that values hold outside of what the host counts by itself: arenas of machine code. One count for the process. */

let held = 0;

/** Tells of bytes taken, or given back (negative). */
export function hold(bytes: number): void {
  held += bytes;
}

/** Bytes of address space that have been taken and not been given back. */
export const heldBytes = (): number => held;
