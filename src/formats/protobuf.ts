/** Writes the protocol-buffer wire format: what ONNX and TensorFlow files are made of. */

/** One message; fields appear in the order of the calls. */
export class Message {
  #bytes = new Uint8Array(64);
  #length = 0;

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  #reserve(n: number): void {
    if (this.#length + n <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, this.#length + n));
    larger.set(this.bytes);
    this.#bytes = larger;
  }

  #varint(n: number): void {
    this.#reserve(10);
    // Negative numbers are 64-bit two's complement.
    let rest = BigInt.asUintN(64, BigInt(n));
    while (rest > 127n) {
      this.#bytes[this.#length++] = Number(rest & 127n) | 128;
      rest >>= 7n;
    }
    this.#bytes[this.#length++] = Number(rest);
  }

  #tag(field: number, wire: number): void {
    this.#varint(field * 8 + wire);
  }

  int(field: number, n: number): this {
    this.#tag(field, 0);
    this.#varint(n);
    return this;
  }

  float(field: number, x: number): this {
    this.#tag(field, 5);
    return this.#append(new Uint8Array(Float32Array.of(x).buffer));
  }

  data(field: number, bytes: Uint8Array): this {
    this.#tag(field, 2);
    this.#varint(bytes.length);
    return this.#append(bytes);
  }

  text(field: number, s: string): this {
    return this.data(field, new TextEncoder().encode(s));
  }

  message(field: number, m: Message): this {
    return this.data(field, m.bytes);
  }

  #append(bytes: Uint8Array): this {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
    return this;
  }
}
