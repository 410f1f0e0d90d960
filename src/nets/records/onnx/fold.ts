/** Arithmetic of known numbers and sizes, element by element with broadcasting. */
import { numbersOfType } from '../../../formats/onnx-tensors.ts';
import { constant } from './operator.ts';
import type { Size } from './sizes.ts';
import { type ConstantValue, heldDims, numbersIn } from './values.ts';

/** As typed numbers where all of them are numbers. */
export function packed(elements: readonly Size[], type: number): ConstantValue['data'] {
  if (!elements.every((x) => typeof x === 'number')) return elements;
  const data = numbersOfType(type, elements.length);
  data.set(elements as readonly number[]);
  return data;
}

export function mapNumbers(c: ConstantValue, f: (x: number) => number, type = c.type): ConstantValue | undefined {
  const numbers = numbersIn(c);
  if (numbers === undefined) return undefined;
  const data = numbersOfType(type, numbers.length);
  for (let i = 0; i < numbers.length; i++) data[i] = f(numbers[i]!);
  return constant(c.sizes, type, data, c.name);
}

/** The size of an axis that both have; undefined: they do not fit. */
export function commonSize(a: Size, b: Size): Size | undefined {
  if (a === 1) return b;
  if (b === 1) return a;
  if (typeof a === 'number') return typeof b !== 'number' || a === b ? a : undefined;
  return b;
}

export function commonSizes(lists: readonly (readonly Size[])[]): Size[] | undefined {
  const rank = Math.max(...lists.map((s) => s.length));
  const out: Size[] = [];
  for (let i = 0; i < rank; i++) {
    let size: Size | undefined = 1;
    for (const s of lists) {
      const own = s[i - rank + s.length];
      if (own !== undefined && size !== undefined) size = commonSize(size, own);
    }
    if (size === undefined) return undefined;
    out.push(size);
  }
  return out;
}

/** Strides of dimensions, 0 along those of size 1. */
function strides(dims: readonly number[], rank: number): number[] {
  const out = new Array<number>(rank).fill(0);
  for (let i = dims.length - 1, step = 1; i >= 0; step *= dims[i]!, i--)
    out[rank - dims.length + i] = dims[i] === 1 ? 0 : step;
  return out;
}

/** f of corresponding elements; undefined where sizes do not fit or f says so. */
export function combined(
  given: readonly ConstantValue[],
  type: number,
  f: (...x: Size[]) => Size | undefined,
): ConstantValue | undefined {
  const sizes = commonSizes(given.map((c) => c.sizes));
  const dims = commonSizes(given.map(heldDims)) as number[] | undefined;
  if (sizes === undefined || dims === undefined) return undefined;
  const steps = given.map((c) => strides(heldDims(c), dims.length));
  const count = dims.reduce((a, b) => a * b, 1);
  const out: Size[] = new Array(count);
  const at = new Array<number>(dims.length).fill(0);
  const places = given.map(() => 0);
  for (let n = 0; n < count; n++) {
    const x = f(...given.map((c, k) => c.data[places[k]!]!));
    if (x === undefined) return undefined;
    out[n] = x;
    for (let i = dims.length - 1; i >= 0; i--) {
      at[i]!++;
      for (let k = 0; k < places.length; k++) places[k]! += steps[k]![i]!;
      if (at[i]! < dims[i]!) break;
      for (let k = 0; k < places.length; k++) places[k]! -= steps[k]![i]! * dims[i]!;
      at[i] = 0;
    }
  }
  return constant(sizes, type, packed(out, type));
}

/** The elements at these places of each axis, as a new constant. */
export function picked(
  c: ConstantValue,
  indices: readonly (readonly number[])[],
  sizes: readonly Size[],
): ConstantValue {
  const steps = strides(heldDims(c), heldDims(c).length);
  const count = indices.reduce((n, list) => n * list.length, 1);
  const symbolic = Array.isArray(c.data);
  const out: Size[] | ReturnType<typeof numbersOfType> = symbolic ? new Array(count) : numbersOfType(c.type, count);
  const visit = (axis: number, from: number, to: number): void => {
    if (axis === indices.length) {
      out[to] = c.data[from] as number;
      return;
    }
    const inner = indices.slice(axis + 1).reduce((n, list) => n * list.length, 1);
    indices[axis]!.forEach((k, i) => visit(axis + 1, from + k * steps[axis]!, to + i * inner));
  };
  visit(0, 0, 0);
  return constant(sizes, c.type, symbolic ? packed(out as Size[], c.type) : (out as ReturnType<typeof numbersOfType>));
}
