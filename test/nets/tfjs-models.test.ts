/** Models that TensorFlow.js itself makes and saves (its dialect is that of Keras 2) as nets: the same numbers come out. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { createSession } from '../../src/index.ts';
import { noIO } from '../../src/kernel/io.ts';
import { evaluate } from './evaluation.ts';

/** The files of a saved model: model.json and two shards. */
async function files(model: tfl.LayersModel): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  await model.save(
    tf.io.withSaveHandler(async (a) => {
      const data = new Uint8Array(a.weightData as ArrayBuffer);
      const half = Math.floor(data.length / 2);
      found.set('/m/shard1', data.subarray(0, half));
      found.set('/m/part/shard2', data.subarray(half));
      const manifest = [{ paths: ['shard1', 'part/shard2'], weights: a.weightSpecs }];
      const json = { format: 'layers-model', modelTopology: a.modelTopology, weightsManifest: manifest };
      found.set('/m/model.json', new TextEncoder().encode(JSON.stringify(json)));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' as const } };
    }),
  );
  return found;
}

const session = (found: ReadonlyMap<string, Uint8Array>) =>
  createSession({ seed: 1, io: { ...noIO, readFile: (path) => found.get(path) } });

const models: Record<string, () => [tfl.LayersModel, number[]]> = {
  picture() {
    const m = tfl.sequential();
    m.add(tfl.layers.conv2d({ inputShape: [6, 5, 2], filters: 3, kernelSize: 3, activation: 'relu' }));
    m.add(tfl.layers.batchNormalization());
    m.add(tfl.layers.maxPooling2d({ poolSize: 2, strides: 1 }));
    m.add(tfl.layers.flatten());
    m.add(tfl.layers.dense({ units: 4, activation: 'softmax' }));
    return [m, [6, 5, 2]];
  },
  sequence() {
    const m = tfl.sequential();
    m.add(
      tfl.layers.lstm({
        inputShape: [4, 3],
        units: 3,
        returnSequences: true,
        recurrentActivation: 'sigmoid',
        recurrentInitializer: 'glorotUniform',
      }),
    );
    m.add(
      tfl.layers.bidirectional({
        layer: tfl.layers.simpleRNN({ units: 2, recurrentInitializer: 'glorotUniform' }) as never,
        mergeMode: 'concat',
      }),
    );
    m.add(tfl.layers.dense({ units: 2 }));
    return [m, [4, 3]];
  },
  graph() {
    const x = tfl.input({ shape: [5] });
    const shared = tfl.layers.dense({ units: 5, activation: 'tanh' });
    const y = tfl.layers.add().apply([shared.apply(x), shared.apply(shared.apply(x))] as tfl.SymbolicTensor[]);
    const z = tfl.layers.concatenate().apply([x, y as tfl.SymbolicTensor]);
    return [tfl.model({ inputs: x, outputs: z as tfl.SymbolicTensor }), [5]];
  },
};

test.each(Object.keys(models))('%s', async (name) => {
  // Nets run on the same library, on a backend of their own.
  const before = tf.engine().backendName;
  await tf.setBackend('cpu');
  const [model, shape] = models[name]!();
  const size = shape.reduce((n, d) => n * d, 1);
  const x = tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(i + 1)),
    [1, ...shape],
  );
  const expected = (model.predict(x) as tf.Tensor).dataSync();
  const saved = await files(model);
  if (before) await tf.setBackend(before);
  const list = `ArrayReshape[Sin[N[Range[${size}]]], {${shape.join(', ')}}]`;
  const input = shape.length > 2 ? `Transpose[${list}, {2, 3, 1}]` : list;
  const { value, texts } = evaluate(
    `Max[Abs[Flatten[Import["/m/model.json", {"TFJS", "Net"}][${input}]] - {${[...expected].join(', ').replaceAll('e', '*^')}}]] < 10^-5`,
    session(saved),
  );
  expect(texts).toEqual([]);
  expect(value).toBe('True');
});

test('what a model names outside of its folder is not read', () => {
  const manifest = (path: string) =>
    new Map([
      ['/m/model.json', new TextEncoder().encode(JSON.stringify([{ paths: [path], weights: [] }]))],
      ['/secret', new Uint8Array(4)],
    ]);
  for (const path of ['../secret', '/secret', 'a/../../secret', '..\\secret', 'C:secret']) {
    const { value, texts } = evaluate('Import["/m/model.json", "TFJS"]', session(manifest(path)));
    expect(value).toBe('$Failed');
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain('lies outside of its folder');
  }
  const inside = evaluate('Import["/m/model.json", "TFJS"]', session(manifest('missing')));
  expect(inside.texts[0]).toContain('which is not there');
});

test('a link that leads out of the folder is not followed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'shards-'));
  try {
    mkdirSync(join(folder, 'model'));
    writeFileSync(join(folder, 'secret'), 'secret!!');
    writeFileSync(join(folder, 'model/own'), 'own data');
    symlinkSync('../secret', join(folder, 'model/shard'));
    symlinkSync('own', join(folder, 'model/inside'));
    const imported = (path: string) => {
      const manifest = [{ paths: [path], weights: [{ name: 'a', shape: [8], dtype: 'uint8' }] }];
      writeFileSync(join(folder, 'model/model.json'), JSON.stringify(manifest));
      const io = nodeIO({ print: () => {} });
      return evaluate(`Import["${folder}/model/model.json", {"TFJS", "Dimensions"}]`, createSession({ seed: 1, io }));
    };
    expect(imported('shard').texts).toEqual([
      'Cannot import data as TensorFlowJS: it names the file shard, a link that leads out of its folder.',
    ]);
    for (const name of ['own', 'inside'])
      expect(imported(name)).toMatchObject({ value: '<|"a" -> {8}|>', messages: [] });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
