/** Steps by the gradient over the root of the mean of its squares, with momentum. Hinton 2012. */
import { OF_GRADIENTS, OF_SQUARES, optimizer } from './optimizer.ts';

export const rmsprop = optimizer({
  options: { Beta: 0.95, Epsilon: 1e-6, Momentum: 0.9 },
  learningRate: 0.001,
  moments: [OF_GRADIENTS, OF_SQUARES],
  settings: ({ Beta, Epsilon, Momentum }, rate, _, rest) => ({
    rate,
    beta: Beta,
    rest: rest(Beta),
    epsilon: Epsilon,
    momentum: Momentum,
  }),
  update: (k, { weights, gradient, moments, settings: s }) => {
    const squares = k.multiplyAdd(k.multiply(gradient, gradient), s.rest, k.multiply(moments[1]!, s.beta));
    const step = k.divide(k.multiply(gradient, s.rate), k.squareRoot(k.add(squares, s.epsilon)));
    const moment = k.multiplyAdd(moments[0]!, s.momentum, step);
    return [k.subtract(weights, moment), moment, squares];
  },
});
