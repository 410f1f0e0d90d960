/** The loss and measurements of a net on data, without training. */
import type { ArraySlot, ComputeOptions, Predictor } from '../../../compute/contract/step.ts';
import type { RandomStream } from '../../../numeric/random.ts';
import { arrayRates } from '../../model/array-rates.ts';
import { keyFromOutside } from '../../model/keys.ts';
import { backend } from '../../run/backend.ts';
import { everyIndex, groupByShape, type ShapeGroup } from '../../run/columns.ts';
import { type Columns, Feed, paddedSize } from '../../run/feed.ts';
import type { Wanted } from '../../run/outputs.ts';
import { arraySlots } from '../../run/runnable.ts';
import type { Plan } from '../plan.ts';
import { lossOutput, type RunnablePlan, runnablePlan, stepFunction } from '../step.ts';
import type { Seen } from './comparison.ts';

/** Arrays of the net and of its losses, which learn as their own settings say. */
export function planSlots(plan: Plan, multiplier: (key: string) => number): ArraySlot[] {
  const own = arraySlots(plan.net, multiplier);
  const known = new Set(own.map((s) => s.key));
  const ofLosses = plan.terms.flatMap((t, k) => {
    if (t.net === undefined) return [];
    const rates = arrayRates(t.net);
    return arraySlots(t.net, (key) => rates.multiplier(key)).map((s) => ({
      ...s,
      key: keyFromOutside(s.key, [lossOutput(k)]),
    }));
  });
  return [...own, ...ofLosses.filter((s) => !known.has(s.key))];
}

/** Examples that go through the net together. */
export const ASSESSED_TOGETHER = 256;

export interface AssessorOptions {
  readonly device: ComputeOptions;
  /** Whether layers behave as in training. */
  readonly train?: boolean;
  readonly batch?: number | undefined;
}

/** What looks at the batches of an assessment. */
export interface Watching {
  /** What runs have to give back. */
  readonly wanted: readonly Wanted[];
  clear(): void;
  add(seen: Seen): void;
}

/** Examples as they are assessed. */
export interface Assessed {
  readonly count: number;
  readonly feed: Feed;
  readonly groups: readonly ShapeGroup[];
}
export const assessed = (columns: Columns, count: number, random: RandomStream): Assessed => ({
  count,
  feed: new Feed(columns, () => random),
  groups: groupByShape(columns, everyIndex(count)),
});

/** Runs a net, whose arrays may change between runs. */
export class Assessor {
  readonly #plan: Plan;
  readonly #watching: Watching;
  readonly #runnable: RunnablePlan;
  readonly #evaluator: Predictor;
  readonly #batch: number;

  constructor(plan: Plan, watching: Watching, { device, train = false, batch = ASSESSED_TOGETHER }: AssessorOptions) {
    this.#plan = plan;
    this.#watching = watching;
    this.#batch = batch;
    this.#runnable = runnablePlan(plan, train);
    const step = stepFunction(plan, this.#runnable, { mean: false, outputs: watching.wanted });
    this.#evaluator = backend().createPredictor(
      planSlots(plan, () => 0),
      step,
      device,
    );
  }

  write(key: string, data: Float32Array): void {
    this.#evaluator.write(key, data);
  }

  /** The mean of the scaled sum of all terms over all examples. What watches has seen them all then. */
  run(parts: Iterable<Assessed>, poll: () => void): number {
    this.#watching.clear();
    const sums = this.#plan.terms.map(() => 0);
    let examples = 0;
    for (const { count, feed, groups } of parts) {
      examples += count;
      for (const group of groups)
        for (let from = 0; from < group.indices.length; from += this.#batch) {
          poll();
          this.#one(feed, group, from, sums);
        }
    }
    return this.#plan.terms.reduce((s, t, k) => s + (t.scale * sums[k]!) / examples, 0);
  }

  #one(feed: Feed, { shapes, indices }: ShapeGroup, from: number, sums: number[]): void {
    const { noise } = this.#runnable.for(shapes);
    const to = Math.min(indices.length, from + this.#batch);
    const count = to - from;
    // Statistics of a batch may not see repeated examples.
    const rows = this.#runnable.train ? count : paddedSize(count, this.#batch);
    const inputs = feed.batch({ shapes, noise, indices, from, to, size: rows }, this.#evaluator);
    const outputs = this.#evaluator.run(inputs);
    let total = 0;
    this.#plan.terms.forEach(({ scale }, k) => {
      const { data } = outputs[lossOutput(k)]!;
      for (let i = 0; i < count; i++) {
        sums[k]! += data[i]!;
        total += scale * data[i]!;
      }
    });
    this.#watching.add({ inputs, outputs, count, rows, loss: total / count });
  }

  dispose(): void {
    this.#evaluator.dispose();
  }
}
