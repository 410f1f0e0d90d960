/** RandomArrayLayer: numbers from a distribution, new ones in each run. */
import type { Tensor } from '../../../compute/contract/step.ts';
import { type Expr, isCall, Kind, type Normal, normal, real } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { FLOAT } from '../../../formats/onnx-graph.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import type { OnnxArray } from '../../model/onnx/array.ts';
import { onnxNumbers } from '../../model/onnx/numbers.ts';
import { NetProblem } from '../../model/problem.ts';
import { ShapeVariable } from '../../model/shape.ts';
import { NoTorchForm } from '../../model/torch/form.ts';
import { torchFunction } from '../../model/torch/numbers.ts';
import { further } from '../../model/torch/text.ts';
import { type Distribution, distributions } from './distributions.ts';
import { onnxFunction } from './onnx-functions.ts';
import { whenKnown } from './ports.ts';
import { neededFunction, type ScalarFunction } from './scalar-function.ts';

interface RandomArray {
  readonly Distribution: {
    readonly form: Expr;
    readonly kind: Distribution;
    /** One for each parameter of the distribution. */
    readonly parameters: readonly ScalarFunction[];
    readonly inputs: readonly string[];
  };
}

const slotNames = (f: readonly ScalarFunction[]): readonly string[] => [...new Set(f.flatMap((x) => x.names ?? []))];

/** NormalDistribution[0, 1], or a function to such a distribution. */
const distribution: Parameter<RandomArray['Distribution']> = {
  what: `a distribution, or a function that gives one; there are ${Object.keys(distributions).join(', ')}`,
  read: (form, evaluation) => {
    const isFunction = isCall(form, S.Function);
    const body = isFunction ? form.args[form.args.length - 1]! : form;
    if (body.kind !== Kind.Normal || body.head.kind !== Kind.Symbol) return undefined;
    const known = distributions[body.head.name];
    if (known === undefined) return undefined;
    const given = (body as Normal).args.flatMap((a) => (isCall(a, S.List) ? a.args : [a]));
    if (given.length > known.usual.length) return undefined;
    const function_ = (e: Expr): ScalarFunction =>
      neededFunction(
        isFunction && form.args.length === 2 ? normal(S.Function, form.args[0]!, e) : normal(S.Function, e),
        evaluation,
      );
    const parameters = known.usual.map((usual, i) => function_(given[i] ?? real(usual)));
    const named = slotNames(parameters);
    const count = Math.max(...parameters.map((p) => (p.names === undefined ? (p.count ?? 0) : 0)));
    if (named.length > 0 && count > 0) throw new NetProblem('nofunc', form, form);
    const inputs =
      named.length > 0
        ? named
        : count <= 1
          ? Array.from({ length: count }, () => 'Input')
          : Array.from({ length: count }, (_, i) => `Input${i + 1}`);
    return { form, kind: known, parameters, inputs };
  },
  write: ({ form }) => form,
};

export const RandomArrayLayer = layer<RandomArray>('RandomArrayLayer', {
  usage: `RandomArrayLayer[dist] represents a layer without input that gives random numbers of a distribution, new ones in each run; "Output" -> {d1, d2, ...} states how many.
RandomArrayLayer[f] takes the parameters of the distribution that the function f gives from its inputs.`,
  parameters: { Distribution: distribution },
  positional: ['Distribution'],
  alwaysNoise: true,
  noise: ({ Distribution: { kind } }, shapes) =>
    kind.draws === undefined ? shapes.Output : [...shapes.Output!, kind.draws],
  ports: ({ Distribution: { inputs } }, d) => {
    const output = d.shape();
    const ports = inputs.map((name) => [name, { shape: d.shape() }] as const);
    for (const [, p] of ports) {
      whenKnown(d.solver, p.shape, (s) => output.unify(s));
      whenKnown(d.solver, output, (s) => p.shape.unify(s));
    }
    // Without inputs and a stated size it is one number.
    if (inputs.length === 0)
      d.solver.guess(() => {
        if (output.shape !== undefined) return false;
        output.unify(new ShapeVariable([]));
        return true;
      });
    return { inputs: Object.fromEntries(ports), outputs: { Output: { shape: output } } };
  },
  forward: (inputs, { t, parameters: { Distribution: dist }, noise, batch, shapes }) => {
    const order = dist.inputs.map((name) => inputs[name]!);
    const value = (f: ScalarFunction): Tensor =>
      f.run(t, f.names === undefined ? order : f.names.map((n) => inputs[n]!));
    const { draws, of } = dist.kind;
    const u = noise ?? t.fill([batch, ...shapes.Output!, ...(draws === undefined ? [] : [draws])], 0.5);
    return { Output: of(t, u, ...dist.parameters.map(value)) };
  },
  onnx: (inputs, { o, parameters: { Distribution: dist }, batch, shapes }) => {
    const order = dist.inputs.map((name) => inputs[name]!);
    const value = (f: ScalarFunction): OnnxArray =>
      onnxFunction(o, f, f.names === undefined ? order : f.names.map((n) => inputs[n]!));
    const shape = order[0]?.shape ?? [batch, ...shapes.Output!];
    const u = o.node('RandomUniformLike', [o.expand(o.scalar(0), shape)], shape, { dtype: FLOAT });
    const numbers = dist.kind.of(onnxNumbers(o), u as never as Tensor, ...(dist.parameters.map(value) as never[]));
    return { Output: o.expand(numbers as never as OnnxArray, shape) };
  },

  torch: (inputs, { o, parameters: { Distribution: dist }, shapes }) => {
    if (dist.kind.draws !== undefined)
      throw new NoTorchForm(
        'a distribution that is drawn by trying; NormalDistribution, UniformDistribution and ExponentialDistribution do',
      );
    const order = dist.inputs.map((name) => inputs[name]!);
    const value = (f: ScalarFunction): string =>
      torchFunction(o, f.run, f.names === undefined ? order : f.names.map((n) => inputs[n]!));
    const u = o.let(
      order[0] === undefined ? `torch.rand(${o.batch}${further(shapes.Output!)})` : `torch.rand_like(${order[0]})`,
      'u',
    );
    const parameters = dist.parameters.map(value);
    return { Output: torchFunction(o, (t, [x, ...y]) => dist.kind.of(t, x!, ...y), [u, ...parameters]) };
  },
  examples: {
    'Dimensions[RandomArrayLayer[UniformDistribution[{0, 1}], "Output" -> {5}][]]': '{5}',
    'NumberQ[RandomArrayLayer[NormalDistribution[0, 1]][]]': 'True',
    'Round[RandomArrayLayer[NormalDistribution[#, 0.001] &][{10, 20, 30}]]': '{10, 20, 30}',
    'Union[RandomArrayLayer[BernoulliDistribution[1], "Output" -> {3}][]]': '{1.}',
    'Round[Mean[RandomArrayLayer[GammaDistribution[2, 3], "Output" -> {20000}][]], 0.5]': '6.',
    'RandomArrayLayer["x"]': ['$Failed', 'RandomArrayLayer::args'],
  },
});
