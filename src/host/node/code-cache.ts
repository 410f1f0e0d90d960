/** Programs of the build that start from V8's code cache: compiling megabytes of JavaScript anew takes longer than running them. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';

function readCache(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Whole or not at all; where the folder cannot be written, each start compiles anew. */
function writeCache(file: string, script: Script): void {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, script.createCachedData());
    renameSync(temporary, file);
  } catch {
    // Only speed is lost.
  }
}

type Wrapped = (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;

/** The mark of what is in a program stands behind // in its first line (scripts/sealed.mjs). */
const MARK_LENGTH = 16;

/**
 * What a CommonJS program (.cjs) exports, which is one function in ASCII. `used` calls back when the functions that are mostly needed have run
 * once: they come with the cache. `starting` is called before a program from a cache runs: settings of V8 that it changes would get into a new one.
 */
export function runCached(program: string, used: (write: () => void) => void, starting = (): void => {}): unknown {
  const source = readFileSync(program, 'latin1');
  // Code of one version of V8, with its settings and for its processor, is of no use to another, nor is that of another program.
  const key = [source.slice(2, 2 + MARK_LENGTH), process.versions.v8, cachedDataVersionTag().toString(36)];
  const cacheFile = program.replace(/\.cjs$/, `-${key.join('-')}.cache`);
  const cachedData = readCache(cacheFile);
  const script = new Script(source, { filename: program, ...(cachedData && { cachedData }) });
  const own: { exports: object } = { exports: {} };
  const fresh = cachedData === undefined || script.cachedDataRejected === true;
  if (!fresh) starting();
  (script.runInThisContext() as Wrapped)(own.exports, createRequire(program), own, program, dirname(program));
  if (fresh) used(() => writeCache(cacheFile, script));
  return own.exports;
}
