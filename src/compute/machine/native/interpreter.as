// Runs a list of operations in one call. Each is 16 words: a code and its arguments.
import { Operation } from './codes';
import { binary, cast, compare, oneHot, unary } from './elementwise';
import { multiply, multiplyTransposed } from './products';
import { reduce, softmax } from './reductions';
import { segmentSum, transpose } from './matrices';

// @ts-ignore: decorator
@inline
function word(at: usize, i: i32): i32 {
  return load<i32>(at + (<usize>i << 2));
}

// @ts-ignore: decorator
@inline
function number(at: usize, i: i32): f32 {
  return load<f32>(at + (<usize>i << 2));
}

/** Products of stacks of matrices; a step of 0 uses the same factor for all. */
function products(at: usize): void {
  let a = <usize>word(at, 1), b = <usize>word(at, 2), c = <usize>word(at, 3);
  const m = word(at, 4), k = word(at, 5), n = word(at, 6), ai = word(at, 7), al = word(at, 8);
  const turned = word(at, 9) !== 0;
  const count = word(at, 10);
  for (let i = 0; i < count; i++) {
    if (turned) multiplyTransposed(a, b, c, m, k, n, ai, al);
    else multiply(a, b, c, m, k, n, ai, al);
    a += <usize>word(at, 11) << 2; b += <usize>word(at, 12) << 2; c += <usize>(m * n) << 2;
  }
}

/** Blocks of `run` numbers, apart by steps at either side. */
function copy(from: usize, to: usize, blocks: i32, run: i32, fromStep: i32, toStep: i32): void {
  for (let i = 0; i < blocks; i++) {
    memory.copy(to, from, <usize>run << 2);
    from += <usize>fromStep << 2; to += <usize>toStep << 2;
  }
}

function choose(condition: usize, yes: usize, no: usize, y: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    store<f32>(y, load<u8>(condition) !== 0 ? load<f32>(yes) : load<f32>(no));
    condition++; yes += 4; no += 4; y += 4;
  }
}

function transposes(at: usize): void {
  let x = <usize>word(at, 1), y = <usize>word(at, 2);
  const rows = word(at, 3), columns = word(at, 4), count = word(at, 5);
  const step = <usize>(rows * columns) << 2;
  for (let i = 0; i < count; i++) { transpose(x, y, rows, columns); x += step; y += step; }
}

/** Adds to every word of the operations at `at` the word of a table of the same form, so many times. */
function advance(at: usize, strides: usize, count: i32, times: i32): void {
  const end = at + (<usize>count << 6);
  const n = i32x4.splat(times);
  for (; at < end; at += 16) {
    v128.store(at, i32x4.add(v128.load(at), i32x4.mul(v128.load(strides), n)));
    strides += 16;
  }
}

/** Runs operations again and again, whose words move from time to time, and brings them back. */
function loop(at: usize, count: i32, times: i32, strides: usize): void {
  for (let i = 0; i < times; i++) {
    interpret(at, count);
    advance(at, strides, count, 1);
  }
  advance(at, strides, count, -times);
}

/** The operations of the list at `at`. */
export function interpret(at: usize, count: i32): void {
  const end = at + (<usize>count << 6);
  for (; at < end; at += 64) {
    const a = <usize>word(at, 1), b = <usize>word(at, 2), c = <usize>word(at, 3);
    switch (word(at, 0)) {
      case Operation.Unary: unary(<i32>a, b, c, word(at, 4), number(at, 5)); break;
      case Operation.Binary:
        binary(<i32>a, b, c, <usize>word(at, 4), word(at, 5), word(at, 6), word(at, 7), word(at, 8), word(at, 9), word(at, 10), word(at, 11), word(at, 12), word(at, 13));
        break;
      case Operation.Product: products(at); break;
      case Operation.Reduction: reduce(<i32>a, b, c, word(at, 4), word(at, 5), word(at, 6), number(at, 7)); break;
      case Operation.Softmax: softmax(a, b, <i32>c, word(at, 4)); break;
      case Operation.Transpose: transposes(at); break;
      case Operation.Copy: copy(a, b, <i32>c, word(at, 4), word(at, 5), word(at, 6)); break;
      case Operation.Choose: choose(a, b, c, <usize>word(at, 4), word(at, 5)); break;
      case Operation.SegmentSum: segmentSum(a, b, c, word(at, 4), word(at, 5), word(at, 6)); break;
      case Operation.Cast: cast(<i32>a, b, c, word(at, 4)); break;
      case Operation.Comparison:
        compare(<i32>a, b, c, <usize>word(at, 4), word(at, 5), word(at, 6), word(at, 7), word(at, 8), word(at, 9), word(at, 10), word(at, 11), word(at, 12), word(at, 13));
        break;
      case Operation.Loop: loop(a, <i32>b, <i32>c, <usize>word(at, 4)); break;
      case Operation.OneHot: oneHot(a, b, <i32>c, word(at, 4), word(at, 5), word(at, 6)); break;
    }
  }
}
