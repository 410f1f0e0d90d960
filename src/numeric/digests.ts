/** Check sums and digests of bytes: CRC-32, Adler-32, MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4). */
import { inChunks, worked } from '../pace.ts';

/** Units of work of one block of 64 bytes. */
const BLOCK_UNITS = 32;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  inChunks(bytes.length, (from, to) => {
    for (let i = from; i < to; i++) c = CRC_TABLE[(c ^ bytes[i]!) & 255]! ^ (c >>> 8);
  });
  return (c ^ 0xffffffff) >>> 0;
}

const ADLER_BASE = 65521;
export function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  inChunks(bytes.length, (from, to) => {
    for (let i = from; i < to; i++) {
      a = (a + bytes[i]!) % ADLER_BASE;
      b = (b + a) % ADLER_BASE;
    }
  });
  return ((b << 16) | a) >>> 0;
}

const rotate = (x: number, n: number): number => (x << n) | (x >>> (32 - n));

/** The message with 1 bit, zeros and its length behind it, in blocks of 64 bytes. */
function padded(bytes: Uint8Array, littleEndian: boolean): DataView {
  const blocks = Math.floor((bytes.length + 8) / 64) + 1;
  const out = new Uint8Array(blocks * 64);
  out.set(bytes);
  out[bytes.length] = 0x80;
  const view = new DataView(out.buffer);
  const bits = bytes.length * 8;
  const [low, high] = [bits >>> 0, Math.floor(bits / 2 ** 32)];
  view.setUint32(out.length - 8, littleEndian ? low : high, littleEndian);
  view.setUint32(out.length - 4, littleEndian ? high : low, littleEndian);
  return view;
}
function digest(words: readonly number[], littleEndian: boolean): Uint8Array {
  const out = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((w, i) => out.setUint32(i * 4, w >>> 0, littleEndian));
  return new Uint8Array(out.buffer);
}

const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
const MD5_SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

/** 16 bytes. */
export function md5(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes, true);
  let [a0, b0, c0, d0] = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let at = 0; at < view.byteLength; at += 64) {
    worked(BLOCK_UNITS);
    let [a, b, c, d] = [a0, b0, c0, d0];
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const f =
        round === 0 ? (b & c) | (~b & d) : round === 1 ? (d & b) | (~d & c) : round === 2 ? b ^ c ^ d : c ^ (b | ~d);
      const g = round === 0 ? i : round === 1 ? (5 * i + 1) & 15 : round === 2 ? (3 * i + 5) & 15 : (7 * i) & 15;
      const sum = (a + f + MD5_SINES[i]! + view.getInt32(at + g * 4, true)) | 0;
      [a, d, c, b] = [d, c, b, (b + rotate(sum, MD5_SHIFTS[round * 4 + (i & 3)]!)) | 0];
    }
    a0 = (a0 + a) | 0;
    b0 = (b0 + b) | 0;
    c0 = (c0 + c) | 0;
    d0 = (d0 + d) | 0;
  }
  return digest([a0, b0, c0, d0], true);
}

const SHA1_CONSTANTS = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc | 0, 0xca62c1d6 | 0];
/** 20 bytes. */
export function sha1(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes, false);
  const h = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  const w = new Int32Array(80);
  for (let at = 0; at < view.byteLength; at += 64) {
    worked(BLOCK_UNITS);
    for (let i = 0; i < 80; i++)
      w[i] = i < 16 ? view.getInt32(at + i * 4) : rotate(w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!, 1);
    let [a, b, c, d, e] = h as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const round = Math.floor(i / 20);
      const f = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      const next = (rotate(a, 5) + f + e + SHA1_CONSTANTS[round]! + w[i]!) | 0;
      [e, d, c, b, a] = [d, c, rotate(b, 30), a, next];
    }
    [a, b, c, d, e].forEach((x, i) => {
      h[i] = (h[i]! + x) | 0;
    });
  }
  return digest(h, false);
}

/** The first 64 primes, whose roots give the constants of SHA-256. */
const PRIMES = ((): number[] => {
  const found: number[] = [];
  for (let n = 2; found.length < 64; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
})();
const fraction = (x: number): number => ((x - Math.floor(x)) * 2 ** 32) | 0;
const SHA256_CONSTANTS = PRIMES.map((p) => fraction(Math.cbrt(p)));
const SHA256_START = PRIMES.slice(0, 8).map((p) => fraction(Math.sqrt(p)));

/** 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes, false);
  const state = [...SHA256_START];
  const w = new Int32Array(64);
  for (let at = 0; at < view.byteLength; at += 64) {
    worked(BLOCK_UNITS);
    for (let i = 0; i < 64; i++) {
      if (i < 16) {
        w[i] = view.getInt32(at + i * 4);
        continue;
      }
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      const s0 = rotate(x, 25) ^ rotate(x, 14) ^ (x >>> 3);
      const s1 = rotate(y, 15) ^ rotate(y, 13) ^ (y >>> 10);
      w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const s1 = rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7);
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + SHA256_CONSTANTS[i]! + w[i]!) | 0;
      const s0 = rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10);
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => {
      state[i] = (state[i]! + x) | 0;
    });
  }
  return digest(state, false);
}
