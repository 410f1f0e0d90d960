/** TopK, CumSum, Trilu and Hardmax: operators that order the numbers along an axis. */
import { system } from '../../../expr/intern.ts';
import { ElementType } from '../../../formats/onnx.ts';
import { numbersOfType } from '../../../formats/onnx-tensors.ts';
import { transposed, withLevels } from './arrange.ts';
import { f, pure, X } from './formulas.ts';
import { linear } from './linear.ts';
import { type Call, constant, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import { threaded } from './threaded.ts';
import {
  axisIndex,
  type ConstantValue,
  heldDims,
  level,
  levelSizes,
  numbersIn,
  type PortValue,
  scalarOf,
} from './values.ts';

/** The value with an axis last, as a level, and the way back. */
function lastAxis(
  call: Call,
  v: PortValue,
  axis: number,
): { readonly x: PortValue; readonly back: (y: PortValue, name: string) => PortValue } {
  const rank = v.axes.length;
  if (v.axes[axis]?.kind === 'batch') call.refuse('it goes along the axis of the batch');
  const order = [...v.axes.map((_, i) => i).filter((i) => i !== axis), axis];
  const x = withLevels(call, transposed(call, v, order, 'axis'), (i) => i === rank - 1);
  const places = v.axes.map((_, i) => order.indexOf(i));
  return { x, back: (y, name) => transposed(call, y, places, name) };
}

const MOST_SUMS = 4096;

/** How much of element k is in sum i: 1 up to it, or before it where the element itself does not count. */
function sums(n: number, exclusive: boolean, reverse: boolean): Float32Array {
  const out = new Float32Array(n * n);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const [a, b] = reverse ? [i, k] : [k, i];
      if (exclusive ? a < b : a <= b) out[i * n + k] = 1;
    }
  return out;
}

function foldedSums(c: ConstantValue, axis: number, exclusive: boolean, reverse: boolean): ConstantValue | undefined {
  const numbers = numbersIn(c);
  if (numbers === undefined) return undefined;
  const dims = heldDims(c);
  const inner = dims.slice(axis + 1).reduce((a, b) => a * b, 1);
  const n = dims[axis]!;
  const data = numbersOfType(c.type, numbers.length);
  for (let o = 0; o < numbers.length; o += n * inner)
    for (let i = 0; i < inner; i++) {
      let sum = 0;
      for (let k = 0; k < n; k++) {
        const at = o + (reverse ? n - 1 - k : k) * inner + i;
        data[at] = exclusive ? sum : sum + numbers[at]!;
        sum += numbers[at]!;
      }
    }
  return constant(c.sizes, c.type, data);
}

const cumSum: OnnxOperator = {
  needs: 2,
  fold: (call, [x]) => {
    const axis = scalarOf(call.inputs[1]);
    if (x === undefined || axis === undefined) return undefined;
    const y = foldedSums(
      x,
      axisIndex(axis, x.sizes.length),
      call.int('exclusive', 0) === 1,
      call.int('reverse', 0) === 1,
    );
    return y && [y];
  },
  layers: (call) => {
    const v = call.port(0);
    const axis = scalarOf(call.inputs[1]) ?? call.refuse('its axis is not known beforehand');
    const { x, back } = lastAxis(call, v, axisIndex(axis, v.axes.length));
    const { size } = x.axes.at(-1)!;
    if (typeof size !== 'number') return call.refuse('it sums along an axis whose size is not known beforehand');
    if (size > MOST_SUMS) return call.refuse(`it makes ${size} sums`);
    const numbers = sums(size, call.int('exclusive', 0) === 1, call.int('reverse', 0) === 1);
    return [back(linear(call, x, { shape: [size, size], numbers }), 'back')];
  },
};

/** The largest or smallest numbers along an axis, in order, and their places from 0. */
const topK: OnnxOperator = {
  layers: (call) => {
    const v = call.port(0);
    const k = call.inputs[1] === undefined ? call.int('k', 1) : scalarOf(call.inputs[1]);
    if (k === undefined) return call.refuse('how many it gives is not known beforehand');
    const { x, back } = lastAxis(call, v, axisIndex(call.int('axis', -1), v.axes.length));
    const { size } = x.axes.at(-1)!;
    if (typeof size !== 'number') return call.refuse('it orders an axis whose size is not known beforehand');
    const levels = levelSizes(x.axes).length - 1;
    const signed =
      call.int('largest', 1) === 1
        ? call.layer('ElementwiseLayer', [pure(f('Minus', X))], {}, { Input: x.ref }, 'signed').ref()
        : x.ref;
    const places = call.mapped(levels, 'OrderingLayer', [k], {}, { Input: signed }, 'ordering');
    const axes = [...x.axes.slice(0, -1), level(k)];
    const from0 = call.layer('ElementwiseLayer', [pure(f('Plus', X, -1))], {}, { Input: places.ref() }, 'places');
    const indices = back(port(from0.ref(), axes, ElementType.INT64), 'places back');
    if (!call.uses(0)) return [undefined, indices];
    const units = call.layer('UnitVectorLayer', [size], {}, { Input: places.ref() }, 'units');
    const values = call.mapped(levels, 'DotLayer', [], {}, { 1: units.ref(), 2: x.ref });
    return [back(port(values.ref(), axes, x.type), 'back'), indices];
  },
};

/** 1 on one side of a diagonal of the last two axes, 0 beyond it. */
function triangle(call: Call, rows: number, columns: number): Float32Array {
  const shift =
    call.inputs[1] === undefined
      ? 0
      : (scalarOf(call.inputs[1]) ?? call.refuse('its diagonal is not known beforehand'));
  const upper = call.int('upper', 1) === 1;
  const out = new Float32Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let k = 0; k < columns; k++) if (upper ? k - i >= shift : k - i <= shift) out[i * columns + k] = 1;
  return out;
}

const trilu: OnnxOperator = {
  fold: (call, [x]) => {
    const numbers = x && numbersIn(x);
    if (x === undefined || numbers === undefined) return undefined;
    const [rows, columns] = heldDims(x).slice(-2) as [number, number];
    const kept = triangle(call, rows, columns);
    const data = numbersOfType(x.type, numbers.length);
    for (let i = 0; i < data.length; i++) data[i] = kept[i % kept.length] === 1 ? numbers[i]! : 0;
    return [constant(x.sizes, x.type, data)];
  },
  layers: (call) => {
    const x = call.port(0);
    const [rows, columns] = x.axes.slice(-2).map((a) => a.size) as [number, number];
    if (x.axes.slice(-2).some((a) => a.kind === 'batch')) call.refuse('one of its axes is that of the batch');
    if (typeof rows !== 'number' || typeof columns !== 'number') return call.refuse('the sizes of its input vary');
    const kept = constant([rows, columns], ElementType.FLOAT, triangle(call, rows, columns));
    return [threaded(call, [x, kept], (a, m) => f('If', f('Greater', m!, 0), a!, 0), x.type)];
  },
};

/** 1 where the first of the largest numbers is, 0 elsewhere. */
const hardmax: OnnxOperator = {
  layers: (call) => {
    const v = call.port(0);
    if (call.opset < 13) call.refuse('several axes count as one');
    const { x, back } = lastAxis(call, v, axisIndex(call.int('axis', -1), v.axes.length));
    const { size } = x.axes.at(-1)!;
    if (typeof size !== 'number') return call.refuse('it goes along an axis whose size is not known beforehand');
    const levels = levelSizes(x.axes).length - 1;
    const signed = call.layer('ElementwiseLayer', [pure(f('Minus', X))], {}, { Input: x.ref }, 'signed');
    const place = call.mapped(levels, 'OrderingLayer', [1], {}, { Input: signed.ref() }, 'ordering');
    const units = call.layer('UnitVectorLayer', [size], {}, { Input: place.ref() });
    const made = withLevels(call, port(units.ref(), [...x.axes.slice(0, -1), level(1), level(size)], x.type));
    const flat = call.layer('AggregationLayer', [system('Total'), [levels + 1]], {}, { Input: made.ref }, 'units');
    return [back(port(flat.ref(), x.axes, x.type), 'back')];
  },
};

export const orderingOperators: OperatorTable = { CumSum: cumSum, TopK: topK, Trilu: trilu, Hardmax: hardmax };
