/** Steps of one size, by the sign of the mean of gradients. Bernstein et al. 2018. */
import { OF_GRADIENTS, optimizer } from './optimizer.ts';

export const signSgd = optimizer({
  options: { Momentum: 0.93 },
  learningRate: 0.001,
  moments: [OF_GRADIENTS],
  settings: ({ Momentum }, rate, _, rest) => ({ rate, momentum: Momentum, rest: rest(Momentum) }),
  update: (k, { weights, gradient, moments, settings: s }) => {
    const moment = k.multiplyAdd(gradient, s.rest, k.multiply(moments[0]!, s.momentum));
    return [k.subtractProduct(weights, k.sign(moment), s.rate), moment];
  },
});
