// Runs a TypeScript program of this package on any Node from 20 on: node scripts/run.mjs file.ts [args].
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [file, ...args] = process.argv.slice(2);
const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
// One folder below the package, as dist is: packages and the library are found from there.
const folder = mkdtempSync(join(root, '.run-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
await build({
  entryPoints: { program: file, 'gpu-worker': join(root, 'src/gpu-worker.ts') },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  outdir: folder,
  logLevel: 'error',
});
process.argv = [process.argv[0], resolve(file), ...args];
await import(pathToFileURL(join(folder, 'program.js')).href);
