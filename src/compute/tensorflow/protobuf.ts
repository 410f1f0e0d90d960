/** Writes messages of the protocol-buffer wire format. */

const VARINT = 0;
const BYTES = 2;
const FIXED32 = 5;

/** One message under construction; every method returns the message itself. */
export class Message {
  readonly #parts: Uint8Array[] = [];
  #size = 0;

  #add(bytes: Uint8Array): this {
    this.#parts.push(bytes);
    this.#size += bytes.length;
    return this;
  }

  #varint(n: number): this {
    if (n >= 0 && n < 128) return this.#add(Uint8Array.of(n));
    // negative numbers are written as 64-bit two's complement
    let rest = BigInt.asUintN(64, BigInt(n));
    const bytes: number[] = [];
    while (rest > 127n) {
      bytes.push(Number(rest & 127n) | 128);
      rest >>= 7n;
    }
    bytes.push(Number(rest));
    return this.#add(Uint8Array.from(bytes));
  }

  #key(field: number, wireType: number): this {
    return this.#varint(field * 8 + wireType);
  }

  int(field: number, n: number): this {
    return this.#key(field, VARINT).#varint(n);
  }

  float(field: number, x: number): this {
    return this.#key(field, FIXED32).#add(new Uint8Array(Float32Array.of(x).buffer));
  }

  bytes(field: number, b: Uint8Array): this {
    return this.#key(field, BYTES).#varint(b.length).#add(b);
  }

  text(field: number, s: string): this {
    return this.bytes(field, new TextEncoder().encode(s));
  }

  message(field: number, m: Message): this {
    this.#key(field, BYTES).#varint(m.#size);
    for (const p of m.#parts) this.#add(p);
    return this;
  }

  get size(): number {
    return this.#size;
  }

  encode(): Uint8Array {
    const out = new Uint8Array(this.#size);
    let at = 0;
    for (const p of this.#parts) {
      out.set(p, at);
      at += p.length;
    }
    return out;
  }
}
