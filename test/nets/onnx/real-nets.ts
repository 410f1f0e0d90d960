/** node scripts/run.mjs test/nets/onnx/real-nets.ts folder [name]: the models of real-nets.py as nets, beside what onnxruntime gave for them. */
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TensorValue } from '../../../src/compute/contract/step.ts';
import { FormatError } from '../../../src/formats/format-error.ts';
import { readModel } from '../../../src/formats/onnx.ts';
import { createSession } from '../../../src/index.ts';
import { specialize } from '../../../src/nets/model/infer.ts';
import { netOf } from '../../../src/nets/write/onnx/import.ts';
import { run } from '../layer-contract.ts';
import { asConstant, back, given, plain, type Stored } from './axes.ts';

interface Case {
  readonly file: string;
  readonly inputs: Readonly<Record<string, Stored>>;
  readonly outputs: Readonly<Record<string, Stored>>;
}

const [folder = 'real-nets', only] = process.argv.slice(2);
createSession({ seed: 1 });

/** The largest difference of an element, relative where numbers are large. */
function difference(got: Float64Array, want: Float64Array): number {
  if (got.length !== want.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < want.length; i++)
    worst = Math.max(worst, Math.abs(got[i]! - want[i]!) / Math.max(1, Math.abs(want[i]!)));
  return worst;
}

function worstOf(c: Case, stated: boolean): { readonly layers: number; readonly worst: number } {
  const known = Object.entries(c.inputs).filter(([, v]) => v.shape.length === 0);
  const values = new Map(known.map(([n, v]) => [n, asConstant(n, v)] as const));
  const sizes = new Map(stated ? Object.entries(c.inputs).map(([n, v]) => [n, v.shape] as const) : []);
  const { net, inputs, outputs } = netOf(readModel(readFileSync(c.file)), { values, sizes });
  const feeds: Record<string, TensorValue> = {};
  for (const [name, axes] of inputs) feeds[net.inputs.has(name) ? name : 'Input'] = given(plain(c.inputs[name]!), axes);
  const shapes = new Map(Object.entries(feeds).map(([n, v]) => [n, v.shape.slice(1)] as const));
  const results = run(specialize(net, shapes), feeds, Object.values(feeds)[0]!.shape[0]!, false);
  let worst = 0;
  for (const [name, axes] of outputs) {
    const got = back(results[name] ?? results.Output!, axes);
    worst = Math.max(worst, difference(got.data, plain(c.outputs[name]!).data));
  }
  return { layers: net.kind === 'layer' ? 1 : net.nodes.length, worst };
}

let [agree, count] = [0, 0];
for (const line of readFileSync(join(folder, 'nets.jsonl'), 'utf8').split('\n')) {
  if (line === '') continue;
  const c = JSON.parse(line) as Case;
  if (only !== undefined && !c.file.includes(only)) continue;
  count++;
  const start = performance.now();
  const problems: string[] = [];
  // Files whose nodes depend on open sizes are told these: "InputDimensions".
  for (const stated of [false, true]) {
    try {
      const { layers, worst } = worstOf(c, stated);
      if (worst <= 1e-4) {
        agree++;
        const time = ((performance.now() - start) / 1000).toFixed(1);
        const how = stated ? ', sizes stated' : '';
        console.log(
          `agrees ${basename(c.file)}: ${layers} layers, differs by ${worst.toExponential(1)}, ${time} s${how}`,
        );
        problems.length = 0;
        break;
      }
      problems.push(`differs by ${worst}`);
    } catch (x) {
      problems.push(x instanceof FormatError ? x.reason : (x as Error).stack!);
    }
  }
  if (problems.length > 0) console.log(`FAILS  ${basename(c.file)}: ${problems.join('\n       ')}`);
}
console.log(`${agree} of ${count} agree to 1e-4`);
