/** LocalResponseNormalizationLayer: each channel divided by the strength of its neighbours. Krizhevsky et al. 2012. */
import { layer } from '../../model/layer.ts';
import { ShapeConflict } from '../../model/shape.ts';
import { integer, number } from '../parameters.ts';
import { sameShape, whenKnown } from './ports.ts';

interface LocalResponse {
  readonly Alpha: number;
  readonly Beta: number;
  readonly Bias: number;
  /** Neighbours on either side. */
  readonly ChannelWindowSize: number;
}

/** y = x / (Bias + Alpha/N sum of x^2 over N = 2 ChannelWindowSize + 1 channels)^Beta. */
export const LocalResponseNormalizationLayer = layer<LocalResponse>('LocalResponseNormalizationLayer', {
  usage:
    'LocalResponseNormalizationLayer[] represents a layer that divides each channel by a power of the mean square of the channels around it.',
  parameters: {
    Alpha: number(1),
    Beta: number(0.5),
    Bias: number(1),
    ChannelWindowSize: { ...integer(2), what: 'an integer' },
  },
  ports: (_p, d) => {
    const ports = sameShape(d);
    whenKnown(d.solver, ports.inputs.Input!.shape, (s) => {
      if (s.length < 2)
        throw new ShapeConflict(s, [d.dim('channels'), d.dim('height'), d.dim('width')], 'channels are needed');
    });
    return ports;
  },
  forward: ({ Input }, { t, parameters: p, shapes, batch }) => {
    const [channels, ...rest] = shapes.Input as readonly [number, ...number[]];
    const area = rest.reduce((a, b) => a * b, 1);
    const x = t.reshape(Input!, [batch, channels, area]);
    const padded = t.pad(t.square(x), [
      [0, 0],
      [p.ChannelWindowSize, p.ChannelWindowSize],
      [0, 0],
    ]);
    const width = 2 * p.ChannelWindowSize + 1;
    const parts = Array.from({ length: width }, (_, i) => t.slice(padded, [0, i, 0], [batch, channels, area]));
    const sum = parts.reduce((a, b) => t.add(a, b));
    const y = t.div(x, t.pow(t.add(t.mul(sum, p.Alpha / width), p.Bias), p.Beta));
    return { Output: t.reshape(y, Input!.shape) };
  },
  onnx: ({ Input }, { o, parameters: p }) => {
    // Runtimes want four axes.
    const x = o.unsqueeze(o.flatten(Input!, 2), [3]);
    const y = o.map('LRN', x, {
      alpha: { float: p.Alpha },
      beta: { float: p.Beta },
      bias: { float: p.Bias },
      size: 2 * p.ChannelWindowSize + 1,
    });
    return { Output: o.reshape(y, Input!.shape) };
  },

  torch: ({ Input }, { parameters: p }) => ({
    Output: `F.local_response_norm(${Input}, ${2 * p.ChannelWindowSize + 1}, alpha=${p.Alpha}, beta=${p.Beta}, k=${p.Bias})`,
  }),
  examples: {
    'LocalResponseNormalizationLayer["Alpha" -> 0, "Bias" -> 4][{{{2}}, {{6}}}]': '{{{1.}}, {{3.}}}',
    'LocalResponseNormalizationLayer["Beta" -> 1, "Alpha" -> 1, "ChannelWindowSize" -> 0, "Bias" -> 0][{{{2}}, {{4}}}]':
      '{{{0.5}}, {{0.25}}}',
    'LocalResponseNormalizationLayer["Alpha" -> x]': ['$Failed', 'LocalResponseNormalizationLayer::badpar'],
  },
});
