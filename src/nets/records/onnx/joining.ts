/** Concat: arrays put together along an axis. */
import { withLevels } from './arrange.ts';
import { packed } from './fold.ts';
import { constant, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import type { Size } from './sizes.ts';
import {
  type Axis,
  axisIndex,
  axisOf,
  type ConstantValue,
  heldDims,
  isJoined,
  level,
  levelAt,
  rankOf,
} from './values.ts';

function joined(all: readonly ConstantValue[], axis: number): ConstantValue | undefined {
  const sizes = all.map((c) => c.sizes[axis]!);
  if (!sizes.every((s) => typeof s === 'number')) return undefined;
  const dims = all.map(heldDims);
  const outer = dims[0]!.slice(0, axis).reduce((a, b) => a * b, 1);
  if (dims.some((d) => d.slice(0, axis).reduce((a, b) => a * b, 1) !== outer)) return undefined;
  const rows = all.map((c) => c.data.length / outer);
  const elements: Size[] = [];
  for (let o = 0; o < outer; o++)
    all.forEach((c, k) => {
      for (let i = 0; i < rows[k]!; i++) elements.push(c.data[o * rows[k]! + i]!);
    });
  const total = sizes.reduce((a, b) => a + b, 0);
  return constant(
    all[0]!.sizes.map((s, i) => (i === axis ? total : s)),
    all[0]!.type,
    packed(elements, all[0]!.type),
  );
}

const concat: OnnxOperator = {
  fold: (call, all) => {
    const given = all.filter((c) => c !== undefined && c.data.length > 0) as ConstantValue[];
    if (given.length === 0) return undefined;
    const y = joined(given, axisIndex(call.int('axis', 1), rankOf(given[0]!)));
    return y && [y];
  },
  layers: (call) => {
    const given = call.inputs.flatMap((v, i) =>
      v === undefined || (v.kind === 'constant' && v.data.length === 0) ? [] : [call.port(i)],
    );
    const rank = given[0]?.axes.length ?? call.refuse('nothing is joined');
    const axis = axisIndex(call.int('axis', 1), rank);
    if (given.some((v) => v.axes[axis]?.kind === 'batch')) call.refuse('it joins arrays along the axis of the batch');
    if (given.some((v) => isJoined(v.axes))) call.refuse('its inputs count levels together with the batch');
    const isLevel = (i: number): boolean => i === axis || given.some((v) => v.axes[i]?.kind === 'level');
    const mixes = (i: number): boolean => given.some((v) => v.axes[i]?.kind === 'batch') && isLevel(i);
    if (given[0]!.axes.some((_, i) => mixes(i)))
      call.refuse('one of its inputs has a level where another one has the axis of the batch');
    const parts = given.map((v) => withLevels(call, v, isLevel));
    if (parts.length === 1) return [parts[0]];
    const place = levelAt(parts[0]!, axis) ?? call.refuse('it joins arrays along an axis that is no level');
    const made = call.layer(
      'CatenateLayer',
      [place],
      {},
      Object.fromEntries(parts.map((p, i) => [String(i + 1), p.ref] as const)),
    );
    const sizes = parts.map((p) => axisOf(p, axis).size);
    const total = sizes.every((s) => typeof s === 'number') ? sizes.reduce((a, b) => a + b, 0) : call.newUnknown();
    const axes = parts[0]!.axes.map((a, i): Axis => {
      if (i === axis) return level(total);
      return parts.find((p) => axisOf(p, i).kind === 'batch')?.axes[i] ?? a;
    });
    return [port(made.ref(), axes, parts[0]!.type)];
  },
};

export const joiningOperators: OperatorTable = { Concat: concat };
