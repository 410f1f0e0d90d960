/** Files of models that come with the program: the one place that knows where they lie on disk. */
import { readFileSync } from 'node:fs';

/** The bytes of a file in the folder `models`; undefined when it is not there. */
export function readModelFile(name: string): Uint8Array | undefined {
  // The bundle lies one folder below the package, this file four.
  for (const up of ['../', '../../../../']) {
    try {
      return readFileSync(new URL(`${up}models/${name}`, import.meta.url));
    } catch {
      // The other place is tried, then the caller tells.
    }
  }
  return undefined;
}
