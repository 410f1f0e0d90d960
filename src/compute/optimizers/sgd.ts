/** Stochastic gradient descent with momentum; with Nesterov's the step is the one from where the momentum leads. Sutskever et al. 2013. */
import { OF_GRADIENTS, optimizer } from './optimizer.ts';

export const sgd = optimizer({
  options: { Momentum: 0.93, Nesterov: false },
  learningRate: 0.01,
  moments: [OF_GRADIENTS],
  settings: ({ Momentum }, rate) => ({ rate, momentum: Momentum }),
  // Without momentum Nesterov's is no other step, and PyTorch refuses it.
  torch: ({ Momentum, Nesterov }) => ({
    call: `torch.optim.SGD(groups, momentum=${Momentum}${Nesterov && Momentum !== 0 ? ', nesterov=True' : ''})`,
  }),
  update: (k, { weights, gradient, moments, settings: s }, { Nesterov }) => {
    const moment = k.multiplyAdd(moments[0]!, s.momentum, gradient);
    const step = Nesterov ? k.multiplyAdd(moment, s.momentum, gradient) : moment;
    return [k.subtractProduct(weights, step, s.rate), moment];
  },
});
