// Functions of one and of two arrays, four numbers at a time.
import { Binary, Cast, Comparison, Unary } from './codes';
import { exponential, hyperbolicTangent, logarithm, select, sigmoid } from './functions';

// @ts-ignore: decorator
@inline
function apply1(f: i32, x: v128, p: v128): v128 {
  const zero = f32x4.splat(0), one = f32x4.splat(1);
  switch (f) {
    case Unary.Neg: return f32x4.neg(x);
    case Unary.Abs: return f32x4.abs(x);
    case Unary.Square: return f32x4.mul(x, x);
    case Unary.Sqrt: return f32x4.sqrt(x);
    case Unary.Rsqrt: return f32x4.div(one, f32x4.sqrt(x));
    case Unary.Reciprocal: return f32x4.div(one, x);
    case Unary.Relu: return f32x4.pmax(x, zero);
    case Unary.Step: return select(f32x4.ne(x, x), x, select(f32x4.gt(x, zero), one, p));
    case Unary.Exp: return exponential(x);
    case Unary.Log: return logarithm(x);
    case Unary.Sigmoid: return sigmoid(x);
    case Unary.Tanh: return hyperbolicTangent(x);
    case Unary.Sign: return f32x4.sub(v128.and(f32x4.gt(x, zero), one), v128.and(f32x4.lt(x, zero), one));
    case Unary.Floor: return f32x4.floor(x);
    case Unary.Ceil: return f32x4.ceil(x);
    case Unary.LeakyRelu: return select(f32x4.ge(x, zero), x, f32x4.mul(x, p));
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
    case Unary.Neg: many1(Unary.Neg, x, y, n, p); break;
    case Unary.Abs: many1(Unary.Abs, x, y, n, p); break;
    case Unary.Square: many1(Unary.Square, x, y, n, p); break;
    case Unary.Sqrt: many1(Unary.Sqrt, x, y, n, p); break;
    case Unary.Rsqrt: many1(Unary.Rsqrt, x, y, n, p); break;
    case Unary.Reciprocal: many1(Unary.Reciprocal, x, y, n, p); break;
    case Unary.Relu: many1(Unary.Relu, x, y, n, p); break;
    case Unary.Step: many1(Unary.Step, x, y, n, p); break;
    case Unary.Exp: many1(Unary.Exp, x, y, n, p); break;
    case Unary.Log: many1(Unary.Log, x, y, n, p); break;
    case Unary.Sigmoid: many1(Unary.Sigmoid, x, y, n, p); break;
    case Unary.Tanh: many1(Unary.Tanh, x, y, n, p); break;
    case Unary.Sign: many1(Unary.Sign, x, y, n, p); break;
    case Unary.Floor: many1(Unary.Floor, x, y, n, p); break;
    case Unary.Ceil: many1(Unary.Ceil, x, y, n, p); break;
    case Unary.LeakyRelu: many1(Unary.LeakyRelu, x, y, n, p); break;
    default: many1(Unary.Elu, x, y, n, p);
  }
}

// @ts-ignore: decorator
@inline
function apply2(f: i32, a: v128, b: v128): v128 {
  switch (f) {
    case Binary.Add: return f32x4.add(a, b);
    case Binary.Sub: return f32x4.sub(a, b);
    case Binary.Multiply: return f32x4.mul(a, b);
    case Binary.RealDiv: return f32x4.div(a, b);
    case Binary.Maximum: return f32x4.max(a, b);
    case Binary.Minimum: return f32x4.min(a, b);
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
    case Binary.Add: block2(Binary.Add, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2); break;
    case Binary.Sub: block2(Binary.Sub, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2); break;
    case Binary.Multiply: block2(Binary.Multiply, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2); break;
    case Binary.RealDiv: block2(Binary.RealDiv, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2); break;
    case Binary.Maximum: block2(Binary.Maximum, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2); break;
    case Binary.Minimum: block2(Binary.Minimum, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2); break;
    default: block2(Binary.SquaredDifference, a, b, y, d0, d1, d2, a0, a1, a2, b0, b1, b2);
  }
}

// @ts-ignore: decorator
@inline
function holds(f: i32, a: f32, b: f32): bool {
  switch (f) {
    case Comparison.Equal: return a == b;
    case Comparison.NotEqual: return a != b;
    case Comparison.Greater: return a > b;
    case Comparison.GreaterEqual: return a >= b;
    case Comparison.Less: return a < b;
    default: return a <= b;
  }
}

/** Bytes 0 and 1: whether a Comparison holds; steps as for binary. */
export function compare(
  f: i32, a: usize, b: usize, y: usize, d0: i32, d1: i32, d2: i32, a0: i32, a1: i32, a2: i32, b0: i32, b1: i32, b2: i32,
): void {
  for (let i = 0; i < d0; i++) for (let j = 0; j < d1; j++) for (let k = 0; k < d2; k++) {
    const p = a + (<usize>(i * a0 + j * a1 + k * a2) << 2), q = b + (<usize>(i * b0 + j * b1 + k * b2) << 2);
    store<u8>(y, holds(f, load<f32>(p), load<f32>(q)) ? 1 : 0);
    y++;
  }
}

/** f: a Cast. */
export function cast(f: i32, x: usize, y: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    const o = <usize>i << 2;
    if (f === Cast.FloatToWhole) store<i32>(y + o, <i32>load<f32>(x + o));
    else if (f === Cast.WholeToFloat) store<f32>(y + o, <f32>load<i32>(x + o));
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
