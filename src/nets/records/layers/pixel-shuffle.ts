/** PixelShuffleLayer: channels spread over larger planes. Shi et al. 2016. */
import { layer } from '../../model/layer.ts';
import type { Size } from '../../model/onnx/array.ts';
import { resolve, ShapeConflict } from '../../model/shape.ts';
import { positiveInteger } from '../parameters.ts';
import { whenKnown } from './ports.ts';

interface PixelShuffle {
  readonly Factor: number;
}

export const PixelShuffleLayer = layer<PixelShuffle>('PixelShuffleLayer', {
  usage:
    'PixelShuffleLayer[n] represents a layer that makes arrays {c n^2, h, w} to {c, n h, n w}: each group of n^2 channels becomes the pixels of n by n squares.',
  parameters: { Factor: positiveInteger() },
  positional: ['Factor'],
  ports: ({ Factor: n }, d) => {
    const input = d.shape([d.dim('channels'), d.dim('height'), d.dim('width')]);
    const output = d.shape([d.dim('channels'), d.dim('height'), d.dim('width')]);
    whenKnown(d.solver, input, (s) => {
      const [c, h, w] = s.map(resolve);
      if (typeof c === 'number' && c % (n * n) !== 0)
        throw new ShapeConflict(s, [n * n], `${c} channels do not divide into groups of ${n * n}`);
      output.unify([
        typeof c === 'number' ? c / (n * n) : d.dim('channels'),
        typeof h === 'number' ? h * n : d.dim('height'),
        typeof w === 'number' ? w * n : d.dim('width'),
      ]);
    });
    return { inputs: { Input: { shape: input } }, outputs: { Output: { shape: output } } };
  },
  forward: ({ Input }, { t, parameters: { Factor: n }, shapes }) => {
    const [c, h, w] = shapes.Input as readonly [number, number, number];
    const groups = t.reshape(Input!, [-1, c / (n * n), n, n, h * w]);
    // {groups, rows, columns, h w} to {groups, h, rows, w, columns}, by transpositions of at most five levels.
    const rows = t.reshape(t.transpose(groups, [0, 1, 2, 4, 3]), [-1, n, h, w * n]);
    return { Output: t.reshape(t.transpose(rows, [0, 2, 1, 3]), [-1, c / (n * n), h * n, w * n]) };
  },
  onnx: ({ Input }, { o, parameters: { Factor: n } }) => {
    const [batch, c, h, w] = Input!.shape as [Size, number, Size, Size];
    const times = (k: Size): Size | undefined => (typeof k === 'number' ? k * n : undefined);
    const shape = [batch, c / (n * n), times(h), times(w)];
    return { Output: o.node('DepthToSpace', [Input], shape, { blocksize: n, mode: 'CRD' }) };
  },

  torch: ({ Input }, { parameters: { Factor } }) => ({ Output: `F.pixel_shuffle(${Input}, ${Factor})` }),
  examples: {
    'PixelShuffleLayer[2][{{{1}}, {{2}}, {{3}}, {{4}}}]': '{{{1., 2.}, {3., 4.}}}',
    'PixelShuffleLayer[2, "Input" -> {3, 2, 2}]': ['$Failed', 'PixelShuffleLayer::tyfail'],
  },
});
