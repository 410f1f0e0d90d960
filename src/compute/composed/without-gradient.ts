/** Functions with steps and no slope. */
import type { Tensor, Tensors } from '../contract/step.ts';

/** f(x, ...) as a function whose gradient is zero everywhere: for comparisons, positions, and what is made of them. */
export function withoutGradient(t: Tensors, f: (...x: Tensor[]) => Tensor, ...x: Tensor[]): Tensor {
  // Shapes, not arguments: nobody keeps those until the gradient is asked for.
  const shapes = x.map((a) => a.shape);
  const zeros = (): Tensor[] => shapes.map((s) => t.zeros(s));
  return t.customGrad((...given) => ({ value: f(...(given.slice(0, x.length) as Tensor[])), gradFunc: zeros }))(...x);
}
