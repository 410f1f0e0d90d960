/** EmbeddingLayer: whole numbers to learned vectors. */

import { INT64 } from '../../../formats/onnx-graph.ts';
import { layer } from '../../model/layer.ts';
import { countOf, isKnown, sizes } from '../../model/shape.ts';
import { tuple } from '../../model/torch/text.ts';
import { found, positiveInteger, sizesList } from '../parameters.ts';
import { whenKnown } from './ports.ts';

interface Embedding {
  readonly OutputDimensions: readonly number[];
  /** null: found by inference. */
  readonly ClassCount: number | null;
}
const size = sizesList();
const count = positiveInteger();

/** Weights {n, size}; the vectors become the last level of the output. */
export const EmbeddingLayer = layer<Embedding>('EmbeddingLayer', {
  usage: `EmbeddingLayer[size, n] represents a trainable layer that turns integers from 1 to n into vectors of length size.
EmbeddingLayer[size] finds n from its neighbours.`,
  parameters: {
    OutputDimensions: size,
    ClassCount: found(count),
  },
  positional: ['OutputDimensions', 'ClassCount'],
  told: ({ Weights: w }) => (w?.length === 2 ? { OutputDimensions: [w[1]!], ClassCount: w[0]! } : undefined),
  ports: ({ OutputDimensions, ClassCount }, d) => {
    const input = d.shape();
    const output = d.shape();
    const n = d.dim('classes');
    if (ClassCount !== null) n.bind(ClassCount);
    whenKnown(d.solver, input, (s) => output.unify([...s, ...OutputDimensions]));
    whenKnown(d.solver, output, (s) => {
      if (s.length >= OutputDimensions.length) input.unify(s.slice(0, s.length - OutputDimensions.length));
    });
    return {
      inputs: { Input: { shape: input, index: n } },
      outputs: { Output: { shape: output } },
      arrays: {
        Weights: {
          shape: d.shape([n, countOf(isKnown(OutputDimensions) ? sizes(OutputDimensions) : [])]),
          init: 'weights',
        },
      },
    };
  },
  filled: true,
  forward: ({ Input }, { t, arrays, shapes }) => {
    const rows = t.gather(arrays.Weights!, t.cast(t.reshape(t.sub(Input!, 1), [-1]), 'int32') as never);
    return { Output: t.reshape(rows, [-1, ...shapes.Output!]) };
  },
  onnx: ({ Input }, { o, arrays, shapes, parameters: { OutputDimensions } }) => {
    const rows = o.gather(arrays.Weights!, o.combine('Sub', o.cast(Input!, INT64), 1), 0);
    const size = shapes.Output!.slice(-OutputDimensions.length);
    return { Output: o.reshape(rows, [...Input!.shape, ...size]) };
  },

  torch: ({ Input }, { o, arrays, parameters: { OutputDimensions: size } }) => {
    const [classes, length] = arrays.Weights as [number, number];
    const embedding = o.module(`nn.Embedding(${classes}, ${length})`, { Weights: 'weight' });
    const rows = `${embedding}(${Input}.long() - 1)`;
    if (size.length === 1) return { Output: rows };
    return { Output: size.length === 0 ? `${rows}.squeeze(-1)` : `${rows}.unflatten(-1, ${tuple(size)})` };
  },
  examples: {
    'EmbeddingLayer[2, 3, "Weights" -> {{1, 2}, {3, 4}, {5, 6}}, "Input" -> {2, Restricted["Integer", 3]}][{3, 1}]':
      '{{5., 6.}, {1., 2.}}',
    'Dimensions[NetInitialize[EmbeddingLayer[4, 10, "Input" -> "Integer"]][7]]': '{4}',
    'EmbeddingLayer[2, 3, "Weights" -> {{1, 2}, {3, 4}, {5, 6}}, "Input" -> "Integer"][4]': [
      '$Failed',
      'EmbeddingLayer::invindex',
    ],
  },
});
