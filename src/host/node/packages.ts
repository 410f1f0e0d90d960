/** npm packages as Node finds them. */
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import type { HostPackages } from '../host.ts';

const own = createRequire(import.meta.url);
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
  load: (name, from) => (from === undefined ? own : createRequire(from))(name),
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
