/** ONNX forms of kernels that work number by number. */

import { binaryForms, unaryForms } from '../../../../formats/onnx-functions.ts';
import { BOOL, FLOAT } from '../../../../formats/onnx-graph.ts';
import { sameShape } from '../../../program/program.ts';
import { CHANNELS_LAST, type Mapping, type Reading, typeNumber } from '../translation.ts';

/** Works before a transpose instead of after it, so that transposes meet and vanish. */
function through(r: Reading, x: string, f: (x: string) => string): string {
  const origin = r.t.origin(x);
  return origin === undefined ? f(x) : r.t.transpose(f(origin.source), origin.order);
}

/** Kernels that their attributes or types change. */
const composed: Record<string, (r: Reading, x: string) => string> = {
  Step: (r, x) => step(r, x),
  ClipByValue: (r, x) => {
    const { clipValueMin, clipValueMax } = r.attributes<{ clipValueMin: number; clipValueMax: number }>();
    return r.graph.node('Clip', [x, r.graph.scalar(clipValueMin), r.graph.scalar(clipValueMax)]);
  },
  LeakyRelu: (r, x) => r.graph.node('LeakyRelu', [x], { alpha: { float: r.attributes<{ alpha: number }>().alpha } }),
  Elu: ({ graph }, x) => graph.node('Elu', [x], { alpha: { float: 1 } }),
  Selu: ({ graph }, x) =>
    graph.node('Selu', [x], { alpha: { float: 1.6732632423543772 }, gamma: { float: 1.0507009873554805 } }),
  Cast: (r, x) => {
    const from = r.type('x').dtype;
    const to = typeNumber(r.out);
    // A number is a truth value if it is not 0; that is also what ONNX says.
    return from === r.out.dtype ? x : r.graph.node('Cast', [x], { to });
  },
};

/** Times this every normal positive number is at least 1. */
const HUGE = 3e38;

/** 1 where positive, else alpha. What Relu gives is scaled up and cut off at 1: the fastest way by measurement. */
function step(r: Reading, x: string): string {
  const { alpha } = r.attributes<{ alpha?: number }>();
  if (r.type('x').dtype !== 'float32') throw r.noForm('of whole numbers');
  if (!alpha && r.t.producer.get(r.value('x'))?.kernel === 'Relu') {
    const large = r.graph.node('Mul', [x, r.graph.scalar(HUGE)]);
    return r.graph.node('Clip', [large, r.graph.scalar(0), r.graph.scalar(1)]);
  }
  const positive = r.graph.node('Greater', [x, r.graph.scalar(0)]);
  return alpha
    ? r.graph.node('Where', [positive, r.graph.scalar(1), r.graph.scalar(alpha)])
    : r.graph.node('Cast', [positive], { to: FLOAT });
}

/** Both operands brought to one layout, the node, and back. */
export function binary(r: Reading, f: (a: string, b: string) => string): string {
  const [va, vb] = [r.value('a'), r.value('b')];
  const [sa, sb] = [r.t.type(va).shape, r.t.type(vb).shape];
  const out = r.out.shape;
  const [a, b] = [r.t.operand(va, out, sb), r.t.operand(vb, out, sa)];
  const order = sharedOrder(r, [a, sa], [b, sb], out);
  if (order === undefined) return f(a, b);
  const inverse = order.map((_, i) => order.indexOf(i));
  const turn = (x: string, shape: readonly number[], value: number): string => {
    if (shape.length === 0 || (r.t.uniform(value) !== undefined && x !== r.t.name(value))) return x;
    if (shape.length === 1) return r.t.reshape(x, [shape[0]!, 1, 1]);
    return r.t.transpose(x, inverse);
  };
  return r.t.transpose(f(turn(a, sa, va), turn(b, sb, vb)), order);
}

type Operand = readonly [name: string, shape: readonly number[]];

/** The transpose that both operands come from, where the other is a scalar, a vector of channels, or comes from it too. */
function sharedOrder(r: Reading, a: Operand, b: Operand, out: readonly number[]): readonly number[] | undefined {
  const orders = [a, b].map(([x, shape]) => (sameShape(shape, out) ? r.t.origin(x)?.order : undefined));
  const order = orders[0] ?? orders[1];
  if (order === undefined) return undefined;
  const channels = sameShape(order, CHANNELS_LAST);
  const fits = ([x, shape]: Operand): boolean =>
    shape.length === 0 ||
    !r.graph.isResult(x) ||
    (channels && shape.length === 1 && shape[0] === out[3]) ||
    (sameShape(shape, out) && (channels || `${r.t.origin(x)?.order}` === `${order}`));
  const scalarOrFits = ([x, shape]: Operand): boolean =>
    fits([x, shape]) &&
    (shape.length === 0 || shape.length === 1 ? shape.length === 0 || channels : sameShape(shape, out));
  return scalarOrFits(a) && scalarOrFits(b) ? order : undefined;
}

const onTruths = new Set(['LogicalAnd', 'LogicalOr', 'LogicalXor', 'Equal', 'NotEqual']);
const onReals = new Set(['FloorDiv', 'Atan2']);

export const binaryNode =
  (kernel: string): Mapping =>
  (r) => {
    const { dtype } = r.type('a');
    if (dtype === 'bool' && !onTruths.has(kernel)) throw r.noForm('of truth values');
    if (dtype !== 'float32' && onReals.has(kernel)) throw r.noForm('of whole numbers');
    if (dtype !== 'float32' && kernel === 'Mod') return binary(r, (a, b) => r.graph.node('Mod', [a, b]));
    return binary(r, (a, b) => binaryForms[kernel]!(r.graph, a, b));
  };

export const elementwise: Readonly<Record<string, Mapping>> = {
  ...Object.fromEntries(
    Object.entries({
      ...Object.fromEntries(Object.entries(unaryForms).map(([k, f]) => [k, (r: Reading, x: string) => f(r.graph, x)])),
      ...composed,
    }).map(([k, f]) => [k, (r: Reading) => through(r, r.name('x'), (x) => f(r, x))]),
  ),
  ...Object.fromEntries(Object.keys(binaryForms).map((k) => [k, binaryNode(k)])),
  Prelu: (r) => r.graph.node('PRelu', [r.name('x'), r.name('alpha')]),
  EluGrad: (r) => {
    const [dy, y] = [r.name('dy'), r.name('y')];
    const positive = r.graph.node('GreaterOrEqual', [y, r.graph.scalar(0)]);
    return r.graph.node('Where', [
      positive,
      dy,
      r.graph.node('Mul', [dy, r.graph.node('Add', [y, r.graph.scalar(1)])]),
    ]);
  },
  Select: (r) => {
    const condition = r.shape('condition');
    if (!sameShape(condition, r.out.shape)) throw r.noForm('with a condition of another shape');
    const test =
      r.type('condition').dtype === 'bool'
        ? r.name('condition')
        : r.graph.node('Cast', [r.name('condition')], { to: BOOL });
    return r.graph.node('Where', [test, r.name('t'), r.name('e')]);
  },
};
