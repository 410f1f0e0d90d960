/** RandomArrayLayer: numbers from a distribution, new ones in each run. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, int, isCall, Kind, type Normal, normal, real } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import { FLOAT } from '../../../formats/onnx-graph.ts';
import { layer, type Parameter } from '../../model/layer.ts';
import type { OnnxArray } from '../../model/onnx/array.ts';
import { onnxNumbers } from '../../model/onnx/numbers.ts';
import { NetProblem } from '../../model/problem.ts';
import { ShapeVariable } from '../../model/shape.ts';
import { onnxFunction } from './onnx-functions.ts';
import { whenKnown } from './ports.ts';
import { neededFunction, type ScalarFunction } from './scalar-function.ts';

/** From uniform numbers in [0, 1) and the distribution's parameters to numbers of the distribution. */
type Quantile = (t: Tensors, u: Tensor, ...parameters: Tensor[]) => Tensor;

/** Numbers u away from 0, where logarithms are not finite. */
const inside = (t: Tensors, u: Tensor): Tensor => t.clipByValue(u, 1e-7, 1 - 1e-7);
/** Giles 2012, by way of the functions that layers know. */
const normalQuantile = (t: Tensors, u: Tensor): Tensor =>
  t.mul(Math.SQRT2, inverseErf(t, t.sub(t.mul(2, inside(t, u)), 1)));
const inverseErf = (t: Tensors, x: Tensor): Tensor => inverse.run(t, [x]);
const inverse = neededFunction(normal(S.Function, normal(system('InverseErf'), normal(S.Slot, int(1)))));
const exponential = (t: Tensors, u: Tensor): Tensor => t.neg(t.log(t.sub(1, t.minimum(u, 1 - 1e-7))));

/** Distributions by name: how many parameters they have, those that may be left out, and how numbers come from uniform ones. */
const distributions: Readonly<Record<string, { readonly usual: readonly number[]; readonly of: Quantile }>> = {
  NormalDistribution: { usual: [0, 1], of: (t, u, m, s) => t.add(m!, t.mul(s!, normalQuantile(t, u))) },
  HalfNormalDistribution: {
    usual: [1],
    of: (t, u, theta) => t.mul(t.div(Math.sqrt(Math.PI / 2), theta!), t.abs(normalQuantile(t, u))),
  },
  UniformDistribution: { usual: [0, 1], of: (t, u, a, b) => t.add(a!, t.mul(t.sub(b!, a!), u)) },
  ExponentialDistribution: { usual: [1], of: (t, u, lambda) => t.div(exponential(t, u), lambda!) },
  RayleighDistribution: { usual: [1], of: (t, u, s) => t.mul(s!, t.sqrt(t.mul(2, exponential(t, u)))) },
  WeibullDistribution: {
    usual: [1, 1],
    of: (t, u, a, b) => t.mul(b!, t.pow(t.add(exponential(t, u), 1e-12), t.reciprocal(a!))),
  },
  LogisticDistribution: {
    usual: [0, 1],
    of: (t, u, m, b) => t.add(m!, t.mul(b!, t.log(t.div(inside(t, u), t.sub(1, inside(t, u)))))),
  },
  LaplaceDistribution: {
    usual: [0, 1],
    of: (t, u, m, b) => {
      const c = t.sub(inside(t, u), 0.5);
      return t.sub(m!, t.mul(t.mul(b!, t.sign(c)), t.log(t.maximum(t.sub(1, t.mul(2, t.abs(c))), 1e-7))));
    },
  },
  CauchyDistribution: {
    usual: [0, 1],
    of: (t, u, a, b) => t.add(a!, t.mul(b!, t.tan(t.mul(Math.PI, t.sub(inside(t, u), 0.5))))),
  },
  BernoulliDistribution: { usual: [0.5], of: (t, u, p) => t.cast(t.less(u, p!), 'float32') },
  DiscreteUniformDistribution: {
    usual: [0, 1],
    of: (t, u, a, b) => t.add(a!, t.floor(t.mul(u, t.add(t.sub(b!, a!), 1)))),
  },
};

interface RandomArray {
  readonly Distribution: {
    readonly form: Expr;
    readonly of: Quantile;
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
    return { form, of: known.of, parameters, inputs };
  },
  write: ({ form }) => form,
};

export const RandomArrayLayer = layer<RandomArray>('RandomArrayLayer', {
  usage: `RandomArrayLayer[dist] represents a layer without input that gives random numbers of a distribution, new ones in each run; "Output" -> {d1, d2, ...} states how many.
RandomArrayLayer[f] takes the parameters of the distribution that the function f gives from its inputs.`,
  parameters: { Distribution: distribution },
  positional: ['Distribution'],
  alwaysNoise: true,
  noise: (_p, shapes) => shapes.Output,
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
    const u = noise ?? t.fill([batch, ...shapes.Output!], 0.5);
    return { Output: dist.of(t, u, ...dist.parameters.map(value)) };
  },
  onnx: (inputs, { o, parameters: { Distribution: dist }, batch, shapes }) => {
    const order = dist.inputs.map((name) => inputs[name]!);
    const value = (f: ScalarFunction): OnnxArray =>
      onnxFunction(o, f, f.names === undefined ? order : f.names.map((n) => inputs[n]!));
    const shape = order[0]?.shape ?? [batch, ...shapes.Output!];
    const u = o.node('RandomUniformLike', [o.expand(o.scalar(0), shape)], shape, { dtype: FLOAT });
    const numbers = dist.of(onnxNumbers(o), u as never as Tensor, ...(dist.parameters.map(value) as never[]));
    return { Output: o.expand(numbers as never as OnnxArray, shape) };
  },
  examples: {
    'Dimensions[RandomArrayLayer[UniformDistribution[{0, 1}], "Output" -> {5}][]]': '{5}',
    'NumberQ[RandomArrayLayer[NormalDistribution[0, 1]][]]': 'True',
    'Round[RandomArrayLayer[NormalDistribution[#, 0.001] &][{10, 20, 30}]]': '{10, 20, 30}',
    'Union[RandomArrayLayer[BernoulliDistribution[1], "Output" -> {3}][]]': '{1.}',
    'RandomArrayLayer["x"]': ['$Failed', 'RandomArrayLayer::args'],
  },
});
