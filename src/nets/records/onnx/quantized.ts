/** Numbers kept as small integers: weights become reals, activations are rounded as they would be. */
import { ElementType } from '../../../formats/onnx.ts';
import { combined } from './fold.ts';
import { f } from './formulas.ts';
import { type Call, constant, type OnnxOperator, type OperatorTable } from './operator.ts';
import { type Formula, threaded } from './threaded.ts';
import { axisIndex, type ConstantValue, rankOf, type Value } from './values.ts';

/** A vector along one axis of an array. */
function along(call: Call, c: ConstantValue, rank: number): ConstantValue {
  if (c.sizes.length !== 1) return c;
  const axis = rank > 1 ? axisIndex(call.int('axis', 1), rank) : 0;
  return constant(
    Array.from({ length: rank }, (_, i) => (i === axis ? c.sizes[0]! : 1)),
    c.type,
    c.data,
  );
}

const RANGES: Readonly<Record<number, readonly [number, number]>> = {
  [ElementType.UINT8]: [0, 255],
  [ElementType.INT8]: [-128, 127],
  [ElementType.UINT16]: [0, 65535],
  [ElementType.INT16]: [-32768, 32767],
};

const dequantize: OnnxOperator = {
  needs: 2,
  fold: (call, [x, scale, zero]) => {
    if (x === undefined || scale === undefined) return undefined;
    const rank = rankOf(x);
    const given = [x, along(call, scale, rank), ...(zero ? [along(call, zero, rank)] : [])];
    const y = combined(
      given,
      scale.type,
      (n, s, z) => ((n as number) - ((z as number | undefined) ?? 0)) * (s as number),
    );
    return y && [{ ...y, name: x.name }];
  },
  layers: (call) => {
    const { type } = call.inputs[1]!;
    return [
      threaded(call, operands(call), (x, s, z) => f('Times', s!, z === undefined ? x! : f('Subtract', x!, z)), type),
    ];
  },
};

/** The numbers, their scales and zero points, these along one axis. */
function operands(call: Call): Value[] {
  const [x, scale, zero] = call.inputs;
  const rank = rankOf(x!);
  if (call.int('block_size', 0) > 0) call.refuse('it has scales for blocks');
  const own = (v: Value | undefined): Value[] =>
    v === undefined ? [] : [v.kind === 'constant' ? along(call, v, rank) : v];
  return [x!, ...own(scale), ...own(zero)];
}

const quantize: OnnxOperator = {
  needs: 2,
  layers: (call) => {
    const type = call.inputs[2]?.type ?? ElementType.UINT8;
    const [low, high] = RANGES[type] ?? call.refuse(`it makes numbers of the element type ${type}`);
    const rounded: Formula = (x, s, z) => f('Plus', f('Round', f('Divide', x!, s!)), z ?? 0);
    return [threaded(call, operands(call), (...v) => f('Clip', rounded(...v), f('List', low, high)), type)];
  },
};

export const quantizedOperators: OperatorTable = { DequantizeLinear: dequantize, QuantizeLinear: quantize };
