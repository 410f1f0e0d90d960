/** The loss and predictions of a net on data, without training. */
import type { ArraySlot, ComputeOptions, Evaluator } from '../../compute/contract/step.ts';
import type { RandomStream } from '../../numeric/random.ts';
import { keyFromOutside } from '../model/keys.ts';
import type { Net } from '../model/net.ts';
import { backend } from '../run/backend.ts';
import { everyIndex, groupByShape, type ShapeGroup } from '../run/data.ts';
import { type Columns, Feed, paddedSize } from '../run/feed.ts';
import type { Shapes } from '../run/noise.ts';
import { arraySlots } from '../run/prepare.ts';
import { Comparison, measuredOutput } from './comparison.ts';
import type { Plan } from './plan.ts';
import { lossOutput, Specializer, stepFunction } from './step.ts';

export interface Assessment {
  /** The mean of the scaled sum of all terms. */
  readonly loss: number;
  readonly comparison: Comparison | undefined;
}

/** Arrays of the net and of its losses. */
export function planSlots(plan: Plan, net: Net, multiplier: (key: string) => number): ArraySlot[] {
  const own = arraySlots(net, multiplier);
  const known = new Set(own.map((s) => s.key));
  const ofLosses = plan.terms.flatMap((t, k) =>
    t.net === undefined
      ? []
      : arraySlots(t.net, () => 1).map((s) => ({ ...s, key: keyFromOutside(s.key, [lossOutput(k)]) })),
  );
  return [...own, ...ofLosses.filter((s) => !known.has(s.key))];
}
const BATCH = 256;
const noNoise: Shapes = new Map();

export interface AssessorOptions {
  readonly device: ComputeOptions;
  /** Whether layers behave as in training. */
  readonly train?: boolean;
  readonly batch?: number;
}

/** Runs a net, whose arrays may change between runs, on the same examples. */
export class Assessor {
  readonly #plan: Plan;
  readonly #columns: Columns;
  readonly #feed: Feed;
  readonly #groups: readonly ShapeGroup[];
  readonly #specializer: Specializer;
  readonly #count: number;
  readonly #train: boolean;
  readonly #evaluator: Evaluator;
  readonly #comparison: Comparison | undefined;
  readonly #batch: number;

  constructor(
    plan: Plan,
    columns: Columns,
    count: number,
    random: RandomStream,
    { device, train = false, batch = BATCH }: AssessorOptions,
  ) {
    this.#plan = plan;
    this.#columns = columns;
    this.#count = count;
    this.#train = train;
    this.#batch = batch;
    this.#feed = new Feed(columns, () => random);
    this.#groups = groupByShape(columns, everyIndex(count));
    this.#specializer = new Specializer(plan);
    const measured = measuredOutput(plan);
    this.#comparison = measured && new Comparison(measured);
    const step = stepFunction(plan, this.#specializer, {
      train,
      loss: false,
      updates: () => false,
      outputs: measured === undefined ? [] : [measured.port],
    });
    this.#evaluator = backend().createEvaluator(
      planSlots(plan, plan.net, () => 0),
      step,
      device,
    );
  }

  write(key: string, data: Float32Array): void {
    this.#evaluator.write(key, data);
  }

  /** The comparison is valid until the next run. */
  run(poll: () => void): Assessment {
    const c = this.#comparison;
    c?.clear();
    const sums = this.#plan.terms.map(() => 0);
    for (const { shapes, indices } of this.#groups) {
      const noise = this.#train ? this.#specializer.for(shapes).noise : noNoise;
      for (let from = 0; from < indices.length; from += this.#batch) {
        poll();
        const to = Math.min(indices.length, from + this.#batch);
        const size = this.#train ? to - from : paddedSize(to - from, this.#batch);
        const inputs = this.#feed.batch({ shapes, noise, indices, from, to, size }, this.#evaluator);
        const out = this.#evaluator.run(inputs);
        sums.forEach((_, k) => {
          const losses = out[lossOutput(k)]!.data;
          for (let i = 0; i < to - from; i++) sums[k]! += losses[i]!;
        });
        if (c !== undefined) c.add(out[c.output]!, inputs[c.target]!, to - from);
      }
    }
    return { loss: this.#plan.terms.reduce((s, t, k) => s + (t.scale * sums[k]!) / this.#count, 0), comparison: c };
  }

  dispose(): void {
    this.#evaluator.dispose();
  }

  get columns(): Columns {
    return this.#columns;
  }
}
