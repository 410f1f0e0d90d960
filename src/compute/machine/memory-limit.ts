/** How much memory there is. */
import { host } from '../../host/host.ts';

/** Bytes that the process may have: those of the machine, or of the container that it runs in. */
export const memoryLimit = (): number => host().memory();
