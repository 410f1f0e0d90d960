/** Centring and scaling over some axes as one operation with its own gradient: half the passes over the numbers. */
import type { Tensor, Tensors } from '../contract/step.ts';

export interface Standardizing {
  /** Over which mean and variance are taken. */
  readonly axes: readonly number[];
  readonly epsilon: number;
  /** Factor of the mean of squares: n / (n - 1) for a variance without bias. */
  readonly factor?: number;
  /** False: the numbers are scaled by the root of their mean square, not centred. */
  readonly centre?: boolean;
}

/**
 * y = (x - mean) / sqrt(factor mean((x - mean)^2) + epsilon). Its gradient is
 * (dy - mean(dy) - factor y mean(dy y)) / sqrt(...): Ioffe and Szegedy 2015, Ba et al. 2016.
 */
export function standardize(t: Tensors, x: Tensor, s: Standardizing): Tensor {
  const { epsilon, factor = 1, centre = true } = s;
  const axes = [...s.axes];
  const mean = (a: Tensor): Tensor => t.mean(a, axes, true);
  const run = t.customGrad((...given: unknown[]) => {
    const [input, save] = given as [Tensor, (kept: Tensor[]) => void];
    const centred = centre ? t.sub(input, mean(input)) : input;
    const squares = mean(t.square(centred));
    const scale = t.rsqrt(t.add(factor === 1 ? squares : t.mul(squares, factor), epsilon));
    const value = t.mul(centred, scale);
    save([value, scale]);
    const gradFunc = (dy: Tensor, [y, r]: Tensor[]): Tensor => {
      const along = mean(t.mul(dy, y!));
      const part = t.mul(y!, factor === 1 ? along : t.mul(along, factor));
      return t.mul(t.sub(centre ? t.sub(dy, mean(dy)) : dy, part), r!);
    };
    return { value, gradFunc: gradFunc as never };
  });
  return run(x);
}
