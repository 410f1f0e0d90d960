/** node scripts/run.mjs test/nets/torch/dump.ts folder [text]: every case, or those with the text in them, as files for check.py, which asks PyTorch about them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TensorValue } from '../../../src/compute/contract/step.ts';
import { writeSafetensors } from '../../../src/formats/safetensors.ts';
import { NoTorchPart } from '../../../src/nets/run/torch/emit.ts';
import { onnxCases } from '../onnx/cases.ts';
import { written } from './written.ts';

const [folder = 'torch-check', only = ''] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const plain = (v: Readonly<Record<string, TensorValue>>): unknown =>
  Object.fromEntries(Object.entries(v).map(([name, { shape, data }]) => [name, { shape, data: Array.from(data) }]));

const index = onnxCases
  .filter((c) => c.text.includes(only))
  .map((c, i) => {
    const entry = { name: c.name, text: c.text, file: `net${i}` };
    try {
      const { text, arrays, samples, random } = written(c);
      writeFileSync(join(folder, `${entry.file}.py`), text);
      writeFileSync(join(folder, `${entry.file}.safetensors`), writeSafetensors(arrays));
      return {
        ...entry,
        random,
        samples: samples.map((s) => ({
          train: s.train,
          inputs: plain(s.inputs),
          outputs: plain(s.outputs),
          weights: plain(s.weights),
          gradients: plain(s.gradients),
        })),
      };
    } catch (e) {
      if (e instanceof NoTorchPart) return { ...entry, refused: `${e.head}: ${e.why}` };
      return { ...entry, problem: e instanceof Error ? (e.stack ?? e.message) : JSON.stringify(e) };
    }
  });
writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
console.log(`${index.length} cases in ${folder}`);
