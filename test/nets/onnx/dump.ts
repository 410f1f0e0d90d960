/** node scripts/run.mjs test/nets/onnx/dump.ts folder [opset [traced]]: every case as files for check.py, which asks other tools about them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TensorValue } from '../../../src/compute/contract/step.ts';
import { onnxCases } from './cases.ts';
import { written } from './written.ts';

const [folder = 'onnx-check', opset = '17', traced] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const plain = (v: Readonly<Record<string, TensorValue>>): unknown =>
  Object.fromEntries(Object.entries(v).map(([name, { shape, data }]) => [name, { shape, data: Array.from(data) }]));

const index = onnxCases.map((c, i) => {
  const entry = { name: c.name, text: c.text, file: `${i}.onnx` };
  try {
    const { bytes, traced: parts, samples } = written(c, Number(opset), traced === 'traced');
    writeFileSync(join(folder, entry.file), bytes);
    return {
      ...entry,
      traced: parts,
      samples: samples.map((s) => ({ inputs: plain(s.inputs), outputs: plain(s.outputs) })),
    };
  } catch (e) {
    return { ...entry, problem: e instanceof Error ? (e.stack ?? e.message) : JSON.stringify(e) };
  }
});
writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
console.log(`${index.length} cases in ${folder}`);
