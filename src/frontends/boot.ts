/** Starts the program of the session's thread from V8's code cache: compiling it anew would be half of the start-up. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runCached } from '../host/node/code-cache.ts';

/** What runs while the program is put together runs once: optimizing it would take a fifth of the start. worker.ts takes it back. */
const withoutOptimizing = (): void => setFlagsFromString('--no-opt');

// The functions that this run has needed are compiled by now, and come with the cache.
runCached(join(dirname(fileURLToPath(import.meta.url)), 'session.cjs'), (write) => write(), withoutOptimizing);
