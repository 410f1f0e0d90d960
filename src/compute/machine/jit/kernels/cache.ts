/** The kernels of the process by what they do: code that was made once serves all programs. */
import { CodeHeap } from '../system.ts';

const CHUNK = 4 << 20;
const made = new Map<string, number>();
let heap: CodeHeap | undefined;

/** Address of the kernel with this signature; `make` writes it if there is none. It may be called after `sealKernels`. */
export function kernel(signature: string, make: () => Uint8Array): number {
  const known = made.get(signature);
  if (known !== undefined) return known;
  const code = make();
  if (heap === undefined || !heap.fits(code.length)) {
    heap?.seal();
    heap = new CodeHeap(Math.max(CHUNK, code.length));
  }
  const place = Number(heap.place(code));
  made.set(signature, place);
  return place;
}

export function sealKernels(): void {
  heap?.seal();
}
