/** BatchNormalizationLayer. Ioffe and Szegedy 2015. */
import { standardize } from '../../../compute/composed/standardize.ts';
import { layer } from '../../model/layer.ts';
import { ShapeConflict } from '../../model/shape.ts';
import { flag, number } from '../parameters.ts';
import { sameShape, whenKnown } from './ports.ts';

interface BatchNormalization {
  readonly Epsilon: number;
  readonly Momentum: number;
  readonly Interleaving: boolean;
}

/** y = Scaling (x - mean)/Sqrt[variance + Epsilon] + Biases, per channel (first level, or last if interleaved). */
export const BatchNormalizationLayer = layer<BatchNormalization>('BatchNormalizationLayer', {
  usage:
    'BatchNormalizationLayer[] represents a trainable layer that normalizes each channel by the mean and variance over a batch, and by their moving averages after training.',
  olderNames: { Gamma: 'Scaling', Beta: 'Biases' },
  parameters: {
    Epsilon: number(0.001, 'a positive number', (x) => x > 0),
    Momentum: number(0.9, 'a number from 0 to 1', (x) => x >= 0 && x <= 1),
    Interleaving: flag(false),
  },
  ofBatch: true,
  ports: ({ Interleaving }, d) => {
    const ports = sameShape(d);
    const channels = d.dim('channels');
    whenKnown(d.solver, ports.inputs.Input!.shape, (s) => {
      if (s.length === 0) throw new ShapeConflict(s, [channels], 'a number has no channels');
      d.shape([channels]).unify([Interleaving ? s[s.length - 1]! : s[0]!]);
    });
    const vector = () => d.shape([channels]);
    return {
      ...ports,
      arrays: {
        Scaling: { shape: vector(), init: 'one', optional: true },
        Biases: { shape: vector(), init: 'zero', optional: true },
        MovingMean: { shape: vector(), init: 'zero', state: true },
        MovingVariance: { shape: vector(), init: 'one', state: true },
      },
    };
  },
  forward: ({ Input }, { t, parameters: p, arrays, train, update }) => {
    const x = Input!;
    const channel = p.Interleaving ? x.rank - 1 : 1;
    const others = Array.from({ length: x.rank }, (_, i) => i).filter((i) => i !== channel);
    const spread = x.shape.map((n, i) => (i === channel ? n : 1));
    const wide = (a: typeof x) => t.reshape(a, spread);
    if (train && p.Momentum < 1) {
      const mean = t.mean(x, others);
      const variance = t.mean(t.square(t.sub(x, wide(mean))), others);
      update('MovingMean', t.add(t.mul(arrays.MovingMean!, p.Momentum), t.mul(mean, 1 - p.Momentum)));
      update('MovingVariance', t.add(t.mul(arrays.MovingVariance!, p.Momentum), t.mul(variance, 1 - p.Momentum)));
    }
    const moving = () => wide(t.rsqrt(t.add(arrays.MovingVariance!, p.Epsilon)));
    const unit = train
      ? standardize(t, x, { axes: others, epsilon: p.Epsilon })
      : t.mul(t.sub(x, wide(arrays.MovingMean!)), moving());
    const scaled = arrays.Scaling ? t.mul(unit, wide(arrays.Scaling)) : unit;
    return { Output: arrays.Biases ? t.add(scaled, wide(arrays.Biases)) : scaled };
  },
  onnx: ({ Input }, { o, parameters: p, arrays }) => {
    const axes = Input!.shape.map((_, i) => i);
    const last = axes.length - 1;
    const x = p.Interleaving ? o.transpose(Input!, [0, last, ...axes.slice(1, -1)]) : Input!;
    const channels = arrays.MovingMean!.shape as [number];
    const filled = (v: number) => o.constant(new Float32Array(channels[0]).fill(v));
    const { Scaling = filled(1), Biases = filled(0), MovingMean, MovingVariance } = arrays;
    const attributes = { epsilon: { float: p.Epsilon }, momentum: { float: p.Momentum } };
    const y = o.node('BatchNormalization', [x, Scaling, Biases, MovingMean, MovingVariance], x.shape, attributes);
    return { Output: p.Interleaving ? o.transpose(y, [0, ...axes.slice(2), 1]) : y };
  },

  torch: ({ Input }, { o, parameters: p, arrays, shapes }) => {
    o.define('BatchNorm', BATCH_NORM);
    const settings = [
      `${arrays.MovingMean![0]}`,
      `axis=${p.Interleaving ? shapes.Input!.length : 1}`,
      `epsilon=${p.Epsilon}, momentum=${p.Momentum}`,
      ...(arrays.Scaling ? [] : ['scaling=False']),
      ...(arrays.Biases ? [] : ['biases=False']),
    ];
    const names = { Scaling: 'weight', Biases: 'bias', MovingMean: 'running_mean', MovingVariance: 'running_var' };
    return { Output: `${o.module(`BatchNorm(${settings.join(', ')})`, names)}(${Input})` };
  },
  examples: {
    'BatchNormalizationLayer["Scaling" -> {2}, "Biases" -> {1}, "MovingMean" -> {0}, "MovingVariance" -> {1}, "Epsilon" -> 0.001, "Input" -> {1, 2}][{{0, 0}}]':
      '{{1., 1.}}',
    'Keys[Information[BatchNormalizationLayer["Input" -> 2], "ArraysDimensions"]]':
      '{{"Biases"}, {"MovingMean"}, {"MovingVariance"}, {"Scaling"}}',
    'BatchNormalizationLayer["Momentum" -> 2]': ['$Failed', 'BatchNormalizationLayer::badpar'],
  },
});

/** The mean and variance of a batch are those of all processes that share it. */
const BATCH_NORM = `
class BatchNorm(nn.Module):
    """Normalizes channels by mean and variance over the whole batch, that of all processes, and by their moving averages after training."""

    def __init__(self, channels, axis, epsilon, momentum, scaling=True, biases=True):
        super().__init__()
        self.axis, self.epsilon, self.momentum = axis, epsilon, momentum
        self.weight = nn.Parameter(torch.ones(channels)) if scaling else None
        self.bias = nn.Parameter(torch.zeros(channels)) if biases else None
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))

    def total(self, x):
        """The sum over all processes, with its gradient."""
        return torch.distributed.nn.functional.all_reduce(x) if dist.is_initialized() and dist.get_world_size() > 1 else x

    def forward(self, x):
        shape = [-1 if i == self.axis else 1 for i in range(x.dim())]
        others = [i for i in range(x.dim()) if i != self.axis]
        if self.training:
            count = self.total(torch.tensor(float(x.numel() // x.shape[self.axis]), device=x.device))
            mean = self.total(x.sum(others)) / count
            variance = self.total((x - mean.reshape(shape)).square().sum(others)) / count
            with torch.no_grad():
                self.running_mean.lerp_(mean, 1 - self.momentum)
                self.running_var.lerp_(variance, 1 - self.momentum)
        else:
            mean, variance = self.running_mean, self.running_var
        y = (x - mean.reshape(shape)) / torch.sqrt(variance.reshape(shape) + self.epsilon)
        if self.weight is not None:
            y = y * self.weight.reshape(shape)
        return y if self.bias is None else y + self.bias.reshape(shape)
`;
