/** Arithmetic of known numbers and sizes, element by element with broadcasting. */
import { type Numbers, numbersOfType } from '../../../formats/onnx-tensors.ts';
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

/** f of corresponding elements of up to three arrays; undefined where sizes do not fit or f says so. */
export function combined(
  given: readonly ConstantValue[],
  type: number,
  f: (a: Size, b: Size, c: Size) => Size | undefined,
): ConstantValue | undefined {
  const sizes = commonSizes(given.map((c) => c.sizes));
  const dims = commonSizes(given.map(heldDims)) as number[] | undefined;
  if (sizes === undefined || dims === undefined) return undefined;
  const steps = given.map((c) => strides(heldDims(c), dims.length));
  const symbolic = given.some((c) => Array.isArray(c.data));
  const count = dims.reduce((a, b) => a * b, 1);
  const out: Size[] | Numbers = symbolic ? new Array<Size>(count) : numbersOfType(type, count);
  const [a, b, c] = given.map((g) => g.data) as readonly ArrayLike<Size>[];
  const last = dims.length - 1;
  let n = 0;
  const visit = (axis: number, p: number, q: number, r: number): boolean => {
    const [s, t, u] = [steps[0]![axis] ?? 0, steps[1]?.[axis] ?? 0, steps[2]?.[axis] ?? 0];
    const size = dims[axis] ?? 1;
    if (axis < last) {
      for (let i = 0; i < size; i++) if (!visit(axis + 1, p + i * s, q + i * t, r + i * u)) return false;
      return true;
    }
    for (let i = 0; i < size; i++) {
      const x = f(a![p + i * s]!, b?.[q + i * t] as Size, c?.[r + i * u] as Size);
      if (x === undefined) return false;
      out[n++] = x as number;
    }
    return true;
  };
  if (!visit(0, 0, 0, 0)) return undefined;
  return constant(sizes, type, symbolic ? packed(out as Size[], type) : (out as Numbers));
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
