/** Steps of one size, by the sign of the mean of gradients. Bernstein et al. 2018. */
import { OF_GRADIENTS, optimizer } from './optimizer.ts';

const TORCH = `
class SignSGD(torch.optim.Optimizer):
    """Steps of one size, by the sign of the mean of gradients."""

    def __init__(self, groups, momentum):
        super().__init__(groups, {"lr": 0.001, "momentum": momentum})

    @torch.no_grad()
    def step(self):
        for g in self.param_groups:
            for p in g["params"]:
                moment = self.state[p].setdefault("moment", torch.zeros_like(p))
                moment.mul_(g["momentum"]).add_(p.grad, alpha=1 - g["momentum"])
                p.sub_(moment.sign(), alpha=g["lr"])
`;

export const signSgd = optimizer({
  options: { Momentum: 0.93 },
  learningRate: 0.001,
  moments: [OF_GRADIENTS],
  settings: ({ Momentum }, rate, _, rest) => ({ rate, momentum: Momentum, rest: rest(Momentum) }),
  torch: ({ Momentum }) => ({ call: `SignSGD(groups, momentum=${Momentum})`, definition: TORCH }),
  update: (k, { weights, gradient, moments, settings: s }) => {
    const moment = k.multiplyAdd(gradient, s.rest, k.multiply(moments[0]!, s.momentum));
    return [k.subtractProduct(weights, k.sign(moment), s.rate), moment];
  },
});
