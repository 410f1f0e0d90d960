// Small matrix products: c [m, n] = a b, both read with steps, so that either may stand transposed.

// @ts-ignore: decorator
@inline
function splat(p: usize): v128 {
  return v128.load32_splat(p);
}

/** a(i, l) stands at a + (i ai + l al) numbers; b [k, n] lies row by row. */
export function multiply(a: usize, b: usize, c: usize, m: i32, k: i32, n: i32, ai: i32, al: i32): void {
  const row = <usize>n << 2, down = <usize>ai << 2, right = <usize>al << 2;
  let i = 0;
  for (; i + 4 <= m; i += 4) {
    const a0 = a + <usize>i * down;
    const c0 = c + <usize>i * row;
    let j = 0;
    for (; j + 8 <= n; j += 8) {
      let p = a0, q = b + (<usize>j << 2);
      let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
      for (let l = 0; l < k; l++) {
        const x = v128.load(q), y = v128.load(q, 16);
        const v0 = splat(p), v1 = splat(p + down), v2 = splat(p + 2 * down), v3 = splat(p + 3 * down);
        s00 = f32x4.add(s00, f32x4.mul(v0, x)); s01 = f32x4.add(s01, f32x4.mul(v0, y));
        s10 = f32x4.add(s10, f32x4.mul(v1, x)); s11 = f32x4.add(s11, f32x4.mul(v1, y));
        s20 = f32x4.add(s20, f32x4.mul(v2, x)); s21 = f32x4.add(s21, f32x4.mul(v2, y));
        s30 = f32x4.add(s30, f32x4.mul(v3, x)); s31 = f32x4.add(s31, f32x4.mul(v3, y));
        p += right; q += row;
      }
      const o = c0 + (<usize>j << 2);
      v128.store(o, s00); v128.store(o, s01, 16);
      v128.store(o + row, s10); v128.store(o + row, s11, 16);
      v128.store(o + 2 * row, s20); v128.store(o + 2 * row, s21, 16);
      v128.store(o + 3 * row, s30); v128.store(o + 3 * row, s31, 16);
    }
    for (; j + 4 <= n; j += 4) {
      let p = a0, q = b + (<usize>j << 2);
      let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
      for (let l = 0; l < k; l++) {
        const x = v128.load(q);
        s0 = f32x4.add(s0, f32x4.mul(splat(p), x));
        s1 = f32x4.add(s1, f32x4.mul(splat(p + down), x));
        s2 = f32x4.add(s2, f32x4.mul(splat(p + 2 * down), x));
        s3 = f32x4.add(s3, f32x4.mul(splat(p + 3 * down), x));
        p += right; q += row;
      }
      const o = c0 + (<usize>j << 2);
      v128.store(o, s0); v128.store(o + row, s1); v128.store(o + 2 * row, s2); v128.store(o + 3 * row, s3);
    }
    for (; j < n; j++) {
      let p = a0, q = b + (<usize>j << 2);
      let s0: f32 = 0, s1: f32 = 0, s2: f32 = 0, s3: f32 = 0;
      for (let l = 0; l < k; l++) {
        const x = load<f32>(q);
        s0 += load<f32>(p) * x; s1 += load<f32>(p + down) * x;
        s2 += load<f32>(p + 2 * down) * x; s3 += load<f32>(p + 3 * down) * x;
        p += right; q += row;
      }
      const o = c0 + (<usize>j << 2);
      store<f32>(o, s0); store<f32>(o + row, s1); store<f32>(o + 2 * row, s2); store<f32>(o + 3 * row, s3);
    }
  }
  for (; i < m; i++) {
    const a0 = a + <usize>i * down;
    let o = c + <usize>i * row;
    let j = 0;
    for (; j + 8 <= n; j += 8) {
      let p = a0, q = b + (<usize>j << 2);
      let s0 = f32x4.splat(0), s1 = s0;
      for (let l = 0; l < k; l++) {
        const v = splat(p);
        s0 = f32x4.add(s0, f32x4.mul(v, v128.load(q)));
        s1 = f32x4.add(s1, f32x4.mul(v, v128.load(q, 16)));
        p += right; q += row;
      }
      v128.store(o, s0); v128.store(o, s1, 16);
      o += 32;
    }
    for (; j < n; j++) {
      let p = a0, q = b + (<usize>j << 2);
      let s: f32 = 0;
      for (let l = 0; l < k; l++) { s += load<f32>(p) * load<f32>(q); p += right; q += row; }
      store<f32>(o, s);
      o += 4;
    }
  }
}

/** c = a b' for b [n, k]: every number is the product of two lines. */
export function multiplyTransposed(a: usize, b: usize, c: usize, m: i32, k: i32, n: i32, ai: i32, al: i32): void {
  const down = <usize>ai << 2, right = <usize>al << 2, line = <usize>k << 2;
  for (let i = 0; i < m; i++) {
    const a0 = a + <usize>i * down;
    let b0 = b;
    for (let j = 0; j < n; j++) {
      let p = a0, q = b0, l = 0;
      let s: f32 = 0;
      if (al === 1 && k >= 4) {
        let sum = f32x4.splat(0);
        for (; l + 4 <= k; l += 4) { sum = f32x4.add(sum, f32x4.mul(v128.load(p), v128.load(q))); p += 16; q += 16; }
        s = (f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1)) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
      }
      for (; l < k; l++) { s += load<f32>(p) * load<f32>(q); p += right; q += 4; }
      store<f32>(c, s);
      c += 4; b0 += line;
    }
  }
}

/**
 * c += a b for c [m, n], where lines of b and c are bl and cl numbers long and a is read with steps; m is a multiple of 4, n of 8.
 * Eight columns of b stay in the cache for all lines of c.
 */
export function addProduct(a: usize, b: usize, c: usize, m: i32, k: i32, n: i32, ai: i32, al: i32, bl: i32, cl: i32): void {
  const down = <usize>ai << 2, right = <usize>al << 2, line = <usize>bl << 2, row = <usize>cl << 2;
  for (let j = 0; j < n; j += 8) {
    let a0 = a, o = c + (<usize>j << 2);
    for (let i = 0; i < m; i += 4) {
      let p = a0, q = b + (<usize>j << 2);
      let s00 = v128.load(o), s01 = v128.load(o, 16);
      let s10 = v128.load(o + row), s11 = v128.load(o + row, 16);
      let s20 = v128.load(o + 2 * row), s21 = v128.load(o + 2 * row, 16);
      let s30 = v128.load(o + 3 * row), s31 = v128.load(o + 3 * row, 16);
      for (let l = 0; l < k; l++) {
        const x = v128.load(q), y = v128.load(q, 16);
        const v0 = splat(p), v1 = splat(p + down), v2 = splat(p + 2 * down), v3 = splat(p + 3 * down);
        s00 = f32x4.add(s00, f32x4.mul(v0, x)); s01 = f32x4.add(s01, f32x4.mul(v0, y));
        s10 = f32x4.add(s10, f32x4.mul(v1, x)); s11 = f32x4.add(s11, f32x4.mul(v1, y));
        s20 = f32x4.add(s20, f32x4.mul(v2, x)); s21 = f32x4.add(s21, f32x4.mul(v2, y));
        s30 = f32x4.add(s30, f32x4.mul(v3, x)); s31 = f32x4.add(s31, f32x4.mul(v3, y));
        p += right; q += line;
      }
      v128.store(o, s00); v128.store(o, s01, 16);
      v128.store(o + row, s10); v128.store(o + row, s11, 16);
      v128.store(o + 2 * row, s20); v128.store(o + 2 * row, s21, 16);
      v128.store(o + 3 * row, s30); v128.store(o + 3 * row, s31, 16);
      a0 += 4 * down; o += 4 * row;
    }
  }
}
