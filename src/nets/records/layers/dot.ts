/** DotLayer: products of arrays that contract the last level of one with the first of the next. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { layer } from '../../model/layer.ts';
import { isOpen, type OnnxArray, type Size } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import { countOf, ShapeConflict, type ShapeVariable } from '../../model/shape.ts';

/** {batch, a..., n} . {batch, n, b...}. */
function product(t: Tensors, x: Tensor, y: Tensor): Tensor {
  const [batch, ...left] = x.shape as [number, ...number[]];
  const right = y.shape.slice(1);
  const inner = right[0]!;
  const rows = left.slice(0, -1);
  const columns = right.slice(1);
  const z = t.matMul(t.reshape(x, [batch, countOf(rows), inner]), t.reshape(y, [batch, inner, countOf(columns)]));
  return t.reshape(z, [batch, ...rows, ...columns]);
}

/** The same, with rows and columns merged to one axis each. */
function onnxProduct(o: OnnxBuilder, x: OnnxArray, y: OnnxArray): OnnxArray {
  const [batch, ...left] = x.shape as [Size, ...Size[]];
  const right = y.shape.slice(1);
  const rows = left.slice(0, -1);
  const merged = (a: readonly Size[]): Size | undefined => (isOpen(a) ? undefined : countOf(a as number[]));
  const matrix = rows.length === 1 ? x : o.reshape(x, [batch, merged(rows), left[left.length - 1]!]);
  const flat = right.length === 2 ? y : o.reshape(y, [batch, right[0]!, merged(right.slice(1))]);
  return o.reshape(o.matMul(matrix, flat), [batch, ...rows, ...right.slice(1)]);
}

export const DotLayer = layer<object>('DotLayer', {
  usage: 'DotLayer[] represents a layer that gives the dot product of two or more arrays.',
  parameters: {},
  variadic: true,
  ports: (_p, d) => {
    const inputs = d.inputNames.map((name) => [name, { shape: d.shape() }] as const);
    const output = d.shape();
    d.solver.relate(() => {
      const shapes = inputs.map(([, p]: readonly [string, { shape: ShapeVariable }]) => p.shape.shape);
      if (shapes.length === 0 || !shapes.every((s) => s !== undefined)) return;
      let result = shapes[0]!;
      for (const s of shapes.slice(1)) {
        if (result.length === 0 || s.length === 0)
          throw new ShapeConflict(result, s, 'numbers have no level to contract');
        d.shape([result[result.length - 1]!]).unify([s[0]!]);
        result = [...result.slice(0, -1), ...s.slice(1)];
      }
      output.unify(result);
    });
    return { inputs: Object.fromEntries(inputs), outputs: { Output: { shape: output } } };
  },
  forward: (inputs, { t, inputNames }) => ({
    Output: inputNames.map((n) => inputs[n]!).reduce((x, y) => product(t, x, y)),
  }),
  onnx: (inputs, { o, inputNames }) => ({
    Output: inputNames.map((n) => inputs[n]!).reduce((x, y) => onnxProduct(o, x, y)),
  }),

  torch: (inputs, { inputNames, shapes, o }) => {
    let rank = shapes[inputNames[0]!]!.length;
    const Output = inputNames
      .map((n) => inputs[n]!)
      .reduce((x, y, i) => {
        const right = shapes[inputNames[i]!]!.length;
        const [left, product] = [rank, (rank += right - 2)];
        const letters = 'abcdefghijklmnopqrstuvw'.slice(0, left + right - 1);
        const form = `z${letters.slice(0, left)},z${letters.slice(left - 1)}->z${letters.slice(0, left - 1)}${letters.slice(left)}`;
        return product >= 0 ? o.let(`torch.einsum("${form}", ${x}, ${y})`, 'product') : x;
      });
    return { Output };
  },
  examples: {
    'DotLayer[][{{1, 2}, {3, 4}}]': '11.',
    'DotLayer[][{{{1, 2}, {3, 4}}, {1, 1}}]': '{3., 7.}',
    'DotLayer[][{{1, 2}, {1, 2, 3}}]': ['$Failed', 'DotLayer::tyfail'],
  },
});
