/** Operators that change dimensions and keep the numbers, and those that are about dimensions. */
import { ElementType } from '../../../formats/onnx.ts';
import { numbersOfType } from '../../../formats/onnx-tensors.ts';
import { reshaped, transposed, withoutLevels } from './arrange.ts';
import { combined, packed, picked } from './fold.ts';
import { type Call, constant, type OnnxOperator, type OperatorTable, port } from './operator.ts';
import { over, product, type Size, sameSize } from './sizes.ts';
import {
  type Axis,
  axisIndex,
  axisOf,
  type ConstantValue,
  countOf,
  heldDims,
  level,
  levelsBefore,
  type PortValue,
  rankOf,
  sizesOf,
  takenApart,
  UNIT,
  type Value,
} from './values.ts';

const { INT64 } = ElementType;
/** More numbers than this are no shape arithmetic, and not made from a few bytes. */
export const MOST_MADE = 2 ** 24;

export const elementsOf = (v: Value | undefined): readonly Size[] | undefined =>
  v?.kind === 'constant' ? (Array.from(v.data as ArrayLike<Size>) as Size[]) : undefined;

/** Sizes without 0 (that of the input) and -1 (what is left). */
function resolved(call: Call, own: readonly Size[], target: readonly Size[]): Size[] {
  const copied = target.map((t, i) =>
    t === 0 && call.int('allowzero', 0) === 0 ? (own[i] ?? call.refuse(`there is no axis ${i} to keep`)) : t,
  );
  const open = copied.indexOf(-1);
  if (open < 0) return copied;
  const rest = over(product(own), product(copied.filter((_, i) => i !== open)));
  return copied.map((t, i) => (i === open ? (rest ?? call.newUnknown()) : t));
}

/** Where the axis of the batch is afterwards, and which levels before and behind it are counted together with it. */
function batchPlace(
  own: readonly Size[],
  at: number,
  target: readonly Size[],
): { place: number; before: readonly Size[]; after: readonly Size[] } | undefined {
  const placeOf = (size: Size, from: number): number => {
    const ahead = product(own.slice(0, from));
    const fits = (q: number): boolean =>
      target[q] !== undefined && sameSize(target[q], size) && sameSize(product(target.slice(0, q)), ahead);
    return fits(from) ? from : target.findIndex((_, q) => fits(q));
  };
  for (let from = at; from >= 0; from--)
    for (let to = at + 1; to <= own.length; to++) {
      const place = placeOf(product(own.slice(from, to)), from);
      if (place >= 0) return { place, before: own.slice(from, at), after: own.slice(at + 1, to) };
    }
  // A part of the next level, as the heads of vectors are.
  const ahead = product(own.slice(0, at));
  const place = target.findIndex(
    (t, q) => sameSize(product(target.slice(0, q)), ahead) && over(t, own[at]!) !== undefined,
  );
  return place < 0 ? undefined : { place, before: [], after: [over(target[place]!, own[at]!)!] };
}

/** The value with the axes that a target shape has. */
export function withShape(call: Call, v: PortValue, target: readonly Size[]): PortValue {
  const at = v.axes.findIndex((a) => a.kind === 'batch');
  const plain = (s: Size): Axis => (s === 1 ? UNIT : level(s));
  if (at < 0) return reshaped(call, v, resolved(call, sizesOf(v), target).map(plain));
  // What is counted together with the batch stands by itself at first.
  const axes = takenApart(v.axes);
  const own = axes.map((a) => a.size);
  const place = axes.findIndex((a) => a.kind === 'batch');
  const sizes = resolved(call, sizesOf(v), target);
  // The file may say 1 for the batch here, and leave it open elsewhere.
  const single = own.map((s, i) => (i === place ? 1 : s));
  const again = resolved(call, single, target);
  for (const [from, to] of [
    [own, sizes],
    [single, again],
  ] as const) {
    const found = batchPlace(from, place, to);
    if (found === undefined) continue;
    const [before, after] = [found.before, found.after].map((sizes) => sizes.filter((s) => s !== 1));
    const inner = [...before!, ...after!];
    const size = product([own[place]!, ...inner]);
    const joined = inner.length > 0 && { inner, ...(before!.length > 0 && { before: before!.length }) };
    const batch: Axis = { kind: 'batch', size, ...joined };
    return reshaped(
      call,
      v,
      to.map((s, i) => (i === found.place ? batch : plain(s))),
    );
  }
  return call.refuse('it joins the axis of the batch with another one');
}

/** Other sizes for the same numbers. */
function refolded(c: ConstantValue, sizes: readonly Size[]): ConstantValue | undefined {
  const held = sizes.reduce<number>((n, s) => n * (typeof s === 'number' ? s : 1), 1);
  return held === c.data.length ? constant(sizes, c.type, c.data, c.name) : undefined;
}

/** A change of shape that is the same for numbers and ports. */
const reshaping = (shapeOf: (call: Call, v: Value) => readonly Size[]): OnnxOperator => ({
  fold: (call, [x]) => {
    const y = x && refolded(x, resolved(call, x.sizes, shapeOf(call, x)));
    return y && [y];
  },
  layers: (call) => {
    const x = call.port(0);
    return [withShape(call, x, shapeOf(call, x))];
  },
});

function flattened(call: Call, v: Value): Size[] {
  const sizes = sizesOf(v);
  const given = call.int('axis', 1);
  // It may stand behind the last one.
  const axis = given === sizes.length ? given : axisIndex(given, sizes.length);
  return [product(sizes.slice(0, axis)), product(sizes.slice(axis))];
}

/** Attribute "shape" up to set 4. */
const reshape = reshaping((call, v) => {
  const target = call.ints('shape') ?? elementsOf(call.inputs[1]);
  return target ?? call.refuse(`the shape that its input of ${rankOf(v)} axes is to have is not known beforehand`);
});

/** Axes that go away. */
function squeezedAxes(call: Call, v: Value): number[] {
  const axes = call.list('axes', 1);
  const sizes = sizesOf(v);
  return axes === undefined
    ? sizes.flatMap((s, i) => (s === 1 ? [i] : []))
    : axes.map((a) => axisIndex(a, sizes.length));
}

const squeeze: OnnxOperator = {
  fold: (call, [x]) => {
    const gone = x && squeezedAxes(call, x);
    const y =
      x &&
      refolded(
        x,
        x.sizes.filter((_, i) => !gone!.includes(i)),
      );
    return y && [y];
  },
  layers: (call) => {
    const x = call.port(0);
    const gone = squeezedAxes(call, x);
    const flat = withoutLevels(call, x, (i) => gone.includes(i));
    if (gone.some((i) => flat.axes[i]?.kind !== 'unit')) call.refuse('an axis that it takes away is not of size 1');
    return [
      port(
        flat.ref,
        flat.axes.filter((_, i) => !gone.includes(i)),
        x.type,
      ),
    ];
  },
};

function inserted<T>(items: readonly T[], axes: readonly number[], one: T): T[] {
  const rank = items.length + axes.length;
  const at = new Set(axes.map((a) => axisIndex(a, rank)));
  const rest = [...items];
  return Array.from({ length: rank }, (_, i) => (at.has(i) ? one : rest.shift()!));
}

const unsqueeze: OnnxOperator = {
  fold: (call, [x]) => {
    const axes = call.list('axes', 1);
    if (x === undefined || axes === undefined) return undefined;
    return [constant(inserted<Size>(x.sizes, axes, 1), x.type, x.data, x.name)];
  },
  layers: (call) => {
    const x = call.port(0);
    const axes = call.list('axes', 1) ?? call.refuse('its axes are not known beforehand');
    return [port(x.ref, inserted(x.axes, axes, UNIT), x.type)];
  },
};

function orderOf(call: Call, v: Value): readonly number[] {
  const rank = rankOf(v);
  const order = call.ints('perm') ?? Array.from({ length: rank }, (_, i) => rank - 1 - i);
  if (order.length !== rank || !sizesOf(v).every((_, i) => order.includes(i)))
    call.refuse(`{${order.join(', ')}} is no order of ${rank} axes`);
  return order;
}

/** Known numbers with their axes in another order. */
export function permuted(c: ConstantValue, order: readonly number[]): ConstantValue {
  const dims = heldDims(c);
  const steps = dims.map((_, i) => dims.slice(i + 1).reduce((a, b) => a * b, 1));
  const [to, step] = [order.map((i) => dims[i]!), order.map((i) => steps[i]!)];
  const out: Size[] | ReturnType<typeof numbersOfType> = Array.isArray(c.data)
    ? new Array(c.data.length)
    : numbersOfType(c.type, c.data.length);
  let n = 0;
  const last = to.length - 1;
  const visit = (axis: number, from: number): void => {
    const [count, by] = [to[axis] ?? 1, step[axis] ?? 0];
    if (axis < last) for (let i = 0; i < count; i++) visit(axis + 1, from + i * by);
    else for (let i = 0; i < count; i++) out[n++] = c.data[from + i * by] as number;
  };
  visit(0, 0);
  const data = Array.isArray(out) ? packed(out, c.type) : out;
  return constant(
    order.map((i) => c.sizes[i]!),
    c.type,
    data,
    c.name,
  );
}

const transpose: OnnxOperator = {
  fold: (call, [x]) => x && [permuted(x, orderOf(call, x))],
  layers: (call) => {
    const x = call.port(0);
    return [transposed(call, x, orderOf(call, x))];
  },
};

/** Sizes as a list of numbers and unknowns: known even where the numbers of its input are not. */
const shape: OnnxOperator = {
  layers: (call) => {
    const sizes = sizesOf(call.inputs[0]!);
    const place = (i: number): number => Math.max(0, i < 0 ? i + sizes.length : i);
    const part = sizes.slice(place(call.int('start', 0)), place(call.int('end', sizes.length)));
    return [constant([part.length], INT64, packed(part, INT64))];
  },
};

export function made(call: Call, sizes: readonly Size[], x: number, type: number): ConstantValue {
  const held = sizes.reduce<number>((n, s) => n * (typeof s === 'number' ? s : 1), 1);
  if (!(held <= MOST_MADE)) call.refuse(`it makes ${held} numbers`);
  return constant(sizes, type, numbersOfType(type, held).fill(x));
}

/** Levels of size 1 repeat. */
const expand: OnnxOperator = {
  needs: 2,
  fold: (call, [x]) => {
    const sizes = elementsOf(call.inputs[1]);
    if (x === undefined || sizes === undefined) return undefined;
    const y = combined([x, made(call, sizes, 0, x.type)], x.type, (n) => n);
    return y && [y];
  },
  layers: (call) => {
    const sizes = elementsOf(call.inputs[1]) ?? call.refuse('the shape that it expands to is not known beforehand');
    const x = call.port(0);
    const rank = Math.max(sizes.length, x.axes.length);
    const own = [...Array.from({ length: rank - x.axes.length }, () => UNIT), ...x.axes];
    const target = [...Array.from({ length: rank - sizes.length }, (): Size => 1), ...sizes];
    return [repeated(call, port(x.ref, own, x.type), target)];
  },
};

/** Unit axes and levels of size 1 become levels of these sizes. */
function repeated(call: Call, v: PortValue, target: readonly Size[]): PortValue {
  let y = withoutLevels(call, v, (i) => target[i] !== 1);
  target.forEach((size, i) => {
    const axis = axisOf(y, i);
    if (size === 1 || axis.kind !== 'unit') return;
    const axes = [...y.axes];
    if (call.batch !== undefined && sameSize(size, call.batch) && !axes.some((a) => a.kind === 'batch'))
      axes[i] = { kind: 'batch', size };
    else {
      if (typeof size !== 'number') call.refuse('it repeats an array a number of times that is not known beforehand');
      const place = levelsBefore(axes, i) + 1;
      axes[i] = level(size);
      const layer = call.layer('ReplicateLayer', [size, place], {}, { Input: y.ref }, `repeat ${i}`);
      y = port(layer.ref(), axes, y.type);
      return;
    }
    y = port(y.ref, axes, y.type);
  });
  return y;
}

const tile: OnnxOperator = {
  needs: 2,
  fold: (call, [x]) => {
    const times = call.list('repeats', 1);
    if (x === undefined || times === undefined) return undefined;
    const dims = heldDims(x);
    const count = dims.reduce((n, d, i) => n * d * times[i]!, 1);
    if (!(count <= MOST_MADE)) call.refuse(`it makes ${count} numbers`);
    const places = dims.map((n, i) => Array.from({ length: n * times[i]! }, (_, k) => k % n));
    return [
      picked(
        x,
        places,
        places.map((p) => p.length),
      ),
    ];
  },
  layers: (call) => {
    const times = call.list('repeats', 1) ?? call.refuse('the numbers of repetitions are not known beforehand');
    let x = call.port(0);
    times.forEach((n, i) => {
      const axis = axisOf(x, i);
      if (n === 1) return;
      if (axis.kind === 'batch') call.refuse('it repeats the axis of the batch');
      if (axis.kind === 'unit') {
        x = repeated(
          call,
          x,
          x.axes.map((a, k) => (k === i ? n : a.size)),
        );
        return;
      }
      const place = levelsBefore(x.axes, i) + 1;
      const inputs = Object.fromEntries(Array.from({ length: n }, (_, k) => [String(k + 1), x.ref] as const));
      const joined = call.layer('CatenateLayer', [place], {}, inputs, `repeat ${i}`);
      const size = typeof axis.size === 'number' ? axis.size * n : call.newUnknown();
      x = port(
        joined.ref(),
        x.axes.map((a, k) => (k === i ? level(size) : a)),
        x.type,
      );
    });
    return [x];
  },
};

export const shapeOperators: OperatorTable = {
  Reshape: reshape,
  Flatten: reshaping(flattened),
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Transpose: transpose,
  Shape: shape,
  Size: { layers: (call) => [constant([], INT64, packed([countOf(call.inputs[0]!)], INT64))] },
  Expand: expand,
  Tile: tile,
};
