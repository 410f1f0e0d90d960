// Runs the programs in one process, checks every value, and compares the times with the times to beat.
//   node benchmarks/evaluator/run.mjs [--small] [--runs n] [name ...]
import { readFileSync } from 'node:fs';
import { isMainThread, workerData } from 'node:worker_threads';
import { inThread, print, sessionMaker } from './sessions.mjs';

const programs = JSON.parse(readFileSync(new URL('./programs.json', import.meta.url), 'utf8'));
/** Naive double recursion, counted apart: milliseconds allowed. */
const FIB = { setup: ['fib[0] = 0; fib[1] = 1; fib[n_] := fib[n - 1] + fib[n - 2]'], input: 'fib[25]', value: '75025', limit: 60 };

function options(args) {
  const runs = args.indexOf('--runs');
  return {
    size: args.includes('--small') ? 'small' : 'large',
    runs: runs >= 0 ? Number(args[runs + 1]) : 3,
    names: args.filter((a, i) => !a.startsWith('--') && !(runs >= 0 && i === runs + 1)),
  };
}

/** Short programs are run until they have taken this long together, so that they are measured when compiled by V8. */
const ENOUGH_MS = 400;
/** Slow ones are run once: their times are steady enough. */
const LONG_MS = 3000;

/** Least time of several runs, each in a fresh session; setup and start are not counted. */
function time(make, setup, { input, value }, runs) {
  let best = Number.POSITIVE_INFINITY;
  let first;
  let got;
  let messages;
  let total = 0;
  for (let i = 0; i < runs || total < ENOUGH_MS; i++) {
    const s = make();
    for (const line of setup) s.evaluate(line);
    const start = performance.now();
    const result = s.evaluate(input);
    const ms = performance.now() - start;
    first ??= ms;
    total += ms;
    best = Math.min(best, ms);
    got = s.text(result);
    messages = s.messages;
    if (got !== value || ms > LONG_MS) break;
  }
  return { best, first, right: got === value, got, messages };
}

const cell = (x, width) => String(x).padStart(width);

async function main({ file, size, runs, names }) {
  const make = await sessionMaker(file);
  const chosen = programs.filter((p) => names.length === 0 || names.includes(p.name));
  const ratios = [];
  let wrong = 0;
  print(`${'program'.padEnd(24)}${cell('ms', 9)}${cell('first', 9)}${size === 'large' ? cell('to beat', 9) + cell('ratio', 8) : ''}`);
  for (const p of chosen) {
    const r = time(make, p.setup, p[size], runs);
    let line = p.name.padEnd(24) + cell(r.best.toFixed(1), 9) + cell(r.first.toFixed(1), 9);
    if (size === 'large') {
      const ratio = r.best / p.beat.ms;
      ratios.push(r.right ? ratio : Number.NaN);
      line += cell(p.beat.ms, 9) + cell(ratio.toFixed(2), 8) + (ratio > 1.5 ? '  SLOW' : '');
    }
    if (!r.right) {
      wrong++;
      line += `  WRONG: ${String(r.got).slice(0, 200)} instead of ${p[size].value} ${r.messages.slice(0, 2).join(' ')}`;
    }
    print(line);
  }
  if (size === 'large') {
    const known = ratios.filter((r) => !Number.isNaN(r));
    const mean = Math.exp(known.reduce((sum, r) => sum + Math.log(r), 0) / known.length);
    print(`geometric mean ${mean.toFixed(3)} over ${known.length} of ${chosen.length}`);
  }
  if (names.length === 0) {
    const r = time(make, FIB.setup, FIB, Math.max(runs, 5));
    print(`naive fib[25]: ${r.best.toFixed(1)} ms (limit ${FIB.limit})`);
  }
  process.exitCode = wrong > 0 ? 1 : 0;
}

if (isMainThread) process.exitCode = await inThread(import.meta.url, options(process.argv.slice(2)));
else await main(workerData);
