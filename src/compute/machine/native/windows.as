// Gradients of pooling and of depthwise convolution on images [n, h, w, c].

/** dx = dy at the first maximum of each window in row order, added up; zero elsewhere. */
export function maxPoolGradient(
  x: usize, dy: usize, dx: usize, n: i32, h: i32, w: i32, c: i32, oh: i32, ow: i32, kh: i32, kw: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  const run = <usize>c << 2;
  memory.fill(dx, 0, <usize>(n * h * w) * run);
  for (let b = 0; b < n; b++) for (let p = 0; p < oh; p++) for (let q = 0; q < ow; q++) {
    const y0 = p * sh - top, z0 = q * sw - left;
    let k = 0;
    for (; k + 4 <= c; k += 4) {
      let best = f32x4.splat(-Infinity), place = i32x4.splat(-1);
      for (let i = 0; i < kh; i++) {
        const y = y0 + i * dh;
        if (y < 0 || y >= h) continue;
        for (let j = 0; j < kw; j++) {
          const z = z0 + j * dw;
          if (z < 0 || z >= w) continue;
          const v = v128.load(x + <usize>((b * h + y) * w + z) * run + (<usize>k << 2));
          const more = f32x4.gt(v, best);
          best = v128.bitselect(v, best, more);
          place = v128.bitselect(i32x4.splat(i * kw + j), place, more);
        }
      }
      const d = v128.load(dy + (<usize>k << 2));
      for (let i = 0; i < kh; i++) {
        const y = y0 + i * dh;
        if (y < 0 || y >= h) continue;
        for (let j = 0; j < kw; j++) {
          const z = z0 + j * dw;
          if (z < 0 || z >= w) continue;
          const to = dx + <usize>((b * h + y) * w + z) * run + (<usize>k << 2);
          v128.store(to, f32x4.add(v128.load(to), v128.and(d, i32x4.eq(place, i32x4.splat(i * kw + j)))));
        }
      }
    }
    for (; k < c; k++) {
      let best: f32 = -Infinity;
      let to: usize = 0;
      for (let i = 0; i < kh; i++) {
        const y = y0 + i * dh;
        if (y < 0 || y >= h) continue;
        for (let j = 0; j < kw; j++) {
          const z = z0 + j * dw;
          if (z < 0 || z >= w) continue;
          const at = <usize>((b * h + y) * w + z) * run + (<usize>k << 2);
          const v = load<f32>(x + at);
          if (v > best) { best = v; to = dx + at; }
        }
      }
      if (to !== 0) store<f32>(to, load<f32>(to) + load<f32>(dy + (<usize>k << 2)));
    }
    dy += run;
  }
}

/** df [kh, kw, c, m] of a depthwise convolution with m filters a channel; dy is [n, oh, ow, c * m]. */
export function depthwiseFilterGradient(
  x: usize, dy: usize, df: usize, n: i32, h: i32, w: i32, c: i32, oh: i32, ow: i32, kh: i32, kw: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32, m: i32,
): void {
  memory.fill(df, 0, <usize>(kh * kw * c * m) << 2);
  for (let b = 0; b < n; b++) for (let p = 0; p < oh; p++) for (let q = 0; q < ow; q++) {
    const d = dy + (<usize>(((b * oh + p) * ow + q) * c * m) << 2);
    for (let i = 0; i < kh; i++) {
      const y = p * sh - top + i * dh;
      if (y < 0 || y >= h) continue;
      for (let j = 0; j < kw; j++) {
        const z = q * sw - left + j * dw;
        if (z < 0 || z >= w) continue;
        const from = x + (<usize>(((b * h + y) * w + z) * c) << 2);
        let to = df + (<usize>((i * kw + j) * c * m) << 2);
        let k = 0;
        if (m === 1) for (; k + 4 <= c; k += 4) {
          const o = <usize>k << 2;
          v128.store(to + o, f32x4.add(v128.load(to + o), f32x4.mul(v128.load(from + o), v128.load(d + o))));
        }
        for (; k < c; k++) {
          const v = load<f32>(from + (<usize>k << 2));
          for (let r = 0; r < m; r++) {
            const o = <usize>(k * m + r) << 2;
            store<f32>(to + o, load<f32>(to + o) + v * load<f32>(d + o));
          }
        }
      }
    }
  }
}

/** dx of a depthwise convolution: every dy times its filter, added to the window it came from. */
export function depthwiseInputGradient(
  dy: usize, f: usize, dx: usize, n: i32, h: i32, w: i32, c: i32, oh: i32, ow: i32, kh: i32, kw: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32, m: i32,
): void {
  memory.fill(dx, 0, <usize>(n * h * w * c) << 2);
  for (let b = 0; b < n; b++) for (let p = 0; p < oh; p++) for (let q = 0; q < ow; q++) {
    const d = dy + (<usize>(((b * oh + p) * ow + q) * c * m) << 2);
    for (let i = 0; i < kh; i++) {
      const y = p * sh - top + i * dh;
      if (y < 0 || y >= h) continue;
      for (let j = 0; j < kw; j++) {
        const z = q * sw - left + j * dw;
        if (z < 0 || z >= w) continue;
        const to = dx + (<usize>(((b * h + y) * w + z) * c) << 2);
        const from = f + (<usize>((i * kw + j) * c * m) << 2);
        for (let k = 0; k < c; k++) {
          let sum: f32 = load<f32>(to + (<usize>k << 2));
          for (let r = 0; r < m; r++) {
            const o = <usize>(k * m + r) << 2;
            sum += load<f32>(from + o) * load<f32>(d + o);
          }
          store<f32>(to + (<usize>k << 2), sum);
        }
      }
    }
  }
}
