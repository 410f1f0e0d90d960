/** The kernels of the process by what they do: code that was made once serves all programs. */
import { CodeHeap } from '../system.ts';
import { target } from '../target.ts';
import type { Target } from '../vectors.ts';

const CHUNK = 4 << 20;
const made = new Map<Target, Map<string, number>>();
let heap: CodeHeap | undefined;

/** Address of the kernel with this signature, or its number; `make` writes it if there is none. It may be called after `sealKernels`. */
export function kernel(signature: string, make: () => Uint8Array): number {
  const t = target();
  const own = made.get(t) ?? new Map<string, number>();
  made.set(t, own);
  const known = own.get(signature);
  if (known !== undefined) return known;
  const code = make();
  const place = t.keep?.(code) ?? inHeap(code);
  own.set(signature, place);
  return place;
}

function inHeap(code: Uint8Array): number {
  if (heap === undefined || !heap.fits(code.length)) {
    heap?.seal();
    heap = new CodeHeap(Math.max(CHUNK, code.length));
  }
  return Number(heap.place(code));
}

export function sealKernels(): void {
  heap?.seal();
}
