/** In which order rounds take stored examples: shuffled anew each time, batch by batch, each of examples of one shape. */
import type { RandomStream } from '../../../numeric/random.ts';
import { everyIndex, groupByShape, type ShapeGroup } from '../../run/columns.ts';
import type { Columns } from '../../run/feed.ts';
import type { Sequences } from '../../run/filled.ts';

/** A batch: examples indices[from], ..., indices[to - 1] of a group. */
export interface Piece {
  readonly group: ShapeGroup;
  readonly indices: Int32Array;
  readonly from: number;
  readonly to: number;
}

/** The examples of which batches are made: of one shape each, or all of them where they are sequences that go together. */
export const batchGroups = (columns: Columns, count: number, together: Sequences | undefined): readonly ShapeGroup[] =>
  together === undefined
    ? groupByShape(columns, everyIndex(count))
    : [{ shapes: new Map(), indices: everyIndex(count) }];

export class RoundOrder {
  readonly #groups: readonly ShapeGroup[];
  readonly #orders: readonly Int32Array[];
  readonly #batchSize: number;
  readonly #random: RandomStream;
  readonly batchesPerRound: number;

  constructor(groups: readonly ShapeGroup[], batchSize: number, random: RandomStream) {
    this.#groups = groups;
    this.#orders = groups.map((g) => Int32Array.from(g.indices));
    this.#batchSize = batchSize;
    this.#random = random;
    this.batchesPerRound = groups.reduce((n, g) => n + Math.ceil(g.indices.length / batchSize), 0);
  }

  /** The batches of the coming round. Each order is the one before, shuffled: the next call changes their indices. */
  next(): readonly Piece[] {
    const pieces: Piece[] = [];
    this.#groups.forEach((group, k) => {
      const indices = this.#random.shuffle(this.#orders[k]!);
      for (let from = 0; from < indices.length; from += this.#batchSize)
        pieces.push({ group, indices, from, to: Math.min(indices.length, from + this.#batchSize) });
    });
    return this.#groups.length > 1 ? this.#random.shuffle(pieces) : pieces;
  }
}
