/** Damaged models of Keras, and descriptions with wild values: a net, or one message, soon. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openZip } from '../../src/formats/zip.ts';
import { createSession } from '../../src/index.ts';
import { noIO } from '../../src/kernel/io.ts';
import type { RandomStream } from '../../src/numeric/random.ts';
import { evaluate, type Outcome } from '../nets/evaluation.ts';
import { damaged } from './damage.ts';
import { amount, cases, figure, randomOf, replay, timed } from './figures.ts';

const golden = (file: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../golden/keras/${file}`, import.meta.url)));
const names = [
  'conv',
  'same',
  'depthwise',
  'transposed',
  'line',
  'squeeze',
  'lstm',
  'gru',
  'embedding',
  'both',
  'shared',
  'nested',
  'units',
  'shapes',
];
const descriptions = names.map(
  (n) => JSON.parse(new TextDecoder().decode(openZip(golden(`${n}.keras`), 'Keras').read('config.json'))) as unknown,
);
const stored = [
  'conv.keras',
  'heads.keras',
  'norms.keras',
  'lstm.keras',
  'heads2.h5',
  'dense.h5',
  'shared2.h5',
  'lstm.h5',
  'embedding2.h5',
].map(golden);

const WILD: readonly unknown[] = [
  -1,
  0,
  1,
  3,
  1e9,
  2 ** 53,
  1e308,
  0.5,
  null,
  true,
  '',
  'x',
  'linear',
  'same',
  [],
  {},
  [1, 2],
  [[1]],
  [1e9, 1e9],
  [null, 1e9, 1e9, 2],
];

/** The same tree with some of its leaves, or whole branches, replaced by wild values. */
function wild(x: unknown, r: RandomStream, chance: number): unknown {
  if (r.uniform() < chance) return WILD[r.integer(0, WILD.length - 1)];
  if (Array.isArray(x)) return x.map((v) => wild(v, r, chance));
  if (typeof x === 'object' && x !== null)
    return Object.fromEntries(Object.entries(x).map(([k, v]) => [k, wild(v, r, chance)]));
  return x;
}

test(`${amount(500, 20_000)} models`, { timeout: 1_800_000 }, () => {
  let file: Uint8Array = new Uint8Array(0);
  const make = () => createSession({ seed: 1, io: { ...noIO, readFile: () => file } });
  let session = make();
  let slowest = 0;
  let refused = 0;
  for (const i of cases(500, 20_000)) {
    const r = randomOf(i);
    const described = i % 2 === 0;
    if (described)
      file = new TextEncoder().encode(
        JSON.stringify(wild(descriptions[r.integer(0, descriptions.length - 1)], r, 0.002 * r.integer(1, 8))),
      );
    else file = damaged(stored[r.integer(0, stored.length - 1)]!, r);
    if (i % 500 === 0) session = make();
    const text = described ? 'Head[Import["/m.json", {"TFJS", "Net"}]]' : 'Head[Import["/m.h5", "Keras"]]';
    let outcome: Outcome | undefined;
    const took = timed(() => {
      outcome = evaluate(text, session);
    });
    const { value, texts } = outcome!;
    slowest = Math.max(slowest, took);
    const again = replay('keras-files.test.ts', i);
    if (value === 'Symbol') {
      refused++;
      expect(texts, again).toHaveLength(1);
      expect(texts[0], again).toMatch(/^Cannot import data as /);
    } else expect([value, texts], again).toEqual([expect.stringMatching(/^Net(Chain|Graph)$/), []]);
    expect(took, again).toBeLessThan(1000);
  }
  figure('models of Keras: refused, slowest ms', `${refused}, ${slowest.toFixed(0)}`);
});
