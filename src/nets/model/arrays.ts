/** Arrays of nets as expressions: NumericArray values, lists of numbers read into single precision, NetArray references. */
import { isAssociation } from '../../expr/association.ts';
import {
  Boxed,
  type Expr,
  int,
  isCall,
  isRealNumber,
  Kind,
  type Normal,
  normal,
  Packed,
  type RealNumber,
  real,
  str,
} from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { pack, sizeOf, unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { NumberArray } from './coder.ts';

export const NumericArraySymbol = system('NumericArray');
export const NetArraySymbol = system('NetArray');

export const toNumber = (e: RealNumber): number =>
  e.kind === Kind.Rational ? Number(e.num) / Number(e.den) : Number(e.value);

/** What NumericArray holds. */
export interface NumericContent {
  readonly type: string;
  readonly array: Packed;
}

export const numericArray = (array: Packed, type = 'Real32'): Boxed<NumericContent> =>
  new Boxed(NumericArraySymbol, { type, array }, () => normal(NumericArraySymbol, array, str(type)));

export const isNumericArray = (e: Expr): e is Boxed<NumericContent> =>
  e.kind === Kind.Boxed && e.head === NumericArraySymbol;

/** A NumericArray, a packed array, or a list that can be packed, with its own precision. */
export const packedOf = (e: Expr): Packed | undefined =>
  isNumericArray(e) ? e.content.array : e.kind === Kind.Packed ? e : isCall(e, S.List) ? pack(e) : undefined;

/** A rectangular array of numbers in single precision; a number is an array of rank 0. */
export function numbersOf(e: Expr): NumberArray | undefined {
  if (isRealNumber(e)) return { shape: [], data: Float32Array.of(toNumber(e)) };
  const packed = packedOf(e);
  if (packed !== undefined)
    return {
      shape: packed.shape,
      data: packed.data instanceof Float32Array ? packed.data : Float32Array.from(packed.data),
    };
  return isCall(e, S.List) ? nested(e) : undefined;
}

/** Lists of exact and machine numbers mixed, of any depth, or of NumericArrays. */
function nested(e: Normal): NumberArray | undefined {
  if (e.args.length === 0) return { shape: [0], data: new Float32Array(0) };
  const parts = e.args.map(numbersOf);
  const first = parts[0];
  if (first === undefined) return undefined;
  const size = first.data.length;
  const data = new Float32Array(size * parts.length);
  for (const [i, p] of parts.entries()) {
    if (p === undefined || p.shape.length !== first.shape.length || p.shape.some((d, k) => d !== first.shape[k]))
      return undefined;
    data.set(p.data, i * size);
  }
  return { shape: [parts.length, ...first.shape], data };
}

/** The rank of nested lists of numbers that need not be rectangular; undefined when it is no such thing. */
export function numericRank(e: Expr): number | undefined {
  if (isRealNumber(e)) return 0;
  if (e.kind === Kind.Packed) return e.shape.length;
  if (isNumericArray(e)) return e.content.array.shape.length;
  if (!isCall(e, S.List)) return undefined;
  if (e.args.length === 0) return 1;
  const inner = numericRank(e.args[0]!);
  return inner === undefined ? undefined : inner + 1;
}

/** As lists of machine reals (integers where `index`); rank 0 is a number. */
export function expressionOf(a: NumberArray, index = false): Expr {
  if (a.shape.length === 0) return index ? int(Math.round(a.data[0]!)) : real(a.data[0]!);
  const data = new Float64Array(a.data);
  if (index) for (let i = 0; i < data.length; i++) data[i] = Math.round(data[i]!);
  const packed = new Packed(index ? 'Integer' : 'Real64', a.shape, data);
  return sizeOf(a.shape) === 0 ? unpack(packed) : packed;
}

/** An array as nets keep it. */
export const single = (a: NumberArray): Packed => new Packed('Real32', a.shape, a.data);

/** NetArray["name"] or NetArray[<|"Name" -> ..., "Array" -> ...|>]. */
export interface SharedReference {
  readonly name: string;
  readonly value: Packed | undefined;
  readonly shape: readonly number[] | undefined;
}

export function sharedReference(e: Expr): SharedReference | undefined {
  if (!isCall(e, NetArraySymbol) || e.args.length !== 1) return undefined;
  const [a] = e.args as readonly [Expr];
  if (a.kind === Kind.String) return { name: a.value, value: undefined, shape: undefined };
  if (!isAssociation(a)) return undefined;
  const name = a.get(str('Name'));
  if (name?.kind !== Kind.String) return undefined;
  const given = a.get(str('Array'));
  const array = given === undefined || given === S.Automatic ? undefined : numbersOf(given);
  const dimensions = a.get(str('Dimensions'));
  const sizes = dimensions && numbersOf(dimensions);
  return { name: name.value, value: array && single(array), shape: sizes && Array.from(sizes.data) };
}

export const sharedForm = (name: string): Expr => normal(NetArraySymbol, str(name));
