// Runs the built command and the quick tests on each Node that the README promises: npm run node-versions. With --command-only
// no tests, with --others tests on those that are not of the kind that runs this. The programs come from the npm package `node`, into a cache.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSIONS = ['20.20.2', '22.23.5', '24.22.3'];
const root = fileURLToPath(new URL('..', import.meta.url));
const major = (version) => version.split('.')[0];
const tested = (version) =>
  !process.argv.includes('--command-only') &&
  !(process.argv.includes('--others') && major(version) === major(process.versions.node));

/** The package of this system holds the program itself; no script has to run. */
function programOf(version) {
  const folder = join(root, 'node_modules/.cache/node', version);
  const system = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const program = join(folder, `node_modules/node-${system}/bin/node`);
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  const made = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', `node-${system}@${version}`],
    {
      cwd: folder,
      stdio: 'inherit',
    },
  );
  return made.status === 0 && existsSync(program) ? program : undefined;
}

let failed = 0;
for (const version of VERSIONS) {
  const node = programOf(version);
  if (node === undefined) {
    console.log(`Node ${version}: not to be had here, skipped`);
    continue;
  }
  const run = (...args) => spawnSync(node, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  const answer = run('dist/repl.js', '-code', 'NetChain[{2, Ramp, 1}, "Input" -> 3] // NetInitialize // Head');
  const works = answer.status === 0 && answer.stdout.trim() === 'NetChain';
  const tests =
    works && tested(version)
      ? run('node_modules/vitest/vitest.mjs', 'run', '--mode', 'quick', '--reporter', 'dot')
      : undefined;
  const good = works && (tests === undefined || tests.status === 0);
  if (!good) failed++;
  console.log(
    `Node ${version}: ${good ? 'works' : works ? `tests failed\n${tests.stdout}` : `the command failed: ${answer.stdout}`}`,
  );
}
process.exitCode = failed === 0 ? 0 : 1;
