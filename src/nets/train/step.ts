/** The function of one training step or one assessment: outputs and losses of a batch. */
import type { StepFunction, Tensor, Tensors } from '../../compute/contract/step.ts';
import { specialize } from '../model/infer.ts';
import type { Net } from '../model/net.ts';
import { noiseName, noiseShapes, type Shapes } from '../run/noise.ts';
import { shapesKey } from '../run/prepare.ts';
import { runNet } from '../run/run.ts';
import { type FittedTerm, lossPort, type Plan } from './plan.ts';

/** Name of the output that carries the loss of a term. */
export const lossOutput = (term: number): string => `loss ${term}`;
export const netOutput = (port: string): string => `output ${port}`;

/** A net and its losses for inputs of one shape. */
interface Special {
  readonly net: Net;
  readonly losses: readonly (Net | undefined)[];
  readonly noise: Shapes;
}

/** Specializes a plan once for each set of input shapes. */
export class Specializer {
  readonly #plan: Plan;
  readonly #cache = new Map<string, Special>();
  constructor(plan: Plan) {
    this.#plan = plan;
  }
  for(shapes: Shapes): Special {
    const key = shapesKey(shapes);
    let special = this.#cache.get(key);
    if (special === undefined) {
      special = this.#make(shapes);
      this.#cache.set(key, special);
    }
    return special;
  }
  #make(shapes: Shapes): Special {
    const { net, terms } = this.#plan;
    const of = (n: Net, name: (port: string) => string): Map<string, readonly number[]> =>
      new Map([...n.inputs.keys()].flatMap((p) => (shapes.has(name(p)) ? [[p, shapes.get(name(p))!] as const] : [])));
    const special = specialize(
      net,
      of(net, (p) => p),
    );
    const losses = terms.map((t, k) => {
      if (t.net === undefined) return undefined;
      const inputs = of(t.net, (p) => lossPort(k, p));
      inputs.set('Input', special.outputs.get(t.output)!.shape as readonly number[]);
      return specialize(t.net, inputs);
    });
    return { net: special, losses, noise: noiseShapes(special) };
  }
}

/** Everything but the batch: numbers of one example added up, {batch, ...} to {batch}. */
const perExample = (t: Tensors, x: Tensor): Tensor => (x.rank <= 1 ? x : t.sum(t.reshape(x, [x.shape[0]!, -1]), 1));

export interface StepOptions {
  readonly train: boolean;
  /** Whether the mean loss is wanted, for its gradient. */
  readonly loss: boolean;
  /** Whether an array that changes by rule may change. */
  readonly updates: (key: string) => boolean;
  /** Net outputs that are read back. */
  readonly outputs: readonly string[];
}

/** loss = mean over the batch of the scaled sum of all terms; each term by itself is an output. */
export function stepFunction(plan: Plan, specializer: Specializer, options: StepOptions): StepFunction {
  return (t, arrays, inputs) => {
    const shapes = new Map(
      Object.entries(inputs)
        .filter(([n]) => !n.startsWith('noise:'))
        .map(([n, x]) => [n, x.shape.slice(1)] as const),
    );
    const special = specializer.for(shapes);
    const batch = Object.values(inputs)[0]?.shape[0] ?? 1;
    const state: Record<string, Tensor> = {};
    const run = {
      t,
      arrays,
      batch,
      train: options.train,
      noise: (path: readonly (string | number)[]) => inputs[noiseName(path)],
      update: (key: string, value: Tensor) => {
        if (options.updates(key)) state[key] = value;
      },
    };
    const own = Object.fromEntries([...special.net.inputs.keys()].map((p) => [p, inputs[p]!]));
    const out = runNet(special.net, own, run);
    const outputs: Record<string, Tensor> = {};
    let loss: Tensor | undefined;
    plan.terms.forEach((term, k) => {
      const values = lossValues(t, term, special.losses[k], k, out, inputs, run);
      // An assessment adds up the losses of examples itself; a training step has them in its loss.
      if (!options.loss) outputs[lossOutput(k)] = values;
      else if (plan.terms.length > 1) outputs[lossOutput(k)] = t.mean(values);
      if (!options.loss) return;
      const scaled = term.scale === 1 ? t.mean(values) : t.mul(t.mean(values), term.scale);
      loss = loss === undefined ? scaled : t.add(loss, scaled);
    });
    for (const port of options.outputs) outputs[netOutput(port)] = out[port]!;
    return { ...(loss !== undefined && { loss }), outputs, state };
  };
}

function lossValues(
  t: Tensors,
  term: FittedTerm,
  net: Net | undefined,
  k: number,
  out: Readonly<Record<string, Tensor>>,
  inputs: Readonly<Record<string, Tensor>>,
  run: Parameters<typeof runNet>[2],
): Tensor {
  if (net === undefined) return perExample(t, out[term.output]!);
  const given = Object.fromEntries(
    [...net.inputs.keys()].map((p) => [p, p === 'Input' ? out[term.output]! : inputs[lossPort(k, p)]!]),
  );
  const results = Object.values(runNet(net, given, run, [lossOutput(k)]));
  return results.map((x) => perExample(t, x)).reduce((a, b) => t.add(a, b));
}
