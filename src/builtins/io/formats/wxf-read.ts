/** WXF bytes to expressions (format description: the tech note "WXF Format Description" of the language's documentation). */
import { Association } from '../../../expr/association.ts';
import {
  type Expr,
  int,
  Kind,
  Normal,
  normal,
  Packed,
  Real,
  type RealNumber,
  Str,
  type Sym,
} from '../../../expr/expr.ts';
import { symbol, system } from '../../../expr/intern.ts';
import { sizeOf } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { grownLimit, unzlibBounded } from '../../../formats/inflate.ts';
import { worked } from '../../../pace.ts';
import { readNumber } from '../../../syntax/literals.ts';
import { complex, negateReal, ratio } from '../../values/number.ts';
import { byteArray } from '../byte-array.ts';

/** Least bytes of an element, so that a count that the file cannot hold is refused before anything is allocated. */
const LEAST = 1;

type NumberReader = (view: DataView, at: number) => number | bigint;
interface ArrayType {
  readonly name: string;
  readonly bytes: number;
  readonly read: NumberReader;
  readonly isComplex?: boolean;
}
const type = (name: string, bytes: number, read: NumberReader, isComplex = false): ArrayType => ({
  name,
  bytes,
  read,
  isComplex,
});
/** Element types of packed and numeric arrays by their codes. */
const ARRAY_TYPES: ReadonlyMap<number, ArrayType> = new Map([
  [0x00, type('Integer8', 1, (v, i) => v.getInt8(i))],
  [0x01, type('Integer16', 2, (v, i) => v.getInt16(i, true))],
  [0x02, type('Integer32', 4, (v, i) => v.getInt32(i, true))],
  [0x03, type('Integer64', 8, (v, i) => v.getBigInt64(i, true))],
  [0x10, type('UnsignedInteger8', 1, (v, i) => v.getUint8(i))],
  [0x11, type('UnsignedInteger16', 2, (v, i) => v.getUint16(i, true))],
  [0x12, type('UnsignedInteger32', 4, (v, i) => v.getUint32(i, true))],
  [0x13, type('UnsignedInteger64', 8, (v, i) => v.getBigUint64(i, true))],
  [0x22, type('Real32', 4, (v, i) => v.getFloat32(i, true))],
  [0x23, type('Real64', 8, (v, i) => v.getFloat64(i, true))],
  [0x33, type('ComplexReal32', 8, (v, i) => v.getFloat32(i, true), true)],
  [0x34, type('ComplexReal64', 16, (v, i) => v.getFloat64(i, true), true)],
]);

class Reader {
  #at: number;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  whole(): Expr {
    const value = this.#nested();
    if (this.#at < this.#bytes.length) this.#fail('there are bytes after the end of the expression');
    return value;
  }

  /** How deep expressions may be nested is a matter of the stack that there is. */
  #nested(): Expr {
    try {
      return this.#expression();
    } catch (x) {
      if (x instanceof RangeError && /call stack/i.test(x.message)) this.#fail('expressions are nested too deeply');
      throw x;
    }
  }

  #fail(reason: string, at = this.#at): never {
    throw new FormatError('WXF', reason, at);
  }
  /** Passes over so many bytes and says where they begin. */
  #take(count: number, what: string): number {
    if (count > this.#bytes.length - this.#at) this.#fail(`the data end inside of ${what}`);
    this.#at += count;
    return this.#at - count;
  }
  #byte(what: string): number {
    return this.#bytes[this.#take(1, what)]!;
  }
  /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
  #varint(what: string): number {
    const start = this.#at;
    let value = 0;
    for (let scale = 1; scale <= 2 ** 49; scale *= 128) {
      const b = this.#byte(what);
      value += (b & 127) * scale;
      if (b < 128) return value;
    }
    return this.#fail(`the length of ${what} is too large`, start);
  }
  /** A number of elements that the rest of the file can hold. */
  #count(what: string): number {
    const start = this.#at;
    const count = this.#varint(what);
    if (count * LEAST > this.#bytes.length - this.#at) this.#fail(`${what} would have ${count} elements`, start);
    return count;
  }
  #text(what: string): string {
    const length = this.#varint(what);
    const start = this.#take(length, what);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
        this.#bytes.subarray(start, start + length),
      );
    } catch {
      return this.#fail(`${what} is no UTF-8`, start);
    }
  }

  #expression(): Expr {
    worked(4);
    const start = this.#at;
    const token = String.fromCharCode(this.#byte('an expression'));
    switch (token) {
      case 'f':
        return this.#function();
      case 'C':
        return int(this.#view.getInt8(this.#take(1, 'an integer')));
      case 'j':
        return int(this.#view.getInt16(this.#take(2, 'an integer'), true));
      case 'i':
        return int(this.#view.getInt32(this.#take(4, 'an integer'), true));
      case 'L':
        return int(this.#view.getBigInt64(this.#take(8, 'an integer'), true));
      case 'r':
        return new Real(this.#view.getFloat64(this.#take(8, 'a real number'), true));
      case 'I':
        return this.#bigInteger();
      case 'R':
        return this.#bigReal();
      case 'S':
        return new Str(this.#text('a string'));
      case 'B': {
        const length = this.#varint('a byte array');
        const from = this.#take(length, 'a byte array');
        return byteArray(this.#bytes.slice(from, from + length));
      }
      case 's':
        return this.#symbol();
      case 'A':
        return this.#association();
      case '\u00c1':
        return this.#array(true);
      case '\u00c2':
        return this.#array(false);
      default:
        return this.#fail(`the byte ${token.charCodeAt(0)} begins no expression`, start);
    }
  }

  #function(): Expr {
    const count = this.#count('an expression');
    const head = this.#expression();
    const args: Expr[] = [];
    for (let i = 0; i < count; i++) args.push(this.#expression());
    const [a, b] = args;
    // Exact and complex numbers are atoms here.
    if (head === Rational && count === 2 && a!.kind === Kind.Integer && b!.kind === Kind.Integer && b!.value !== 0)
      return ratio(a!.value, b!.value);
    if (head === Complex && count === 2 && isReal(a!) && isReal(b!)) return complex(a, b);
    return new Normal(head, args);
  }
  #symbol(): Sym {
    const start = this.#at;
    const name = this.#text('a symbol');
    if (!/^(?:[\p{L}$][\p{L}\p{N}$]*`)*[\p{L}$][\p{L}\p{N}$]*$/u.test(name))
      this.#fail(`"${name}" is no name of a symbol`, start);
    return name.includes('`') ? symbol(name) : system(name);
  }
  #bigInteger(): Expr {
    const start = this.#at;
    const digits = this.#text('an integer');
    if (!/^-?\d+$/.test(digits)) this.#fail('an integer is not made of digits', start);
    return int(BigInt(digits));
  }
  #bigReal(): Expr {
    const start = this.#at;
    const text = this.#text('a real number');
    const value = /^-?\d+\.?\d*(?:`+\d*\.?\d*)?(?:\*\^-?\d+)?$/.test(text)
      ? readNumber(text.replace('-', ''))
      : undefined;
    if (value === undefined || typeof value === 'string' || !isReal(value))
      return this.#fail(`"${text}" is no real number`, start);
    return text.startsWith('-') ? negateReal(value) : value;
  }

  #association(): Expr {
    const count = this.#count('an association');
    const entries: [Expr, Expr, boolean][] = [];
    for (let i = 0; i < count; i++) {
      const start = this.#at;
      const kind = String.fromCharCode(this.#byte('an association'));
      if (kind !== '-' && kind !== ':') this.#fail('an association holds something that is no rule', start);
      entries.push([this.#expression(), this.#expression(), kind === ':']);
    }
    return Association.from(entries);
  }

  /** A packed array is a list, a numeric array keeps the type of its elements. */
  #array(packed: boolean): Expr {
    const start = this.#at;
    const element = ARRAY_TYPES.get(this.#byte('an array'));
    if (element === undefined) return this.#fail('the type of an array is not known', start);
    const rank = this.#count('an array');
    const shape = Array.from({ length: rank }, () => this.#varint('an array'));
    const size = shape.reduce((n, d) => n * d, 1);
    // Empty arrays may have many empty rows, but no more than the file has bytes.
    const rows = shape.reduce((n, d) => n * Math.max(1, d), 1);
    if (rank === 0 || size * element.bytes > this.#bytes.length - this.#at || (size === 0 && rows > this.#bytes.length))
      this.#fail(`an array of dimensions ${shape.join(' x ')} is not in the data`, start);
    const from = this.#take(size * element.bytes, 'an array');
    const value = this.#elements(element, shape, from);
    return packed ? value : normal(NumericArray, value, new Str(element.name));
  }
  #elements({ bytes, read, isComplex, name }: ArrayType, shape: readonly number[], from: number): Expr {
    worked(sizeOf(shape));
    const at = (i: number): number | bigint => read(this.#view, from + i * bytes);
    const isReals = name.startsWith('Real');
    if (!isComplex && bytes < 8 + Number(isReals) && sizeOf(shape) > 0) {
      const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) => Number(at(i)));
      return new Packed(isReals ? 'Real64' : 'Integer', shape, data);
    }
    const one = (i: number): Expr => {
      if (isComplex)
        return complex(new Real(Number(at(i))), new Real(Number(read(this.#view, from + i * bytes + bytes / 2))));
      return isReals ? new Real(Number(at(i))) : int(BigInt(at(i)));
    };
    let next = 0;
    const level = (axis: number): Expr =>
      axis === shape.length
        ? one(next++)
        : new Normal(
            S.List,
            Array.from({ length: shape[axis]! }, () => level(axis + 1)),
          );
    return level(0);
  }
}

const isReal = (x: Expr): x is RealNumber => x.kind >= Kind.Integer && x.kind <= Kind.BigReal;
const [Rational, Complex, NumericArray] = [system('Rational'), system('Complex'), system('NumericArray')];

/** The expression of WXF bytes, compressed ("8C:") or not ("8:"). Throws FormatError. */
export function readWxf(bytes: Uint8Array): Expr {
  const [version, next] = [bytes[0], bytes[1]];
  if (version === 0x38 && next === 0x3a) return new Reader(bytes, 2).whole();
  if (version === 0x38 && next === 0x43 && bytes[2] === 0x3a)
    return new Reader(unzlibBounded(bytes.subarray(3), grownLimit(bytes.length), 'WXF'), 0).whole();
  throw new FormatError('WXF', 'the data do not begin with "8:" or "8C:"', 0);
}
