/** Where the batches of a training come from: stored examples in a new order each round, or a function that makes them. */
import type { RandomStream } from '../../numeric/random.ts';
import { everyIndex, groupByShape, type ShapeGroup } from '../run/data.ts';
import { type Columns, Feed, type Inputs, type Reader, type Rows } from '../run/feed.ts';
import type { Plan } from './plan.ts';
import { Specializer } from './step.ts';

export interface Batch {
  /** The step has to be done with them before the next batch is asked for. */
  readonly inputs: Inputs;
  readonly size: number;
}

export interface Source {
  /** Examples of one round. */
  readonly examples: number;
  readonly batchesPerRound: number;
  startRound(round: number): void;
  /** The next batch, written for what runs it. */
  next(reader: Reader): Batch;
}

/** Examples that are there, shuffled for each round; batches hold examples of one shape. */
export class StoredSource implements Source {
  readonly examples: number;
  readonly batchesPerRound: number;
  readonly #batchSize: number;
  readonly #groups: readonly ShapeGroup[];
  readonly #orders: readonly Int32Array[];
  readonly #random: RandomStream;
  readonly #feed: Feed;
  readonly #specializer: Specializer;
  #pieces: readonly Rows[] = [];
  #next = 0;

  constructor(
    plan: Plan,
    columns: Columns,
    count: number,
    batchSize: number,
    random: RandomStream,
    noise: RandomStream,
  ) {
    this.examples = count;
    this.#batchSize = batchSize;
    this.#random = random;
    this.#feed = new Feed(columns, () => noise);
    this.#specializer = new Specializer(plan);
    this.#groups = groupByShape(columns, everyIndex(count));
    this.#orders = this.#groups.map((g) => Int32Array.from(g.indices));
    this.batchesPerRound = this.#groups.reduce((n, g) => n + Math.ceil(g.indices.length / batchSize), 0);
  }

  startRound(): void {
    const pieces: Rows[] = [];
    this.#groups.forEach(({ shapes }, k) => {
      const indices = this.#random.shuffle(this.#orders[k]!);
      const { noise } = this.#specializer.for(shapes);
      for (let from = 0; from < indices.length; from += this.#batchSize)
        pieces.push({ shapes, noise, indices, from, to: Math.min(indices.length, from + this.#batchSize) });
    });
    this.#pieces = this.#groups.length > 1 ? this.#random.shuffle(pieces) : pieces;
    this.#next = 0;
  }

  next(reader: Reader): Batch {
    const p = this.#pieces[this.#next++]!;
    return { inputs: this.#feed.batch(p, reader), size: p.to - p.from };
  }
}

/** Batches that a function makes, each read as training data are. */
export class GeneratedSource implements Source {
  readonly examples: number;
  readonly batchesPerRound: number;
  readonly #make: (round: number, batch: number) => { readonly columns: Columns; readonly count: number };
  readonly #specializer: Specializer;
  readonly #noise: RandomStream;
  #round = 0;
  #batch = 0;

  constructor(
    plan: Plan,
    roundLength: number,
    batchSize: number,
    noise: RandomStream,
    make: (round: number, batch: number) => { readonly columns: Columns; readonly count: number },
  ) {
    this.examples = roundLength;
    this.batchesPerRound = Math.max(1, Math.ceil(roundLength / batchSize));
    this.#make = make;
    this.#noise = noise;
    this.#specializer = new Specializer(plan);
  }

  startRound(round: number): void {
    this.#round = round;
    this.#batch = 0;
  }

  next(reader: Reader): Batch {
    const { columns, count } = this.#make(this.#round, ++this.#batch);
    const [group] = groupByShape(columns, everyIndex(count));
    const { shapes, indices } = group!;
    const { noise } = this.#specializer.for(shapes);
    const feed = new Feed(columns, () => this.#noise);
    return {
      inputs: feed.batch({ shapes, noise, indices, from: 0, to: indices.length }, reader),
      size: indices.length,
    };
  }
}
