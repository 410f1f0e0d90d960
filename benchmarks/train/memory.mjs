// Peak memory of a training of each net of the benchmark, of the whole process: this project and PyTorch.
//
// usage: node benchmarks/train/memory.mjs --python FILE [--nets A,B]      (needs GNU time at /usr/bin/time)
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NETS } from './names.mjs';

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: process.env.PEERS_PYTHON ?? 'python3' },
    nets: { type: 'string', default: NETS },
  },
});
const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '..', '..');

/** Megabytes that a command and its process hold at the most. */
function peak(command, args) {
  const run = spawnSync('/usr/bin/time', ['-f', 'peak %M', command, ...args], { cwd: root, encoding: 'utf8' });
  const found = /peak (\d+)/.exec(run.stderr ?? '');
  if (run.status !== 0 || found === null) throw new Error(`${command} failed: ${(run.stderr ?? run.error?.message ?? '').slice(-300)}`);
  return Number(found[1]) / 1024;
}

console.log('net           ours MB  PyTorch MB  ratio');
for (const net of options.nets.split(',')) {
  const ours = peak(process.execPath, ['scripts/run.mjs', path.join(here, 'ours.ts'), net, '--seconds', '0.2']);
  const theirs = peak(options.python, [path.join(here, 'peers.py'), 'torch', '--threads', '2', '--nets', net, '--seconds', '0.2']);
  console.log(`${net.padEnd(12)} ${ours.toFixed(0).padStart(8)} ${theirs.toFixed(0).padStart(11)} ${(ours / theirs).toFixed(2).padStart(6)}`);
}
