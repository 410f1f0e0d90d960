/** Arrays as ONNX files have them, and as the nets made of those take and give them. */
import type { TensorValue } from '../../../src/compute/contract/step.ts';
import { ElementType } from '../../../src/formats/onnx.ts';
import { constant } from '../../../src/nets/records/onnx/operator.ts';
import { type Axis, type ConstantValue, levelSizes } from '../../../src/nets/records/onnx/values.ts';

/** As the programs in Python beside this file write them. */
export interface Stored {
  readonly type: string;
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}
export interface Plain {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export const plain = ({ shape, data }: Stored): Plain => ({
  shape,
  data: Float64Array.from(data, (x) => (typeof x === 'number' ? x : Number(x.replace('inf', 'Infinity')))),
});

/** The same numbers with axes in another order. */
function transposed({ shape, data }: Plain, order: readonly number[]): Plain {
  const steps = shape.map((_, i) => shape.slice(i + 1).reduce((a, b) => a * b, 1));
  const to = order.map((i) => shape[i]!);
  const out = new Float64Array(data.length);
  let n = 0;
  const visit = (axis: number, from: number): void => {
    if (axis === order.length) out[n++] = data[from]!;
    else for (let k = 0; k < to[axis]!; k++) visit(axis + 1, from + k * steps[order[axis]!]!);
  };
  if (data.length > 0) visit(0, 0);
  return { shape: to, data: out };
}

/** As the net takes it: examples first, no axes of size 1 that are none of its levels. */
export function given(v: Plain, axes: readonly Axis[]): TensorValue {
  const batch = axes.findIndex((a) => a.kind === 'batch');
  const order = axes.map((_, i) => i).filter((i) => i !== batch);
  const moved = transposed(v, batch < 0 ? order : [batch, ...order]);
  const levels = axes.flatMap((a, i) => (a.kind === 'level' ? [v.shape[i]!] : []));
  return { shape: [batch < 0 ? 1 : v.shape[batch]!, ...levels], dtype: 'float32', data: Float32Array.from(moved.data) };
}

/** As the file has it. */
export function back(v: TensorValue, axes: readonly Axis[]): Plain {
  const at = axes.findIndex((a) => a.kind === 'batch');
  const count = v.shape.length - 1;
  const data = Float64Array.from(v.data);
  if (at < 0) return { shape: v.shape.slice(1), data: data.slice(0, data.length / v.shape[0]!) };
  const before = levelSizes(axes.slice(0, at)).length;
  const levels = Array.from({ length: count }, (_, i) => i + 1);
  return transposed({ shape: v.shape, data }, [...levels.slice(0, before), 0, ...levels.slice(before)]);
}

const TYPES: Readonly<Record<string, number>> = {
  float32: ElementType.FLOAT,
  float64: ElementType.DOUBLE,
  float16: ElementType.FLOAT16,
  int64: ElementType.INT64,
  int32: ElementType.INT32,
  uint8: ElementType.UINT8,
  int8: ElementType.INT8,
  bool: ElementType.BOOL,
  uint16: ElementType.UINT16,
  int16: ElementType.INT16,
  uint32: ElementType.UINT32,
  uint64: ElementType.UINT64,
};

export const asConstant = (name: string, s: Stored): ConstantValue =>
  constant(s.shape, TYPES[s.type] ?? ElementType.FLOAT, plain(s).data, name);
