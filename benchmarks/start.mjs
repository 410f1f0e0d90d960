// How long the command takes to start and end, beside Node alone, in turns: CPU time, wall time and memory of the whole process.
//   node benchmarks/start.mjs [--runs n] [dist folder ...]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const args = process.argv.slice(2);
const at = args.indexOf('--runs');
const runs = at < 0 ? 15 : Number(args[at + 1]);
const given = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1));
const folders = given.length > 0 ? given : [fileURLToPath(new URL('../dist', import.meta.url))];

/** What a process has used is told by itself, when it ends. */
const report = join(mkdtempSync(join(tmpdir(), 'start-')), 'report.cjs');
writeFileSync(
  report,
  `if (require('worker_threads').isMainThread) process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  require('fs').writeSync(3, [userCPUTime + systemCPUTime, maxRSS].join());
});`,
);
const commands = [['node -e 0', ['-e', '0']], ...folders.map((f) => [f, [join(f, 'repl.js'), '-code', '1+1']])];
const taken = commands.map(() => []);
for (let i = 0; i < runs; i++)
  for (const [k, [, words]] of commands.entries()) {
    const from = performance.now();
    const { output } = spawnSync(process.execPath, ['--require', report, ...words], {
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
      encoding: 'utf8',
    });
    const [cpu, memory] = output[3].split(',').map(Number);
    taken[k].push([cpu / 1000, performance.now() - from, memory / 1024]);
  }
const least = (list) => Math.min(...list);
const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
for (const [k, [name]] of commands.entries()) {
  const [cpu, wall, memory] = [0, 1, 2].map((j) => taken[k].map((t) => t[j]));
  const figures = [least(cpu), middle(cpu), least(wall), middle(wall)].map((x) => x.toFixed(0).padStart(5));
  console.log(
    `${name.padEnd(36)} CPU ms least ${figures[0]} median ${figures[1]}, wall ${figures[2]} ${figures[3]}, ${middle(memory).toFixed(0)} MB`,
  );
}
