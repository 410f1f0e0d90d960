/** UnitVectorLayer: whole numbers to unit vectors. */

import { INT64 } from '../../../formats/onnx-graph.ts';
import { layer } from '../../model/layer.ts';
import type { OnnxArray } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import { found, positiveInteger } from '../parameters.ts';
import { whenKnown } from './ports.ts';
import { unitVectors } from './unit-vectors.ts';

interface UnitVector {
  /** null: found by inference. */
  readonly ClassCount: number | null;
}
const count = positiveInteger();

export const UnitVectorLayer = layer<UnitVector>('UnitVectorLayer', {
  usage: `UnitVectorLayer[n] represents a layer that turns integers from 1 to n into unit vectors of length n.
UnitVectorLayer[] finds n from its neighbours.`,
  parameters: { ClassCount: found(count) },
  positional: ['ClassCount'],
  ports: ({ ClassCount }, d) => {
    const input = d.shape();
    const output = d.shape();
    const n = d.dim('classes');
    if (ClassCount !== null) n.bind(ClassCount);
    whenKnown(d.solver, input, (s) => output.unify([...s, n]));
    whenKnown(d.solver, output, (s) => {
      if (s.length > 0) input.unify(s.slice(0, -1));
    });
    return { inputs: { Input: { shape: input, index: n } }, outputs: { Output: { shape: output } } };
  },
  forward: ({ Input }, { t, shapes }) => {
    const n = shapes.Output![shapes.Output!.length - 1]!;
    return { Output: t.reshape(unitVectors(t, t.reshape(Input!, [-1]), n), [-1, ...shapes.Output!]) };
  },
  onnx: ({ Input }, { o, shapes }) => ({
    Output: onnxUnitVectors(o, Input!, shapes.Output![shapes.Output!.length - 1]!),
  }),

  torch: ({ Input }, { shapes }) => ({ Output: `F.one_hot(${Input}.long() - 1, ${shapes.Output!.at(-1)}).float()` }),
  examples: {
    'UnitVectorLayer[3][2]': '{0., 1., 0.}',
    'UnitVectorLayer[2, "Input" -> {3, "Integer"}][{1, 2, 1}]': '{{1., 0.}, {0., 1.}, {1., 0.}}',
    'UnitVectorLayer[1][1]': '{1.}',
    'UnitVectorLayer[2][3]': ['$Failed', 'UnitVectorLayer::invindex'],
  },
});

/** Whole numbers from 1 to n as unit vectors, along a new last axis. */
export function onnxUnitVectors(o: OnnxBuilder, x: OnnxArray, n: number): OnnxArray {
  const places = o.combine('Sub', o.cast(x, INT64), 1);
  const values = o.constant(Float32Array.of(0, 1));
  return o.node('OneHot', [places, o.scalar(n, INT64), values], [...x.shape, n], { axis: -1 });
}
