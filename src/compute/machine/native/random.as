// Random words of four streams at once, and numbers made of them. Only operations that every engine rounds alike:
// the same state gives the same bits everywhere.
import { logarithm } from './functions';

// @ts-ignore: decorator
@inline
function rotated(x: v128, k: i32): v128 {
  return v128.or(i32x4.shl(x, k), i32x4.shr_u(x, 32 - k));
}

/** n words, a multiple of 4, by xoshiro128++ (Blackman and Vigna 2021); 64 bytes of state, word by word of all four streams. */
export function randomWords(to: usize, n: i32, state: usize): void {
  let a = v128.load(state), b = v128.load(state, 16), c = v128.load(state, 32), d = v128.load(state, 48);
  for (let i = 0; i < n; i += 4) {
    v128.store(to, i32x4.add(rotated(i32x4.add(a, d), 7), a));
    to += 16;
    const t = i32x4.shl(b, 9);
    c = v128.xor(c, a);
    d = v128.xor(d, b);
    b = v128.xor(b, c);
    a = v128.xor(a, d);
    c = v128.xor(c, t);
    d = rotated(d, 11);
  }
  v128.store(state, a); v128.store(state, b, 16); v128.store(state, c, 32); v128.store(state, d, 48);
}

/** n words, a multiple of 4, become numbers from low + width * [0, 1), in steps of width / 2^24. */
export function uniforms(place: usize, n: i32, low: f32, width: f32): void {
  const w = f32x4.splat(width * <f32>5.9604644775390625e-8), l = f32x4.splat(low);
  for (let i = 0; i < n; i += 4) {
    const u = f32x4.convert_i32x4_u(i32x4.shr_u(v128.load(place), 8));
    v128.store(place, f32x4.add(l, f32x4.mul(u, w)));
    place += 16;
  }
}

/** n words, a multiple of 8, become normal numbers (Box and Muller 1958): of two words one tells the radius, one the angle. */
export function normals(place: usize, n: i32, mean: f32, deviation: f32): void {
  const m = f32x4.splat(mean), top = i32x4.splat(0x80000000);
  const scale = f32x4.splat(-2 * deviation * deviation);
  for (let i = 0; i < n; i += 8) {
    const radius = f32x4.add(f32x4.convert_i32x4_u(v128.load(place)), f32x4.splat(0.5));
    const r = f32x4.sqrt(f32x4.mul(scale, logarithm(f32x4.mul(radius, f32x4.splat(2.3283064365386963e-10)))));
    const word = v128.load(place, 16);
    // The first two bits are the quarter of the circle, the others the angle from the middle of a quarter: sine and cosine by Cephes.
    const x = f32x4.mul(f32x4.convert_i32x4_s(i32x4.shl(word, 2)), f32x4.splat(3.657295198167899e-10));
    const z = f32x4.mul(x, x);
    let s = f32x4.add(f32x4.mul(f32x4.splat(-1.9515295891e-4), z), f32x4.splat(8.3321608736e-3));
    s = f32x4.add(f32x4.mul(s, z), f32x4.splat(-1.6666654611e-1));
    s = f32x4.add(f32x4.mul(f32x4.mul(s, z), x), x);
    let c = f32x4.add(f32x4.mul(f32x4.splat(2.443315711809948e-5), z), f32x4.splat(-1.388731625493765e-3));
    c = f32x4.add(f32x4.mul(c, z), f32x4.splat(4.166664568298827e-2));
    c = f32x4.add(f32x4.sub(f32x4.mul(f32x4.mul(c, z), z), f32x4.mul(z, f32x4.splat(0.5))), f32x4.splat(1));
    const odd = i32x4.shr_s(i32x4.shl(word, 1), 31);
    const sine = v128.bitselect(c, s, odd), cosine = v128.bitselect(s, c, odd);
    const down = v128.and(word, top);
    const left = v128.xor(down, v128.and(odd, top));
    v128.store(place, f32x4.add(f32x4.mul(r, v128.xor(sine, down)), m));
    v128.store(place, f32x4.add(f32x4.mul(r, v128.xor(cosine, left)), m), 16);
    place += 32;
  }
}
