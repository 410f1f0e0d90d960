/** Arrays whose elements lie apart in memory, made into ones whose elements lie in a row. */
import { worked } from '../../pace.ts';
import { type ArrayData, countOf, isComplex, type StoredArray } from './stored.ts';

/** Steps between neighbours along each axis of an array whose last axis runs fastest. */
export function rowMajor(shape: readonly number[]): number[] {
  const steps = new Array<number>(shape.length);
  let step = 1;
  for (let i = shape.length - 1; i >= 0; i--) {
    steps[i] = step;
    step *= shape[i]!;
  }
  return steps;
}

/** Units of work of an element that is copied. */
const ELEMENT_UNITS = 0.25;

/**
 * The elements at offset + i·steps of an array, row-major. The caller has checked that all of them are there.
 * Steps and offset count elements.
 */
export function denseCopy(
  source: StoredArray,
  shape: readonly number[],
  steps: readonly number[],
  offset = 0,
): StoredArray {
  const { dtype, data } = source;
  const words = isComplex(dtype) ? 2 : 1;
  const Type = data.constructor as new (n: number) => ArrayData;
  const out = new Type(countOf(shape) * words);
  const inner = shape.length === 0 ? 1 : shape.at(-1)!;
  const step = shape.length === 0 ? 0 : steps.at(-1)!;
  let at = 0;
  const along = (axis: number, from: number): void => {
    if (axis < shape.length - 1) {
      for (let i = 0; i < shape[axis]!; i++) along(axis + 1, from + i * steps[axis]!);
      return;
    }
    worked(inner * ELEMENT_UNITS);
    for (let i = 0; i < inner; i++) for (let w = 0; w < words; w++) out[at++] = data[(from + i * step) * words + w]!;
  };
  if (out.length > 0) along(0, offset);
  return { dtype, shape, data: out };
}
