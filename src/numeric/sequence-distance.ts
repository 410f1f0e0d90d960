/** Distances and common parts of two sequences, by dynamic programming over rows. */
import { worked } from '../pace.ts';

type Same = (i: number, j: number) => boolean;

/** Least number of insertions, deletions and replacements; with `swaps`, also of exchanged neighbours. */
export function editDistance(n: number, m: number, same: Same, swaps = false): number {
  let before: number[] = [];
  let above = Array.from({ length: m + 1 }, (_, j) => j);
  for (let i = 1; i <= n; i++) {
    const row = [i];
    worked(m);
    for (let j = 1; j <= m; j++) {
      let d = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same(i - 1, j - 1) ? 0 : 1));
      if (swaps && i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1)) d = Math.min(d, before[j - 2]! + 1);
      row.push(d);
    }
    before = above;
    above = row;
  }
  return above[m]!;
}

/** Positions in the first sequence of a longest common subsequence. */
export function commonSubsequence(n: number, m: number, same: Same): number[] {
  const best = new Array<Int32Array>(n + 1);
  best[n] = new Int32Array(m + 1);
  for (let i = n - 1; i >= 0; i--) {
    worked(m);
    const [below, row] = [best[i + 1]!, new Int32Array(m + 1)];
    best[i] = row;
    for (let j = m - 1; j >= 0; j--) row[j] = same(i, j) ? below[j + 1]! + 1 : Math.max(below[j]!, row[j + 1]!);
  }
  const out: number[] = [];
  for (let i = 0, j = 0; i < n && j < m; )
    if (same(i, j)) {
      out.push(i++);
      j++;
    } else if (best[i + 1]![j]! >= best[i]![j + 1]!) i++;
    else j++;
  return out;
}

/** Start in the first sequence and length of the longest run that both have. */
export function commonRun(n: number, m: number, same: Same): { start: number; length: number } {
  let above = new Int32Array(m + 1);
  let found = { start: 0, length: 0 };
  for (let i = 1; i <= n; i++) {
    worked(m);
    const row = new Int32Array(m + 1);
    for (let j = 1; j <= m; j++) {
      row[j] = same(i - 1, j - 1) ? above[j - 1]! + 1 : 0;
      if (row[j]! > found.length) found = { start: i - row[j]!, length: row[j]! };
    }
    above = row;
  }
  return found;
}
