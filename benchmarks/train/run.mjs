// Trains the nets of the benchmark with this project and with the frameworks that a Python has, and prints a comparison.
//
// usage: npm run bench:train -- [--python FILE] [--nets A,B] [--seconds S] [--json FILE] [--only ours|peers] [--from FILE] [--isa avx2]
// --isa caps the instructions of all of them alike. --busy is for a machine with other work: one thread each, processor time in place of time.
// --json keeps the measurements, one line each; --from prints the comparison of such a file without measuring.
// The Python is that of --python or of PEERS_PYTHON; without one only this project runs.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { NETS } from './names.mjs';

const { values: options } = parseArgs({
  options: {
    python: { type: 'string', default: process.env.PEERS_PYTHON },
    nets: { type: 'string', default: NETS },
    seconds: { type: 'string', default: '1' },
    json: { type: 'string' },
    only: { type: 'string' },
    from: { type: 'string' },
    isa: { type: 'string' },
    busy: { type: 'boolean' },
  },
});
/** How each of them is told to use no more than AVX2. */
const capped = {
  SCHEELITE_ISA: 'avx2',
  ATEN_CPU_CAPABILITY: 'avx2',
  ONEDNN_MAX_CPU_ISA: 'AVX2',
  MKL_ENABLE_INSTRUCTIONS: 'AVX2',
  XLA_FLAGS: '--xla_cpu_max_isa=AVX2',
};
if (options.isa !== undefined && options.isa !== 'avx2') throw new Error('--isa is avx2, or is left out');
if (options.isa === 'avx2') Object.assign(process.env, capped);
const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, '..', '..');
const nets = options.nets.split(',');
const busy = options.busy ? ['--busy'] : [];
const goals = {
  'mlp-tiny': [2, 2], 'mlp-b64': [0.95, 0.95], 'mlp-b256': [1, 1], lenet: [1.1, 0.6],
  lstm: [0.9, 0.9], transformer: [1.2, 1.2], 'mlp-large': [0.95, 0.95], cnn: [1, 0.5],
};

/** Lines of JSON that a command prints; a command that fails gives none. */
function rows(command, args, env = {}) {
  const run = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, ...env }, maxBuffer: 1 << 26 });
  const found = (run.stdout ?? '').split('\n').filter((l) => l.startsWith('{')).map((l) => JSON.parse(l));
  if (run.status !== 0) console.error(`${[command, ...args].join(' ')} failed:\n${(run.stderr ?? '').slice(-400)}`);
  if (options.json) for (const r of found) appendFileSync(options.json, `${JSON.stringify(r)}\n`);
  for (const r of found) console.error(JSON.stringify(r).slice(0, 200));
  return found;
}

async function ours() {
  // beside the product's own bundles, from where it finds the library in the language
  const outfile = path.join(root, 'dist', '.bench-train.mjs');
  process.on('exit', () => rmSync(outfile, { force: true }));
  mkdirSync(path.dirname(outfile), { recursive: true });
  await build({
    entryPoints: [path.join(here, 'ours.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    packages: 'external',
    banner: { js: "import { createRequire as __r } from 'node:module'; const require = __r(import.meta.url);" },
    logLevel: 'error',
  });
  const all = nets.flatMap((net) => rows(process.execPath, [outfile, net, '--seconds', options.seconds, ...busy]));
  // the same without TensorFlow, where that was chosen
  const again = all.filter((r) => r.setting === 'tensorflow').flatMap((r) =>
    rows(process.execPath, [outfile, r.net, '--seconds', options.seconds, '--without', 'tensorflow']));
  return [...all, ...again];
}

function peers(python) {
  const script = path.join(here, 'peers.py');
  const listed = spawnSync(python, [script, '--list'], { encoding: 'utf8' });
  if (listed.status !== 0) {
    console.error(`${python} does not run: ${listed.error?.message ?? listed.stderr}`);
    return { all: [], limit: undefined };
  }
  const found = JSON.parse(listed.stdout);
  const threadsOf = (f) => (options.busy ? [1] : f === 'keras' || f === 'keras-xla' ? [2] : [2, 1]);
  const settings = found.flatMap((f) => threadsOf(f).map((threads) => [f, threads]));
  const all = settings.flatMap(([f, threads]) =>
    rows(python, [script, f, '--threads', String(threads), '--nets', nets.join(','), '--seconds', options.seconds, ...busy]));
  return { all: all.filter((r) => r.what === 'train'), limit: rows(python, [script, '--limit', ...busy, ...(options.busy ? ['--threads', '1'] : [])])[0]?.best };
}

/** Measurements of a file. */
function recorded(file) {
  const lines = readFileSync(file, 'utf8').split('\n').filter((l) => l.startsWith('{')).map((l) => JSON.parse(l));
  const trained = lines.filter((r) => r.what === 'train');
  return {
    own: trained.filter((r) => r.framework === 'Scheelite'),
    others: trained.filter((r) => r.framework !== 'Scheelite'),
    limit: lines.find((r) => r.what === 'limit')?.best,
  };
}

async function measured() {
  const own = options.only === 'peers' ? [] : await ours();
  const { all, limit } = options.python && options.only !== 'ours' ? peers(options.python) : { all: [], limit: undefined };
  return { own, others: all, limit };
}

const { own, others, limit } = options.from ? recorded(options.from) : await measured();
if (!options.python && !options.from) console.error('no Python with other frameworks: name one with --python or PEERS_PYTHON');

const pad = (s, n) => String(s).padEnd(n);
const number = (x) => (x === undefined ? '-' : x < 1 ? x.toFixed(3) : x < 10 ? x.toFixed(2) : x.toFixed(1));
const columns = [12, 42, 12, 12, 10, 10, 14, 8];
const line = (cells) => console.log(cells.map((c, i) => pad(c, columns[i])).join(''));
line(['net', 'by', 'ms a step', 'whole ms', 'GFLOP/s', '% limit', 'peer / ours', 'goal']);
for (const net of nets) {
  const peerRows = others.filter((r) => r.net === net).sort((a, b) => a.ms - b.ms);
  const ownRows = own.filter((r) => r.net === net);
  const mflop = ownRows[0]?.mflop;
  const speed = (ms) => (mflop === undefined ? undefined : mflop / ms);
  const share = (ms) => (limit === undefined || mflop === undefined ? undefined : (100 * speed(ms)) / limit);
  for (const r of ownRows) {
    const fastest = peerRows[0]?.ms;
    const ratio = fastest === undefined ? '-' : (fastest / r.whole_ms).toFixed(2);
    line([net, `Scheelite, ${r.setting}`, number(r.ms), number(r.whole_ms), number(speed(r.ms)), number(share(r.ms)), ratio, goals[net]?.[r.setting === 'onnxruntime' && ownRows.length > 1 ? 1 : 0] ?? '-']);
  }
  for (const r of peerRows)
    line([net, `${r.framework}, ${r.setting}, ${r.threads} thr`, number(r.ms), '', number(speed(r.ms)), number(share(r.ms)), '', '']);
}
if (limit !== undefined) console.log(`limit of the machine, products of 2048 x 2048 matrices: ${limit} GFLOP/s`);
