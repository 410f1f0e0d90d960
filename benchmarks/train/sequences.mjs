// Sequences of many lengths, and long ones, with this project as it is built and, beside it, with PyTorch.
//
// usage: node benchmarks/train/sequences.mjs [--python FILE] [--busy]
// --busy is for a machine with other work: one processor and one thread each; then the processor seconds count.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({ options: { python: { type: 'string', default: process.env.PEERS_PYTHON }, busy: { type: 'boolean' } } });
const here = path.dirname(fileURLToPath(import.meta.url));

function run(...command) {
  const [program, ...args] = options.busy ? ['taskset', '-c', '0', ...command] : command;
  const { status } = spawnSync(program, args, { stdio: 'inherit' });
  if (status !== 0) console.error(`${command.join(' ')} failed`);
}

console.log('{what, seconds, processor seconds, loss, by}');
run(process.execPath, path.join(here, '..', '..', 'dist', 'repl.js'), path.join(here, 'sequences.wl'));
if (options.python) run(options.python, path.join(here, 'sequences.py'), ...(options.busy ? ['--busy'] : []));
else console.error('no Python with PyTorch: name one with --python or PEERS_PYTHON');
