/** Whole numbers as unit vectors: classes as probabilities, and layers that make them. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';

/** Numbers from 1 to n as unit vectors in a new last level. A single class is certain; backends know no such vectors. */
export const unitVectors = (t: Tensors, x: Tensor, n: number): Tensor =>
  n === 1 ? t.fill([...x.shape, 1], 1) : t.cast(t.oneHot(t.cast(t.sub(x, 1), 'int32'), n), 'float32');
