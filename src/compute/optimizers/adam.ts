/** ADAM: steps by the mean of gradients over the root of the mean of their squares. Kingma and Ba 2015. */
import { type Algebra, type Given, OF_GRADIENTS, OF_SQUARES, optimizer, type Result } from './optimizer.ts';

export type AdamSetting = 'rate' | 'beta1' | 'rest1' | 'beta2' | 'rest2' | 'secondScale' | 'epsilon';
export interface AdamOptions {
  readonly Beta1: number;
  readonly Beta2: number;
  readonly Epsilon: number;
}
export const adamOptions = { Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-5 } as const;

/** `rate` and `secondScale` carry the corrections of the means' start at zero. */
export const adamSettings = (
  { Beta1, Beta2, Epsilon }: AdamOptions,
  rate: number,
  count: number,
  rest: (x: number) => number,
): Record<AdamSetting, number> => ({
  rate: rate / (1 - Beta1 ** count),
  beta1: Beta1,
  rest1: rest(Beta1),
  beta2: Beta2,
  rest2: rest(Beta2),
  secondScale: 1 / Math.sqrt(1 - Beta2 ** count),
  epsilon: Epsilon,
});

export function adamUpdate<X>(
  k: Algebra<X>,
  { weights, gradient, moments, settings: s }: Given<X, AdamSetting>,
): Result<X> {
  const [mean, squares] = moments as readonly [X, X];
  const first = k.multiplyAdd(gradient, s.rest1, k.multiply(mean, s.beta1));
  const second = k.multiplyAdd(k.multiply(gradient, gradient), s.rest2, k.multiply(squares, s.beta2));
  const scale = k.multiplyAdd(k.squareRoot(second), s.secondScale, s.epsilon);
  return [k.subtract(weights, k.divide(k.multiply(first, s.rate), scale)), first, second];
}

export const adamArguments = ({ Beta1, Beta2, Epsilon }: AdamOptions): string =>
  `groups, betas=(${Beta1}, ${Beta2}), eps=${Epsilon}`;

export const adam = optimizer({
  options: adamOptions,
  learningRate: 0.001,
  moments: [OF_GRADIENTS, OF_SQUARES],
  settings: adamSettings,
  torch: (o) => ({ call: `torch.optim.Adam(${adamArguments(o)})` }),
  update: adamUpdate,
});
