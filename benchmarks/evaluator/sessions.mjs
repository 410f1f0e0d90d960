// Bundles the language once and runs work on it in a thread with a deep stack, as the command does.
import { mkdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Where the command's own bundle lies: packages and the library in the language are found from there. */
const folder = join(root, 'dist');
/** The stack of the command's own session thread (src/frontends/main.ts). */
const STACK_MB = 240;

async function bundle() {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `benchmark-${process.pid}.mjs`);
  await build({
    absWorkingDir: root,
    entryPoints: ['src/index.ts'],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
  return file;
}

/** Runs the script `url` in a thread of its own for each of `data`, one after the other; it gets { file, ...data } as workerData. Gives the last exit code that is not 0. */
export async function inThreads(url, data, heard = () => {}) {
  const file = await bundle();
  // As the command does (src/frontends/main.ts).
  for (const flag of JSON.parse(readFileSync(join(root, 'src/frontends/v8-flags.json'), 'utf8'))) setFlagsFromString(flag);
  const once = (more) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(url), {
        workerData: { file, ...more },
        resourceLimits: { stackSizeMb: STACK_MB, maxOldGenerationSizeMb: 3000 },
      });
      worker.on('message', heard);
      worker.on('error', reject);
      worker.on('exit', resolve);
    });
  let code = 0;
  try {
    for (const more of data) code = (await once(more)) || code;
  } finally {
    rmSync(file, { force: true });
  }
  return code;
}
export const inThread = (url, data) => inThreads(url, [data]);

/** Makes sessions (with more settings, where given) from a bundle; each evaluates texts and gives their last value as InputForm. */
export async function sessionMaker(file) {
  const { createSession } = await import(pathToFileURL(file).href);
  return (settings = {}) => {
    const session = createSession({ seed: 1, ...settings });
    const messages = [];
    session.log.show = (m) => messages.push(`${m.symbol.name}::${m.tag}: ${m.text}`);
    const evaluate = (text) => {
      let value;
      for (const e of session.parse(text)) value = session.evaluateInput(e);
      return value;
    };
    return { session, messages, evaluate, text: (value) => session.inputForm(value) };
  };
}

/** A line on the terminal at once: what console.log writes in a thread waits until the thread is idle. */
export const print = (line) => writeSync(1, `${line}\n`);
