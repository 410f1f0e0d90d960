/** Pad, and OneHot, which put numbers around and beside others. */
import { int, real, str } from '../../../expr/expr.ts';
import { transposed, withLevels } from './arrange.ts';
import { f, pure, X } from './formulas.ts';
import { type Call, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import { spanned } from './parts.ts';
import { type Axis, axisIndex, level, scalarOf } from './values.ts';

const MODES: Readonly<Record<string, string>> = { reflect: 'Reflected', edge: 'Fixed', wrap: 'Periodic' };

/** Paddings before and after each axis. Attribute "paddings" in set 1, "pads" up to 10, an input from 11 on. */
function padsOf(call: Call, rank: number): [number, number][] {
  const flat = call.ints('paddings') ?? call.list('pads', 1) ?? call.refuse('its pads are not known beforehand');
  const axes = call.node.inputs.length > 3 ? call.list('axes', 3) : undefined;
  const n = flat.length / 2;
  const out = Array.from({ length: rank }, (): [number, number] => [0, 0]);
  for (let i = 0; i < n; i++) out[axisIndex(axes?.[i] ?? i, rank)] = [flat[i]!, flat[i + n]!];
  return out;
}

const pad: OnnxOperator = {
  layers: (call) => {
    const x = call.port(0);
    const pads = padsOf(call, x.axes.length);
    const mode = call.text('mode', 'constant');
    const fill = call.node.inputs[2] ? scalarOf(call.inputs[2]) : call.float('value', 0);
    if (fill === undefined) return call.refuse('the number that it pads with is not known beforehand');
    const grown = (i: number): boolean => pads[i]!.some((n) => n > 0);
    if (x.axes.some((a, i) => a.kind === 'batch' && pads[i]!.some((n) => n !== 0))) call.refuse('it pads the batch');
    let y = withLevels(call, x, grown);
    y.axes.forEach((a, i) => {
      const [before, after] = pads[i]!.map((n) => Math.max(0, -n)) as [number, number];
      if (before + after === 0) return;
      const size = typeof a.size === 'number' ? a.size - before - after : call.newUnknown();
      y = spanned(call, y, i, { from: before + 1, to: -1 - after }, size, `cut ${i}`);
    });
    if (!pads.some((_, i) => grown(i))) return [y];
    const list = y.axes.flatMap((a, i) =>
      a.kind === 'level' ? [pads[i]!.map((n) => Math.max(0, n))] : (a.inner ?? []).map(() => [0, 0]),
    );
    const how =
      mode === 'constant'
        ? Number.isInteger(fill)
          ? int(fill)
          : real(fill)
        : str(MODES[mode] ?? call.refuse(`it pads by "${mode}"`));
    const made = call.layer('PaddingLayer', [list], { Padding: how }, { Input: y.ref });
    const axes = y.axes.map((a, i): Axis => {
      const more = pads[i]!.reduce((n, p) => n + Math.max(0, p), 0);
      if (more === 0 || a.kind !== 'level') return a;
      return level(typeof a.size === 'number' ? a.size + more : call.newUnknown());
    });
    return [port(made.ref(), axes, y.type)];
  },
};

/** Whole numbers from 0 on become unit vectors of 0 and 1. */
const oneHot: OnnxOperator = {
  needs: 3,
  layers: (call) => {
    const x = call.port(0);
    const depth = scalarOf(call.inputs[1]) ?? call.refuse('the length of its vectors is not known beforehand');
    const { data } = call.numbers(2);
    if (data.length !== 2) call.refuse(`it has ${data.length} values instead of 2`);
    const rank = x.axes.length;
    const place = axisIndex(call.int('axis', -1), rank + 1);
    const order = Array.from({ length: rank + 1 }, (_, i) => (i === place ? rank : i < place ? i : i - 1));
    const counted = call.layer('ElementwiseLayer', [pure(f('Plus', X, 1))], {}, { Input: x.ref }, 'from 1');
    const made = call.layer('UnitVectorLayer', [depth], {}, { Input: counted.ref() });
    const axes = [...x.axes, level(depth)];
    const [off, on] = [data[0]!, data[1]!];
    if (off === 0 && on === 1) return [transposed(call, port(made.ref(), axes, x.type), order)];
    const scaled = call.layer(
      'ElementwiseLayer',
      [pure(f('Plus', off, f('Times', on - off, X)))],
      {},
      { Input: made.ref() },
      'values',
    );
    return [transposed(call, port(scaled.ref(), axes, x.type), order)];
  },
};

export const paddingOperators: OperatorTable = { Pad: pad, OneHot: oneHot };
