/** The function of one training step or one assessment: outputs and losses of a batch. */
import type { StepFunction, Tensor, Tensors } from '../../compute/contract/step.ts';
import { specialize } from '../model/infer.ts';
import type { Net } from '../model/net.ts';
import { type Filled, filledOf, type Part, WEIGHTS } from '../run/filled.ts';
import { noiseShapes } from '../run/noise.ts';
import { collector, type Wanted } from '../run/outputs.ts';
import { type Run, runNet } from '../run/run.ts';
import { Runnable, type Special } from '../run/runnable.ts';
import { type FittedTerm, lossPort, type Plan } from './plan.ts';

/** Names of outputs of a step: the loss of a term, a value of the net, the losses of the examples. */
export const lossOutput = (term: number): string => `loss ${term}`;
export const outputName = ({ path, port }: Wanted): string =>
  path.length === 0 ? `output ${port}` : `output ${JSON.stringify([...path, port])}`;
export const EXAMPLE_LOSSES = 'example losses';

/** The loss of one port, by the name under which it is reported, and the output of a step that carries it. */
export interface Partial {
  readonly name: string;
  readonly output: string;
}
const partOutput = (term: number, port: string): string => `${lossOutput(term)} ${port}`;

/** Every summand of the total loss: one a term, or one an output of its loss net. */
export const partialLosses = (plan: Plan): Partial[] =>
  plan.terms.flatMap(({ name, net }, k) =>
    net === undefined || net.outputs.size === 1
      ? [{ name, output: lossOutput(k) }]
      : [...net.outputs.keys()].map((port) => ({ name: port, output: partOutput(k, port) })),
  );

/** A net and its losses for inputs of one shape. */
export interface SpecialPlan extends Special {
  readonly losses: readonly (Net | undefined)[];
}
export type RunnablePlan = Runnable<SpecialPlan>;

/** What takes sequences that are filled up: the net and its losses, none of which may have an element of a sequence for its value. */
function filledPlan(plan: Plan): Filled | undefined {
  const ends = plan.terms.flatMap((t) => [...(t.net?.outputs.values() ?? [plan.net.outputs.get(t.output)!])]);
  if (!ends.every((p) => p.shape?.every((a) => typeof a === 'number'))) return undefined;
  const losses = plan.terms.flatMap(({ net }, k): Part[] => {
    const column = (port: string): string | undefined => (port === 'Input' ? undefined : lossPort(k, port));
    return net === undefined ? [] : [{ net, path: [lossOutput(k)], column }];
  });
  return filledOf([{ net: plan.net, path: [], column: (port) => port }, ...losses]);
}

/** A plan, specialised for the shapes of its columns. */
export const runnablePlan = (plan: Plan, train: boolean): RunnablePlan =>
  new Runnable(
    train,
    (shapes) => {
      const of = (n: Net, name: (port: string) => string): Map<string, readonly number[]> =>
        new Map([...n.inputs.keys()].flatMap((p) => (shapes.has(name(p)) ? [[p, shapes.get(name(p))!] as const] : [])));
      const net = specialize(
        plan.net,
        of(plan.net, (p) => p),
      );
      const losses = plan.terms.map((t, k) => {
        if (t.net === undefined) return undefined;
        const inputs = of(t.net, (p) => lossPort(k, p));
        inputs.set('Input', net.outputs.get(t.output)!.shape as readonly number[]);
        return specialize(t.net, inputs);
      });
      return { net, losses, noise: noiseShapes(net, train) };
    },
    filledPlan(plan),
  );

/** Everything but the batch: numbers of one example added up, {batch, ...} to {batch}. */
const perExample = (t: Tensors, x: Tensor): Tensor => (x.rank <= 1 ? x : t.sum(t.reshape(x, [x.shape[0]!, -1]), 1));

export interface StepOptions {
  /** A training step, which has the mean loss for its gradient; otherwise the losses of examples are given. */
  readonly mean: boolean;
  /** Whether an array that changes by rule may change. */
  readonly updates?: (key: string) => boolean;
  /** Values of the net that are read back. */
  readonly outputs: readonly Wanted[];
  /** Whether the losses of the examples are read back as well. */
  readonly exampleLosses?: boolean;
}

/** The mean of the losses of the examples, of those that count. */
const meanOf = (t: Tensors, values: Tensor, weights: Tensor | undefined): Tensor =>
  weights === undefined ? t.mean(values) : t.div(t.sum(t.mul(values, weights)), t.sum(weights));

/** loss = mean over the batch of the scaled sum of all terms; each term by itself is an output where there are several. */
export function stepFunction(plan: Plan, runnable: RunnablePlan, options: StepOptions): StepFunction {
  const several = partialLosses(plan).length > 1;
  return runnable.step((special, inputs, run) => {
    const { t } = run;
    const own = Object.fromEntries([...special.net.inputs.keys()].map((p) => [p, inputs[p]!]));
    const { seen, ...looking } = collector(options.outputs);
    const out = runNet(special.net, own, { ...run, ...looking });
    const outputs: Record<string, Tensor> = {};
    const weights = inputs[WEIGHTS];
    let loss: Tensor | undefined;
    let ofExamples: Tensor | undefined;
    plan.terms.forEach((term, k) => {
      const { values, parts } = lossValues(t, term, special.losses[k], k, out, inputs, run);
      if (several || !options.mean) {
        outputs[lossOutput(k)] = options.mean ? meanOf(t, values, weights) : values;
        for (const [port, part] of parts) outputs[partOutput(k, port)] = options.mean ? meanOf(t, part, weights) : part;
      }
      if (options.exampleLosses) {
        const scaled = t.mul(values, term.scale);
        ofExamples = ofExamples === undefined ? scaled : t.add(ofExamples, scaled);
      }
      if (!options.mean) return;
      const mean = meanOf(t, values, weights);
      const scaled = term.scale === 1 ? mean : t.mul(mean, term.scale);
      loss = loss === undefined ? scaled : t.add(loss, scaled);
    });
    options.outputs.forEach((w, i) => {
      outputs[outputName(w)] = seen[`${i}`]!;
    });
    if (ofExamples !== undefined) outputs[EXAMPLE_LOSSES] = ofExamples;
    return { ...(loss !== undefined && { loss }), outputs };
  }, options.updates);
}

/** The losses of the examples of one term, and those of each output of its loss net where it has several. */
function lossValues(
  t: Tensors,
  term: FittedTerm,
  net: Net | undefined,
  k: number,
  out: Readonly<Record<string, Tensor>>,
  inputs: Readonly<Record<string, Tensor>>,
  run: Run,
): { readonly values: Tensor; readonly parts: readonly (readonly [string, Tensor])[] } {
  if (net === undefined) return { values: perExample(t, out[term.output]!), parts: [] };
  const given = Object.fromEntries(
    [...net.inputs.keys()].map((p) => [p, p === 'Input' ? out[term.output]! : inputs[lossPort(k, p)]!]),
  );
  const results = Object.entries(runNet(net, given, run, [lossOutput(k)])).map(
    ([port, x]) => [port, perExample(t, x)] as const,
  );
  const values = results.map(([, x]) => x).reduce((a, b) => t.add(a, b));
  return { values, parts: results.length > 1 ? results : [] };
}
