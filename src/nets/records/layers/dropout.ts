/** DropoutLayer: numbers set to zero at random while training. Srivastava et al. 2014; alpha form: Klambauer et al. 2017. */
import { layer } from '../../model/layer.ts';
import { number, oneOf } from '../parameters.ts';
import { sameShape } from './ports.ts';

interface Dropout {
  readonly Probability: number;
  readonly Method: 'Dropout' | 'AlphaDropout';
}
const probability = number(0.5, 'a number from 0 to less than 1', (x) => x >= 0 && x < 1);

/** The value that SELU tends to for very negative input: dropped numbers take it. */
const ALPHA = -1.7580993408473766;

export const DropoutLayer = layer<Dropout>('DropoutLayer', {
  usage: `DropoutLayer[p] represents a layer that sets numbers to zero with probability p while training, and scales the others by 1/(1 - p).
DropoutLayer[] has p = 0.5.`,
  parameters: { Probability: probability, Method: oneOf(['Dropout', 'AlphaDropout'], 'Dropout') },
  positional: ['Probability'],
  ports: (_p, d) => sameShape(d),
  noise: (_p, shapes) => shapes.Input,
  forward: ({ Input }, { t, parameters: { Probability: p, Method }, train, noise }) => {
    if (!train || p === 0 || noise === undefined) return { Output: Input! };
    const kept = t.cast(t.greaterEqual(noise, p), 'float32');
    if (Method === 'Dropout') return { Output: t.mul(Input!, t.div(kept, 1 - p)) };
    const q = 1 - p;
    const a = 1 / Math.sqrt(q * (1 + p * ALPHA * ALPHA));
    const filled = t.add(t.mul(Input!, kept), t.mul(t.sub(1, kept), ALPHA));
    return { Output: t.add(t.mul(filled, a), -a * p * ALPHA) };
  },
  examples: {
    'DropoutLayer[][{1, 2, 3}]': '{1., 2., 3.}',
    'Union[DropoutLayer[0.5][ConstantArray[1, 100], NetEvaluationMode -> "Train"]]': '{0., 2.}',
    'DropoutLayer[2]': ['$Failed', 'DropoutLayer::args'],
  },
});
