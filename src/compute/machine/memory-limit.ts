/** How much memory there is. */
import { totalmem } from 'node:os';

/** Bytes that the process may have: those of the machine, or of the container that it runs in. */
export function memoryLimit(): number {
  const process_ = process as { constrainedMemory?: () => number };
  const constrained = process_.constrainedMemory?.() ?? 0;
  // containers without a limit report nonsense
  return constrained > 0 && constrained < totalmem() ? constrained : totalmem();
}
