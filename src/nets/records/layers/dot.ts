/** DotLayer: products of arrays that contract the last level of one with the first of the next. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { layer } from '../../model/layer.ts';
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
  examples: {
    'DotLayer[][{{1, 2}, {3, 4}}]': '11.',
    'DotLayer[][{{{1, 2}, {3, 4}}, {1, 1}}]': '{3., 7.}',
    'DotLayer[][{{1, 2}, {1, 2, 3}}]': ['$Failed', 'DotLayer::tyfail'],
  },
});
