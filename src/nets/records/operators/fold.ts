/** NetFoldOperator: a net that reads a sequence and hands outputs on to inputs of its next step. */
import type { Tensor } from '../../../compute/contract/step.ts';
import { isAssociation } from '../../../expr/association.ts';
import { type Expr, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { isRule } from '../../../kernel/definitions/options.ts';
import { operator } from '../../model/operator.ts';
import { Dim } from '../../model/shape.ts';
import { lifted } from './lifted.ts';

interface Fold {
  /** Outputs and the inputs that they become. */
  readonly feedback: readonly (readonly [output: string, input: string])[];
  /** Inputs that are the same in every step. */
  readonly constants: readonly string[];
  /** Outputs that are given; null: all of them. */
  readonly outputs: readonly string[] | null;
}

const strings = (e: Expr | undefined): readonly string[] | undefined => {
  const items = e === undefined ? [] : isCall(e, S.List) ? e.args : [e];
  const all = items.map((a) => (a.kind === Kind.String ? a.value : undefined));
  return all.every((a) => a !== undefined) ? all : undefined;
};
function readFeedback(e: Expr | undefined): Fold['feedback'] | undefined {
  if (e === undefined || e === S.Automatic) return [['Output', 'State']];
  const rules = isAssociation(e)
    ? e.entries()
    : (isCall(e, S.List) ? e.args : [e]).map((r) => (isRule(r) ? r.args : []));
  const pairs = rules.map(([a, b]) =>
    a?.kind === Kind.String && b?.kind === Kind.String ? ([a.value, b.value] as const) : undefined,
  );
  return pairs.length > 0 && pairs.every((p) => p !== undefined) ? pairs : undefined;
}

const states = (p: Fold): readonly string[] => p.feedback.map(([, input]) => input);
const list = (names: readonly string[]): Expr => normal(S.List, ...names.map((n) => str(n)));

export const NetFoldOperator = operator<Fold>('NetFoldOperator', {
  usage: `NetFoldOperator[net] represents a net that applies net to the elements of a sequence one after another; the output of a step is the input "State" of the next.
NetFoldOperator[net, {"out" -> "in", ...}] says which outputs become which inputs; they begin with zeros, or with what comes to NetPort[{operator, "in"}].
NetFoldOperator[net, feedback, {"port", ...}] keeps inputs the same in every step; a further list says which outputs are given.`,
  options: [],
  read: ([net, feedback, constants, outputs, ...more]) => {
    const parameters = {
      feedback: readFeedback(feedback),
      constants: strings(constants),
      outputs: outputs === undefined ? null : strings(outputs),
    };
    if (net === undefined || more.length > 0) return undefined;
    if (parameters.feedback === undefined || parameters.constants === undefined || parameters.outputs === undefined)
      return undefined;
    return { nets: [['Net', net]], parameters: parameters as Fold };
  },
  write: (nets, { feedback, constants, outputs }) => [
    ...nets,
    normal(S.List, ...feedback.map(([a, b]) => normal(S.Rule, str(a), str(b)))),
    ...(constants.length > 0 || outputs !== null ? [list(constants)] : []),
    ...(outputs === null ? [] : [list(outputs)]),
  ],
  portNames: (p, [inner]) => ({
    inputs: [...inner!.inputs.keys()].filter((n) => !states(p).includes(n)),
    outputs: p.outputs ?? [...inner!.outputs.keys()],
  }),
  extraPorts: (p) => ({ inputs: states(p), outputs: states(p) }),
  ports: ([inner], solver, p, extra) => {
    const length = new Dim('length');
    length.varying = true;
    solver.relate(() => {
      for (const [out, input] of p.feedback) {
        const [a, b] = [inner!.outputs.get(out), inner!.inputs.get(input)];
        if (a !== undefined && b !== undefined) a.shape.unify(b.shape);
      }
    });
    const given = p.outputs ?? [...inner!.outputs.keys()];
    const inputs = [...inner!.inputs].filter(([n]) => !states(p).includes(n) || extra.inputs.includes(n));
    const fixed = (n: string): boolean => p.constants.includes(n) || states(p).includes(n);
    return {
      inputs: new Map(inputs.map(([n, x]) => [n, fixed(n) ? x : lifted(x, [length], solver)] as const)),
      outputs: new Map([
        ...given.flatMap((n) => {
          const x = inner!.outputs.get(n);
          return x === undefined ? [] : [[n, lifted(x, [length], solver)] as const];
        }),
        ...extra.outputs.map((n) => [n, inner!.inputs.get(n)!] as const),
      ]),
    };
  },
  times: () => 1,
  forward: (inputs, [inner], t, p, of) => {
    const mapped = Object.entries(inputs).filter(([n]) => !p.constants.includes(n) && !states(p).includes(n));
    const [batch, length] = mapped[0]![1].shape as [number, number];
    const state = new Map(
      states(p).map((n): [string, Tensor] => [n, inputs[n] ?? t.zeros([batch, ...of.inner[0]![n]!])]),
    );
    const pieces = mapped.map(([n, x]) => [n, t.split(x, length, 1).map((y) => t.squeeze(y, [1]))] as const);
    const constants = Object.fromEntries(p.constants.map((n) => [n, inputs[n]!]));
    const steps = Array.from({ length }, (_, k) => {
      const result = inner!({
        ...constants,
        ...Object.fromEntries(pieces.map(([n, x]) => [n, x[k]!])),
        ...Object.fromEntries(state),
      });
      for (const [out, input] of p.feedback) state.set(input, result[out]!);
      return result;
    });
    return Object.fromEntries(
      of.outputNames.map((n) => [
        n,
        states(p).includes(n) && !(n in steps[0]!)
          ? state.get(n)!
          : t.stack(
              steps.map((s) => s[n]!),
              1,
            ),
      ]),
    );
  },
  examples: {
    'sum = NetGraph[{ThreadingLayer[#1 + #2 &]}, {{NetPort["Input"], NetPort["State"]} -> 1 -> NetPort["Output"]}, "Input" -> "Real"]; NetFoldOperator[sum][{1, 2, 3, 4}]':
      '{1., 3., 6., 10.}',
    'g = NetGraph[{ThreadingLayer[#1 #3 + #2 &]}, {{NetPort["Input"], NetPort["s"], NetPort["c"]} -> 1}, "Input" -> "Real"]; NetFoldOperator[g, {"Output" -> "s"}, {"c"}][<|"Input" -> {1, 2, 3}, "c" -> 10|>]':
      '{10., 30., 60.}',
    'NetFoldOperator[Ramp, 3]': ['$Failed', 'NetFoldOperator::args'],
  },
});
