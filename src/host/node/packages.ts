/** npm packages as Node finds them. */
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import type { HostPackages } from '../host.ts';
import { runCached } from './code-cache.ts';

const own = createRequire(import.meta.url);
/** tfjs as one program, where this one is built. */
const TENSORS = path.join(path.dirname(fileURLToPath(import.meta.url)), 'tensors.cjs');
let tensors: Readonly<Record<string, unknown>> | undefined;

function bundled(name: string): unknown {
  if (!name.startsWith('@tensorflow/')) return undefined;
  if (tensors === undefined && existsSync(TENSORS)) {
    const used = (write: () => void): void => void setImmediate(write).unref();
    tensors = (runCached(TENSORS, used) as { readonly packages: Readonly<Record<string, unknown>> }).packages;
  }
  return tensors?.[name];
}

const failures = ['uncaughtException', 'unhandledRejection'] as const;

/**
 * Some libraries write a greeting to stderr while they load, before they read their log level: stderr leads nowhere for
 * the moment. Where that cannot be done (a socket as stderr; a worker, whose files end with it) the greeting is seen.
 */
function unheard<T>(f: () => T): T {
  if (!isMainThread) return f();
  let kept: number;
  try {
    kept = openSync('/proc/self/fd/2', 'a');
  } catch {
    return f();
  }
  closeSync(2);
  openSync('/dev/null', 'w');
  try {
    return f();
  } finally {
    closeSync(2);
    openSync(`/proc/self/fd/${kept}`, 'a');
    closeSync(kept);
  }
}

export const nodePackages: HostPackages = {
  load: (name, from) => (from === undefined ? (bundled(name) ?? own(name)) : createRequire(from)(name)),
  import: (place) => import(pathToFileURL(place).href),
  loadAddon(place, environment) {
    for (const [name, value] of Object.entries(environment)) process.env[name] ??= value;
    return unheard(() => own(place));
  },
  locate(name) {
    for (const from of [own, createRequire(path.join(process.cwd(), 'program.js'))])
      try {
        return from.resolve(name);
      } catch {
        // the next place
      }
    return undefined;
  },
  read: (file) => readFileSync(own.resolve(file)),
  withoutListeners(start) {
    const listeners = (name: (typeof failures)[number]) => process.listeners(name as 'uncaughtException');
    const before = failures.map((name) => new Set<unknown>(listeners(name)));
    start();
    failures.forEach((name, i) => {
      for (const l of listeners(name)) if (!before[i]!.has(l)) process.removeListener(name, l);
    });
  },
};
