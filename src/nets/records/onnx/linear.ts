/** Products of matrices, with known numbers as layers that learn. */
import * as S from '../../../expr/symbols.ts';
import { reshaped, transposed, withLevels } from './arrange.ts';
import { commonSize } from './fold.ts';
import { f } from './formulas.ts';
import { type Call, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import { permuted } from './shapes.ts';
import { threaded } from './threaded.ts';
import {
  axisOf,
  type ConstantValue,
  heldDims,
  isJoined,
  level,
  levelSizes,
  levelsBefore,
  numbersIn,
  type PortValue,
  rankOf,
  takenApart,
  UNIT,
  type Value,
} from './values.ts';

interface Matrix {
  /** {outputs, inputs} */
  readonly shape: readonly [number, number];
  readonly numbers: ArrayLike<number>;
}

/** Numbers with two axes, as rows of outputs. */
function matrixOf(c: ConstantValue, inputsFirst: boolean): Matrix | undefined {
  const dims = heldDims(c);
  if (dims.length !== 2 || c.sizes.some((s) => typeof s !== 'number')) return undefined;
  const own = inputsFirst ? permuted(c, [1, 0]) : c;
  const numbers = numbersIn(own);
  const [outputs, inputs] = heldDims(own) as [number, number];
  return numbers && { shape: [outputs, inputs], numbers };
}

/** A linear function of the last axis: a LinearLayer for vectors, mapped over all levels before. `frozen`: the numbers are no weights of the file. */
export function linear(
  call: Call,
  v: PortValue,
  w: Matrix,
  biases?: ArrayLike<number>,
  suffix?: string,
  frozen = false,
): PortValue {
  const last = v.axes.length - 1;
  if (v.axes[last]?.kind === 'batch') call.refuse('it sums over the batch');
  const x = withLevels(call, v, (i) => i === last);
  const [outputs, inputs] = w.shape;
  const { size } = axisOf(x, last);
  if (typeof size === 'number' && size !== inputs)
    call.refuse(`it multiplies vectors of ${size} by a matrix for ${inputs}`);
  const made = call.mapped(
    levelSizes(x.axes).length - 1,
    'LinearLayer',
    [outputs],
    { Weights: w, Biases: { shape: [outputs], numbers: biases }, ...(frozen && { LearningRateMultipliers: S.None }) },
    { Input: x.ref },
    suffix,
  );
  return port(made.ref(), [...x.axes.slice(0, -1), level(outputs)], x.type);
}

const swapLast = (rank: number): number[] => [...Array.from({ length: rank - 2 }, (_, i) => i), rank - 1, rank - 2];

/** With axes of size 1 in front, up to a rank. */
const raised = (v: PortValue, rank: number): PortValue =>
  port(v.ref, [...Array.from({ length: rank - v.axes.length }, () => UNIT), ...v.axes], v.type);

/** Levels before the last two agree; unit axes are repeated. */
function leading(call: Call, v: PortValue, other: PortValue): PortValue {
  let x = v;
  for (let i = 0; i < v.axes.length - 2; i++) {
    const [own, theirs] = [axisOf(x, i), axisOf(other, i)];
    if (theirs.kind !== 'level' || (own.kind === 'level' && own.size !== 1)) continue;
    if (own.kind === 'batch')
      call.refuse('one of its inputs has a level where the other one has the axis of the batch');
    if (typeof theirs.size !== 'number')
      return call.refuse('it repeats a matrix a number of times that is not known beforehand');
    const place = levelsBefore(x.axes, i) + 1;
    const flat =
      own.kind === 'unit'
        ? x
        : reshaped(
            call,
            x,
            x.axes.map((a, k) => (k === i ? UNIT : a)),
          );
    const made = call.layer('ReplicateLayer', [theirs.size, place], {}, { Input: flat.ref }, `repeat ${i}`);
    x = port(
      made.ref(),
      flat.axes.map((a, k) => (k === i ? theirs : a)),
      x.type,
    );
  }
  return x;
}

/** Matrices whose leading axis counts levels together with the batch: the same levels in both, and in the product. */
function joined(call: Call, a: PortValue, b: PortValue): PortValue {
  const [first, other] = [a.axes[0], b.axes[0]];
  const alike =
    a.axes.length === 3 &&
    b.axes.length === 3 &&
    first!.before === other!.before &&
    first!.inner?.length === other!.inner?.length &&
    first!.inner?.every((s, i) => commonSize(s, other!.inner![i]!) !== undefined);
  if (!alike) call.refuse('its matrices count levels together with the batch');
  const apart = (v: PortValue): PortValue => port(v.ref, takenApart(v.axes), v.type);
  const y = product(call, apart(a), apart(b));
  return port(y.ref, [first!, ...y.axes.slice(-2)], y.type);
}

function product(call: Call, a: PortValue, b: PortValue): PortValue {
  if (isJoined(a.axes) || isJoined(b.axes)) return joined(call, a, b);
  const rank = Math.max(a.axes.length, b.axes.length);
  const matrices = [a, b].map((v) => withLevels(call, raised(v, rank), (i) => i >= rank - 2)) as [PortValue, PortValue];
  if (matrices.some((v) => v.axes.slice(rank - 2).some((x) => x.kind === 'batch')))
    call.refuse('it sums over the batch or joins it');
  const x = leading(call, matrices[0], matrices[1]);
  const y = leading(call, matrices[1], matrices[0]);
  const inner = commonSize(axisOf(x, rank - 1).size, axisOf(y, rank - 2).size);
  if (inner === undefined) call.refuse('the matrices do not fit');
  const levels = x.axes.slice(0, rank - 2).filter((v) => v.kind === 'level').length;
  const made = call.mapped(levels, 'DotLayer', [], {}, { 1: x.ref, 2: y.ref });
  const outer = x.axes.slice(0, rank - 2).map((axis, i) => (axis.kind === 'unit' ? axisOf(y, i) : axis));
  return port(made.ref(), [...outer, axisOf(x, rank - 2), axisOf(y, rank - 1)], x.type);
}

/** a.b, with vectors as matrices of one row or column. */
export function multiplied(call: Call, a: Value, b: Value): PortValue {
  const [rowless, columnless] = [rankOf(a) === 1, rankOf(b) === 1];
  if (a.kind === 'port' && b.kind === 'constant' && !columnless) {
    const w = matrixOf(b, true);
    if (w !== undefined) return linear(call, a, w);
  }
  if (a.kind === 'constant' && b.kind === 'port' && !rowless && !columnless) {
    const w = matrixOf(a, false);
    if (w !== undefined) {
      const turned = linear(call, transposed(call, b, swapLast(b.axes.length), 'columns'), w);
      return transposed(call, turned, swapLast(turned.axes.length), 'rows');
    }
  }
  const [x, y] = [call.port(a), call.port(b)];
  const column = columnless ? port(y.ref, [...y.axes, UNIT], y.type) : y;
  const row = rowless ? port(x.ref, [UNIT, ...x.axes], x.type) : x;
  const z = product(call, row, column);
  const gone = [...(rowless ? [z.axes.length - 2] : []), ...(columnless ? [z.axes.length - 1] : [])];
  if (gone.length === 0) return z;
  const flat = reshaped(
    call,
    z,
    z.axes.map((axis, i) => (gone.includes(i) ? UNIT : axis)),
    'vector',
  );
  return port(
    flat.ref,
    flat.axes.filter((_, i) => !gone.includes(i)),
    z.type,
  );
}

const matMul: OnnxOperator = {
  needs: 2,
  layers: (call) => [multiplied(call, call.inputs[0]!, call.inputs[1]!)],
};

/** One number for each output; undefined: the array has more than that. */
function biasesOf(c: Value | undefined, outputs: number, scale: number): number[] | undefined {
  if (c === undefined) return undefined;
  const numbers = c.kind === 'constant' ? numbersIn(c) : undefined;
  if (numbers === undefined || (numbers.length !== outputs && numbers.length !== 1)) return undefined;
  if (
    c.kind === 'constant' &&
    heldDims(c)
      .slice(0, -1)
      .some((n) => n !== 1)
  )
    return undefined;
  return Array.from({ length: outputs }, (_, i) => scale * numbers[numbers.length === 1 ? 0 : i]!);
}

const gemm: OnnxOperator = {
  needs: 2,
  layers: (call) => {
    const [a, b, c] = call.inputs as [Value, Value, Value | undefined];
    const [alpha, beta] = [call.float('alpha', 1), call.float('beta', 1)];
    const [turnA, turnB] = [call.int('transA', 0) === 1, call.int('transB', 0) === 1];
    const matrix = b.kind === 'constant' && a.kind === 'port' ? matrixOf(b, !turnB) : undefined;
    const x = turnA ? transposed(call, call.port(a), [1, 0], 'columns') : a;
    if (matrix !== undefined) {
      const w =
        alpha === 1 ? matrix : { shape: matrix.shape, numbers: Float32Array.from(matrix.numbers, (n) => alpha * n) };
      const biases = beta === 0 ? undefined : biasesOf(c, w.shape[0], beta);
      const y = linear(call, x as PortValue, w, biases);
      if (c === undefined || biases !== undefined || beta === 0) return [y];
      return [threaded(call, [y, c], (p, q) => f('Plus', p!, beta === 1 ? q! : f('Times', beta, q!)), y.type)];
    }
    const z = multiplied(call, x, turnB ? transposed(call, call.port(b), [1, 0], 'rows') : b);
    const values = c === undefined || beta === 0 ? [z] : [z, c];
    if (values.length === 1 && alpha === 1) return [z];
    const scaled = (k: number, p: Parameters<typeof f>[1]) => (k === 1 ? p : f('Times', k, p));
    return [
      threaded(
        call,
        values,
        (p, q) => (q === undefined ? f('Times', alpha, p!) : f('Plus', scaled(alpha, p!), scaled(beta, q))),
        z.type,
      ),
    ];
  },
};

/** MatMul and Add of a vector, as the patterns join them. */
const affine: OnnxOperator = {
  layers: (call) => {
    const [x, w, b] = call.inputs as [Value, Value, Value];
    const matrix = w.kind === 'constant' && x.kind === 'port' ? matrixOf(w, true) : undefined;
    const biases = matrix && biasesOf(b, matrix.shape[0], 1);
    if (matrix !== undefined && biases !== undefined) return [linear(call, x as PortValue, matrix, biases)];
    return [threaded(call, [multiplied(call, x, w), b], (p, q) => f('Plus', p!, q!), x.type)];
  },
};

export const linearOperators: OperatorTable = { MatMul: matMul, Gemm: gemm };

export const linearPatterns: OperatorTable = { Affine: affine };
