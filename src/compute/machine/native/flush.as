// Moments of optimizers, flat vectors of a length that is a multiple of four.

/** Zero where smaller in size than `least`: denormal numbers would make every later step ten times slower. */
export function flush(n: i32, x: usize, least: f32): void {
  const L = f32x4.splat(least);
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16) {
    const v = v128.load(x);
    v128.store(x, v128.and(v, f32x4.gt(f32x4.abs(v), L)));
  }
}
