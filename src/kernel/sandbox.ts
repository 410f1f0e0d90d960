/**
 * The gate between programs that nobody vouches for and the outside: a session's IO of which only what was granted is left.
 * Everything the language does to files, processes and its surroundings goes through SessionIO, so that this is the one place;
 * what is not named here does not exist inside.
 */
import { FileProblem } from './file-problem.ts';
import type { SessionIO } from './io.ts';

/** What a session in a sandbox may do beside computing. */
export interface Grants {
  /** Folders (and files) that may be read, with all below them; none when absent. */
  readonly read?: readonly string[];
  /** Seconds that an input may take. */
  readonly seconds?: number;
  /** Bytes that the session's values may hold. */
  readonly memory?: number;
}

/** Limits of a sandbox that says nothing else. */
export const SANDBOX_SECONDS = 60;
export const SANDBOX_MEMORY = 2 * 2 ** 30;

const refuse = (what: string, path: string): never => {
  throw new FileProblem('refused', path, what);
};

const within = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);

export function sandboxed(io: SessionIO, grants: Grants): SessionIO {
  // Links are followed before it is asked where a path leads.
  const canonical = (path: string): string => io.canonical?.(path) ?? path;
  const readable = (grants.read ?? []).map(canonical);
  /** The path that is opened is the one that was judged. */
  const reading = (path: string): string => {
    const real = canonical(path);
    return readable.some((folder) => within(real, folder)) ? real : refuse('reading', path);
  };
  const writing = (path: string): never => refuse('writing', path);
  const present = canonical(io.directory());
  const directory = readable.some((folder) => within(present, folder)) ? present : (readable[0] ?? '/');
  return {
    print: (text) => io.print(text),
    ...(io.write && { write: (text: string) => io.write!(text) }),
    ...(io.writeError && { writeError: (text: string) => io.writeError!(text) }),
    ...(io.progress && { progress: (what, done) => io.progress!(what, done) }),
    ...(io.progressEvery !== undefined && { progressEvery: io.progressEvery }),
    now: () => io.now(),
    clock: () => io.clock(),
    ...(io.processorTime && { processorTime: () => io.processorTime!() }),
    ...(io.platform && { platform: io.platform }),
    memoryInUse: () => io.memoryInUse(),
    ...(io.heap && { heap: () => io.heap!() }),
    ...(io.collectGarbage && { collectGarbage: (whole: boolean) => io.collectGarbage!(whole) }),
    entropy: () => io.entropy(),
    sleep: (milliseconds) => io.sleep(milliseconds),

    readFile: (path) => io.readFile(reading(path)),
    status: (path) => io.status(reading(path)),
    list: (path) => io.list(reading(path)),
    canonical: (path) => reading(path),
    writeFile: writing,
    appendFile: writing,
    createDirectory: writing,
    remove: writing,
    rename: writing,
    directory: () => directory,
    setDirectory: (path) => void reading(path),
    temporaryDirectory: () => directory,
    homeDirectory: () => directory,
    // Names of packages come from records of data sets, not from programs; what such a package holds may be read.
    resolvePackage(name) {
      const folder = io.resolvePackage(name);
      if (folder !== undefined) readable.push(canonical(folder));
      return folder;
    },

    environment: () => undefined,
    runProcess: (request) => refuse('running programs', [request.command].flat()[0] ?? ''),
    admit: refuse,
    readLine: (prompt) => (io.ownInput === true ? io.readLine(prompt) : undefined),
    readRest: () => (io.ownInput === true ? (io.readRest?.() ?? '') : ''),
  };
}
