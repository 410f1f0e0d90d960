/** NetGANOperator: a generator and a discriminator with their opposite losses in one net. Goodfellow et al. 2014, Arjovsky et al. 2017. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, int, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { NoOnnxForm, type OnnxArray, type OnnxArrays } from '../../model/onnx/array.ts';
import { type OperatorPorts, operator } from '../../model/operator.ts';
import { NetProblem, names } from '../../model/problem.ts';
import { ShapeVariable } from '../../model/shape.ts';
import type { TorchValues } from '../../model/torch/form.ts';
import { further } from '../../model/torch/text.ts';
import { onnxMean, torchMean } from '../layers/losses.ts';
import { oneOf } from '../parameters.ts';

interface Gan {
  readonly loss: Loss;
}
/** "Net": a net inside of the operator gives the losses, from what the discriminator says and 0 or 1. */
type Loss = Named | 'Net';
type Named = 'JensenShannon' | 'Wasserstein';
const lossName = oneOf<Named>(['JensenShannon', 'Wasserstein'], 'JensenShannon');
/** The logarithms of probabilities are the cross entropy of two classes. */
const BINARY = 'Binary';

/** A name or a net; undefined: neither. */
function lossOf(e: Expr | undefined): Loss | undefined {
  if (e === undefined || e === S.Automatic) return 'JensenShannon';
  if (e.kind === Kind.String) return e.value === BINARY ? 'JensenShannon' : lossName.read(e);
  return 'Net';
}

const firstOf = <T>(ports: ReadonlyMap<string, T>): T => [...ports.values()][0]!;
const inputOf = (p: OperatorPorts) => firstOf(p.inputs);
const outputOf = (p: OperatorPorts) => firstOf(p.outputs);

/** Probabilities below this count as this. */
const SMALLEST = 1e-7;

/** What the discriminator makes small for what it says of generated and of real examples. */
const losses: Readonly<Record<Named, (t: Tensors, fake: Tensor, real: Tensor) => readonly [Tensor, Tensor]>> = {
  JensenShannon: (t, fake, real) => [
    t.neg(t.log(t.maximum(t.sub(1, fake), SMALLEST))),
    t.neg(t.log(t.maximum(real, SMALLEST))),
  ],
  Wasserstein: (t, fake, real) => [fake, t.neg(real)],
};

const perExample = (t: Tensors, x: Tensor): Tensor => (x.rank === 1 ? x : t.mean(t.reshape(x, [x.shape[0]!, -1]), 1));

export const NetGANOperator = operator<Gan>('NetGANOperator', {
  usage: `NetGANOperator[{generator, discriminator}] represents a net for adversarial training: "Latent" goes to the generator, "Sample" is a real example, "LossFake" and "LossReal" are losses of the discriminator, which the generator makes large.
NetGANOperator[{generator, discriminator}, "Wasserstein"] takes the score itself as loss; "JensenShannon" or "Binary", the default, its logarithm as a probability.
NetGANOperator[{generator, discriminator}, net] takes a net with the ports "Input", "Target" and "Loss"; the target is 0 for generated and 1 for real examples.`,
  options: [],
  read: ([nets, loss, ...more]) => {
    const kind = lossOf(loss);
    if (nets === undefined || !isCall(nets, S.List) || nets.args.length !== 2 || more.length > 0 || kind === undefined)
      return undefined;
    return {
      nets: [
        ['Generator', nets.args[0]!],
        ['Discriminator', nets.args[1]!],
        ...(kind === 'Net' ? [['Loss', loss!] as const] : []),
      ],
      parameters: { loss: kind },
    };
  },
  write: ([generator, discriminator, net], { loss }) => [
    normal(S.List, generator!, discriminator!),
    ...(net !== undefined ? [net] : loss === 'JensenShannon' ? [] : [str(loss)]),
  ],
  portNames: (_p, [, , loss]) => {
    if (loss !== undefined && !(loss.inputs.size === 2 && loss.inputs.has('Input') && loss.inputs.has('Target')))
      throw new NetProblem('args', names(loss.inputs.keys()), str(NetGANOperator.usage));
    return { inputs: ['Latent', 'Sample'], outputs: ['LossFake', 'LossReal'] };
  },
  // One loss is made small by the one net and large by the other.
  innerMultipliers: { Generator: int(-1) },
  extraPorts: () => ({ inputs: [], outputs: ['GeneratedFake'] }),
  ports: ([generator, discriminator, own], solver, _p, extra) => {
    const made = outputOf(generator!);
    const seen = inputOf(discriminator!);
    solver.relate(() => made.shape.unify(seen.shape));
    if (own !== undefined) solver.relate(() => own.inputs.get('Input')!.shape.unify(outputOf(discriminator!).shape));
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
  forward: ({ Latent, Sample }, [generator, discriminator, own], t, { loss }, of) => {
    const one = (run: typeof generator, x: Tensor): Tensor => Object.values(run!({ Input: x }))[0]!;
    const made = one(generator, Latent!);
    const said = [one(discriminator, made), one(discriminator, Sample!)] as const;
    const judged = (x: Tensor, target: 0 | 1): Tensor => {
      const Target = t.fill([x.shape[0]!, ...of.inner[2]!.Target!], target);
      return Object.values(own!({ Input: x, Target }))[0]!;
    };
    const [fake, real] = loss === 'Net' ? [judged(said[0], 0), judged(said[1], 1)] : losses[loss](t, ...said);
    const all: Record<string, Tensor> = {
      LossFake: perExample(t, fake),
      LossReal: perExample(t, real),
      GeneratedFake: made,
    };
    return Object.fromEntries(of.outputNames.map((n) => [n, all[n]!]));
  },
  onnx: ({ Latent, Sample }, [generator, discriminator], o, { loss }, of) => {
    if (loss === 'Net') throw new NoOnnxForm('a loss that is a net');
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

  torch: ({ Latent, Sample }, [generator, discriminator, own], o, { loss }, of) => {
    const one = (run: typeof generator, x: string): string => Object.values(run!({ Input: x }))[0]!;
    const made = one(generator, Latent!);
    const [fake, real] = [one(discriminator, made), one(discriminator, Sample!)];
    const judged = (x: string, target: number): string => {
      const Target = o.let(`${x}.new_full((len(${x})${further(of.inner[2]!.Target!)},), ${target}.0)`, 'target');
      return Object.values(own!({ Input: x, Target }))[0]!;
    };
    const cost = (x: string): string => `-${x}.clamp_min(${SMALLEST}).log()`;
    const named = { JensenShannon: [cost(`(1 - ${fake})`), cost(real)], Wasserstein: [fake, `-${real}`] };
    const [a, b] = loss === 'Net' ? [judged(fake, 0), judged(real, 1)] : named[loss];
    const all: TorchValues = {
      LossFake: torchMean(o.let(a!, 'fake_loss')),
      LossReal: torchMean(o.let(b!, 'real_loss')),
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
    'g = NetGANOperator[{LinearLayer[1, "Weights" -> {{2}}, "Biases" -> {0}], NetChain[{LinearLayer[{}, "Weights" -> {{1}}, "Biases" -> 0]}]}, MeanSquaredLossLayer[]]; g[<|"Latent" -> {3}, "Sample" -> {5}|>]':
      '<|"LossFake" -> 36., "LossReal" -> 16.|>',
    'g = NetGANOperator[{NetGraph[{Ramp}, {NetPort["x"] -> 1}, "x" -> 1], SummationLayer["Input" -> 1]}, "Wasserstein"]; g[<|"Latent" -> {3}, "Sample" -> {5}|>]':
      '<|"LossFake" -> 3., "LossReal" -> -5.|>',
    'NetGANOperator[{Ramp}]': ['$Failed', 'NetGANOperator::args'],
  },
});
