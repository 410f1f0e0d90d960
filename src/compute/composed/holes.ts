/** Dilated kernels as plain ones: what takes no dilation, as gradients, takes zeros. */
import type { Tensor, Tensors } from '../contract/step.ts';

/** The kernel {k..., in, out} with zeros between its numbers. */
export function withHoles(t: Tensors, w: Tensor, dilation: readonly number[]): Tensor {
  return dilation.reduce<Tensor>((kernel, d, axis) => {
    if (d === 1) return kernel;
    const before = kernel.shape.slice(0, axis).reduce((a, b) => a * b, 1);
    const size = kernel.shape[axis]!;
    const after = kernel.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
    const spread = t.pad(t.reshape(kernel, [before * size, 1, after]), [
      [0, 0],
      [0, d - 1],
      [0, 0],
    ]);
    const cut = t.slice(t.reshape(spread, [before, size * d, after]), [0, 0, 0], [before, (size - 1) * d + 1, after]);
    return t.reshape(cut, [...kernel.shape.slice(0, axis), (size - 1) * d + 1, ...kernel.shape.slice(axis + 1)]);
  }, w);
}

/** The numbers of a kernel with holes, without what is between them. */
export function withoutHoles(t: Tensors, w: Tensor, dilation: readonly number[]): Tensor {
  return dilation.reduce<Tensor>((kernel, d, axis) => {
    if (d === 1) return kernel;
    const before = kernel.shape.slice(0, axis).reduce((a, b) => a * b, 1);
    const size = (kernel.shape[axis]! - 1) / d + 1;
    const after = kernel.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
    const whole = t.pad(t.reshape(kernel, [before, kernel.shape[axis]!, after]), [
      [0, 0],
      [0, d - 1],
      [0, 0],
    ]);
    const kept = t.slice(t.reshape(whole, [before * size, d, after]), [0, 0, 0], [before * size, 1, after]);
    return t.reshape(kept, [...kernel.shape.slice(0, axis), size, ...kernel.shape.slice(axis + 1)]);
  }, w);
}
