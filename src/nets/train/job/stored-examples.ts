/** The examples of a job as shards, and the order in which batches take them. */
import type { StoredArray } from '../../../formats/arrays/stored.ts';
import { writeSafetensors } from '../../../formats/safetensors.ts';
import { worked } from '../../../pace.ts';
import { countOf } from '../../model/shape.ts';
import { everyIndex, groupByShape, type ShapeGroup } from '../../run/columns.ts';
import type { Columns } from '../../run/feed.ts';
import type { RoundOrder } from '../data/round-order.ts';
import { damaged } from './description.ts';

/** A file of a job, whose bytes are made when it is written. */
export interface JobFile {
  readonly name: string;
  readonly bytes: () => Uint8Array;
}

/** Bytes of a shard. */
const SHARD = 2 ** 26;
/** Entries of the order: a gigabyte. */
const LONGEST_ORDER = 2 ** 28;

export interface StoredExamples {
  readonly files: readonly JobFile[];
  /** Examples of one shape each, as they are in the shards. */
  readonly groups: readonly ShapeGroup[];
  /** Where each example is among those of all shards. */
  readonly places: Int32Array;
}

/** Shards data/name-1.safetensors, ..., each of examples of one shape. `names` are those of columns in the files. */
export function storedExamples(
  columns: Columns,
  count: number,
  name: string,
  names: ReadonlyMap<string, string>,
): StoredExamples {
  const groups = groupByShape(columns, everyIndex(count));
  const places = new Int32Array(count);
  const files: JobFile[] = [];
  let place = 0;
  for (const { shapes, indices } of groups) {
    const bytes = 4 * [...shapes.values()].reduce((n, s) => n + countOf(s), 0);
    const rows = Math.max(1, Math.floor(SHARD / bytes));
    for (let from = 0; from < indices.length; from += rows) {
      const to = Math.min(indices.length, from + rows);
      for (let i = from; i < to; i++) places[indices[i]!] = place++;
      files.push({
        name: `data/${name}-${files.length + 1}.safetensors`,
        bytes: () => writeSafetensors(shard(columns, names, shapes, indices, from, to)),
      });
    }
  }
  return { files, groups, places };
}

function shard(
  columns: Columns,
  names: ReadonlyMap<string, string>,
  shapes: ReadonlyMap<string, readonly number[]>,
  indices: ArrayLike<number>,
  from: number,
  to: number,
): Map<string, StoredArray> {
  return new Map(
    [...columns].map(([column, c]) => {
      const shape = shapes.get(column)!;
      const data = new Float32Array((to - from) * countOf(shape));
      c.fill(data, indices, from, to);
      return [names.get(column)!, { dtype: 'F32', shape: [to - from, ...shape], data }];
    }),
  );
}

/** The examples of all batches one after another, and how many each batch has. Throws FormatError for too many. */
export function orderOf(
  order: RoundOrder,
  { places }: StoredExamples,
  batches: number,
): { readonly examples: Int32Array; readonly sizes: Int32Array } {
  const rounds = Math.ceil(batches / order.batchesPerRound);
  if (rounds * places.length > LONGEST_ORDER || batches > LONGEST_ORDER)
    throw damaged(
      `${rounds} rounds of ${places.length} examples are too many to be written in their order, which may have ${LONGEST_ORDER} entries; fewer rounds do`,
    );
  const examples = new Int32Array(rounds * places.length);
  const sizes = new Int32Array(batches);
  let [at, batch] = [0, 0];
  while (batch < batches) {
    worked(places.length);
    for (const { indices, from, to } of order.next()) {
      if (batch === batches) break;
      for (let i = from; i < to; i++) examples[at++] = places[indices[i]!]!;
      sizes[batch++] = to - from;
    }
  }
  return { examples: examples.subarray(0, at), sizes };
}
