/** Arrays of files as expressions, and back. */
import { denseNumbers } from '../../builtins/values/dense-numbers.ts';
import { Complex, type Expr, int, Kind, Normal, Packed, real } from '../../expr/expr.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { asReals, countOf, type DType, isComplex, isWhole, type StoredArray } from '../../formats/arrays/stored.ts';
import { isNumericArray, numericArray } from './arrays.ts';

/** Types of NumericArray; there is none for truth values, which are 0 and 1, and none below singles. */
const NUMERIC_TYPES: Readonly<Record<Exclude<DType, 'C64' | 'C128'>, string>> = {
  BOOL: 'UnsignedInteger8',
  U8: 'UnsignedInteger8',
  I8: 'Integer8',
  U16: 'UnsignedInteger16',
  I16: 'Integer16',
  U32: 'UnsignedInteger32',
  I32: 'Integer32',
  U64: 'UnsignedInteger64',
  I64: 'Integer64',
  F8_E4M3: 'Real32',
  F8_E5M2: 'Real32',
  F16: 'Real32',
  BF16: 'Real32',
  F32: 'Real32',
  F64: 'Real64',
};

/** Types in which numbers can be written, by their names in the language. */
export const WRITTEN_TYPES: Readonly<Record<string, DType>> = {
  Real16: 'F16',
  Real32: 'F32',
  Real64: 'F64',
  Integer8: 'I8',
  Integer16: 'I16',
  Integer32: 'I32',
  Integer64: 'I64',
  UnsignedInteger8: 'U8',
  UnsignedInteger16: 'U16',
  UnsignedInteger32: 'U32',
  UnsignedInteger64: 'U64',
};

/** Whole numbers that a packed array could not hold exactly. */
const isLong = ({ data }: StoredArray): boolean =>
  (data instanceof BigInt64Array || data instanceof BigUint64Array) &&
  data.some((x) => x > Number.MAX_SAFE_INTEGER || x < Number.MIN_SAFE_INTEGER);

/** The nested list of what `leaf` makes of each position. */
function nested(shape: readonly number[], leaf: (at: number) => Expr): Expr {
  let at = 0;
  const level = (axis: number): Expr =>
    axis === shape.length
      ? leaf(at++)
      : new Normal(
          S.List,
          Array.from({ length: shape[axis]! }, () => level(axis + 1)),
        );
  return level(0);
}

/** Numbers one by one, where they are complex, large, or only one. */
function exactList({ dtype, shape, data }: StoredArray): Expr {
  if (isComplex(dtype))
    return nested(shape, (i) => new Complex(real(Number(data[2 * i])), real(Number(data[2 * i + 1]))));
  return nested(shape, (i) => (isWhole(dtype) ? int(data[i]!) : real(Number(data[i]))));
}

const packedOf = (a: StoredArray, data: Float32Array | Float64Array): Packed =>
  new Packed(isWhole(a.dtype) ? 'Integer' : data instanceof Float32Array ? 'Real32' : 'Real64', a.shape, data);

/** A number for rank 0, else a list: of machine reals, integers or complex numbers. */
export function listOfStored(a: StoredArray): Expr {
  if (a.shape.length === 0 || isComplex(a.dtype) || isLong(a)) return exactList(a);
  const packed = packedOf(a, Float64Array.from(asReals(a)));
  return countOf(a.shape) === 0 ? unpack(packed) : packed;
}

/** A NumericArray of the type of the file where there is such, else as listOfStored. */
export function numericOfStored(a: StoredArray): Expr {
  if (a.shape.length === 0 || isComplex(a.dtype) || isLong(a) || countOf(a.shape) === 0) return listOfStored(a);
  return numericArray(packedOf(a, asReals(a)), NUMERIC_TYPES[a.dtype as keyof typeof NUMERIC_TYPES]);
}

/** Numbers in a type of a file. */
function ofType(dtype: DType, data: Float32Array | Float64Array): StoredArray['data'] {
  const round = (Type: { from(data: ArrayLike<number>): StoredArray['data'] }): StoredArray['data'] => Type.from(data);
  switch (dtype) {
    case 'I64':
      return BigInt64Array.from(Array.from(data, (x) => BigInt(Math.trunc(x))));
    case 'U64':
      return BigUint64Array.from(Array.from(data, (x) => BigInt(Math.trunc(x))));
    case 'F64':
      return data instanceof Float64Array ? data : Float64Array.from(data);
    case 'I8':
      return round(Int8Array);
    case 'U8':
      return round(Uint8Array);
    case 'I16':
      return round(Int16Array);
    case 'U16':
      return round(Uint16Array);
    case 'I32':
      return round(Int32Array);
    case 'U32':
      return round(Uint32Array);
    default:
      return data instanceof Float32Array ? data : Float32Array.from(data);
  }
}

/**
 * Numbers and rectangular lists of them as an array of a file: in the type asked for, else that of a NumericArray, else 64 bits.
 * undefined for anything else.
 */
export function storedOf(e: Expr, asked?: DType): StoredArray | undefined {
  const dense = denseNumbers(e);
  if (dense === undefined) return e.kind === Kind.Normal && e.args.length === 0 ? emptyList(e, asked) : undefined;
  const own = isNumericArray(e) ? WRITTEN_TYPES[e.content.type] : undefined;
  const dtype = asked ?? own ?? (dense.whole ? 'I64' : 'F64');
  return { dtype, shape: dense.shape, data: ofType(dtype, dense.data) };
}
const emptyList = (e: Normal, asked: DType = 'F64'): StoredArray | undefined =>
  e.head === S.List ? { dtype: asked, shape: [0], data: ofType(asked, new Float64Array(0)) } : undefined;
