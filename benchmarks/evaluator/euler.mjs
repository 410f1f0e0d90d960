// Runs the scripts of euler/ as people write them, each in a fresh session, checks their values and prints the CPU time of each.
//   node benchmarks/evaluator/euler.mjs [--runs n] [name ...]
import { readFileSync } from 'node:fs';
import { isMainThread, workerData } from 'node:worker_threads';
import { inThread, print, sessionMaker } from './sessions.mjs';

const scripts = JSON.parse(readFileSync(new URL('./euler/values.json', import.meta.url), 'utf8'));

/** CPU seconds of the whole process, collecting garbage and compiling included. */
const seconds = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};

function options(args) {
  const runs = args.indexOf('--runs');
  return {
    runs: runs >= 0 ? Number(args[runs + 1]) : 1,
    names: args.filter((a, i) => !a.startsWith('--') && !(runs >= 0 && i === runs + 1)),
  };
}

async function main({ file, runs, names }) {
  const make = await sessionMaker(file);
  let wrong = 0;
  for (const { name, value } of scripts) {
    if (names.length > 0 && !names.includes(name)) continue;
    const code = readFileSync(new URL(`./euler/${name}.wl`, import.meta.url), 'utf8');
    let best = Number.POSITIVE_INFINITY;
    let got;
    for (let i = 0; i < runs; i++) {
      const s = make();
      const before = process.cpuUsage();
      const result = s.evaluate(code);
      best = Math.min(best, seconds(before));
      got = s.text(result);
    }
    if (got !== value) wrong++;
    print(`${name.padEnd(20)}${best.toFixed(2).padStart(8)} s${got === value ? '' : `  WRONG: ${got} instead of ${value}`}`);
  }
  process.exitCode = wrong > 0 ? 1 : 0;
}

if (isMainThread) process.exitCode = await inThread(import.meta.url, options(process.argv.slice(2)));
else await main(workerData);
