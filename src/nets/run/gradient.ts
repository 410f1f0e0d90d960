/** NetPortGradient: derivatives of the outputs of a net, added up, with respect to inputs and arrays. */
import type { Tensor } from '../../compute/contract/step.ts';
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { expressionOf } from '../model/arrays.ts';
import type { NumberArray } from '../model/coder.ts';
import { arrayKey, arrayPlaces, comparePaths, type Net } from '../model/net.ts';
import { coveredArrays } from '../model/parts.ts';
import { NetProblem, names } from '../model/problem.ts';
import { positionExpr } from '../write/net-box.ts';
import { backend } from './backend.ts';
import { type Column, everyIndex, groupByShape } from './columns.ts';
import { asValues, type Batchable, column } from './data.ts';
import { Feed } from './feed.ts';
import { runNet } from './run.ts';
import { arraySlots, type Prepared, preparedOnce, runnableNet } from './runnable.ts';

export const NetPortGradientSymbol = system('NetPortGradient');
export const isGradient = (e: Expr): boolean => isCall(e, NetPortGradientSymbol);

/** What is differentiated by: an input, or an array by its key. */
export type Variable = { readonly input: string } | { readonly array: string };

const isReal = (net: Net, input: string): boolean => net.inputs.get(input)!.index === undefined;

/** NetPortGradient["Input"], NetPortGradient["Weights"], NetPortGradient[{layer, ..., "Weights"}]. Throws NetProblem. */
function variableOf(spec: Expr, net: Net): Variable {
  if (spec.kind === Kind.String && net.inputs.has(spec.value)) {
    if (!isReal(net, spec.value)) throw new NetProblem('nograd', spec);
    return { input: spec.value };
  }
  const keys = [...coveredArrays(net, spec)];
  if (keys.length !== 1) throw new NetProblem('nograd', spec);
  return { array: keys[0]! };
}

/** All inputs of real numbers and all arrays, under the specification that asks for each alone. */
function everyVariable(net: Net): (readonly [Expr, Variable])[] {
  const gradient = (spec: Expr): Expr => normal(NetPortGradientSymbol, spec);
  const inputs = [...net.inputs.keys()].filter((name) => isReal(net, name));
  const places = arrayPlaces(net).sort((a, b) => comparePaths(a.path, b.path));
  return [
    ...inputs.map((input) => [gradient(str(input)), { input }] as const),
    ...places.map((p) => [gradient(normal(S.List, ...p.path.map(positionExpr))), { array: arrayKey(p) }] as const),
  ];
}

/** Gradients that come from outside, by the outputs they belong to; an input of the run carries each. */
export type Imposed = ReadonlyMap<string, Expr>;
const imposedName = (output: string): string => `gradient ${output}`;

/** <|"Input" -> x, NetPortGradient["Output"] -> g|> as inputs and imposed gradients. Throws NetProblem. */
export function splitImposed(data: Expr | undefined, net: Net): { readonly data: Expr | undefined; imposed: Imposed } {
  const imposed = new Map<string, Expr>();
  if (data === undefined || !isAssociation(data) || !data.keys.some(isGradient)) return { data, imposed };
  for (const [key, value] of data.entries()) {
    if (!isCall(key, NetPortGradientSymbol)) continue;
    const port = key.args[0];
    if (port?.kind !== Kind.String || !net.outputs.has(port.value))
      throw new NetProblem('noport', port ?? key, names(net.outputs.keys()));
    imposed.set(port.value, value);
  }
  return { data: Association.from(data.entries().filter(([key]) => !isGradient(key))), imposed };
}

/** The imposed gradients beside the inputs of a run. Throws NetProblem where their number is another one. */
function withImposed(input: Batchable, net: Net, imposed: Imposed, e: Evaluation): Batchable {
  const columns = new Map<string, Column>(input.columns);
  for (const [port, value] of imposed) {
    const values = input.single ? [value] : asValues(value);
    const made = values && column(values, port, { shape: net.outputs.get(port)!.shape }, undefined, e);
    if (made === undefined || made.count !== input.count)
      throw new NetProblem('incolen', names([...net.inputs.keys(), `NetPortGradient[${port}]`]));
    columns.set(imposedName(port), made);
  }
  return { ...input, columns };
}

/** The value of NetPortGradient[spec], or of NetPortGradient[All]: an association. Throws NetProblem. */
export function gradientValue(spec: Expr, net: Net, input: Batchable, imposed: Imposed, e: Evaluation): Expr {
  const [of, ...more] = isCall(spec, NetPortGradientSymbol) ? spec.args : [];
  if (of === undefined || more.length > 0) throw new NetProblem('nograd', spec);
  const all = withImposed(input, net, imposed, e);
  const ports = [...imposed.keys()];
  const poll = (): void => e.session.interrupts.poll();
  if (of !== S.All) return gradients(net, all, [variableOf(of, net)], ports, poll)[0]!;
  const every = everyVariable(net);
  const values = gradients(
    net,
    all,
    every.map(([, v]) => v),
    ports,
    poll,
  );
  return Association.from(every.map(([key], i) => [key, values[i]!] as const));
}

/** The gradient by each variable: of inputs one for each example, of arrays the sum over all examples. */
function gradients(
  net: Net,
  input: Batchable,
  variables: readonly Variable[],
  imposed: readonly string[],
  poll: () => void,
): Expr[] {
  const { evaluator } = derivative(net, variables, imposed);
  const byExample = variables.map(() => new Array<NumberArray>(input.count));
  const sums: (NumberArray | undefined)[] = variables.map(() => undefined);
  const feed = new Feed(input.columns, noRandom);
  for (const { shapes, indices } of groupByShape(input.columns, everyIndex(input.count))) {
    poll();
    const batch = feed.batch({ shapes, noise: new Map(), indices, from: 0, to: indices.length }, evaluator);
    const out = evaluator.run(batch);
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
  }
  return variables.map((v, w) => ('array' in v ? expressionOf(sums[w]!) : rows(byExample[w]!, input.single)));
}

const noRandom = (): never => {
  throw new Error('a test draws no random numbers');
};

function rows(values: readonly NumberArray[], single: boolean): Expr {
  if (single) return expressionOf(values[0]!);
  return normal(S.List, ...values.map((v) => expressionOf(v)));
}

/** The gradient of the total of all outputs; where gradients are imposed, of the outputs that have them, times them. */
function derivative(net: Net, variables: readonly Variable[], imposed: readonly string[]): Prepared {
  const use = `gradient ${JSON.stringify([variables, imposed])}`;
  return preparedOnce(net, use, () => {
    const runnable = runnableNet(net, false);
    const step = runnable.step((special, inputs, run) => {
      const { t, arrays } = run;
      const given = variables.map((v) => ('input' in v ? inputs[v.input]! : arrays[v.array]!));
      const total = (...x: Tensor[]): Tensor => {
        const [own, all] = [{ ...inputs }, { ...arrays }];
        variables.forEach((v, i) => {
          if ('input' in v) own[v.input] = x[i]!;
          else all[v.array] = x[i]!;
        });
        const outputs = runNet(special.net, own, { ...run, arrays: all });
        const summands =
          imposed.length === 0
            ? Object.values(outputs).map((y) => t.sum(y))
            : imposed.map((port) => t.sum(t.mul(outputs[port]!, inputs[imposedName(port)]!)));
        // What the outputs do not depend on has the gradient 0.
        const none = x.map((v) => t.mul(t.sum(v), 0));
        return [...summands, ...none].reduce((a, b) => t.add(a, b));
      };
      const found = t.grads(total as never)(given as never) as readonly Tensor[];
      return { outputs: Object.fromEntries(found.map((g, i) => [`${i}`, g])) };
    });
    // Gradients inside of a function are taken where tensors are at hand.
    return { runnable, evaluator: backend().createPredictor(arraySlots(net), step, { executor: 'eager' }) };
  });
}
