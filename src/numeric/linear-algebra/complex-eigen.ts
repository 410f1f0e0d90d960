/** Eigenvalues and eigenvectors of any real or complex matrix: Hessenberg form, then QR steps with shifts. */

import { worked } from '../../pace.ts';
import { hessenberg } from './eigen.ts';
import { matrix } from './matrix.ts';

export type Pair = readonly [re: number, im: number];
const times = (a: Pair, b: Pair): Pair => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
const minus = (a: Pair, b: Pair): Pair => [a[0] - b[0], a[1] - b[1]];
const over = (a: Pair, b: Pair): Pair => {
  const n = b[0] * b[0] + b[1] * b[1];
  return [(a[0] * b[0] + a[1] * b[1]) / n, (a[1] * b[0] - a[0] * b[1]) / n];
};
const size = (a: Pair): number => Math.hypot(a[0], a[1]);
function root(a: Pair): Pair {
  const r = size(a);
  const re = Math.sqrt(Math.max(0, (r + a[0]) / 2));
  const im = Math.sqrt(Math.max(0, (r - a[0]) / 2));
  return [re, a[1] < 0 ? -im : im];
}

/** A complex matrix as rows of pairs, for the QR iteration below. */
export type Complex = Pair[][];

/** Upper triangular t with q: a = q t qᴴ, by shifted QR steps of Givens rotations; undefined if it does not converge. */
export function complexSchur(a: Complex): { t: Complex; q: Complex } | undefined {
  const n = a.length;
  const t = a.map((r) => r.slice());
  const q: Complex = t.map((_, i) => t.map((_, j) => [i === j ? 1 : 0, 0] as const));
  let high = n - 1;
  let steps = 0;
  while (high > 0) {
    let low = high;
    while (low > 0) {
      const near = size(t[low]![low]!) + size(t[low - 1]![low - 1]!);
      if (size(t[low]![low - 1]!) <= Number.EPSILON * (near === 0 ? 1 : near)) {
        t[low]![low - 1] = [0, 0];
        break;
      }
      low--;
    }
    if (low === high) {
      high--;
      steps = 0;
      continue;
    }
    if (++steps > 300) return undefined;
    qrStep(t, q, low, high, steps % 20 === 0 ? [size(t[high]![high - 1]!), 0] : wilkinson(t, high));
  }
  return { t, q };
}

/** The eigenvalue of the last 2 × 2 block that is nearer to its last entry. */
function wilkinson(t: Complex, k: number): Pair {
  const [a, b, c, d] = [t[k - 1]![k - 1]!, t[k - 1]![k]!, t[k]![k - 1]!, t[k]![k]!];
  const half: Pair = [(a[0] - d[0]) / 2, (a[1] - d[1]) / 2];
  const disc = root([times(half, half)[0] + times(b, c)[0], times(half, half)[1] + times(b, c)[1]]);
  const [p, m]: [Pair, Pair] = [
    [d[0] + half[0] + disc[0], d[1] + half[1] + disc[1]],
    [d[0] + half[0] - disc[0], d[1] + half[1] - disc[1]],
  ];
  return size(minus(p, d)) < size(minus(m, d)) ? p : m;
}

/** Units of work of a rotation for each row or column. */
const ROTATION_UNITS = 10;

/** One QR step with this shift on rows low..high; rotations are also applied to the rest of t and to q. */
function qrStep(t: Complex, q: Complex, low: number, high: number, shift: Pair): void {
  const n = t.length;
  for (let i = low; i <= high; i++) t[i]![i] = minus(t[i]![i]!, shift);
  const rotations: { c: number; s: Pair }[] = [];
  for (let k = low; k < high; k++) {
    const [x, y] = [t[k]![k]!, t[k + 1]![k]!];
    const norm = Math.hypot(size(x), size(y));
    // c x + s y = norm of (x, y) up to a phase, with c real.
    const c = norm === 0 ? 1 : size(x) / norm;
    const phase: Pair = size(x) === 0 ? [1, 0] : [x[0] / size(x), x[1] / size(x)];
    const s: Pair = norm === 0 ? [0, 0] : times(phase, [y[0] / norm, -y[1] / norm]);
    rotations.push({ c, s });
    const conj: Pair = [s[0], -s[1]];
    worked(ROTATION_UNITS * n);
    for (let j = k; j < n; j++) {
      const [u, v] = [t[k]![j]!, t[k + 1]![j]!];
      const sv = times(s, v);
      const su = times(conj, u);
      t[k]![j] = [c * u[0] + sv[0], c * u[1] + sv[1]];
      t[k + 1]![j] = [c * v[0] - su[0], c * v[1] - su[1]];
    }
  }
  rotations.forEach(({ c, s }, i) => {
    const k = low + i;
    worked(ROTATION_UNITS * n);
    const conj: Pair = [s[0], -s[1]];
    const columns = (x: Complex, rows: number): void => {
      for (let r = 0; r < rows; r++) {
        const [u, v] = [x[r]![k]!, x[r]![k + 1]!];
        const a = times(conj, v);
        const b = times(s, u);
        x[r]![k] = [c * u[0] + a[0], c * u[1] + a[1]];
        x[r]![k + 1] = [c * v[0] - b[0], c * v[1] - b[1]];
      }
    };
    columns(t, Math.min(high, k + 1) + 1);
    columns(q, n);
  });
  for (let i = low; i <= high; i++) t[i]![i] = [t[i]![i]![0] + shift[0], t[i]![i]![1] + shift[1]];
}

export interface ComplexEigen {
  readonly values: readonly Pair[];
  /** vectors[j] belongs to values[j], with norm 1. */
  readonly vectors: readonly (readonly Pair[])[];
}

/** Eigenvalues of any square matrix of pairs, with vectors by back substitution in the triangular form. */
export function eigenOf(a: Complex): ComplexEigen | undefined {
  const n = a.length;
  const { h, q: start } = hessenbergComplex(a);
  const schur = complexSchur(h);
  if (schur === undefined) return undefined;
  const { t, q } = schur;
  const values = t.map((r, i) => r[i]!);
  const scale = Math.max(1e-300, ...values.map(size), ...t.map((r) => Math.max(...r.map(size))));
  const vectors = values.map((lambda, k) => {
    const x: Pair[] = new Array<Pair>(n).fill([0, 0]);
    x[k] = [1, 0];
    for (let i = k - 1; i >= 0; i--) {
      worked(k);
      let s: Pair = [0, 0];
      for (let j = i + 1; j <= k; j++) {
        const p = times(t[i]![j]!, x[j]!);
        s = [s[0] + p[0], s[1] + p[1]];
      }
      let d = minus(lambda, t[i]![i]!);
      if (size(d) < Number.EPSILON * scale) d = [Number.EPSILON * scale, 0];
      x[i] = over(s, d);
    }
    const y = multiplyVector(start, multiplyVector(q, x));
    const norm = Math.sqrt(y.reduce((s, z) => s + z[0] * z[0] + z[1] * z[1], 0));
    return y.map((z): Pair => [z[0] / norm, z[1] / norm]);
  });
  return { values, vectors };
}
const multiplyVector = (m: Complex, x: readonly Pair[]): Pair[] =>
  m.map((row) => {
    let s: Pair = [0, 0];
    row.forEach((z, j) => {
      const p = times(z, x[j]!);
      s = [s[0] + p[0], s[1] + p[1]];
    });
    return s;
  });

/** a = q h qᴴ with h zero below its first subdiagonal. */
function hessenbergComplex(a: Complex): { h: Complex; q: Complex } {
  const n = a.length;
  if (a.every((r) => r.every((z) => z[1] === 0))) {
    const real = matrix(
      n,
      n,
      Float64Array.from(a.flat(), (z) => z[0]),
    );
    const { h, q } = hessenberg(real);
    const rows = (d: Float64Array): Complex =>
      Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => [d[i * n + j]!, 0] as const));
    return { h: rows(h), q: rows(q) };
  }
  const h = a.map((r) => r.slice());
  const q: Complex = h.map((_, i) => h.map((_, j) => [i === j ? 1 : 0, 0] as const));
  for (let k = 0; k < n - 2; k++) reflectColumn(h, q, k);
  return { h, q };
}

/** The complex Householder reflection that clears column k below its subdiagonal. */
function reflectColumn(h: Complex, q: Complex, k: number): void {
  const n = h.length;
  let norm = 0;
  for (let i = k + 1; i < n; i++) norm = Math.hypot(norm, size(h[i]![k]!));
  if (norm === 0) return;
  const v: Pair[] = h.map((r, i) => (i > k ? r[k]! : [0, 0]));
  const head = v[k + 1]!;
  const phase: Pair = size(head) === 0 ? [1, 0] : [head[0] / size(head), head[1] / size(head)];
  v[k + 1] = [head[0] + phase[0] * norm, head[1] + phase[1] * norm];
  const vv = v.reduce((s, z) => s + z[0] * z[0] + z[1] * z[1], 0);
  for (let j = 0; j < n; j++) {
    worked(4 * n);
    let dot: Pair = [0, 0];
    for (let i = k + 1; i < n; i++) {
      const p = times([v[i]![0], -v[i]![1]], h[i]![j]!);
      dot = [dot[0] + p[0], dot[1] + p[1]];
    }
    for (let i = k + 1; i < n; i++) h[i]![j] = minus(h[i]![j]!, times(v[i]!, [(2 * dot[0]) / vv, (2 * dot[1]) / vv]));
  }
  for (const x of [h, q])
    for (let r = 0; r < n; r++) {
      worked(4 * n);
      let dot: Pair = [0, 0];
      for (let j = k + 1; j < n; j++) {
        const p = times(x[r]![j]!, v[j]!);
        dot = [dot[0] + p[0], dot[1] + p[1]];
      }
      for (let j = k + 1; j < n; j++)
        x[r]![j] = minus(x[r]![j]!, times([(2 * dot[0]) / vv, (2 * dot[1]) / vv], [v[j]![0], -v[j]![1]]));
    }
}
