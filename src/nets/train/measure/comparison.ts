/** Predictions of one output beside what they should have been, collected batch by batch. */
import type { TensorValue } from '../../../compute/contract/step.ts';
import { type Expr, int, isCall } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import type { Net } from '../../model/net.ts';
import type { Wanted } from '../../run/outputs.ts';
import { lossPort } from '../plan.ts';
import { outputName } from '../step.ts';
import type { Measured } from './measured.ts';
import type { Deviations } from './measurements.ts';
import type { Outcome } from './outcome.ts';

/** A batch as it went through the net. */
export interface Seen {
  readonly inputs: Readonly<Record<string, TensorValue>>;
  readonly outputs: Readonly<Record<string, TensorValue>>;
  /** Examples; further rows of the values are repeated ones. */
  readonly count: number;
  /** Rows of the values. */
  readonly rows: number;
  /** The mean over the examples. */
  readonly loss: number;
}

/** The whole of what was seen since it was cleared, or the last batch. */
export type Span = 'all' | 'batch';

/** The numbers of the examples, without repeated rows. */
export const numbersOf = (v: TensorValue, { count, rows }: Seen): Float32Array | Int32Array =>
  count === rows ? v.data : v.data.subarray(0, (v.data.length / rows) * count);

/** Numbers one after another, in memory that grows. */
class Growing {
  #data = new Float32Array(1024);
  #length = 0;
  #batch = 0;
  add(x: Float32Array | Int32Array): void {
    if (this.#length + x.length > this.#data.length) {
      const larger = new Float32Array(Math.max(2 * this.#data.length, this.#length + x.length));
      larger.set(this.#data.subarray(0, this.#length));
      this.#data = larger;
    }
    this.#batch = this.#length;
    this.#data.set(x, this.#length);
    this.#length += x.length;
  }
  clear(): void {
    this.#length = 0;
    this.#batch = 0;
  }
  save(): unknown {
    return [this.of('all'), this.#batch];
  }
  load([data, batch]: readonly [Float32Array, number]): void {
    this.clear();
    this.add(data);
    this.#batch = batch;
  }
  of(span: Span): Float32Array {
    return this.#data.subarray(span === 'all' ? 0 : this.#batch, this.#length);
  }
}

interface Count {
  readonly right: number;
  readonly decided: number;
}
const nothing: Count = { right: 0, decided: 0 };

export class Comparison {
  readonly measured: Measured;
  /** What a run has to give back. */
  readonly wanted: Wanted;
  readonly #output: string;
  readonly #target: string;
  readonly #predicted = new Growing();
  readonly #targets = new Growing();
  /** Only the share of right decisions is wanted: predictions need not be kept. */
  readonly #counting: boolean;
  #all = nothing;
  #batch = nothing;

  constructor(measured: Measured, counting = false) {
    this.measured = measured;
    this.wanted = { path: [], port: measured.port };
    this.#output = outputName(this.wanted);
    this.#target = lossPort(measured.term, 'Target');
    this.#counting = counting;
  }

  clear(): void {
    this.#all = nothing;
    this.#batch = nothing;
    this.#predicted.clear();
    this.#targets.clear();
  }

  save(): unknown {
    return [this.#all, this.#batch, this.#predicted.save(), this.#targets.save()];
  }
  load([all, batch, predicted, targets]: readonly [Count, Count, never, never]): void {
    this.#all = all;
    this.#batch = batch;
    this.#predicted.load(predicted);
    this.#targets.load(targets);
  }

  add(seen: Seen): void {
    const p = numbersOf(seen.outputs[this.#output]!, seen);
    const t = numbersOf(seen.inputs[this.#target]!, seen);
    if (!this.#counting) {
      this.#predicted.add(p);
      this.#targets.add(t);
      return;
    }
    this.#batch = this.measured.binary ? countBinary(p, t) : countRight(p, t, this.measured.classes!);
    this.#all = {
      right: this.#all.right + this.#batch.right,
      decided: this.#all.decided + this.#batch.decided,
    };
  }

  /** The share of right decisions, where they were counted. */
  accuracy(span: Span): number | undefined {
    const { right, decided } = span === 'all' ? this.#all : this.#batch;
    return this.#counting ? right / decided : undefined;
  }

  /** Decisions between the classes of the output, named as its decoder names them. */
  outcome(net: Net, span: Span = 'all'): Outcome {
    const { binary, port } = this.measured;
    const classes = this.measured.classes!;
    const given = this.#predicted.of(span);
    const targets = this.#targets.of(span);
    const probabilities = binary ? bothProbabilities(given) : given;
    const n = probabilities.length / classes;
    const indexed = targets.length === n;
    const truthOf = (i: number): number =>
      binary ? Number(targets[i]! >= 0.5) : indexed ? targets[i]! - 1 : largest(targets, i * classes, classes);
    return {
      classes,
      labels: labelsOf(net, port, classes, binary),
      truth: Int32Array.from({ length: n }, (_, i) => truthOf(i)),
      decision: Int32Array.from({ length: n }, (_, i) =>
        binary ? Number(given[i]! >= 0.5) : largest(probabilities, i * classes, classes),
      ),
      probabilities,
    };
  }

  deviations(span: Span = 'all'): Deviations {
    return {
      predicted: Float64Array.from(this.#predicted.of(span)),
      target: Float64Array.from(this.#targets.of(span)),
    };
  }
}

/** {1 - p, p} for each probability p. */
function bothProbabilities(p: Float32Array): Float32Array {
  const both = new Float32Array(2 * p.length);
  p.forEach((x, i) => {
    both[2 * i] = 1 - x;
    both[2 * i + 1] = x;
  });
  return both;
}

function labelsOf(net: Net, port: string, classes: number, binary: boolean): readonly Expr[] {
  const coder = net.coders.get(port);
  const labels = coder?.parameters.Labels;
  if (labels !== undefined && isCall(labels, S.List)) return labels.args;
  if (binary) return coder?.type === 'Boolean' ? [S.False, S.True] : [int(0), int(1)];
  return Array.from({ length: classes }, (_, i) => int(i + 1));
}

type Numbers = Float32Array | Int32Array;

function countRight(p: Numbers, t: Numbers, classes: number): Count {
  const n = p.length / classes;
  const indexed = t.length === n;
  let right = 0;
  for (let i = 0, from = 0; i < n; i++, from += classes) {
    const truth = indexed ? t[i]! - 1 : largest(t, from, classes);
    if (largest(p, from, classes) === truth) right++;
  }
  return { right, decided: n };
}

function countBinary(p: Numbers, t: Numbers): Count {
  let right = 0;
  for (let i = 0; i < p.length; i++) if (p[i]! >= 0.5 === t[i]! >= 0.5) right++;
  return { right, decided: p.length };
}

/** Position of the largest of `count` numbers. */
function largest(x: Numbers, from: number, count: number): number {
  let best = 0;
  let most = x[from]!;
  for (let i = 1; i < count; i++) {
    const here = x[from + i]!;
    if (here > most) {
      most = here;
      best = i;
    }
  }
  return best;
}
