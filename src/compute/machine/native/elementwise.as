// Functions of one and of two arrays, four numbers at a time. Codes as in executors/replay/codes.ts.
import { exponential, hyperbolicTangent, logarithm, select, sigmoid } from './functions';

// @ts-ignore: decorator
@inline
function apply1(f: i32, x: v128, p: v128): v128 {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  switch (f) {
    case 0: return x;
    case 1: return f32x4.neg(x);
    case 2: return f32x4.abs(x);
    case 3: return f32x4.mul(x, x);
    case 4: return f32x4.sqrt(x);
    case 5: return f32x4.div(one, f32x4.sqrt(x));
    case 6: return f32x4.div(one, x);
    case 7: return f32x4.pmax(x, zero);
    case 8: return select(f32x4.ne(x, x), x, select(f32x4.gt(x, zero), one, p));
    case 9: return exponential(x);
    case 10: return logarithm(x);
    case 11: return sigmoid(x);
    case 12: return hyperbolicTangent(x);
    case 13: return f32x4.sub(v128.and(f32x4.gt(x, zero), one), v128.and(f32x4.lt(x, zero), one));
    case 14: return f32x4.floor(x);
    case 15: return f32x4.ceil(x);
    case 16: return select(f32x4.ge(x, zero), x, f32x4.mul(x, p));
    default: return select(f32x4.ge(x, zero), x, f32x4.sub(exponential(x), one));
  }
}

// @ts-ignore: decorator
@inline
function many1(f: i32, x: usize, y: usize, n: i32, p: v128): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) { v128.store(y, apply1(f, v128.load(x), p)); x += 16; y += 16; }
  for (; i < n; i++) { v128.store_lane<f32>(y, apply1(f, v128.load32_splat(x), p), 0); x += 4; y += 4; }
}

/** y = f x for n numbers. One loop a function, so that the choice is not made within it. */
export function unary(f: i32, x: usize, y: usize, n: i32, parameter: f32): void {
  const p = f32x4.splat(parameter);
  switch (f) {
    case 0: many1(0, x, y, n, p); break;
    case 1: many1(1, x, y, n, p); break;
    case 2: many1(2, x, y, n, p); break;
    case 3: many1(3, x, y, n, p); break;
    case 4: many1(4, x, y, n, p); break;
    case 5: many1(5, x, y, n, p); break;
    case 6: many1(6, x, y, n, p); break;
    case 7: many1(7, x, y, n, p); break;
    case 8: many1(8, x, y, n, p); break;
    case 9: many1(9, x, y, n, p); break;
    case 10: many1(10, x, y, n, p); break;
    case 11: many1(11, x, y, n, p); break;
    case 12: many1(12, x, y, n, p); break;
    case 13: many1(13, x, y, n, p); break;
    case 14: many1(14, x, y, n, p); break;
    case 15: many1(15, x, y, n, p); break;
    case 16: many1(16, x, y, n, p); break;
    default: many1(17, x, y, n, p);
  }
}

// @ts-ignore: decorator
@inline
function apply2(f: i32, a: v128, b: v128): v128 {
  switch (f) {
    case 0: return f32x4.add(a, b);
    case 1: return f32x4.sub(a, b);
    case 2: return f32x4.mul(a, b);
    case 3: return f32x4.div(a, b);
    case 4: return f32x4.max(a, b);
    case 5: return f32x4.min(a, b);
    default: { const d = f32x4.sub(a, b); return f32x4.mul(d, d); }
  }
}

// One line: every operand moves by 4 bytes or stands.
// @ts-ignore: decorator
@inline
function line2(f: i32, a: usize, b: usize, y: usize, n: i32, aMoves: bool, bMoves: bool): void {
  let i = 0;
  if (aMoves && bMoves) for (; i + 4 <= n; i += 4) { v128.store(y, apply2(f, v128.load(a), v128.load(b))); a += 16; b += 16; y += 16; }
  else if (aMoves) {
    const B = v128.load32_splat(b);
    for (; i + 4 <= n; i += 4) { v128.store(y, apply2(f, v128.load(a), B)); a += 16; y += 16; }
  } else if (bMoves) {
    const A = v128.load32_splat(a);
    for (; i + 4 <= n; i += 4) { v128.store(y, apply2(f, A, v128.load(b))); b += 16; y += 16; }
  }
  const sa: usize = aMoves ? 4 : 0, sb: usize = bMoves ? 4 : 0;
  for (; i < n; i++) { v128.store_lane<f32>(y, apply2(f, v128.load32_splat(a), v128.load32_splat(b)), 0); a += sa; b += sb; y += 4; }
}

// @ts-ignore: decorator
@inline
function block2(f: i32, a: usize, b: usize, y: usize, d0: i32, d1: i32, d2: i32, a0: i32, a1: i32, a2: i32, b0: i32, b1: i32, b2: i32): void {
  const run = <usize>d2 << 2;
  for (let i = 0; i < d0; i++) for (let j = 0; j < d1; j++) {
    line2(f, a + (<usize>(i * a0 + j * a1) << 2), b + (<usize>(i * b0 + j * b1) << 2), y, d2, a2 !== 0, b2 !== 0);
    y += run;
  }
}

/** y [d0, d1, d2] = f of a and b, whose steps along each axis are given; along the last a step is 0 or 1. */
export function binary(
  f: i32, a: usize, b: usize, y: usize, d0: i32, d1: i32, d2: i32, a0: i32, a1: i32, a2: i32, b0: i32, b1: i32, b2: i32,
): void {
  switch (f) {
    case 0: block2(0, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2); break;
    case 1: block2(1, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2); break;
    case 2: block2(2, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2); break;
    case 3: block2(3, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2); break;
    case 4: block2(4, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2); break;
    case 5: block2(5, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2); break;
    default: block2(6, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2);
  }
}

// @ts-ignore: decorator
@inline
function holds(f: i32, a: f32, b: f32): bool {
  switch (f) {
    case 0: return a == b;
    case 1: return a != b;
    case 2: return a > b;
    case 3: return a >= b;
    case 4: return a < b;
    default: return a <= b;
  }
}

/** Bytes 0 and 1: f: 0 equal, 1 not equal, 2 greater, 3 greater or equal, 4 less, 5 less or equal; steps as for binary. */
export function compare(
  f: i32, a: usize, b: usize, y: usize, d0: i32, d1: i32, d2: i32, a0: i32, a1: i32, a2: i32, b0: i32, b1: i32, b2: i32,
): void {
  for (let i = 0; i < d0; i++) for (let j = 0; j < d1; j++) for (let k = 0; k < d2; k++) {
    const p = a + (<usize>(i * a0 + j * a1 + k * a2) << 2), q = b + (<usize>(i * b0 + j * b1 + k * b2) << 2);
    store<u8>(y, holds(f, load<f32>(p), load<f32>(q)) ? 1 : 0);
    y++;
  }
}

/** f: 0 float to whole number, 1 whole number to float, 2 byte to float. */
export function cast(f: i32, x: usize, y: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    const o = <usize>i << 2;
    if (f === 0) store<i32>(y + o, <i32>load<f32>(x + o));
    else if (f === 1) store<f32>(y + o, <f32>load<i32>(x + o));
    else store<f32>(y + o, <f32>load<u8>(x + <usize>i));
  }
}

/** y [n, depth]: words `on` where the place is ids[i], else `off`. */
export function oneHot(ids: usize, y: usize, n: i32, depth: i32, on: i32, off: i32): void {
  for (let i = 0; i < n; i++) {
    const id = load<i32>(ids + (<usize>i << 2));
    for (let k = 0; k < depth; k++) { store<i32>(y, k === id ? on : off); y += 4; }
  }
}
