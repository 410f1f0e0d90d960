// How fast program text becomes expressions with positions: node benchmarks/parser/bench.mjs
// Prints megabytes a second for each pass; the first ones warm up. Fails below the promised speed with --check.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { packageCode } from './package-code.mjs';

const PASSES = 12;
const WARM_UP = 4;
const PROMISED = 5;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outfile = join(mkdtempSync(join(tmpdir(), 'parser-')), 'parser.mjs');
await build({
  stdin: {
    contents: "export { parse } from './src/syntax/parser.ts'; export { symbol, system } from './src/expr/intern.ts';",
    resolveDir: here('../..'),
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  minify: true,
  outfile,
  logLevel: 'error',
});
const started = performance.now();
const { parse, symbol, system } = await import(pathToFileURL(outfile).href);
const resolve = (name) => (name.includes('`') ? symbol(name) : /^[A-Z$]/.test(name) ? system(name) : symbol(`Global\`${name}`));
parse('1 + 1', { resolve });
console.log(`loading the parser and reading 1 + 1: ${(performance.now() - started).toFixed(0)} ms`);

const code = packageCode(1_000_000);
const speeds = [];
for (let pass = 0; pass < PASSES; pass++) {
  const from = performance.now();
  const { expressions, problems } = parse(code, { resolve });
  const seconds = (performance.now() - from) / 1000;
  if (problems.length > 0) throw new Error(`${problems[0].text} in line ${problems[0].line}`);
  speeds.push(code.length / 1e6 / seconds);
  console.log(`pass ${pass + 1}: ${speeds.at(-1).toFixed(2)} MB/s, ${expressions.length} expressions`);
}
const warm = speeds.slice(WARM_UP).sort((a, b) => a - b);
const median = warm[warm.length >> 1];
console.log(`after warm-up: median ${median.toFixed(2)} MB/s, best ${warm.at(-1).toFixed(2)} MB/s`);
if (process.argv.includes('--check') && median < PROMISED) process.exitCode = 1;
