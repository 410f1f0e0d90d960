/** Sequences of a batch that end at different places, as layers see them: filled up behind their ends. */
import { constant } from '../../../compute/composed/constant.ts';
import { withoutGradient } from '../../../compute/composed/without-gradient.ts';
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';

/** {batch, length, 1, ...} of as many axes as `x`: whether `compare` holds between the position of an element, from 1, and the length. */
function whether(
  t: Tensors,
  x: Tensor,
  lengths: Tensor,
  compare: (position: Tensor, length: Tensor) => Tensor,
): Tensor {
  const [batch, length, ...rest] = x.shape as [number, number, ...number[]];
  const ones = rest.map(() => 1);
  return withoutGradient(t, () => {
    const positions = constant(
      t,
      Float32Array.from({ length }, (_, i) => i + 1),
      [1, length, ...ones],
    );
    return compare(positions, t.reshape(lengths, [batch, 1, ...ones]));
  });
}

/** `x` {batch, length, ...}, with a number behind the ends. */
export const untilEnds = (t: Tensors, x: Tensor, lengths: Tensor, behind = 0): Tensor =>
  t.where(
    whether(t, x, lengths, (position, length) => t.lessEqual(position, length)),
    x,
    t.fill(x.shape, behind),
  );

/** {batch} of numbers of elements to how many numbers they hold, and axes of length 1 up to the rank. */
export const countsOf = (t: Tensors, lengths: Tensor, each: number, rank: number): Tensor =>
  t.reshape(t.mul(lengths, each), [-1, ...Array.from({ length: rank - 1 }, () => 1)]);

/** The last element of each sequence: {batch, length, ...} to {batch, ...}. */
export const atEnds = (t: Tensors, x: Tensor, lengths: Tensor): Tensor =>
  t.sum(
    t.where(
      whether(t, x, lengths, (position, length) => t.equal(position, length)),
      x,
      t.zerosLike(x),
    ),
    1,
  );
