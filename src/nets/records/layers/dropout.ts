/** DropoutLayer: numbers set to zero at random while training. Srivastava et al. 2014; alpha form: Klambauer et al. 2017. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { isCall, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import { NoTorchForm } from '../../model/torch/form.ts';
import { number, oneOf } from '../parameters.ts';

interface Dropout {
  readonly Probability: number;
  readonly Method: 'Dropout' | 'AlphaDropout';
  readonly OutputPorts: readonly Port[];
}
type Port = 'Output' | 'BinaryMask';
const probability = number(0.5, 'a number from 0 to less than 1', (x) => x >= 0 && x < 1);

const port = oneOf<Port>(['Output', 'BinaryMask']);
const outputPorts: Parameter<readonly Port[]> = {
  what: '"Output", "BinaryMask", or a list of these',
  initial: ['Output'],
  read: (e) => {
    const all = isCall(e, S.List) ? e.args.map((a) => port.read(a)) : [port.read(e)];
    return all.length > 0 && all.every((x) => x !== undefined) ? all : undefined;
  },
  write: (v) => (v.length === 1 ? str(v[0]!) : normal(S.List, ...v.map((x) => str(x)))),
};

/** The value that SELU tends to for very negative input: dropped numbers take it. */
const ALPHA = -1.7580993408473766;

export const DropoutLayer = layer<Dropout>('DropoutLayer', {
  usage: `DropoutLayer[p] represents a layer that sets numbers to zero with probability p while training, and scales the others by 1/(1 - p).
DropoutLayer[] has p = 0.5.
"OutputPorts" -> {"Output", "BinaryMask"} gives what is kept as zeros and ones, too.`,
  parameters: {
    Probability: probability,
    Method: oneOf(['Dropout', 'AlphaDropout'], 'Dropout'),
    OutputPorts: outputPorts,
  },
  positional: ['Probability'],
  ports: ({ OutputPorts }, d) => {
    const shape = d.shape();
    return {
      inputs: { Input: { shape } },
      outputs: Object.fromEntries(OutputPorts.map((name) => [name, { shape }])),
    };
  },
  noise: (_p, shapes) => shapes.Input,
  filled: true,
  forward: ({ Input }, { t, parameters: p, train, noise }) => {
    const kept =
      train && p.Probability > 0 && noise !== undefined
        ? t.cast(t.greaterEqual(noise, p.Probability), 'float32')
        : undefined;
    const value = (name: Port): Tensor => {
      if (name === 'Output') return kept === undefined ? Input! : dropped(t, Input!, kept, p);
      return kept ?? t.onesLike(Input!);
    };
    return Object.fromEntries(p.OutputPorts.map((name) => [name, value(name)]));
  },
  onnx: ({ Input }, { o, parameters: { OutputPorts } }) =>
    Object.fromEntries(
      OutputPorts.map((name) => [name, name === 'Output' ? Input! : o.expand(o.scalar(1), Input!.shape)]),
    ),

  torch: ({ Input }, { o, parameters: { Probability: p, Method, OutputPorts } }) => {
    if (OutputPorts.join() === 'Output') return { Output: `${o.module(`nn.${Method}(p=${p})`)}(${Input})` };
    if (Method !== 'Dropout')
      throw new NoTorchForm('"OutputPorts" with Method -> "AlphaDropout"; Method -> "Dropout" does');
    const mask = o.let(`torch.ones_like(${Input})`, 'mask');
    o.block('if self.training:', () => o.line(`${mask} = (torch.rand_like(${Input}) >= ${p}).float()`));
    const kept = `${Input} * ${mask} / (1 - ${p}) if self.training else ${Input}`;
    return Object.fromEntries(OutputPorts.map((name) => [name, name === 'Output' ? kept : mask]));
  },
  onnxMaps: true,
  examples: {
    'DropoutLayer[][{1, 2, 3}]': '{1., 2., 3.}',
    'Union[DropoutLayer[0.5][ConstantArray[1, 100], NetEvaluationMode -> "Train"]]': '{0., 2.}',
    'DropoutLayer["OutputPorts" -> {"Output", "BinaryMask"}][{5, 6}]':
      '<|"Output" -> {5., 6.}, "BinaryMask" -> {1., 1.}|>',
    'DropoutLayer[2]': ['$Failed', 'DropoutLayer::args'],
  },
});

/** What is kept made larger, so that the mean stays; or what is dropped filled so that the variance does, too. */
function dropped(t: Tensors, x: Tensor, kept: Tensor, { Probability: p, Method }: Dropout): Tensor {
  if (Method === 'Dropout') return t.mul(x, t.div(kept, 1 - p));
  const q = 1 - p;
  const a = 1 / Math.sqrt(q * (1 + p * ALPHA * ALPHA));
  const filled = t.add(t.mul(x, kept), t.mul(t.sub(1, kept), ALPHA));
  return t.add(t.mul(filled, a), -a * p * ALPHA);
}
