// Optimizer steps on flat vectors. Every vector is 64-byte aligned and padded to a multiple of 16 numbers.
// g: gradient; decay: added as decay * w after clipping g to [-gradientClip, gradientClip]; w is clipped to [-weightClip, weightClip].

// @ts-ignore: decorator
@inline
function gradientAt(g: usize, w: v128, gradientClip: v128, decay: v128): v128 {
  const limited = f32x4.pmax(f32x4.pmin(v128.load(g), gradientClip), f32x4.neg(gradientClip));
  return f32x4.add(limited, f32x4.mul(w, decay));
}

// @ts-ignore: decorator
@inline
function limit(w: v128, clip: v128): v128 {
  return f32x4.pmax(f32x4.pmin(w, clip), f32x4.neg(clip));
}

// @ts-ignore: decorator
@inline
function adamLoop(
  limited: bool,
  n: i32, w: usize, g: usize, m: usize, v: usize,
  rate: f32, beta1: f32, beta2: f32, secondScale: f32, epsilon: f32,
  decay: f32, gradientClip: f32, weightClip: f32,
): void {
  const B1 = f32x4.splat(beta1), B2 = f32x4.splat(beta2), C1 = f32x4.splat(1 - beta1), C2 = f32x4.splat(1 - beta2);
  const R = f32x4.splat(rate), S = f32x4.splat(secondScale), E = f32x4.splat(epsilon);
  const D = f32x4.splat(decay), G = f32x4.splat(gradientClip), W = f32x4.splat(weightClip);
  const end = w + (<usize>n << 2);
  while (w < end) {
    const x = v128.load(w);
    const d = limited ? gradientAt(g, x, G, D) : v128.load(g);
    const first = f32x4.add(f32x4.mul(v128.load(m), B1), f32x4.mul(d, C1));
    const second = f32x4.add(f32x4.mul(v128.load(v), B2), f32x4.mul(f32x4.mul(d, d), C2));
    v128.store(m, first);
    v128.store(v, second);
    const scale = f32x4.add(f32x4.mul(f32x4.sqrt(second), S), E);
    const next = f32x4.sub(x, f32x4.div(f32x4.mul(first, R), scale));
    v128.store(w, limited ? limit(next, W) : next);
    w += 16; g += 16; m += 16; v += 16;
  }
}

/** m and v are running means of g and g^2; rate and secondScale carry the corrections of their start at zero. */
export function adam(
  n: i32, w: usize, g: usize, m: usize, v: usize,
  rate: f32, beta1: f32, beta2: f32, secondScale: f32, epsilon: f32,
  decay: f32, gradientClip: f32, weightClip: f32,
): void {
  if (decay === 0 && gradientClip === Infinity && weightClip === Infinity)
    adamLoop(false, n, w, g, m, v, rate, beta1, beta2, secondScale, epsilon, decay, gradientClip, weightClip);
  else adamLoop(true, n, w, g, m, v, rate, beta1, beta2, secondScale, epsilon, decay, gradientClip, weightClip);
}

/** m = momentum m + g; w = w - rate m. */
export function sgd(
  n: i32, w: usize, g: usize, m: usize,
  rate: f32, momentum: f32, decay: f32, gradientClip: f32, weightClip: f32,
): void {
  const R = f32x4.splat(rate), M = f32x4.splat(momentum);
  const D = f32x4.splat(decay), G = f32x4.splat(gradientClip), W = f32x4.splat(weightClip);
  const end = w + (<usize>n << 2);
  while (w < end) {
    const x = v128.load(w);
    const next = f32x4.add(f32x4.mul(v128.load(m), M), gradientAt(g, x, G, D));
    v128.store(m, next);
    v128.store(w, limit(f32x4.sub(x, f32x4.mul(next, R)), W));
    w += 16; g += 16; m += 16;
  }
}

/** v = beta v + (1 - beta) g^2; m = momentum m + rate g / Sqrt[v + epsilon]; w = w - m. */
export function rmsprop(
  n: i32, w: usize, g: usize, m: usize, v: usize,
  rate: f32, beta: f32, epsilon: f32, momentum: f32, decay: f32, gradientClip: f32, weightClip: f32,
): void {
  const R = f32x4.splat(rate), B = f32x4.splat(beta), C = f32x4.splat(1 - beta), E = f32x4.splat(epsilon), M = f32x4.splat(momentum);
  const D = f32x4.splat(decay), G = f32x4.splat(gradientClip), W = f32x4.splat(weightClip);
  const end = w + (<usize>n << 2);
  while (w < end) {
    const x = v128.load(w);
    const d = gradientAt(g, x, G, D);
    const second = f32x4.add(f32x4.mul(v128.load(v), B), f32x4.mul(f32x4.mul(d, d), C));
    const step = f32x4.div(f32x4.mul(d, R), f32x4.sqrt(f32x4.add(second, E)));
    const next = f32x4.add(f32x4.mul(v128.load(m), M), step);
    v128.store(v, second);
    v128.store(m, next);
    v128.store(w, limit(f32x4.sub(x, next), W));
    w += 16; g += 16; m += 16; v += 16;
  }
}

/** m = momentum m + (1 - momentum) g; w = w - rate Sign[m]. */
export function signsgd(
  n: i32, w: usize, g: usize, m: usize,
  rate: f32, momentum: f32, decay: f32, gradientClip: f32, weightClip: f32,
): void {
  const R = f32x4.splat(rate), M = f32x4.splat(momentum), C = f32x4.splat(1 - momentum), Z = f32x4.splat(0);
  const D = f32x4.splat(decay), G = f32x4.splat(gradientClip), W = f32x4.splat(weightClip);
  const end = w + (<usize>n << 2);
  while (w < end) {
    const x = v128.load(w);
    const next = f32x4.add(f32x4.mul(v128.load(m), M), f32x4.mul(gradientAt(g, x, G, D), C));
    const step = f32x4.sub(v128.and(R, f32x4.gt(next, Z)), v128.and(R, f32x4.lt(next, Z)));
    v128.store(m, next);
    v128.store(w, limit(f32x4.sub(x, step), W));
    w += 16; g += 16; m += 16;
  }
}

/** Zero where smaller in size than `least`: denormal numbers would make every later step ten times slower. */
export function flush(n: i32, x: usize, least: f32): void {
  const L = f32x4.splat(least);
  const end = x + (<usize>n << 2);
  for (; x < end; x += 16) {
    const v = v128.load(x);
    v128.store(x, v128.and(v, f32x4.gt(f32x4.abs(v), L)));
  }
}
