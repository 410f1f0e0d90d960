// The programs for the browser: the session in a web worker, and beside it what is fetched when it is needed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildDivided } from './divided.mjs';
import { lexerOnly } from './lazily.mjs';

/** What most notebooks do without: modules that are functions only, by the part of the program in which they lie. */
const PARTS = {
  onnx: ['src/nets/write/onnx/import.ts', 'src/nets/run/onnx/export.ts'],
  arrays: ['src/nets/write/keras/topology.ts', 'src/formats/arrays/hdf5/hdf5.ts', 'src/formats/arrays/torch.ts'],
  drawing: ['src/nets/write/drawing.ts', 'src/render/graphs/layered.ts'],
  learning: [
    'src/learning/classifier.ts',
    'src/learning/classifying.ts',
    'src/learning/dimension.ts',
    'src/learning/examples.ts',
    'src/learning/extraction.ts',
    'src/learning/find-clusters.ts',
    'src/learning/function-box.ts',
    'src/learning/function-text.ts',
    'src/learning/information.ts',
    'src/learning/measuring.ts',
    'src/learning/predicting.ts',
    'src/learning/predictor.ts',
    'src/learning/reducing.ts',
  ],
  pictures: ['src/formats/jpeg.ts', 'src/formats/png.ts'],
  training: ['src/nets/train/net-train.ts', 'src/compute/index.ts'],
  names: ['src/builtins/help/documented-names.ts'],
  texts: [
    'src/syntax/notebook.ts',
    'src/syntax/tex-form.ts',
    'src/syntax/format/format.ts',
    'src/builtins/io/formats/wxf-read.ts',
  ],
};

/** The files that are made, in dist. */
export const BROWSER_FILES = [
  'browser.js',
  'browser-tensors.js',
  'browser-fonts.js',
  'browser-gpu-worker.js',
  ...Object.keys(PARTS).map((part) => `browser-${part}.js`),
];

/** One script for a classic worker: those may load others and wait for them. */
export const pageScript = {
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  logLevel: 'error',
};
const script = (file, entry, more = {}) =>
  build({ ...pageScript, outdir: 'dist', entryPoints: { [file]: entry }, ...more });

/** Executors that a page cannot use: nothing happens by loading them, and what is not used stays out. */
const unused = {
  name: 'unused',
  setup(program) {
    program.onResolve({ filter: /^\.\/(?:jit|onnxruntime|tensorflow)\// }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      sideEffects: false,
    }));
  },
};

export const buildBrowser = () =>
  Promise.all([
    buildDivided('browser', 'src/frontends/browser/worker.ts', PARTS, {
      ...pageScript,
      outdir: 'dist',
      plugins: [unused, lexerOnly],
      define: {
        LIBRARY_INDEX: JSON.stringify(readFileSync('stdlib/init.wl', 'utf8')),
        IN_PAGE: 'true',
        // jpeg-js makes its result so where it takes itself for a module of Node.
        'Buffer.from': 'Uint8Array.from',
      },
    }),
    script('browser-tensors', 'src/host/browser/tensors.ts', { globalName: 'scheeliteTensors' }),
    // A module, since it waits for its start.
    script('browser-gpu-worker', 'src/gpu-worker-in-page.ts', { format: 'esm' }),
    script('browser-fonts', 'src/host/browser/fonts.ts', {
      globalName: 'scheeliteFonts',
      define: { global: 'globalThis' },
    }),
  ]);
