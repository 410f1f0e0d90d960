/** Keys that identify arrays for the compute core and in files; nothing else knows how they are written. */
import type { Path } from './path.ts';

const SHARED = 'shared:';

/** The key that all places of a shared array have. */
export const sharedKey = (name: string): string => SHARED + name;

/** The key of the array at a path; `shared` is its name where layers share it. */
export const keyAt = (path: Path, shared: string | undefined): string =>
  shared === undefined ? JSON.stringify(path) : sharedKey(shared);

/** A key inside of the part at `outer`, seen from the whole net. */
export const keyFromOutside = (key: string, outer: Path): string =>
  outer.length === 0 || key.startsWith(SHARED) ? key : keyAt([...outer, ...(JSON.parse(key) as Path)], undefined);
