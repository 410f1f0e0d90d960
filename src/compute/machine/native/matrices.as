// Rearranging of matrices and images, row-major and channels last. Sizes in numbers, places in bytes.

/** y [columns, rows] = x [rows, columns] transposed, in blocks of 4 by 4. */
export function transpose(x: usize, y: usize, rows: i32, columns: i32): void {
  const wide = <usize>columns << 2, high = <usize>rows << 2;
  let r = 0;
  for (; r + 4 <= rows; r += 4) {
    let from = x + <usize>r * wide, to = y + (<usize>r << 2);
    let c = 0;
    for (; c + 4 <= columns; c += 4) {
      const a = v128.load(from), b = v128.load(from + wide), d = v128.load(from + 2 * wide), e = v128.load(from + 3 * wide);
      const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const de0 = v128.shuffle<i32>(d, e, 0, 4, 1, 5), de1 = v128.shuffle<i32>(d, e, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<i64>(ab0, de0, 0, 2));
      v128.store(to + high, v128.shuffle<i64>(ab0, de0, 1, 3));
      v128.store(to + 2 * high, v128.shuffle<i64>(ab1, de1, 0, 2));
      v128.store(to + 3 * high, v128.shuffle<i64>(ab1, de1, 1, 3));
      from += 16; to += 4 * high;
    }
    for (; c < columns; c++) {
      for (let k = 0; k < 4; k++) store<f32>(to + (<usize>k << 2), load<f32>(from + <usize>k * wide));
      from += 4; to += high;
    }
  }
  for (; r < rows; r++) {
    let from = x + <usize>r * wide, to = y + (<usize>r << 2);
    for (let c = 0; c < columns; c++) { store<f32>(to, load<f32>(from)); from += 4; to += high; }
  }
}

// @ts-ignore: decorator
@inline
function copyRun(from: usize, to: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) { v128.store(to, v128.load(from)); from += 16; to += 16; }
  for (; i < n; i++) { store<f32>(to, load<f32>(from)); from += 4; to += 4; }
}

// @ts-ignore: decorator
@inline
function clearRun(to: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) { v128.store(to, f32x4.splat(0)); to += 16; }
  for (; i < n; i++) { store<f32>(to, 0); to += 4; }
}

// @ts-ignore: decorator
@inline
function addRun(from: usize, to: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) { v128.store(to, f32x4.add(v128.load(to), v128.load(from))); from += 16; to += 16; }
  for (; i < n; i++) { store<f32>(to, load<f32>(to) + load<f32>(from)); from += 4; to += 4; }
}

/** Windows of x [n, h, w, c] as rows: columns [n * oh * ow, kh * kw * c]; zeros where a window leaves the image. */
export function im2col(
  x: usize, columns: usize, n: i32, h: i32, w: i32, c: i32, oh: i32, ow: i32, kh: i32, kw: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  const run = <usize>c << 2;
  for (let b = 0; b < n; b++) for (let p = 0; p < oh; p++) for (let q = 0; q < ow; q++) for (let i = 0; i < kh; i++) {
    const y = p * sh - top + i * dh;
    for (let j = 0; j < kw; j++) {
      const z = q * sw - left + j * dw;
      if (y < 0 || y >= h || z < 0 || z >= w) clearRun(columns, c);
      else copyRun(x + <usize>((b * h + y) * w + z) * run, columns, c);
      columns += run;
    }
  }
}

/** The transpose of im2col: every window of columns is added to its place in x, which starts at zero. */
export function col2im(
  columns: usize, x: usize, n: i32, h: i32, w: i32, c: i32, oh: i32, ow: i32, kh: i32, kw: i32,
  sh: i32, sw: i32, dh: i32, dw: i32, top: i32, left: i32,
): void {
  const run = <usize>c << 2;
  memory.fill(x, 0, <usize>(n * h * w) * run);
  for (let b = 0; b < n; b++) for (let p = 0; p < oh; p++) for (let q = 0; q < ow; q++) for (let i = 0; i < kh; i++) {
    const y = p * sh - top + i * dh;
    for (let j = 0; j < kw; j++) {
      const z = q * sw - left + j * dw;
      if (y >= 0 && y < h && z >= 0 && z < w) addRun(columns, x + <usize>((b * h + y) * w + z) * run, c);
      columns += run;
    }
  }
}

/** out [segments, width] starts at zero; row i of x [rows, width] is added to row ids[i]; rows with an id outside are dropped. */
export function segmentSum(x: usize, ids: usize, out: usize, rows: i32, width: i32, segments: i32): void {
  const run = <usize>width << 2;
  memory.fill(out, 0, <usize>segments * run);
  for (let i = 0; i < rows; i++) {
    const id = load<i32>(ids + (<usize>i << 2));
    if (id >= 0 && id < segments) addRun(x, out + <usize>id * run, width);
    x += run;
  }
}
