/** Starts the program of the session's thread from V8's code cache: compiling it anew would be half of the start-up. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const here = dirname(fileURLToPath(import.meta.url));
const program = join(here, 'session.cjs');
/** Code of one version of V8 is of no use to another. */
const cacheFile = join(here, `session-${process.versions.v8}-${process.arch}.cache`);

function readCache(): Buffer | undefined {
  try {
    return readFileSync(cacheFile);
  } catch {
    return undefined;
  }
}

/** Whole or not at all; where the folder cannot be written, each start compiles anew. */
function writeCache(script: Script): void {
  const temporary = `${cacheFile}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, script.createCachedData());
    renameSync(temporary, cacheFile);
  } catch {
    // Only speed is lost.
  }
}

const cachedData = readCache();
const script = new Script(Module.wrap(readFileSync(program, 'utf8')), {
  filename: program,
  ...(cachedData && { cachedData }),
});
type Wrapped = (exports: object, require: NodeJS.Require, module: object, file: string, folder: string) => void;
const run = script.runInThisContext() as Wrapped;
const own = { exports: {} };
run(own.exports, createRequire(program), own, program, here);
// The functions that this run has needed are compiled by now, and come with the cache.
if (cachedData === undefined || script.cachedDataRejected) writeCache(script);
