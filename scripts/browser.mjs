// The programs for the browser: the session in a web worker, and beside it what is fetched when it is needed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** The library in the language, which the worker has in itself. */
const library = () =>
  Object.fromEntries(
    readdirSync('stdlib')
      .filter((name) => name.endsWith('.wl'))
      .map((name) => [name, readFileSync(`stdlib/${name}`, 'utf8')]),
  );

/** One script for a classic worker: those may load others and wait for them. */
const script = (file, entry, more = {}) =>
  build({
    entryPoints: { [file]: entry },
    outdir: 'dist',
    bundle: true,
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
    ...more,
  });

/** Nothing happens by loading these: those that a page cannot use stay out of its program. */
const executors = {
  name: 'executors',
  setup(program) {
    program.onResolve({ filter: /^\.\/(?:jit|onnxruntime|tensorflow)\// }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      sideEffects: false,
    }));
  },
};

export const buildBrowser = () =>
  Promise.all([
    script('browser', 'src/frontends/browser/worker.ts', {
      plugins: [executors],
      define: {
        STDLIB: JSON.stringify(library()),
        IN_PAGE: 'true',
        // jpeg-js makes its result so where it takes itself for a module of Node.
        'Buffer.from': 'Uint8Array.from',
      },
    }),
    script('browser-tensors', 'src/host/browser/tensors.ts', { globalName: 'scheeliteTensors' }),
    script('browser-fonts', 'src/host/browser/fonts.ts', {
      globalName: 'scheeliteFonts',
      define: { global: 'globalThis' },
    }),
  ]);
