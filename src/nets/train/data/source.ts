/** Where the batches of a training come from: stored examples in a new order each round, or a function that makes them. */
import type { RandomStream } from '../../../numeric/random.ts';
import { worked, workedThrough } from '../../../pace.ts';
import { everyIndex, groupByShape, type ShapeGroup } from '../../run/columns.ts';
import { type Columns, Feed, type Inputs, type Reader, type Rows } from '../../run/feed.ts';
import { type Sequences, sequencesOf } from '../../run/filled.ts';
import type { RunnablePlan } from '../step.ts';
import { batchGroups, RoundOrder } from './round-order.ts';
import { choose, type Examples } from './training-data.ts';

export interface Batch {
  /** The step has to be done with them before the next batch is asked for. */
  readonly inputs: Inputs;
  readonly size: number;
  /** With examples that fill the batch up and do not count. */
  readonly rows: number;
  /** Which of the stored examples they are; undefined: they were made for this batch. */
  readonly indices: ArrayLike<number> | undefined;
  /** The examples that were made. */
  readonly examples?: Examples;
}

/** An array of an example that holds a value which is no finite number; examples are counted from 0. */
export interface BadValue {
  readonly example: number;
  readonly port: string;
  readonly value: number;
}

export interface Source {
  /** Examples of one round. */
  readonly examples: number;
  readonly batchesPerRound: number;
  startRound(round: number): void;
  /** Whether the round has another batch. Batches of a round are `batchesPerRound`, or more where shapes differ within one. */
  hasNext(): boolean;
  /** The next batch, written for what runs it. */
  next(reader: Reader): Batch;
  /** Where in the round this is, for `resume`; undefined where nobody can come back to. */
  readonly position: number | undefined;
  /** Goes there, in a source from the same beginning. */
  resume(round: number, position: number): void;
  /** The same for sources with the same beginning. */
  readonly origin: readonly number[];
  /** The first value of the stored examples that is no finite number. */
  firstBad(): BadValue | undefined;
}

/** The examples as sequences that go into one batch whatever their lengths; undefined: batches are of examples of one shape. */
export const togetherOf = (
  { filled }: RunnablePlan,
  columns: Columns,
  count: number,
  sequencesMeasured: boolean,
): Sequences | undefined => (filled && !sequencesMeasured ? sequencesOf(columns, count, filled) : undefined);

/** Examples that are there, shuffled for each round; batches hold examples of one shape, or sequences that are filled up. */
export class StoredSource implements Source {
  readonly examples: number;
  readonly batchesPerRound: number;
  readonly #columns: Columns;
  readonly #order: RoundOrder;
  readonly #batchSize: number;
  readonly #feed: Feed;
  readonly #runnable: RunnablePlan;
  readonly #sequences: Sequences | undefined;
  /** Whether batches are of one size, with examples that do not count. */
  readonly #weighted: boolean;
  #pieces: readonly Rows[] = [];
  #next = 0;
  readonly origin: readonly number[];

  constructor(
    runnable: RunnablePlan,
    columns: Columns,
    count: number,
    batchSize: number,
    random: RandomStream,
    noise: RandomStream,
    /** Sequences that steps give are measured: they have to have their own lengths. */
    sequencesMeasured: boolean,
  ) {
    this.examples = count;
    this.#columns = columns;
    this.origin = random.state();
    this.#feed = new Feed(columns, () => noise);
    this.#runnable = runnable;
    this.#sequences = togetherOf(runnable, columns, count, sequencesMeasured);
    const groups = batchGroups(columns, count, this.#sequences);
    this.#batchSize = batchSize;
    this.#weighted =
      runnable.filled !== undefined &&
      groups.some(({ indices: { length: n } }) => n > batchSize && n % batchSize !== 0);
    this.#order = new RoundOrder(groups, batchSize, random);
    this.batchesPerRound = this.#order.batchesPerRound;
  }

  firstBad(): BadValue | undefined {
    for (let example = 0; example < this.examples; example++)
      for (const [port, column] of this.#columns) {
        const { data } = column.at(example);
        workedThrough(data.length);
        const value = data.find((x) => !Number.isFinite(x));
        if (value !== undefined) return { example, port, value };
      }
    return undefined;
  }

  startRound(): void {
    const [weighted, ends] = [this.#weighted, this.#sequences?.ends];
    this.#pieces = this.#order.next().map(({ group, indices, from, to }): Rows => {
      const shapes = this.#sequences?.shapes(indices, from, to) ?? group.shapes;
      const { noise } = this.#runnable.for(shapes);
      const size = weighted && indices.length > this.#batchSize ? this.#batchSize : to - from;
      return { shapes, noise, indices, from, to, size, ends, weighted };
    });
    this.#next = 0;
  }

  hasNext(): boolean {
    return this.#next < this.#pieces.length;
  }

  get position(): number {
    return this.#next;
  }
  /** Each order is the one before, shuffled. */
  resume(round: number, position: number): void {
    for (let i = 0; i < round; i++) {
      worked(this.examples);
      this.startRound();
    }
    this.#next = position;
  }

  next(reader: Reader): Batch {
    const p = this.#pieces[this.#next++]!;
    return {
      inputs: this.#feed.batch(p, reader),
      size: p.to - p.from,
      rows: p.size!,
      get indices() {
        return Array.prototype.slice.call(p.indices, p.from, p.to) as number[];
      },
    };
  }
}

/** A batch that a function made. */
export interface Made {
  readonly columns: Columns;
  readonly examples: Examples;
}

/** Batches that a function makes, each read as training data are. */
export class GeneratedSource implements Source {
  readonly examples: number;
  readonly batchesPerRound: number;
  readonly #make: (round: number, batch: number) => Made;
  readonly #runnable: RunnablePlan;
  readonly #noise: RandomStream;
  #round = 0;
  #batch = 0;
  #pending: (ShapeGroup & { readonly feed: Feed; readonly examples: Examples })[] = [];

  constructor(
    runnable: RunnablePlan,
    roundLength: number,
    batchSize: number,
    noise: RandomStream,
    make: (round: number, batch: number) => Made,
  ) {
    this.examples = roundLength;
    this.batchesPerRound = Math.max(1, Math.ceil(roundLength / batchSize));
    this.#make = make;
    this.#noise = noise;
    this.#runnable = runnable;
  }

  readonly origin = [];
  firstBad(): undefined {
    return undefined;
  }
  startRound(round: number): void {
    this.#round = round;
    this.#batch = 0;
  }

  get position(): number | undefined {
    return this.#pending.length === 0 ? this.#batch : undefined;
  }
  resume(round: number, position: number): void {
    this.#round = round;
    this.#batch = position;
  }

  hasNext(): boolean {
    return this.#pending.length > 0 || this.#batch < this.batchesPerRound;
  }

  next(reader: Reader): Batch {
    if (this.#pending.length === 0) this.#ask();
    const { shapes, indices, feed, examples } = this.#pending.shift()!;
    const { noise } = this.#runnable.for(shapes);
    return {
      inputs: feed.batch({ shapes, noise, indices, from: 0, to: indices.length }, reader),
      size: indices.length,
      rows: indices.length,
      indices: undefined,
      examples,
    };
  }

  /** Examples of one shape go through the net together. */
  #ask(): void {
    const { columns, examples } = this.#make(this.#round, ++this.#batch);
    const feed = new Feed(columns, () => this.#noise);
    const groups = groupByShape(columns, everyIndex(examples.count));
    this.#pending = groups.map((g) => ({
      ...g,
      feed,
      examples: groups.length === 1 ? examples : choose(examples, Array.from(g.indices)),
    }));
  }
}
