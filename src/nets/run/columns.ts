/** Columns of arrays: one array an example of one port, grouped by shape and put together batch by batch. */
import type { TensorValue } from '../../compute/contract/step.ts';
import type { NumberArray } from '../model/coder.ts';
import { countOf } from '../model/shape.ts';

/** Arrays of one port, one an example. */
export interface Column {
  readonly count: number;
  /** Of every example; undefined where it differs from one to the next. */
  readonly shape: readonly number[] | undefined;
  at(i: number): NumberArray;
  /** Writes the arrays of examples indices[from], ..., indices[to - 1] one after another. */
  fill(target: Float32Array, indices: ArrayLike<number>, from: number, to: number): void;
}

/** Rows of one array {examples, ...shape}, without copying. */
export function rowColumn(count: number, shape: readonly number[], data: Float32Array): Column {
  const size = countOf(shape);
  return {
    count,
    shape,
    at: (i) => ({ shape, data: data.subarray(i * size, (i + 1) * size) }),
    fill: (target, indices, from, to) => {
      if (size === 1) {
        for (let k = from; k < to; k++) target[k - from] = data[indices[k]!]!;
        return;
      }
      for (let k = from, at = 0; k < to; k++, at += size) {
        const start = indices[k]! * size;
        if (size < COPY_BY_HAND) for (let j = 0; j < size; j++) target[at + j] = data[start + j]!;
        else target.set(data.subarray(start, start + size), at);
      }
    },
  };
}
/** Below this many numbers a loop is faster than making a view. */
const COPY_BY_HAND = 48;

/** Arrays that are made anew for each use, or have different shapes. */
export const separateColumn = (
  count: number,
  shape: readonly number[] | undefined,
  at: (i: number) => NumberArray,
): Column => ({
  count,
  shape,
  at,
  fill: (target, indices, from, to) => {
    let offset = 0;
    for (let k = from; k < to; k++) {
      const { data } = at(indices[k]!);
      target.set(data, offset);
      offset += data.length;
    }
  },
});

export const sameShape = (a: readonly number[], b: readonly number[]): boolean => {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
};

export interface ShapeGroup {
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  readonly indices: ArrayLike<number>;
}

/** Examples with equal shapes in all columns, in order of first appearance. */
export function groupByShape(columns: ReadonlyMap<string, Column>, indices: ArrayLike<number>): ShapeGroup[] {
  if (indices.length === 0) return [];
  if ([...columns.values()].every((c) => c.shape !== undefined))
    return [{ shapes: new Map([...columns].map(([name, c]) => [name, c.shape!])), indices }];
  const groups = new Map<string, { shapes: ReadonlyMap<string, readonly number[]>; indices: number[] }>();
  for (let k = 0; k < indices.length; k++) {
    const i = indices[k]!;
    let key = '';
    for (const c of columns.values()) key += c.shape === undefined ? `${c.at(i).shape.join(',')};` : ';';
    const group = groups.get(key);
    if (group === undefined)
      groups.set(key, {
        shapes: new Map([...columns].map(([name, c]) => [name, c.shape ?? c.at(i).shape])),
        indices: [i],
      });
    else group.indices.push(i);
  }
  return [...groups.values()];
}

/** All positions of a column. */
export const everyIndex = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);

/** Results of runs, batch by batch, as a column. */
export class ColumnBuilder {
  readonly #count: number;
  #shape: readonly number[] | undefined;
  #data: Float32Array | undefined;
  #arrays: NumberArray[] | undefined;
  constructor(count: number) {
    this.#count = count;
  }

  /** The first rows of a result are those of examples indices[from], ..., indices[to - 1]. */
  add(v: TensorValue, indices: ArrayLike<number>, from: number, to: number): void {
    const shape = v.shape.slice(1);
    const size = countOf(shape);
    const data = v.data instanceof Float32Array ? v.data : Float32Array.from(v.data);
    if (this.#arrays === undefined && this.#data === undefined) {
      this.#shape = shape;
      this.#data = new Float32Array(size * this.#count);
    }
    if (this.#arrays === undefined && !sameShape(shape, this.#shape!)) this.#separate();
    for (let k = from; k < to; k++) {
      const row = data.subarray((k - from) * size, (k - from + 1) * size);
      if (this.#arrays !== undefined) this.#arrays[indices[k]!] = { shape, data: row };
      else this.#data!.set(row, indices[k]! * size);
    }
  }

  #separate(): void {
    const shape = this.#shape!;
    const size = countOf(shape);
    this.#arrays = Array.from({ length: this.#count }, (_, i) => ({
      shape,
      data: this.#data!.subarray(i * size, (i + 1) * size),
    }));
  }

  column(): Column {
    const arrays = this.#arrays;
    return arrays === undefined
      ? rowColumn(this.#count, this.#shape ?? [], this.#data ?? new Float32Array(0))
      : separateColumn(this.#count, undefined, (i) => arrays[i]!);
  }
}
