/** The error of a step that needs more memory than there is. */
import { totalmem } from 'node:os';

/** Bytes that the process may have: those of the machine, or of the container that it runs in. */
export function memoryLimit(): number {
  const process_ = process as { constrainedMemory?: () => number };
  const constrained = process_.constrainedMemory?.() ?? 0;
  // containers without a limit report nonsense
  return constrained > 0 && constrained < totalmem() ? constrained : totalmem();
}

/** The memory that a net needs is more than there is. */
export class OutOfMemory extends Error {
  readonly bytes: number;
  constructor(bytes: number) {
    super(`${(bytes / 2 ** 30).toFixed(1)} GiB are needed`);
    this.name = 'OutOfMemory';
    this.bytes = bytes;
  }
}
