// First runs: each program in a thread of its own, where V8 has compiled nothing yet. CPU time of all threads, setup and start not counted.
//   node benchmarks/evaluator/first.mjs [name ...]
import { readFileSync } from 'node:fs';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { inThreads, print, sessionMaker } from './sessions.mjs';

const programs = JSON.parse(readFileSync(new URL('./programs.json', import.meta.url), 'utf8'));

async function run({ file, name }) {
  const { setup, large, beat } = programs.find((p) => p.name === name);
  const make = await sessionMaker(file);
  const s = make();
  // Short programs are set up in sessions that have read and written before.
  for (const line of ['1 + 1', ...setup]) s.evaluate(line);
  const before = process.cpuUsage();
  const started = performance.now();
  const value = s.evaluate(large.input);
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1000;
  const right = s.text(value) === large.value;
  print(
    `${name.padEnd(24)}${cpu.toFixed(1).padStart(9)}${wall.toFixed(1).padStart(9)}${String(beat.ms).padStart(9)}${(cpu / beat.ms).toFixed(2).padStart(8)}${right ? '' : '  WRONG'}`,
  );
  parentPort.postMessage(cpu / beat.ms);
  process.exitCode = right ? 0 : 1;
}

async function all(names) {
  const chosen = programs.map((p) => p.name).filter((n) => names.length === 0 || names.includes(n));
  const ratios = [];
  print(`${'program'.padEnd(24)}${'CPU ms'.padStart(9)}${'wall'.padStart(9)}${'to beat'.padStart(9)}${'ratio'.padStart(8)}`);
  const code = await inThreads(
    import.meta.url,
    chosen.map((name) => ({ name })),
    (ratio) => ratios.push(ratio),
  );
  const mean = Math.exp(ratios.reduce((sum, r) => sum + Math.log(r), 0) / ratios.length);
  print(`geometric mean ${mean.toFixed(3)} over ${ratios.length} of ${chosen.length}`);
  return code;
}

if (isMainThread) process.exitCode = await all(process.argv.slice(2));
else await run(workerData);
