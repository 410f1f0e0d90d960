/** Expressions to WXF bytes (format description: the tech note "WXF Format Description" of the language's documentation). */
import { zlibSync } from 'fflate';
import { isAssociation } from '../../../expr/association.ts';
import { type Expr, int, Kind, type Packed, type Sym } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { worked } from '../../../pace.ts';
import { decimalText } from '../../../syntax/decimal-text.ts';
import { bigRealInput } from '../../../syntax/digits.ts';
import { isByteArray } from '../byte-array.ts';

const [List, Rational, Complex] = [system('List'), system('Rational'), system('Complex')];
const encoder = new TextEncoder();

class Writer {
  #bytes = new Uint8Array(256);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;

  result(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Room for so many bytes; says where it begins. */
  #room(count: number): number {
    const needed = this.#length + count;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
      grown.set(this.result());
      this.#bytes = grown;
      this.#view = new DataView(grown.buffer);
    }
    const at = this.#length;
    this.#length = needed;
    return at;
  }
  #token(c: string): void {
    const at = this.#room(1);
    this.#bytes[at] = c.charCodeAt(0);
  }
  #varint(n: number): void {
    for (; n >= 128; n = Math.floor(n / 128)) {
      const at = this.#room(1);
      this.#bytes[at] = (n % 128) | 128;
    }
    const at = this.#room(1);
    this.#bytes[at] = n;
  }
  #raw(bytes: Uint8Array): void {
    const at = this.#room(bytes.length);
    this.#bytes.set(bytes, at);
  }
  #text(token: string, text: string): void {
    const bytes = encoder.encode(text);
    this.#token(token);
    this.#varint(bytes.length);
    this.#raw(bytes);
  }

  text(version: string): void {
    this.#raw(encoder.encode(version));
  }
  expression(x: Expr): void {
    worked(4);
    if (x.kind === Kind.Symbol) this.#symbol(x);
    else if (x.kind === Kind.Integer) this.#integer(x.value);
    else if (x.kind === Kind.Rational) this.#function(Rational, [int(x.num), int(x.den)]);
    else if (x.kind === Kind.Real) this.#real(x.value);
    else if (x.kind === Kind.BigReal) this.#text('R', bigRealInput(x));
    else if (x.kind === Kind.Complex) this.#function(Complex, [x.re, x.im]);
    else if (x.kind === Kind.String) this.#text('S', x.value);
    else if (x.kind === Kind.Normal) this.#function(x.head, x.args);
    else if (x.kind === Kind.Packed) this.#packed(x);
    else if (x.kind === Kind.Association) this.#association(x);
    else if (isByteArray(x)) this.#byteArray(x.content);
    else this.expression(x.form);
  }

  /** Symbols of the language have no context. */
  #symbol(s: Sym): void {
    this.#text('s', s.context === 'System`' ? s.name : s.context + s.name);
  }
  #integer(value: number | bigint): void {
    const n = Number(value);
    if (n >= -128 && n < 128) {
      this.#token('C');
      const at = this.#room(1);
      this.#view.setInt8(at, n);
    } else if (n >= -32768 && n < 32768) {
      this.#token('j');
      const at = this.#room(2);
      this.#view.setInt16(at, n, true);
    } else if (n >= -(2 ** 31) && n < 2 ** 31) {
      this.#token('i');
      const at = this.#room(4);
      this.#view.setInt32(at, n, true);
    } else if (BigInt.asIntN(64, BigInt(value)) === BigInt(value)) {
      this.#token('L');
      const at = this.#room(8);
      this.#view.setBigInt64(at, BigInt(value), true);
    } else this.#text('I', decimalText(value));
  }
  #real(value: number): void {
    this.#token('r');
    const at = this.#room(8);
    this.#view.setFloat64(at, value, true);
  }
  #function(head: Expr, args: readonly Expr[]): void {
    this.#token('f');
    this.#varint(args.length);
    this.expression(head);
    for (const a of args) this.expression(a);
  }
  #byteArray(bytes: Uint8Array): void {
    this.#token('B');
    this.#varint(bytes.length);
    this.#raw(bytes);
  }
  #association(x: Expr): void {
    if (!isAssociation(x)) return;
    this.#token('A');
    this.#varint(x.size);
    for (let i = 0; i < x.size; i++) {
      this.#token(x.delayedAt(i) ? ':' : '-');
      this.expression(x.keyAt(i));
      this.expression(x.valueAt(i));
    }
  }
  /** Reals as doubles, integers in the least width that holds all of them. */
  #packed({ type, shape, data }: Packed): void {
    worked(data.length);
    if (data.length === 0) {
      this.#function(List, []);
      return;
    }
    const [code, bytes, put] = type === 'Integer' ? integerType(data) : REAL64;
    this.#token('\u00c1');
    const at = this.#room(1);
    this.#bytes[at] = code;
    this.#varint(shape.length);
    for (const d of shape) this.#varint(d);
    const from = this.#room(data.length * bytes);
    for (let i = 0; i < data.length; i++) put(this.#view, from + i * bytes, data[i]!);
  }
}

type NumberWriter = readonly [code: number, bytes: number, put: (view: DataView, at: number, value: number) => void];
const REAL64: NumberWriter = [0x23, 8, (v, at, x) => v.setFloat64(at, x, true)];
const INTEGERS: readonly NumberWriter[] = [
  [0x00, 1, (v, at, x) => v.setInt8(at, x)],
  [0x01, 2, (v, at, x) => v.setInt16(at, x, true)],
  [0x02, 4, (v, at, x) => v.setInt32(at, x, true)],
  [0x03, 8, (v, at, x) => v.setBigInt64(at, BigInt(x), true)],
];
function integerType(data: Packed['data']): NumberWriter {
  let most = 0;
  for (let i = 0; i < data.length; i++) most = Math.max(most, data[i]! < 0 ? -data[i]! - 1 : data[i]!);
  return INTEGERS.find(([, bytes]) => most < 2 ** (8 * bytes - 1)) ?? INTEGERS[3]!;
}

/** WXF bytes of an expression; compressed ones begin with "8C:". */
export function writeWxf(x: Expr, compressed = false): Uint8Array {
  const writer = new Writer();
  if (!compressed) writer.text('8:');
  writer.expression(x);
  if (!compressed) return writer.result().slice();
  const body = zlibSync(writer.result());
  const out = new Uint8Array(3 + body.length);
  out.set(encoder.encode('8C:'));
  out.set(body, 3);
  return out;
}
