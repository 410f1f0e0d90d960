/** Normalizations and softmax. */
import { str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { ElementType } from '../../../formats/onnx.ts';
import { channelsFirst, isMapped, reshaped, transposed, withLevels } from './arrange.ts';
import { f, pure, X } from './formulas.ts';
import { type Call, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import { aggregated, levelsOf, square } from './reductions.ts';
import { withShape } from './shapes.ts';
import { product } from './sizes.ts';
import { threaded } from './threaded.ts';
import { axisIndex, axisOf, level, levelAt, levelSizes, type PortValue, sizesOf, UNIT } from './values.ts';

const array = (c: ReturnType<Call['numbers']>) => ({ shape: [c.data.length], numbers: c.data });

const batchNormalization: OnnxOperator = {
  needs: 5,
  layers: (call) => {
    if (call.int('training_mode', 0) === 1 || call.uses(1)) call.refuse('it is in training mode');
    const v = call.port(0);
    const x = withLevels(call, isMapped(v) || v.axes[0]?.kind === 'level' ? channelsFirst(call, v) : v, (i) => i === 1);
    const [Scaling, Biases, MovingMean, MovingVariance] = [1, 2, 3, 4].map((i) => array(call.numbers(i)));
    const options = {
      Epsilon: Math.max(call.float('epsilon', 1e-5), Number.MIN_VALUE),
      Momentum: Math.min(1, Math.max(0, call.float('momentum', 0.9))),
      Scaling,
      Biases,
      MovingMean,
      MovingVariance,
    };
    const made = call.layer('BatchNormalizationLayer', [], options, { Input: x.ref });
    return [port(made.ref(), x.axes, x.type)];
  },
};

function normalized(
  call: Call,
  x: PortValue,
  levels: readonly number[],
  scaling: string | readonly number[],
  options: Parameters<Call['layer']>[2],
): PortValue {
  const made = call.layer(
    'NormalizationLayer',
    [levels, typeof scaling === 'string' ? str(scaling) : scaling],
    options,
    { Input: x.ref },
  );
  return port(made.ref(), x.axes, x.type);
}

const instanceNormalization: OnnxOperator = {
  needs: 3,
  layers: (call) => {
    const x = channelsFirst(call, call.port(0));
    const levels = levelsOf(x, x.axes.map((_, i) => i).slice(2));
    const options = {
      Epsilon: call.float('epsilon', 1e-5),
      Scaling: array(call.numbers(1)),
      Biases: array(call.numbers(2)),
    };
    return [normalized(call, x, levels, 'Complement', options)];
  },
};

/** Scaling and biases along the levels that are normalized. */
function layerNormalization(method: 'Standardize' | 'RMS'): OnnxOperator {
  return {
    layers: (call) => {
      const v = call.port(0);
      const rank = v.axes.length;
      const from = axisIndex(call.int('axis', -1), rank);
      // Patterns name the axes.
      const axes = call.ints('axes')?.map((a) => axisIndex(a, rank)) ?? v.axes.map((_, i) => i).slice(from);
      if (axes.some((i) => axisOf(v, i).kind === 'batch')) call.refuse('it normalizes over the batch');
      const x = withLevels(call, v, (i) => axes.length === 1 && i === axes[0]);
      const last = axes.every((a, i) => a === rank - axes.length + i) && [1, 2].every((i) => fits(call, i, x, axes));
      const options = { Epsilon: call.float('epsilon', 1e-5), Method: str(method) };
      const own = (i: number) => (last ? scaling(call, i, x, axes) : NONE);
      const y = normalized(call, x, levelsOf(x, axes), 'Same', { ...options, Scaling: own(1), Biases: own(2) });
      return [last ? y : scaledLater(call, y), ...statistics(call, x, axes)];
    },
  };
}
const NONE = { shape: [], numbers: undefined };

/** Whether factors or biases are one number for each that is normalized together, or one for all. */
function fits(call: Call, input: number, x: PortValue, axes: readonly number[]): boolean {
  const v = call.inputs[input];
  if (v === undefined) return true;
  const count = axes.reduce(
    (n, i) => n * (typeof axisOf(x, i).size === 'number' ? (axisOf(x, i).size as number) : 0),
    1,
  );
  return v.kind === 'constant' && (v.data.length === count || v.data.length === 1);
}

/** Factors or biases along the last axes. */
function scaling(call: Call, input: number, x: PortValue, axes: readonly number[]) {
  if (call.inputs[input] === undefined) return NONE;
  const { data } = call.numbers(input);
  const shape = axes.flatMap((i) => {
    const { kind, size } = axisOf(x, i);
    if (kind !== 'level') return [];
    return [typeof size === 'number' ? size : call.refuse('it scales a size that varies')];
  });
  const count = shape.reduce((a, b) => a * b, 1);
  return { shape, numbers: data.length === count ? data : new Float32Array(count).fill(data[0]!) };
}

/** Factors and biases along other axes than those that are normalized. */
function scaledLater(call: Call, y: PortValue): PortValue {
  const [, factors, biases] = call.inputs;
  const scaled = factors === undefined ? y : threaded(call, [y, factors], (a, b) => f('Times', a!, b!), y.type);
  return biases === undefined ? scaled : threaded(call, [scaled, biases], (a, b) => f('Plus', a!, b!), y.type);
}

/** The mean and one over the deviation, where something uses them. */
function statistics(call: Call, x: PortValue, axes: readonly number[]): (PortValue | undefined)[] {
  if (!call.uses(1) && !call.uses(2)) return [];
  const mean = aggregated(call, x, axes, { aggregation: 'Mean' });
  if (!call.uses(2)) return [mean];
  const centred = threaded(call, [x, mean], (a, b) => f('Power', f('Subtract', a!, b!), 2), x.type);
  const after = pure(f('Power', f('Plus', X, call.float('epsilon', 1e-5)), -0.5));
  return [mean, aggregated(call, centred, axes, { aggregation: 'Mean', after })];
}

const groupNormalization: OnnxOperator = {
  needs: 3,
  layers: (call) => {
    const x = channelsFirst(call, call.port(0));
    const groups = call.int('num_groups', 1);
    const channels = axisOf(x, 1).size;
    if (typeof channels !== 'number') return call.refuse('the number of its channels is not known beforehand');
    const levels = levelsOf(x, x.axes.map((_, i) => i).slice(1));
    // One factor a group up to set 20.
    const each = (i: number) => {
      const { data } = call.numbers(i);
      const numbers = Float32Array.from(
        { length: channels },
        (_, c) => data[Math.floor((c * data.length) / channels)]!,
      );
      return { shape: [channels], numbers };
    };
    const GroupNumber = levels.map((_, i) => (i === 0 ? groups : 1));
    const options = { Epsilon: call.float('epsilon', 1e-5), Scaling: each(1), Biases: each(2), GroupNumber };
    return [normalized(call, x, levels, [1], options)];
  },
};

const placeOf = (call: Call, x: PortValue, axis: number): number =>
  levelAt(x, axis) ?? call.refuse('it normalizes over the batch');

/** Axes from a given one on count as one up to set 12. */
function alongAxis(call: Call, head: (v: PortValue, place: number) => PortValue): PortValue {
  const x = call.port(0);
  const rank = x.axes.length;
  const axis = axisIndex(call.int('axis', call.opset < 13 ? 1 : -1), rank);
  if (call.opset >= 13 || axis === rank - 1) {
    if (x.axes[axis]?.kind === 'batch') return call.refuse('it normalizes over the batch');
    const y = withLevels(call, x, (i) => i === axis);
    return head(y, placeOf(call, y, axis));
  }
  const sizes = sizesOf(x);
  const flat = withShape(call, x, [product(sizes.slice(0, axis)), product(sizes.slice(axis))]);
  const y = withLevels(call, flat, (i) => i === 1);
  return withShape(call, head(y, placeOf(call, y, 1)), sizes);
}

const softmax: OnnxOperator = {
  layers: (call) => [
    alongAxis(call, (x, place) => {
      const last = place === levelSizes(x.axes).length;
      return port(call.layer('SoftmaxLayer', last ? [] : [place], {}, { Input: x.ref }).ref(), x.axes, x.type);
    }),
  ],
};

/** x - Log[Total[Exp[x]]], with the largest number taken away first. */
const logSoftmax: OnnxOperator = {
  layers: (call) => [
    alongAxis(call, (x, place) => {
      const at = x.axes.findIndex((_, i) => levelAt(x, i) === place);
      const top = aggregated(call, x, [at], { aggregation: 'Max' });
      const shifted = threaded(call, [x, top], (a, b) => f('Subtract', a!, b!), x.type);
      const total = aggregated(call, shifted, [at], {
        aggregation: 'Total',
        before: system('Exp'),
        after: system('Log'),
      });
      return threaded(call, [shifted, total], (a, b) => f('Subtract', a!, b!), x.type);
    }),
  ],
};

/** Positions of the largest or smallest number, from 0; of equal ones the first, unless the last is asked for. */
const extremePosition = (sign: 1 | -1): OnnxOperator => ({
  layers: (call) => {
    const v = call.port(0);
    const rank = v.axes.length;
    const axis = axisIndex(call.int('axis', 0), rank);
    if (v.axes[axis]?.kind === 'batch') return call.refuse('it looks along the axis of the batch');
    const order = [...v.axes.map((_, i) => i).filter((i) => i !== axis), axis];
    const x = withLevels(call, transposed(call, v, order, 'axis'), (i) => i === rank - 1);
    const last = call.int('select_last_index', 0) === 1;
    const turned = (sign === 1) !== last;
    const signed = turned
      ? call.layer('ElementwiseLayer', [pure(f('Minus', X))], {}, { Input: x.ref }, 'signed').ref()
      : x.ref;
    const made = call.mapped(
      levelSizes(x.axes).length - 1,
      'OrderingLayer',
      [last ? -1 : 1],
      {},
      { Input: signed },
      'ordering',
    );
    const from0 = call.layer('ElementwiseLayer', [pure(f('Plus', X, -1))], {}, { Input: made.ref() });
    const found = port(from0.ref(), [...x.axes.slice(0, -1), level(1)], ElementType.INT64);
    const flat = reshaped(call, found, [...x.axes.slice(0, -1), UNIT]);
    const rest = flat.axes.slice(0, -1);
    if (call.int('keepdims', 1) === 0) return [port(flat.ref, rest, ElementType.INT64)];
    return [port(flat.ref, [...rest.slice(0, axis), UNIT, ...rest.slice(axis)], ElementType.INT64)];
  },
});

const lpNormalization: OnnxOperator = {
  layers: (call) => {
    const x = call.port(0);
    const axis = axisIndex(call.int('axis', -1), x.axes.length);
    const norm =
      call.int('p', 2) === 1
        ? { aggregation: 'Total', before: system('Abs') }
        : { aggregation: 'Total', before: square, after: system('Sqrt') };
    return [
      threaded(call, [x, aggregated(call, x, [axis], norm)], (a, b) => f('Divide', a!, f('Max', b!, TINY)), x.type),
    ];
  },
};
/** What is divided by 0 is 0. */
const TINY = 1e-30;

export const normalizationOperators: OperatorTable = {
  BatchNormalization: batchNormalization,
  InstanceNormalization: instanceNormalization,
  LayerNormalization: layerNormalization('Standardize'),
  RMSNormalization: layerNormalization('RMS'),
  GroupNormalization: groupNormalization,
  LpNormalization: lpNormalization,
  Softmax: softmax,
  LogSoftmax: logSoftmax,
  ArgMax: extremePosition(1),
  ArgMin: extremePosition(-1),
};
