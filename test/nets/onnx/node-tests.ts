/**
 * node scripts/run.mjs test/nets/onnx/node-tests.ts folder [name]: what node-tests.py wrote there, imported and run.
 * A test counts where all of its operators are claimed. Inputs that say sizes or the like are given as known where they have to be.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TensorValue } from '../../../src/compute/contract/step.ts';
import { FormatError } from '../../../src/formats/format-error.ts';
import { readModel } from '../../../src/formats/onnx.ts';
import type { GraphProto, ModelProto } from '../../../src/formats/onnx-schema.ts';
import { createSession } from '../../../src/index.ts';
import { specialize } from '../../../src/nets/model/infer.ts';
import { operatorsRead } from '../../../src/nets/records/onnx/index.ts';
import { controlOperators } from '../../../src/nets/write/onnx/control.ts';
import { netOf } from '../../../src/nets/write/onnx/import.ts';
import { run } from '../layer-contract.ts';
import { asConstant, back, given, type Plain, plain, type Stored } from './axes.ts';

interface Case {
  readonly name: string;
  readonly rtol: number;
  readonly atol: number;
  /** null: no array of numbers. */
  readonly inputs: Readonly<Record<string, Stored | null>>;
  readonly outputs: Readonly<Record<string, Stored | null>>;
}
const [folder = 'node-tests', only] = process.argv.slice(2);
createSession({ seed: 1 });

function operatorsOf(g: GraphProto | undefined): string[] {
  return (g?.node ?? []).flatMap((n) => [
    n.domain === undefined || n.domain === '' || n.domain === 'ai.onnx' ? n.op_type! : `${n.domain}.${n.op_type}`,
    ...(n.attribute ?? []).flatMap((a) => operatorsOf(a.g)),
  ]);
}
const claimed = (name: string): boolean => Object.hasOwn(operatorsRead, name) || Object.hasOwn(controlOperators, name);

/** Nets compute in single precision; what a test states in fewer bits is right to the last of them. */
const LAST_BIT: Readonly<Record<string, number>> = { bfloat16: 2 ** -7, float16: 2 ** -10 };

function difference(got: Plain, want: Plain, { rtol, atol }: Case, type: string): string | undefined {
  if (got.data.length !== want.data.length) return `has ${got.data.length} numbers instead of ${want.data.length}`;
  for (let i = 0; i < want.data.length; i++) {
    const [g, w] = [got.data[i]!, want.data[i]!];
    if (Object.is(g, w) || g === w || (Number.isNaN(g) && Number.isNaN(w))) continue;
    if (!(Math.abs(g - w) <= Math.max(atol, 1e-6) + Math.max(rtol, LAST_BIT[type] ?? 0) * Math.abs(w)))
      return `element ${i} is ${g} instead of ${w}`;
  }
  return undefined;
}

function tried(c: Case, model: ModelProto, known: readonly string[]): string | undefined {
  const values = new Map(known.map((n) => [n, asConstant(n, c.inputs[n]!)] as const));
  const { net, inputs, outputs } = netOf(model, { values, sizes: new Map() });
  const feeds: Record<string, TensorValue> = {};
  for (const [name, axes] of inputs)
    if (net.inputs.has(name) || net.inputs.size === 1)
      feeds[net.inputs.has(name) ? name : 'Input'] = given(plain(c.inputs[name]!), axes);
  const shapes = new Map(Object.entries(feeds).map(([n, v]) => [n, v.shape.slice(1)] as const));
  const batch = Object.values(feeds)[0]?.shape[0] ?? 1;
  const results = run(specialize(net, shapes), feeds, batch, false);
  for (const [name, axes] of outputs) {
    const want = c.outputs[name];
    if (want === null || want === undefined) continue;
    const got = results[name] ?? results.Output;
    if (got === undefined) return `the output ${name} is not there`;
    const problem = difference(back(got, axes), plain(want), c, want.type);
    if (problem !== undefined) return `${name}: ${problem}`;
  }
  return undefined;
}

function problemOf(c: Case, model: ModelProto): string | undefined {
  const names = Object.keys(c.inputs).filter((n) => n !== '');
  const whole = names.slice(1).filter((n) => /int|bool/.test(c.inputs[n]!.type));
  const ways = [[], whole, names.slice(1), names];
  let first: string | undefined;
  for (const known of only === undefined ? ways : ways.slice(0)) {
    try {
      const problem = tried(c, model, known);
      if (problem === undefined) return undefined;
      if (only) console.log(known, problem);
      first ??= problem;
    } catch (x) {
      if (only) console.log(known, x instanceof FormatError ? x.reason : x);
      first ??= x instanceof FormatError ? x.reason : `${(x as Error).stack?.split('\n').slice(0, 3).join(' ')}`;
    }
  }
  return first;
}

const counts = { passed: 0, failed: 0, other: 0, strange: 0 };
const missing = new Map<string, number>();
for (const line of readFileSync(join(folder, 'tests.jsonl'), 'utf8').split('\n')) {
  if (line === '') continue;
  const c = JSON.parse(line) as Case;
  if (only !== undefined && !c.name.includes(only)) continue;
  const model = readModel(readFileSync(join(folder, `${c.name}.onnx`)));
  const absent = [...new Set(operatorsOf(model.graph))].filter((o) => !claimed(o));
  if (absent.length > 0) {
    counts.other++;
    for (const o of absent) missing.set(o, (missing.get(o) ?? 0) + 1);
    continue;
  }
  if ([...Object.values(c.inputs), ...Object.values(c.outputs)].some((v) => v === null)) {
    counts.strange++;
    console.log(`NO ARRAYS ${c.name}`);
    continue;
  }
  const problem = problemOf(c, model);
  if (problem === undefined) counts.passed++;
  else {
    counts.failed++;
    console.log(`FAIL ${c.name}: ${problem}`);
  }
}
console.log(
  [...missing]
    .sort((a, b) => b[1] - a[1])
    .map(([o, n]) => `${o} ${n}`)
    .join(', '),
);
console.log(counts);
