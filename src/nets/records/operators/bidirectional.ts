/** NetBidirectionalOperator: one net reads a sequence forwards, another backwards. */
import type { Tensor, Tensors } from '../../../compute/contract/step.ts';
import { type Expr, int, isCall, normal, Rational } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import type { OnnxArray } from '../../model/onnx/array.ts';
import { type OperatorPorts, operator } from '../../model/operator.ts';
import { isKnown, resolve, ShapeVariable, sizes } from '../../model/shape.ts';
import { torchFunction } from '../../model/torch/numbers.ts';
import { onnxFunction } from '../layers/onnx-functions.ts';
import { neededFunction, type ScalarFunction, scalarFunction } from '../layers/scalar-function.ts';

interface Bidirectional {
  /** undefined: vectors of both are joined. */
  readonly combine: ScalarFunction | undefined;
}
const Catenate = system('Catenate');

const outputOf = (p: OperatorPorts) => [...p.outputs.values()][0]!;
const inputOf = (p: OperatorPorts) => [...p.inputs.values()][0]!;

/** null: no function of two arrays. */
function combinedBy(e: Expr | undefined, evaluation?: Evaluation): Bidirectional['combine'] | null {
  if (e === undefined || e === Catenate) return undefined;
  if (e === Mean) return { ...neededFunction(parsedMean), form: e };
  return scalarFunction(e, evaluation, [2]) ?? null;
}
const Mean = system('Mean');
/** (#1 + #2)/2 & */
const parsedMean = normal(
  S.Function,
  normal(S.Times, new Rational(1, 2), normal(S.Plus, normal(S.Slot, int(1)), normal(S.Slot, int(2)))),
);

export const NetBidirectionalOperator = operator<Bidirectional>('NetBidirectionalOperator', {
  usage: `NetBidirectionalOperator[net] represents a net that reads a sequence forwards and, with arrays of its own, backwards, and joins both outputs.
NetBidirectionalOperator[{forward, backward}] states two nets; NetBidirectionalOperator[nets, f] combines outputs by f, such as Plus.`,
  options: [],
  read: ([nets, f, ...more], _options, evaluation) => {
    const combine = combinedBy(f, evaluation);
    if (nets === undefined || combine === null || more.length > 0) return undefined;
    const pair = isCall(nets, S.List) ? nets.args : [nets, nets];
    if (pair.length !== 2) return undefined;
    return {
      nets: [
        ['ForwardNet', pair[0]!],
        ['BackwardNet', pair[1]!],
      ],
      parameters: { combine },
    };
  },
  write: (nets, { combine }) => [normal(S.List, ...nets), ...(combine === undefined ? [] : [combine.form])],
  portNames: () => ({ inputs: ['Input'], outputs: ['Output'] }),
  ports: ([forward, backward], solver, { combine }) => {
    const input = inputOf(forward!);
    const [a, b] = [outputOf(forward!).shape, outputOf(backward!).shape];
    const output = new ShapeVariable();
    solver.relate(() => {
      input.shape.unify(inputOf(backward!).shape);
      if (combine !== undefined) {
        a.unify(b);
        output.unify(a);
        return;
      }
      const [s, t] = [a.shape, b.shape];
      if (s === undefined || t === undefined) return;
      // Lengths agree; vectors are joined.
      new ShapeVariable(s.slice(0, -1)).unify(t.slice(0, -1));
      const widths = [s[s.length - 1]!, t[t.length - 1]!];
      if (isKnown(widths)) {
        const [m, n] = sizes(widths) as [number, number];
        output.unify([...s.slice(0, -1).map(resolve), m + n]);
      }
    });
    return {
      inputs: new Map([['Input', input]]),
      outputs: new Map([['Output', { shape: output, index: undefined }]]),
    };
  },
  times: () => 1,
  forward: ({ Input }, [forward, backward], t, { combine }) => {
    const one = (run: typeof forward, x: Tensor): Tensor => Object.values(run!({ Input: x }))[0]!;
    const a = one(forward, Input!);
    const b = t.reverse(one(backward, t.reverse(Input!, 1)), 1);
    return { Output: combine === undefined ? joined(t, a, b) : combine.run(t, [a, b]) };
  },
  onnx: ({ Input }, [forward, backward], o, { combine }) => {
    const one = (run: typeof forward, x: OnnxArray): OnnxArray => Object.values(run!({ Input: x }))[0]!;
    const a = one(forward, Input!);
    const b = o.reverse(one(backward, o.reverse(Input!, 1)), 1);
    return { Output: combine === undefined ? o.concat([a, b], a.shape.length - 1) : onnxFunction(o, combine, [a, b]) };
  },

  torch: ({ Input }, [forward, backward], o, { combine }) => {
    const one = (run: typeof forward, x: string): string => Object.values(run!({ Input: x }))[0]!;
    const a = one(forward, Input!);
    const b = o.let(`${one(backward, o.let(`${Input}.flip(1)`, 'reversed'))}.flip(1)`, 'back');
    return { Output: combine === undefined ? `torch.cat((${a}, ${b}), -1)` : torchFunction(o, combine.run, [a, b]) };
  },
  examples: {
    'Dimensions[NetInitialize[NetBidirectionalOperator[BasicRecurrentLayer[3], "Input" -> {"Varying", 2}]][ConstantArray[1, {4, 2}]]]':
      '{4, 6}',
    'NetBidirectionalOperator[{ElementwiseLayer[# + 1 &], SequenceReverseLayer[]}, Plus, "Input" -> {3, 1}][{{1}, {2}, {3}}]':
      '{{5.}, {5.}, {5.}}',
    'NetBidirectionalOperator[NetGraph[{Ramp}, {NetPort["x"] -> 1}, "x" -> {"Varying", 1}], Plus][{{1}, {-2}, {3}}]':
      '{{2.}, {0.}, {6.}}',
    'NetBidirectionalOperator[{Ramp}]': ['$Failed', 'NetBidirectionalOperator::args'],
  },
});

const joined = (t: Tensors, a: Tensor, b: Tensor): Tensor => t.concat([a, b], a.rank - 1);
