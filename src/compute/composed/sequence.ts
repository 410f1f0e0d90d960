/** Layouts of sequences for recurrent operations: {steps size, batch}, one step below the other. */
import type { Tensor, Tensors } from '../contract/step.ts';

/** W x + b for all steps at once: {batch, steps, inputs} to {steps rows, batch}. */
export function standing(t: Tensors, input: Tensor, weights: Tensor, biases: Tensor): Tensor {
  const [batch, steps, inputs] = input.shape as [number, number, number];
  const rows = weights.shape[0]!;
  const projected = t.add(t.matMul(t.reshape(input, [batch * steps, inputs]), weights, false, true), biases);
  return t.reshape(t.transpose(t.reshape(projected, [batch, steps, rows]), [1, 2, 0]), [steps * rows, batch]);
}

/** {steps size, batch} to {batch, steps, size}. */
export function leaning(t: Tensors, x: Tensor, steps: number): Tensor {
  const batch = x.shape[1]!;
  return t.transpose(t.reshape(x, [steps, -1, batch]), [2, 0, 1]);
}

/** {steps size, batch} to {size, steps batch}: the form in which a product sums over steps and batch. */
export function rowsOf(t: Tensors, x: Tensor, steps: number): Tensor {
  const [all, batch] = x.shape as [number, number];
  const size = all / steps;
  return t.reshape(t.transpose(t.reshape(x, [steps, size, batch]), [1, 0, 2]), [size, steps * batch]);
}
