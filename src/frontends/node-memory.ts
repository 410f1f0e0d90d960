/** Memory of this thread as V8 counts it. */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { heldBytes, takeSpare } from '../memory.ts';

/** Bytes of objects, texts and large integers, and how many fit: beyond them V8 ends the thread. */
export function heap(): { readonly used: number; readonly limit: number } {
  const s = getHeapStatistics();
  return { used: s.used_heap_size, limit: s.heap_size_limit };
}

/** Bytes that values hold: the heap, arrays and tensors outside of it, arenas of machine code. What is not collected yet counts. */
export function memoryInUse(): number {
  const s = getHeapStatistics();
  return s.used_heap_size + s.external_memory + heldBytes();
}

type Collect = (options?: { type: 'minor' }) => void;
let collect: Collect | undefined;

/** `whole`: everything, in up to a second a gigabyte, and what is held to save time; otherwise what is young, in a millisecond or two. */
export function collectGarbage(whole: boolean): void {
  if (whole) takeSpare();
  if (collect === undefined) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as Collect;
  }
  if (whole) collect();
  else collect({ type: 'minor' });
}
