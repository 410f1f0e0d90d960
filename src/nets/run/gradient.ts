/** NetPortGradient: derivatives of the total of a net's outputs with respect to inputs and arrays. */
import type { StepFunction, Tensor } from '../../compute/contract/step.ts';
import { type Expr, isCall, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { expressionOf } from '../model/arrays.ts';
import type { NumberArray } from '../model/coder.ts';
import { specialize } from '../model/infer.ts';
import type { Net } from '../model/net.ts';
import { coveredArrays } from '../model/parts.ts';
import { NetProblem } from '../model/problem.ts';
import { backend } from './backend.ts';
import { type Batchable, everyIndex, groupByShape } from './data.ts';
import { Feed } from './feed.ts';
import { arraySlots } from './prepare.ts';
import { runNet } from './run.ts';

export const NetPortGradientSymbol = system('NetPortGradient');

/** What is differentiated by: an input, or an array by its key. */
export type Variable = { readonly input: string } | { readonly array: string };

/** NetPortGradient["Input"], NetPortGradient["Weights"], NetPortGradient[{layer, ..., "Weights"}]. Throws NetProblem. */
export function gradientVariable(e: Expr, net: Net): Variable | undefined {
  if (!isCall(e, NetPortGradientSymbol) || e.args.length !== 1) return undefined;
  const [spec] = e.args as readonly [Expr];
  if (spec.kind === Kind.String && net.inputs.has(spec.value)) {
    if (net.inputs.get(spec.value)!.index !== undefined) throw new NetProblem('nograd', spec);
    return { input: spec.value };
  }
  const keys = [...coveredArrays(net, spec)];
  if (keys.length !== 1) throw new NetProblem('nograd', spec);
  return { array: keys[0]! };
}

/** The gradient by each variable: of inputs one for each example, of arrays the sum over all examples. */
export function gradients(net: Net, input: Batchable, variables: readonly Variable[], poll: () => void): Expr[] {
  const slots = arraySlots(net);
  const byExample = variables.map(() => new Array<NumberArray>(input.count));
  const sums: (NumberArray | undefined)[] = variables.map(() => undefined);
  const noRandom = (): never => {
    throw new Error('a test draws no random numbers');
  };
  const feed = new Feed(input.columns, noRandom);
  for (const { shapes, indices } of groupByShape(input.columns, everyIndex(input.count))) {
    poll();
    const special = specialize(net, shapes);
    // Gradients inside of a function are taken where tensors are at hand.
    const evaluator = backend().createEvaluator(slots, derivative(special, variables), { executor: 'eager' });
    const out = evaluator.run(
      feed.batch({ shapes, noise: new Map(), indices, from: 0, to: indices.length }, evaluator),
    );
    variables.forEach((v, w) => {
      const { shape, data } = out[`${w}`]!;
      const numbers = data as Float32Array;
      if ('array' in v) {
        const sum = sums[w] ?? { shape, data: new Float32Array(numbers.length) };
        numbers.forEach((x, i) => {
          sum.data[i]! += x;
        });
        sums[w] = sum;
        return;
      }
      const size = numbers.length / indices.length;
      for (let k = 0; k < indices.length; k++)
        byExample[w]![indices[k]!] = { shape: shape.slice(1), data: numbers.slice(k * size, (k + 1) * size) };
    });
    evaluator.dispose();
  }
  return variables.map((v, w) => ('array' in v ? expressionOf(sums[w]!) : rows(byExample[w]!, input.single)));
}

function rows(values: readonly NumberArray[], single: boolean): Expr {
  if (single) return expressionOf(values[0]!);
  return normal(S.List, ...values.map((v) => expressionOf(v)));
}

/** The gradient of the total of all outputs. */
function derivative(net: Net, variables: readonly Variable[]): StepFunction {
  return (t, arrays, inputs) => {
    const given = variables.map((v) => ('input' in v ? inputs[v.input]! : arrays[v.array]!));
    const total = (...x: Tensor[]): Tensor => {
      const [own, all] = [{ ...inputs }, { ...arrays }];
      variables.forEach((v, i) => {
        if ('input' in v) own[v.input] = x[i]!;
        else all[v.array] = x[i]!;
      });
      const outputs = runNet(net, own, {
        t,
        arrays: all,
        batch: Object.values(inputs)[0]?.shape[0] ?? 1,
        train: false,
        noise: () => undefined,
        update: () => {},
      });
      return Object.values(outputs)
        .map((y) => t.sum(y))
        .reduce((a, b) => t.add(a, b));
    };
    const found = t.grads(total as never)(given as never) as readonly Tensor[];
    return { outputs: Object.fromEntries(found.map((g, i) => [`${i}`, g])) };
  };
}
