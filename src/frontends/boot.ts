/** Starts the program of the session's thread from V8's code cache: compiling it anew would be half of the start-up. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCached } from '../host/node/code-cache.ts';

// The functions that this run has needed are compiled by now, and come with the cache.
runCached(join(dirname(fileURLToPath(import.meta.url)), 'session.cjs'), (write) => write());
