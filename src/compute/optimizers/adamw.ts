/** ADAM with decay of the weights beside the gradient, so that the root of its squares does not scale it. Loshchilov and Hutter 2019. */
import { adamArguments, adamOptions, adamSettings, adamUpdate } from './adam.ts';
import { OF_GRADIENTS, OF_SQUARES, optimizer } from './optimizer.ts';

export const adamw = optimizer({
  options: { ...adamOptions, WeightDecay: 0.01 },
  learningRate: 0.001,
  moments: [OF_GRADIENTS, OF_SQUARES],
  settings: (o, rate, count, rest) => ({ ...adamSettings(o, rate, count, rest), kept: 1 - rate * o.WeightDecay }),
  torch: (o) => ({ call: `torch.optim.AdamW(${adamArguments(o)}, weight_decay=${o.WeightDecay})` }),
  update: (k, given) => adamUpdate(k, { ...given, weights: k.multiply(given.weights, given.settings.kept) }),
});
