/** Types of elements and sizes of arrays. */
import type { DType } from '../stored.ts';
import type { Cursor } from './cursor.ts';

export type ElementKind =
  | { readonly kind: 'number'; readonly dtype: DType; readonly bigEndian: boolean; readonly bytes: number }
  /** Texts of a fixed length, or references into a global heap. */
  | { readonly kind: 'text'; readonly bytes: number; readonly far: boolean }
  | { readonly kind: 'other'; readonly what: string; readonly bytes: number };

const CLASSES = [
  'whole numbers',
  'numbers',
  'times',
  'texts',
  'bit fields',
  'opaque data',
  'records',
  'references',
  'enumerations',
  'lists of different lengths',
  'arrays in arrays',
];
const INTEGER = 0;
const REAL = 1;
const TEXT = 3;
const ENUMERATION = 8;
const VARIABLE = 9;
const BFLOAT_EXPONENT = 8;

/** What a datatype message at the cursor says; the cursor stays at the beginning of its properties. */
export function elementKind(c: Cursor): ElementKind {
  const kind = c.number(1) & 15;
  const bits = c.number(3);
  const bytes = c.number(4);
  const other = (what = CLASSES[kind] ?? `elements of class ${kind}`): ElementKind => ({ kind: 'other', what, bytes });
  const number = (dtype: DType | undefined): ElementKind =>
    dtype === undefined
      ? other(`${CLASSES[kind]} of ${bytes} bytes`)
      : { kind: 'number', dtype, bigEndian: (bits & 1) === 1, bytes };
  switch (kind) {
    case INTEGER:
      return number(
        ({ 1: 8, 2: 16, 4: 32, 8: 64 } as const)[bytes] && (`${(bits & 8) !== 0 ? 'I' : 'U'}${8 * bytes}` as DType),
      );
    case REAL: {
      c.skip(5);
      const exponent = c.number(1);
      return number(
        bytes === 2 && exponent === BFLOAT_EXPONENT ? 'BF16' : ({ 2: 'F16', 4: 'F32', 8: 'F64' } as const)[bytes],
      );
    }
    case TEXT:
      return { kind: 'text', bytes, far: false };
    case VARIABLE:
      return (bits & 15) === 1 ? { kind: 'text', bytes, far: true } : other();
    case ENUMERATION: {
      const base = elementKind(c);
      return base.kind === 'number' ? base : other();
    }
    default:
      return other();
  }
}

const MOST_AXES = 32;
const NULL_SPACE = 2;

/** The sizes up to which the array of a dataspace message may grow; undefined: those that it has. */
export function mostAt(c: Cursor): number[] | undefined {
  const version = c.number(1);
  const rank = c.number(1);
  const grows = (c.number(1) & 1) === 1;
  c.skip(version === 1 ? 5 : 1);
  if (!grows || rank > MOST_AXES) return undefined;
  for (let i = 0; i < rank; i++) c.length();
  const unbounded = 256 ** c.widths.length - 1;
  return Array.from({ length: rank }, () => {
    const n = c.length();
    return n >= unbounded ? Number.POSITIVE_INFINITY : n;
  });
}

/** The sizes that a dataspace message states; undefined for one that holds nothing at all. */
export function shapeAt(c: Cursor): number[] | undefined {
  const version = c.number(1);
  const rank = c.number(1);
  if ((version !== 1 && version !== 2) || rank > MOST_AXES) c.refuse('the sizes of an array are damaged');
  c.skip(1);
  const kind = c.number(1);
  if (version === 1) c.skip(4);
  else if (kind === NULL_SPACE) return undefined;
  return Array.from({ length: rank }, () => c.length());
}
