/** Null spaces of matrices over the whole numbers with one square root, x + y Sqrt[d]: all divisions are exact. */

/** x + y Sqrt[d]. */
export type Surd = readonly [x: bigint, y: bigint];
/** (x + y Sqrt[d])/den with den > 0. */
export type SurdFraction = readonly [x: bigint, y: bigint, den: bigint];

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};
const times = (a: Surd, b: Surd, d: bigint): Surd => [a[0] * b[0] + d * a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
const isZero = (a: Surd): boolean => a[0] === 0n && a[1] === 0n;

/** A row without the common divisor of all its parts. */
function primitive(row: readonly Surd[]): Surd[] {
  const g = row.reduce((h, [x, y]) => gcd(gcd(h, x), y), 0n);
  return g > 1n ? row.map(([x, y]) => [x / g, y / g]) : row.slice();
}

/** A basis of the vectors v with rows . v = 0, one for each free unknown (which is 1), from the last one on. */
export function nullSpace(matrix: readonly (readonly Surd[])[], d: bigint): SurdFraction[][] {
  const rows = matrix.map((r) => primitive(r));
  const n = rows[0]!.length;
  const pivots: number[] = [];
  for (let c = 0, r = 0; c < n && r < rows.length; c++) {
    const p = rows.findIndex((row, i) => i >= r && !isZero(row[c]!));
    if (p < 0) continue;
    [rows[r], rows[p]] = [rows[p]!, rows[r]!];
    const top = rows[r]!;
    const pivot = top[c]!;
    rows.forEach((row, i) => {
      const f = row[c]!;
      if (i === r || isZero(f)) return;
      rows[i] = primitive(
        row.map((x, j) => {
          const [a, b] = [times(x, pivot, d), times(f, top[j]!, d)];
          return [a[0] - b[0], a[1] - b[1]];
        }),
      );
    });
    pivots.push(c);
    r++;
  }
  const free = Array.from({ length: n }, (_, j) => n - 1 - j).filter((j) => !pivots.includes(j));
  return free.map((j) =>
    Array.from({ length: n }, (_, i): SurdFraction => {
      if (i === j) return [1n, 0n, 1n];
      const k = pivots.indexOf(i);
      return k < 0 ? [0n, 0n, 1n] : negatedQuotient(rows[k]![j]!, rows[k]![i]!, d);
    }),
  );
}

/** -a/b in lowest terms. */
function negatedQuotient(a: Surd, b: Surd, d: bigint): SurdFraction {
  const norm = b[0] * b[0] - d * b[1] * b[1];
  const [x, y] = times(a, [b[0], -b[1]], d);
  const sign = norm > 0n ? -1n : 1n;
  const den = norm > 0n ? norm : -norm;
  const g = gcd(gcd(x, y), den);
  return [(sign * x) / g, (sign * y) / g, den / g];
}
