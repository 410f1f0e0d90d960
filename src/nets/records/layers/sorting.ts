/** Vectors in increasing order: positions and values, by counting how many numbers go before each. */

import { constant } from '../../../compute/composed/constant.ts';
import { withoutGradient } from '../../../compute/composed/without-gradient.ts';
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { INT64 } from '../../../formats/onnx-graph.ts';
import type { OnnxArray } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';

/** Of vectors {batch, n}: a 1 in row r and column c where number c has rank r; equal ones keep their order. */
function places(t: Tensors, x: Tensor): Tensor {
  const n = x.shape[1]!;
  const [column, row] = [t.expandDims(x, 2), t.expandDims(x, 1)];
  const earlier = Float32Array.from({ length: n * n }, (_, i) => (i % n < Math.floor(i / n) ? 1 : 0));
  const before = t.add(
    t.cast(t.less(row, column), 'float32'),
    t.mul(t.cast(t.equal(row, column), 'float32'), constant(t, earlier, [1, n, n])),
  );
  const rank = t.sum(before, 2);
  return t.cast(t.equal(t.expandDims(rank, 1), t.reshape(t.range(0, n), [1, n, 1])), 'float32');
}

/** Positions, from 1, of the numbers of vectors {batch, n} in increasing order. */
export function ordering(t: Tensors, x: Tensor): Tensor {
  const n = x.shape[1]!;
  return t.sum(t.mul(places(t, x), t.reshape(t.range(1, n + 1), [1, 1, n])), 2);
}

/** The numbers of vectors {batch, n} in increasing order. */
export function sorted(t: Tensors, x: Tensor): Tensor {
  const at = withoutGradient(t, (y) => places(t, y), x);
  return t.sum(t.mul(at, t.expandDims(x, 1)), 2);
}

/** Vectors in increasing order and the places, from 0, that their numbers had; equal ones keep their order. */
export function onnxSorted(o: OnnxBuilder, x: OnnxArray): { readonly values: OnnxArray; readonly places: OnnxArray } {
  const count = o.sizes(x.shape.slice(-1));
  const attributes = { axis: -1, largest: 0, sorted: 1 };
  const [values, places] = o.nodes('TopK', [x, count], [x.shape, x.shape], attributes) as [OnnxArray, OnnxArray];
  return { values, places: { ...places, type: INT64 } };
}
