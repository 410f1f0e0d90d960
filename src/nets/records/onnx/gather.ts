/** Operators that take elements by their numbers. */
import { withLevels } from './arrange.ts';
import { picked } from './fold.ts';
import { f, pure, X } from './formulas.ts';
import { type Call, constant, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import { chosen, single } from './parts.ts';
import { withShape } from './shapes.ts';
import { axisIndex, axisOf, type ConstantValue, heldDims, level, numbersIn, type PortValue, rankOf } from './values.ts';

/** Rows of a table by numbers from 0 on. */
function embedded(call: Call, table: ConstantValue, indices: PortValue): PortValue {
  const dims = heldDims(table);
  const rest = dims.slice(1);
  const width = rest.reduce((a, b) => a * b, 1);
  const numbers = numbersIn(table) ?? call.refuse('its table is not known');
  const counted = call.layer('ElementwiseLayer', [pure(f('Plus', X, 1))], {}, { Input: indices.ref }, 'from 1');
  const Weights = { shape: [dims[0]!, width], numbers };
  const made = call.layer('EmbeddingLayer', [rest, dims[0]!], { Weights }, { Input: counted.ref() });
  return port(made.ref(), [...indices.axes, ...rest.map((n) => level(n))], table.type);
}

const gather: OnnxOperator = {
  needs: 2,
  fold: (call, [x, at]) => {
    const numbers = at && numbersIn(at);
    if (x === undefined || numbers === undefined) return undefined;
    const axis = axisIndex(call.int('axis', 0), rankOf(x));
    const dims = heldDims(x);
    const n = dims[axis]!;
    const indices = dims.map((d, i) =>
      i === axis ? Array.from(numbers, (k) => (k < 0 ? k + n : k)) : Array.from({ length: d }, (_, k) => k),
    );
    if (indices[axis]!.some((k) => !(k >= 0 && k < n))) return call.refuse(`an index is not within 0 to ${n - 1}`);
    return [picked(x, indices, [...x.sizes.slice(0, axis), ...at!.sizes, ...x.sizes.slice(axis + 1)])];
  },
  layers: (call) => {
    const [table, at] = call.inputs;
    const axis = axisIndex(call.int('axis', 0), rankOf(table!));
    if (table!.kind === 'constant' && at!.kind === 'port' && axis === 0) return [embedded(call, table!, at!)];
    const numbers = at!.kind === 'constant' ? numbersIn(at!) : undefined;
    if (numbers === undefined) return call.refuse('neither its table nor its indices are known beforehand');
    return [taken(call, call.port(0), axis, at as ConstantValue, numbers)];
  },
};

function taken(call: Call, x: PortValue, axis: number, at: ConstantValue, numbers: ArrayLike<number>): PortValue {
  const { kind, size } = axisOf(x, axis);
  if (kind === 'batch') return call.refuse('it takes parts of the batch');
  if (kind === 'unit') {
    if (at.sizes.length === 0)
      return port(
        x.ref,
        x.axes.filter((_, i) => i !== axis),
        x.type,
      );
    if (numbers.length === 1)
      return withShape(call, x, [
        ...x.axes.slice(0, axis).map((a) => a.size),
        ...at.sizes,
        ...x.axes.slice(axis + 1).map((a) => a.size),
      ]);
    return taken(
      call,
      withLevels(call, x, (i) => i === axis),
      axis,
      at,
      numbers,
    );
  }
  if (at.sizes.length === 0) return single(call, x, axis, numbers[0]!);
  if (typeof size !== 'number') return call.refuse('it takes parts of an axis whose size is not known beforehand');
  const y = chosen(
    call,
    x,
    axis,
    Array.from(numbers, (k) => (k < 0 ? k + size : k)),
  );
  if (at.sizes.length === 1) return y;
  const sizes = y.axes.map((a) => a.size);
  return withShape(call, y, [...sizes.slice(0, axis), ...at.sizes, ...sizes.slice(axis + 1)]);
}

/** Elements by their places, as one vector of them. */
const gatherND: OnnxOperator = {
  needs: 2,
  fold: (call, [x, at]) => {
    const places = x && at && flatPlaces(call, heldDims(x), at);
    if (places === undefined || x!.sizes.some((s) => typeof s !== 'number')) return undefined;
    const flat = picked(constant([x!.data.length], x!.type, x!.data), [places], [places.length]);
    return [constant(at!.sizes.slice(0, -1), x!.type, flat.data)];
  },
  layers: (call) => {
    const x = call.port(0);
    const at = call.inputs[1]!;
    const dims = x.axes.map((a) =>
      typeof a.size === 'number' && a.kind !== 'batch' ? a.size : call.refuse('the sizes of its input vary'),
    );
    const places = at.kind === 'constant' ? flatPlaces(call, dims, at) : undefined;
    if (places === undefined) return call.refuse('its indices are not known beforehand');
    const flat = withShape(call, x, [dims.reduce((a, b) => a * b, 1)]);
    return [
      withShape(
        call,
        chosen(call, withLevels(call, flat), 0, places),
        at.kind === 'constant' ? at.sizes.slice(0, -1) : [],
      ),
    ];
  },
};

/** Places in the order of the elements; undefined: parts of several elements. */
function flatPlaces(call: Call, dims: readonly number[], at: ConstantValue): number[] | undefined {
  const numbers = numbersIn(at);
  const depth = heldDims(at).at(-1);
  if (call.int('batch_dims', 0) !== 0 || depth !== dims.length || numbers === undefined) return undefined;
  return Array.from({ length: numbers.length / depth }, (_, i) =>
    dims.reduce((n, d, k) => n * d + ((numbers[i * depth + k]! + d) % d), 0),
  );
}
export const gatherOperators: OperatorTable = { Gather: gather, GatherND: gatherND };
