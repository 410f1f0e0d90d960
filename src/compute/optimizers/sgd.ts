/** Stochastic gradient descent with momentum; with Nesterov's the step is the one from where the momentum leads. Sutskever et al. 2013. */
import { OF_GRADIENTS, optimizer } from './optimizer.ts';

export const sgd = optimizer({
  options: { Momentum: 0.93, Nesterov: false },
  learningRate: 0.01,
  moments: [OF_GRADIENTS],
  settings: ({ Momentum }, rate) => ({ rate, momentum: Momentum }),
  update: (k, { weights, gradient, moments, settings: s }, { Nesterov }) => {
    const moment = k.multiplyAdd(moments[0]!, s.momentum, gradient);
    const step = Nesterov ? k.multiplyAdd(moment, s.momentum, gradient) : moment;
    return [k.subtractProduct(weights, step, s.rate), moment];
  },
});
