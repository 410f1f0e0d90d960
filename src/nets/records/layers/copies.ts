/** Copies of arrays: as few levels as possible, since backends know the gradient of few. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';

/** {rows..., block...} with each block `count` times in a row: {rows..., count, block...}, as an array of any dimensions. */
export function repeated(t: Tensors, x: Tensor, rows: number, count: number, shape: readonly number[]): Tensor {
  const block = x.size / rows;
  return t.reshape(t.tile(t.reshape(x, [rows, 1, block]), [1, count, 1]), shape as number[]);
}
