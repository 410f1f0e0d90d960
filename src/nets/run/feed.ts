/** Inputs of runs from columns of examples. */
import type { TensorValue } from '../../compute/contract/step.ts';
import type { RandomStream } from '../../numeric/random.ts';
import type { Column } from './columns.ts';
import { LENGTHS, WEIGHTS } from './filled.ts';
import { fillNoise, type Shapes } from './noise.ts';

export type Columns = ReadonlyMap<string, Column>;

/** Which examples a batch holds, with the shapes that all of them have. */
export interface Rows {
  readonly shapes: Shapes;
  readonly noise: Shapes;
  /** The examples are indices[from], ..., indices[to - 1]. */
  readonly indices: ArrayLike<number>;
  readonly from: number;
  readonly to: number;
  /** Up to this many rows the last example is repeated, so that batches of many sizes need few programs. */
  readonly size?: number;
  /** How long the sequences of each example are, where they are filled up to the length that the shapes have. */
  readonly ends?: Int32Array | undefined;
  /** Whether the run is told how much each row counts: repeated examples nothing. */
  readonly weighted?: boolean | undefined;
}

export type Inputs = Readonly<Record<string, TensorValue>>;

/** What runs batches: it may have memory of its own for them. */
export interface Reader {
  buffers?(like: Inputs): Inputs;
}

/** Buffers of batches are used again, since a run is done with them when it returns. */
export class Feed {
  readonly #columns: Columns;
  readonly #random: () => RandomStream;
  readonly #buffers = new Map<string, Record<string, TensorValue>>();
  /** The buffer of the last batch, which mostly is that of the next. */
  #last: { readonly shapes: Shapes; readonly batch: number; readonly buffer: Record<string, TensorValue> } | undefined;
  constructor(columns: Columns, random: () => RandomStream) {
    this.#columns = columns;
    this.#random = random;
  }

  /** The examples with fresh noise, written to where the reader takes them from. */
  batch(rows: Rows, reader: Reader): Inputs {
    const { noise, indices, from, to, size = to - from, ends, weighted } = rows;
    const own = this.#buffer(rows, size);
    const inputs = reader.buffers?.(own) ?? own;
    const repeat = (data: Float32Array): void => {
      const row = data.length / size;
      for (let at = to - from; at < size; at++) data.copyWithin(at * row, (to - from - 1) * row, (to - from) * row);
    };
    for (const [name, c] of this.#columns) {
      const data = inputs[name]!.data as Float32Array;
      if (ends !== undefined && c.shape === undefined) fillUp(data, c, rows, size);
      else c.fill(data, indices, from, to);
      repeat(data);
    }
    if (ends !== undefined) {
      const lengths = inputs[LENGTHS]!.data as Float32Array;
      for (let k = from; k < to; k++) lengths[k - from] = ends[indices[k]!]!;
      repeat(lengths);
    }
    if (weighted) (inputs[WEIGHTS]!.data as Float32Array).fill(0).fill(1, 0, to - from);
    if (noise.size > 0) for (const name of noise.keys()) fillNoise(inputs[name]!.data as Float32Array, this.#random());
    return inputs;
  }

  #buffer({ shapes, noise, ends, weighted }: Rows, batch: number): Record<string, TensorValue> {
    if (this.#last?.shapes === shapes && this.#last.batch === batch) return this.#last.buffer;
    let key = `${batch}`;
    for (const [name, c] of this.#columns) if (c.shape === undefined) key += `;${shapes.get(name)!.join(',')}`;
    let buffer = this.#buffers.get(key);
    if (buffer === undefined) {
      buffer = {};
      const ofBatch = [ends && LENGTHS, weighted && WEIGHTS].flatMap((n) => (n ? [[n, [] as number[]] as const] : []));
      for (const [name, shape] of [...shapes, ...noise, ...ofBatch])
        buffer[name] = {
          shape: [batch, ...shape],
          dtype: 'float32',
          data: new Float32Array(shape.reduce((n, d) => n * d, batch)),
        };
      this.#buffers.set(key, buffer);
    }
    this.#last = { shapes, batch, buffer };
    return buffer;
  }
}

/** Writes sequences, and behind the end of each its last element again: it is of the kind that a net takes. */
function fillUp(target: Float32Array, c: Column, { indices, from, to }: Rows, size: number): void {
  const row = target.length / size;
  for (let k = from; k < to; k++) {
    const { data, shape } = c.at(indices[k]!);
    const start = (k - from) * row;
    target.set(data, start);
    const element = data.length / shape[0]!;
    const last = start + data.length - element;
    for (let at = start + data.length; at < start + row; at += element) target.copyWithin(at, last, last + element);
  }
}

/** The number of rows that a batch of `count` examples runs with: powers of two below the full size. */
export const paddedSize = (count: number, full: number): number =>
  count >= full ? count : Math.min(full, 2 ** Math.ceil(Math.log2(count)));
