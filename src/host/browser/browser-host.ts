/**
 * The program in a web worker of a page. Its other files lie beside it and are fetched when first needed; the worker
 * waits for them, so that evaluation stays synchronous.
 */
import type { Host, HostPackages } from '../host.ts';
import { pageThreads } from './threads.ts';
import { beside, fetchNow, scope } from './worker-scope.ts';

/** What WebAssembly may take in a page: half of what it can address, the rest is the page's. */
const MEMORY = 2 ** 31;

/** Programs that hold packages, and the name under which each leaves them. */
const PROGRAMS = [
  {
    file: 'browser-tensors.js',
    global: 'scheeliteTensors',
    holds: /^@tensorflow\/tfjs-(?:core|layers|backend-(?:cpu|wasm))/,
  },
  { file: 'browser-fonts.js', global: 'scheeliteFonts', holds: /^fontkit$/ },
];
interface Program {
  readonly packages: Readonly<Record<string, unknown>>;
}

const absent = (what: string): Error =>
  Object.assign(new Error(`There is no ${what} in a page`), { code: 'MODULE_NOT_FOUND' });

/** Fetches a program once; what it leaves behind under a name. */
function loaded<T>(file: string, global: string): T {
  const all = globalThis as unknown as Record<string, T>;
  if (all[global] === undefined)
    try {
      scope.importScripts(beside(file));
    } catch {
      throw new Error(`${file} of this program cannot be fetched: is there a network?`);
    }
  return all[global]!;
}

/** Parts of the program itself are named scheelite/part (scripts/divided.mjs). */
const PART = /^scheelite\/(\w+)$/;

function load(name: string): unknown {
  const part = PART.exec(name)?.[1];
  if (part !== undefined) return loaded(`browser-${part}.js`, `scheelite_${part}`);
  const program = PROGRAMS.find((p) => p.holds.test(name));
  if (program === undefined) throw absent(name);
  const { packages } = loaded<Program>(program.file, program.global);
  if (packages[name] === undefined) throw absent(name);
  return packages[name];
}

const ON_GPU = new Set(['webgpu', '@tensorflow/tfjs-backend-webgpu']);

const packages: HostPackages = {
  load,
  import: (place) => Promise.reject(absent(place)),
  loadAddon(place) {
    throw absent(place);
  },
  // The browser may have WebGPU itself, and the backend for it is part of the thread that uses it.
  locate: (name) => (scope.navigator.gpu !== undefined && ON_GPU.has(name) ? name : undefined),
  read(path) {
    const bytes = fetchNow(beside(`packages/${path}`));
    if (bytes === undefined) throw absent(path);
    return bytes;
  },
  // Errors of the whole program go to the page, and emscripten listens to none of them here.
  withoutListeners: (start) => start(),
};

export const browserHost: Host = {
  platform: 'browser',
  architecture: 'wasm',
  cores: () => scope.navigator.hardwareConcurrency ?? 1,
  memory: () => MEMORY,
  environment: () => undefined,
  warn: (text, kind) => scope.postMessage({ kind: 'warning', text: `${kind}: ${text}` }),
  fromBase64: (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)),
  ownFile(path) {
    if (path === 'stdlib/init.wl') return new TextEncoder().encode(LIBRARY_INDEX);
    // What the build makes lies beside this program, which it makes too.
    return fetchNow(beside(path.replace(/^dist\//, '')));
  },
  packages,
  findings: new Set(),
  threads: pageThreads,
  withFile() {
    throw absent('disk');
  },
};
