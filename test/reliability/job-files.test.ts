/** Damaged folders: training jobs that have ended, and npm packages that carry models. A value, or one message, soon. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { createSession, type KernelSession } from '../../src/index.ts';
import { evaluate, type Outcome } from '../nets/evaluation.ts';
import { endJob } from '../nets/job/ended.ts';
import { damaged } from './damage.ts';
import { amount, cases, figure, randomOf, replay, timed } from './figures.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'folders-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const make = (): KernelSession =>
  createSession({ seed: 1, io: { ...nodeIO({ print: () => {} }), directory: () => folder } });

/** A file of a folder, an input that reads it, and what that gives where the damage does not matter. */
type Tried = readonly [file: string, text: string, good: string];

/** Files of a folder, one of them damaged at a time. `most`: messages that one input may give. */
function tried(name: string, files: readonly Tried[], most = 1): void {
  const whole = files.map(([f]) => new Uint8Array(readFileSync(join(folder, f))));
  let session = make();
  let [slowest, refused] = [0, 0];
  for (const i of cases(500, 20_000)) {
    const r = randomOf(i);
    const at = r.integer(0, files.length - 1);
    const [file, text, good] = files[at]!;
    let bytes: Uint8Array = whole[at]!;
    for (let changes = r.integer(1, 4); changes > 0 && bytes.length >= 4; changes--) bytes = damaged(bytes, r);
    writeFileSync(join(folder, file), bytes);
    if (i % 500 === 0) session = make();
    let outcome: Outcome | undefined;
    const took = timed(() => {
      outcome = evaluate(text, session);
    });
    const { value, texts } = outcome!;
    const again = replay(`job-files.test.ts -t ${name}`, i);
    expect(texts.length, `${texts.join('\n')} ${again}`).toBeLessThanOrEqual(most);
    if (texts.length > 0) refused++;
    else expect(value, again).toBe(good);
    expect(took, again).toBeLessThan(1000);
    slowest = Math.max(slowest, took);
    writeFileSync(join(folder, file), whole[at]!);
  }
  figure(`${name}: damaged folders refused, slowest ms`, `${refused}, ${slowest.toFixed(0)}`);
}

const count = amount(500, 20_000);
test(`${count} damaged jobs`, { timeout: 3_600_000 }, () => {
  const net = 'NetChain[<|"in" -> LinearLayer[4], "t" -> Tanh, "out" -> LinearLayer[2]|>, "Input" -> 3]';
  const data = 'Table[N[{Mod[i, 5], Mod[i, 3], Mod[i, 2]}]/5 -> {Mod[i, 7], 1}, {i, 25}]';
  const job = join(folder, 'job');
  const made = evaluate(`Export["${job}", {${net}, ${data}, MaxTrainingRounds -> 2}, "TrainingJob"]`, make());
  expect(made.messages).toEqual([]);
  endJob(job);
  const files = ['job.json', 'net.wlnet', 'results/checkpoint.safetensors'].map((f) => `job/${f}`);
  tried(
    'jobs',
    files.map((f): Tried => [f, `Head[Import["${job}"]]`, 'NetTrainResultsObject']),
  );
});

test(`${count} damaged packages`, { timeout: 3_600_000 }, () => {
  const at = 'node_modules/scheelite-model-tiny';
  const files = ['package.json', 'tiny.wlnet', 'digits.safetensors'].map((f) => `${at}/${f}`);
  mkdirSync(dirname(join(folder, files[0]!)), { recursive: true });
  const models = [
    { name: 'Tiny', file: 'tiny.wlnet', description: 'Adds.', inputDomains: ['Numbers'] },
    { name: 'Digits', architecture: 'LeNet', arrays: 'digits.safetensors' },
  ];
  writeFileSync(join(folder, files[0]!), JSON.stringify({ name: 'scheelite-model-tiny', scheelite: { models } }));
  const net = 'NetChain[{LinearLayer[1, "Weights" -> {{1, 2}}, "Biases" -> {3}]}, "Input" -> 2]';
  expect(evaluate(`Export["${join(folder, files[1]!)}", ${net}]`, make()).messages).toEqual([]);
  copyFileSync('models/lenet-mnist.safetensors', join(folder, files[2]!));
  const inputs = [
    ['Head[NetModel[]]', 'List'],
    ['Head[NetModel["Tiny"]]', 'NetChain'],
    ['Head[NetModel["Digits"]]', 'NetChain'],
  ] as const;
  // Each of the two models may be wrong.
  tried(
    'packages',
    files.map((f, i): Tried => [f, ...inputs[i]!]),
    2,
  );
});
