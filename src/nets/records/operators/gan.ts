/** NetGANOperator: a generator and a discriminator with their opposite losses in one net. Goodfellow et al. 2014, Arjovsky et al. 2017. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { int, isCall, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import type { OnnxArray, OnnxArrays } from '../../model/onnx/array.ts';
import { type OperatorPorts, operator } from '../../model/operator.ts';
import { ShapeVariable } from '../../model/shape.ts';
import { onnxMean } from '../layers/losses.ts';
import { oneOf } from '../parameters.ts';

interface Gan {
  readonly loss: Loss;
}
type Loss = 'JensenShannon' | 'Wasserstein';
const lossName = oneOf<Loss>(['JensenShannon', 'Wasserstein'], 'JensenShannon');

const firstOf = <T>(ports: ReadonlyMap<string, T>): T => [...ports.values()][0]!;
const inputOf = (p: OperatorPorts) => firstOf(p.inputs);
const outputOf = (p: OperatorPorts) => firstOf(p.outputs);

/** Probabilities below this count as this. */
const SMALLEST = 1e-7;

/** What the discriminator makes small for what it says of generated and of real examples. */
const losses: Readonly<Record<Loss, (t: Tensors, fake: Tensor, real: Tensor) => readonly [Tensor, Tensor]>> = {
  JensenShannon: (t, fake, real) => [
    t.neg(t.log(t.maximum(t.sub(1, fake), SMALLEST))),
    t.neg(t.log(t.maximum(real, SMALLEST))),
  ],
  Wasserstein: (t, fake, real) => [fake, t.neg(real)],
};

const perExample = (t: Tensors, x: Tensor): Tensor => (x.rank === 1 ? x : t.mean(t.reshape(x, [x.shape[0]!, -1]), 1));

export const NetGANOperator = operator<Gan>('NetGANOperator', {
  usage: `NetGANOperator[{generator, discriminator}] represents a net for adversarial training: "Latent" goes to the generator, "Sample" is a real example, "LossFake" and "LossReal" are losses of the discriminator, which the generator makes large.
NetGANOperator[{generator, discriminator}, "Wasserstein"] takes the score itself as loss; "JensenShannon", the default, its logarithm as a probability.`,
  options: [],
  read: ([nets, loss, ...more]) => {
    const kind = loss === undefined || loss === S.Automatic ? 'JensenShannon' : lossName.read(loss);
    if (nets === undefined || !isCall(nets, S.List) || nets.args.length !== 2 || more.length > 0 || kind === undefined)
      return undefined;
    return {
      nets: [
        ['Generator', nets.args[0]!],
        ['Discriminator', nets.args[1]!],
      ],
      parameters: { loss: kind },
    };
  },
  write: (nets, { loss }) => [normal(S.List, ...nets), ...(loss === 'JensenShannon' ? [] : [str(loss)])],
  portNames: () => ({ inputs: ['Latent', 'Sample'], outputs: ['LossFake', 'LossReal'] }),
  // One loss is made small by the one net and large by the other.
  innerMultipliers: { Generator: int(-1) },
  extraPorts: () => ({ inputs: [], outputs: ['GeneratedFake'] }),
  ports: ([generator, discriminator], solver, _p, extra) => {
    const made = outputOf(generator!);
    const seen = inputOf(discriminator!);
    solver.relate(() => made.shape.unify(seen.shape));
    const loss = () => ({ shape: new ShapeVariable([]), index: undefined });
    return {
      inputs: new Map([
        ['Latent', inputOf(generator!)],
        ['Sample', seen],
      ]),
      outputs: new Map([['LossFake', loss()], ['LossReal', loss()], ...extra.outputs.map((n) => [n, made] as const)]),
    };
  },
  isLoss: true,
  times: () => 1,
  forward: ({ Latent, Sample }, [generator, discriminator], t, { loss }, of) => {
    const one = (run: typeof generator, x: Tensor): Tensor => Object.values(run!({ Input: x }))[0]!;
    const made = one(generator, Latent!);
    const [fake, real] = losses[loss](t, one(discriminator, made), one(discriminator, Sample!));
    const all: Record<string, Tensor> = {
      LossFake: perExample(t, fake),
      LossReal: perExample(t, real),
      GeneratedFake: made,
    };
    return Object.fromEntries(of.outputNames.map((n) => [n, all[n]!]));
  },
  onnx: ({ Latent, Sample }, [generator, discriminator], o, { loss }, of) => {
    const one = (run: typeof generator, x: OnnxArray): OnnxArray => Object.values(run!({ Input: x }))[0]!;
    const made = one(generator, Latent!);
    const [fake, real] = [one(discriminator, made), one(discriminator, Sample!)];
    const cost = (p: OnnxArray): OnnxArray => o.map('Neg', o.map('Log', o.combine('Max', p, SMALLEST)));
    const wasserstein = loss === 'Wasserstein';
    const all: OnnxArrays = {
      LossFake: onnxMean(o, wasserstein ? fake : cost(o.combine('Sub', 1, fake))),
      LossReal: onnxMean(o, wasserstein ? o.map('Neg', real) : cost(real)),
      GeneratedFake: made,
    };
    return Object.fromEntries(of.outputNames.map((n) => [n, all[n]!]));
  },
  examples: {
    'g = NetGANOperator[{LinearLayer[1, "Weights" -> {{2}}, "Biases" -> {0}], NetChain[{LinearLayer[{}, "Weights" -> {{1}}, "Biases" -> 0]}]}, "Wasserstein"]; g[<|"Latent" -> {3}, "Sample" -> {5}|>]':
      '<|"LossFake" -> 6., "LossReal" -> -5.|>',
    'Information[NetGANOperator[{LinearLayer[2, "Input" -> 3], LinearLayer[{}]}], "InputPorts"]':
      '<|"Latent" -> 3, "Sample" -> 2|>',
    'Union[Values[Information[NetGANOperator[{LinearLayer[2, "Input" -> 3], LinearLayer[{}]}], "ArraysLearningRateMultipliers"]]]':
      '{-1, 1}',
    'NetGANOperator[{Ramp}]': ['$Failed', 'NetGANOperator::args'],
  },
});
