// Reductions of x [outer, length, inner] over the middle axis, and the softmax of lines.
import { Reduction } from './codes';
import { exponential } from './functions';

// @ts-ignore: decorator
@inline
function start(f: i32): f32 {
  return f === Reduction.Sum ? 0 : f === Reduction.Max ? -Infinity : f === Reduction.Min ? Infinity : 1;
}

// @ts-ignore: decorator
@inline
function join(f: i32, a: f32, b: f32): f32 {
  return f === Reduction.Sum ? a + b : f === Reduction.Max ? max(a, b) : f === Reduction.Min ? min(a, b) : a * b;
}

// @ts-ignore: decorator
@inline
function join4(f: i32, a: v128, b: v128): v128 {
  return f === Reduction.Sum ? f32x4.add(a, b) : f === Reduction.Max ? f32x4.max(a, b) : f === Reduction.Min ? f32x4.min(a, b) : f32x4.mul(a, b);
}

// @ts-ignore: decorator
@inline
function lines(f: i32, x: usize, y: usize, outer: i32, length: i32, scale: f32): void {
  for (let o = 0; o < outer; o++) {
    let s = start(f);
    let i = 0;
    if (length >= 8) {
      let sum = f32x4.splat(s);
      for (; i + 4 <= length; i += 4) { sum = join4(f, sum, v128.load(x)); x += 16; }
      s = join(f, join(f, f32x4.extract_lane(sum, 0), f32x4.extract_lane(sum, 1)), join(f, f32x4.extract_lane(sum, 2), f32x4.extract_lane(sum, 3)));
    }
    for (; i < length; i++) { s = join(f, s, load<f32>(x)); x += 4; }
    store<f32>(y, s * scale);
    y += 4;
  }
}

// @ts-ignore: decorator
@inline
function columns(f: i32, x: usize, y: usize, outer: i32, length: i32, inner: i32, scale: f32): void {
  const row = <usize>inner << 2;
  for (let o = 0; o < outer; o++) {
    let i = 0;
    for (; i + 4 <= inner; i += 4) {
      let p = x + (<usize>i << 2);
      let s = f32x4.splat(start(f));
      for (let r = 0; r < length; r++) { s = join4(f, s, v128.load(p)); p += row; }
      v128.store(y + (<usize>i << 2), f32x4.mul(s, f32x4.splat(scale)));
    }
    for (; i < inner; i++) {
      let p = x + (<usize>i << 2);
      let s = start(f);
      for (let r = 0; r < length; r++) { s = join(f, s, load<f32>(p)); p += row; }
      store<f32>(y + (<usize>i << 2), s * scale);
    }
    x += <usize>length * row; y += row;
  }
}

// @ts-ignore: decorator
@inline
function either(f: i32, x: usize, y: usize, outer: i32, length: i32, inner: i32, scale: f32): void {
  if (inner === 1) lines(f, x, y, outer, length, scale);
  else columns(f, x, y, outer, length, inner, scale);
}

/** f: 0 sum, 1 maximum, 2 minimum, 3 product; the result times scale. */
export function reduce(f: i32, x: usize, y: usize, outer: i32, length: i32, inner: i32, scale: f32): void {
  switch (f) {
    case 0: either(0, x, y, outer, length, inner, scale); break;
    case 1: either(1, x, y, outer, length, inner, scale); break;
    case 2: either(2, x, y, outer, length, inner, scale); break;
    default: either(3, x, y, outer, length, inner, scale);
  }
}

/** Each line of n numbers: exp(x - maximum), divided by its sum. */
export function softmax(x: usize, y: usize, rows: i32, n: i32): void {
  for (let r = 0; r < rows; r++) {
    let top: f32 = -Infinity;
    for (let i = 0; i < n; i++) top = max(top, load<f32>(x + (<usize>i << 2)));
    const shift = f32x4.splat(top);
    let sum: f32 = 0;
    let i = 0;
    for (; i + 4 <= n; i += 4) v128.store(y + (<usize>i << 2), exponential(f32x4.sub(v128.load(x + (<usize>i << 2)), shift)));
    for (; i < n; i++) v128.store_lane<f32>(y + (<usize>i << 2), exponential(f32x4.sub(v128.load32_splat(x + (<usize>i << 2)), shift)), 0);
    for (i = 0; i < n; i++) sum += load<f32>(y + (<usize>i << 2));
    const scale: f32 = 1 / sum;
    for (i = 0; i < n; i++) store<f32>(y + (<usize>i << 2), load<f32>(y + (<usize>i << 2)) * scale);
    x += <usize>n << 2; y += <usize>n << 2;
  }
}
