/** Steps by the gradient over the root of the mean of its squares, with momentum. Hinton 2012. */
import { OF_GRADIENTS, OF_SQUARES, optimizer } from './optimizer.ts';

const TORCH = `
class RMSProp(torch.optim.Optimizer):
    """Gradients over the root of the mean of their squares: epsilon under the root, the rate inside of the momentum."""

    def __init__(self, groups, beta, epsilon, momentum):
        super().__init__(groups, {"lr": 0.001, "beta": beta, "epsilon": epsilon, "momentum": momentum})

    @torch.no_grad()
    def step(self):
        for g in self.param_groups:
            for p in g["params"]:
                state = self.state[p]
                if not state:
                    state["moment"], state["squares"] = torch.zeros_like(p), torch.zeros_like(p)
                state["squares"].mul_(g["beta"]).addcmul_(p.grad, p.grad, value=1 - g["beta"])
                state["moment"].mul_(g["momentum"]).add_(g["lr"] * p.grad / (state["squares"] + g["epsilon"]).sqrt())
                p.sub_(state["moment"])
`;

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
  torch: ({ Beta, Epsilon, Momentum }) => ({
    call: `RMSProp(groups, beta=${Beta}, epsilon=${Epsilon}, momentum=${Momentum})`,
    definition: TORCH,
  }),
  update: (k, { weights, gradient, moments, settings: s }) => {
    const squares = k.multiplyAdd(k.multiply(gradient, gradient), s.rest, k.multiply(moments[1]!, s.beta));
    const step = k.divide(k.multiply(gradient, s.rate), k.squareRoot(k.add(squares, s.epsilon)));
    const moment = k.multiplyAdd(moments[0]!, s.momentum, step);
    return [k.subtract(weights, moment), moment, squares];
  },
});
