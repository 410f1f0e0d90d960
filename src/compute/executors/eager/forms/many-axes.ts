/** Arithmetic on arrays of more axes than the library takes, and padding of them, fail there without an error: axes are merged before. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { commonAxes, patternOf, stepsOn } from '../../../program/broadcast.ts';
import { elements } from '../../../program/program.ts';
import type { OwnKernel } from '../form.ts';

/** XNNPACK's operations of two arrays. */
const MOST_AXES = 6;
const names = ['Add', 'Sub', 'Multiply', 'RealDiv', 'Maximum', 'Minimum', 'SquaredDifference'];

const spread = (a: readonly number[], b: readonly number[]): number[] => {
  const rank = Math.max(a.length, b.length);
  const at = (s: readonly number[], i: number): number => s[s.length - rank + i] ?? 1;
  return Array.from({ length: rank }, (_, i) => (at(a, i) === 1 ? at(b, i) : at(a, i)));
};

const merged: OwnKernel =
  (_tf, _heap, stock) =>
  ({ inputs, ...rest }) => {
    const { a, b } = inputs as unknown as { a: TensorInfo; b: TensorInfo };
    if (a.shape.length <= MOST_AXES && b.shape.length <= MOST_AXES) return stock!({ inputs, ...rest });
    const shape = spread(a.shape, b.shape);
    const patterns = [a, b].map((x) => patternOf(x.shape, shape));
    const axes = commonAxes(patterns, elements(shape));
    if (axes === undefined || axes.length > MOST_AXES)
      throw new Error(`no arithmetic on arrays of ${shape.length} axes`);
    const [left, right] = [a, b].map((x, i) => {
      const steps = stepsOn(patterns[i]!, axes);
      return { ...x, dataId: x.dataId, shape: axes.map((n, k) => (steps[k] === 0 ? 1 : n)) };
    });
    const out = stock!({ inputs: { a: left, b: right } as never, ...rest }) as TensorInfo;
    return { dataId: out.dataId, dtype: out.dtype, shape };
  };

type Pair = readonly [number, number];
/** With those between and around them five axes. */
const PADDED_AT_ONCE = 2;

/** Neighbouring axes without padding are one axis; of many padded axes some are padded after the others. */
const padded: OwnKernel = (_tf, heap, stock) => {
  type Call = Parameters<NonNullable<typeof stock>>[0];
  const pad = (call: Call, x: TensorInfo, paddings: readonly Pair[]): TensorInfo => {
    const axes: { size: number; pad: Pair }[] = [];
    x.shape.forEach((size, i) => {
      const pad = paddings[i]!;
      const last = axes.at(-1);
      const whole = pad[0] === 0 && pad[1] === 0;
      if (whole && last !== undefined && last.pad[0] === 0 && last.pad[1] === 0) last.size *= size;
      else axes.push({ size, pad });
    });
    if (axes.length > MOST_AXES) {
      const wide = paddings.flatMap(([before, after], i) => (before + after > 0 ? [i] : [])).slice(0, PADDED_AT_ONCE);
      const some = (first: boolean): Pair[] => paddings.map((p, i) => (wide.includes(i) === first ? p : [0, 0]));
      const part = pad(call, x, some(true));
      const all = pad(call, part, some(false));
      heap.free(part);
      return all;
    }
    const merged = { ...x, dataId: x.dataId, shape: axes.map((a) => a.size) };
    const own = { ...call.attrs, paddings: axes.map((a) => a.pad) };
    const out = stock!({ ...call, inputs: { x: merged } as never, attrs: own as never }) as TensorInfo;
    const shape = x.shape.map((n, i) => n + paddings[i]![0] + paddings[i]![1]);
    return { dataId: out.dataId, dtype: out.dtype, shape };
  };
  return (call) => {
    const { x } = call.inputs as unknown as { x: TensorInfo };
    const { paddings } = call.attrs as unknown as { paddings: readonly Pair[] };
    return x.shape.length <= MOST_AXES ? stock!(call) : pad(call, x, paddings);
  };
};

export const manyAxesKernels = { ...Object.fromEntries(names.map((name) => [name, merged])), PadV2: padded };
