/** NetFoldOperator: a net that reads a sequence and hands outputs on to inputs of its next step. */
import { scan } from '../../../compute/composed/scan.ts';
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { isAssociation } from '../../../expr/association.ts';
import { type Expr, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { isRule } from '../../../kernel/definitions/options.ts';
import type { OnnxArray, Size } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import type { OnnxOperatorForm } from '../../model/onnx/form.ts';
import { type LoopedRun, operator, type TensorRecord } from '../../model/operator.ts';
import { Dim } from '../../model/shape.ts';
import { further } from '../../model/torch/text.ts';
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

/** The first two axes exchanged. */
const batchSecond = (o: OnnxBuilder, x: OnnxArray): OnnxArray =>
  o.transpose(x, [1, 0, ...x.shape.slice(2).map((_, i) => i + 2)]);

/** Steps fewer than these stand one by one: what is in them runs together where that is faster. */
const LEAST_STEPS = 8;

/** {batch, steps, ...} to {steps batch, ...}, and back. */
const below = (t: Tensors, x: Tensor): Tensor => {
  const [batch, steps, ...rest] = x.shape as [number, number, ...number[]];
  return t.reshape(t.transpose(x, [1, 0, ...rest.map((_, i) => i + 2)]), [steps * batch, ...rest]);
};
const beside = (t: Tensors, x: Tensor, steps: number): Tensor => {
  const [rows, ...rest] = x.shape as [number, ...number[]];
  const whole = t.reshape(x, [steps, rows / steps, ...rest]);
  return t.transpose(whole, [1, 0, ...rest.map((_, i) => i + 2)]);
};

/** All steps as a loop. */
function foldedInLoop(
  t: Tensors,
  p: Fold,
  inputs: TensorRecord,
  sequences: readonly (readonly [string, Tensor])[],
  state: ReadonlyMap<string, Tensor>,
  net: LoopedRun,
  outputNames: readonly string[],
): TensorRecord {
  const steps = sequences[0]![1].shape[1]!;
  const constants = p.constants.map((n) => inputs[n]!);
  let given: readonly string[] = [];
  const parts = {
    steps,
    sequences: sequences.map(([, x]) => below(t, x)),
    states: [...state.values()],
    fixed: [...constants, ...net.arrays],
  };
  const made = scan(t, parts, (_, shares, before, fixed) => {
    const named = (names: readonly string[], list: readonly Tensor[]) => names.map((n, i) => [n, list[i]!] as const);
    const own = [
      ...named(p.constants, fixed),
      ...named(
        sequences.map(([n]) => n),
        shares,
      ),
      ...named([...state.keys()], before),
    ];
    const result = net.run(Object.fromEntries(own), fixed.slice(constants.length));
    given = outputNames.filter((n) => n in result);
    return { outputs: given.map((n) => result[n]!), states: p.feedback.map(([out]) => result[out]!) };
  });
  return Object.fromEntries(
    outputNames.map((n) => [
      n,
      given.includes(n) ? beside(t, made.outputs[given.indexOf(n)]!, steps) : made.states[states(p).indexOf(n)]!,
    ]),
  );
}

/** One node, Scan, that does the steps: for sequences of any length. */
const onnxFold: OnnxOperatorForm<Fold> = (inputs, [inner], o, p, of) => {
  const { graph } = o;
  const mapped = Object.entries(inputs).filter(([n]) => !p.constants.includes(n) && !states(p).includes(n));
  const [batch, length] = mapped[0]![1].shape as [Size, Size];
  const start = p.feedback.map(([, n]) => {
    const given = inputs[n];
    return given === undefined ? o.expand(o.scalar(0), [batch, ...of.inner[0]![n]!]) : o.real(given);
  });
  const enter = (name: string, shape: readonly Size[], type: number): OnnxArray => ({
    name: graph.input(
      `${graph.label}${name}`,
      type,
      shape.map((n) => (typeof n === 'number' ? n : n.name)),
    ),
    type,
    shape,
  });
  let given: readonly string[] = [];
  const steps: OnnxArray[] = [];
  const body = graph.inside(() => {
    const before = start.map((x, i) => enter(p.feedback[i]![1], x.shape, x.type));
    const parts = mapped.map(([n, x]) => [n, enter(n, [batch, ...x.shape.slice(2)], x.type)] as const);
    const constants = p.constants.map((n) => [n, inputs[n]!] as const);
    const step = inner!(
      Object.fromEntries([...constants, ...parts, ...before.map((x, i) => [p.feedback[i]![1], x] as const)]),
    );
    const leave = (x: OnnxArray): void => {
      // What a step hands on has a name of its own.
      const made = o.map('Identity', x);
      graph.output(made.name, made.type, undefined);
      steps.push(made);
    };
    given = of.outputNames.filter((n) => !states(p).includes(n) || n in step);
    for (const [out] of p.feedback) leave(o.real(step[out]!));
    for (const n of given) leave(step[n]!);
  });
  // Steps go along the first axis, which all runtimes know.
  const names = graph.nodes(
    'Scan',
    [...start, ...mapped.map(([, x]) => batchSecond(o, x))].map((x) => x.name),
    steps.length,
    { body, num_scan_inputs: mapped.length },
  );
  const results = steps.map((s, i) =>
    i < p.feedback.length
      ? o.named(names[i]!, start[i]!.shape, s.type)
      : batchSecond(o, o.named(names[i]!, [length, batch, ...s.shape.slice(1)], s.type)),
  );
  return Object.fromEntries(
    of.outputNames.map((n) => [
      n,
      given.includes(n) ? results[p.feedback.length + given.indexOf(n)]! : results[states(p).indexOf(n)]!,
    ]),
  );
};

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
    const { looped } = of;
    const real = mapped.every(([, x]) => x.dtype === 'float32');
    if (length >= LEAST_STEPS && real && looped[0] !== undefined)
      return foldedInLoop(t, p, inputs, mapped, state, looped[0], of.outputNames);
    // One piece of a split has no gradient.
    const elements = (x: Tensor): Tensor[] =>
      (length === 1 ? [x] : t.split(x, length, 1)).map((y) => t.squeeze(y, [1]));
    const pieces = mapped.map(([n, x]) => [n, elements(x)] as const);
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
  onnx: onnxFold,

  torch: (inputs, [inner], o, p, of) => {
    const mapped = Object.entries(inputs).filter(([n]) => !p.constants.includes(n) && !states(p).includes(n));
    const first = mapped[0]![1];
    const zeros = (n: string): string => `${first}.new_zeros(len(${first})${further(of.inner[0]![n]!)})`;
    const state = new Map(states(p).map((n) => [n, o.let(inputs[n] ?? zeros(n), n)]));
    const lists = new Map(of.outputNames.map((n) => [n, o.let('[]', `all_${n}`)]));
    const k = o.variable('k');
    const own = new Set<string>();
    o.block(`for ${k} in range(${first}.shape[1]):`, () => {
      const elements = mapped.map(([n, x]) => [n, o.let(`${x}[:, ${k}]`, 'element')]);
      const constants = p.constants.map((n) => [n, inputs[n]!]);
      const step = inner!(Object.fromEntries([...constants, ...elements, ...state]));
      for (const [n, list] of lists)
        if (n in step) {
          own.add(n);
          o.line(`${list}.append(${step[n]})`);
        }
      for (const [out, input] of p.feedback) o.line(`${state.get(input)} = ${step[out]}`);
    });
    return Object.fromEntries(
      of.outputNames.map((n) => [n, own.has(n) ? `torch.stack(${lists.get(n)}, 1)` : state.get(n)!]),
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
