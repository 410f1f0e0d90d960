/** RowReduce, NullSpace and MatrixRank. */
import { type Expr, int, Kind, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import * as X from '../../numeric/linear-algebra/exact.ts';
import * as M from '../../numeric/linear-algebra/matrix.ts';
import { svd } from '../../numeric/linear-algebra/svd.ts';
import type { Builtin, Evaluation } from '../builtin.ts';
import { ONE, ZERO } from '../values/number.ts';
import { list } from '../values/sequences.ts';
import { reduceRows } from './elimination.ts';
import { expressions, fromRows, fromVector, lcm, quotient, type ReadMatrix, whole } from './entries.ts';
import { field, matrixFunction } from './matrix-arguments.ts';

export function rowEchelon(
  m: ReadMatrix,
  e: Evaluation,
): { readonly rows: Expr[][]; readonly pivots: readonly number[] } {
  const s = m.entries;
  if (s.kind === 'exact') {
    const r = X.reduce(s.rows);
    return { rows: r.rows.map((row) => row.map((y) => quotient(y, r.scale))), pivots: r.pivots };
  }
  if (s.kind === 'real') {
    const r = M.rowReduce(s.matrix);
    return { rows: expressions({ kind: 'real', matrix: r.matrix }), pivots: r.pivots };
  }
  return reduceRows(s.rows, m.columns, field(s, e), e);
}
export const RowReduce = matrixFunction('RowReduce', {
  usage: 'RowReduce[m] gives the row-reduced form of the matrix m.',
  of: (m, e) => fromRows(rowEchelon(m, e).rows),
  examples: {
    'RowReduce[{{1, 2, 3}, {4, 5, 6}}]': '{{1, 0, -1}, {0, 1, 2}}',
    'RowReduce[{{1, 2}, {2, 4}}]': '{{1, 2}, {0, 0}}',
    'RowReduce[{1, 2}]': ['RowReduce[{1, 2}]', 'RowReduce::matrix'],
  },
});

/** Basis of the vectors that a matrix sends to 0, from its echelon form; whole numbers for rational matrices. */
function nullVectors(m: ReadMatrix, e: Evaluation): Expr[][] {
  const n = m.columns;
  if (m.entries.kind === 'exact') {
    const r = X.reduce(m.entries.rows);
    const free = freeColumns(r.pivots, n);
    return free.map((f) => {
      const v = new Array<bigint>(n).fill(0n);
      r.pivots.forEach((c, i) => (v[c] = -r.rows[i]![f]!));
      v[f] = r.scale;
      const fractions = v.map((y) => quotient(y, r.scale));
      const common = fractions.reduce((l, y) => (y.kind === Kind.Rational ? lcm(l, BigInt(y.den)) : l), 1n);
      return v.map((y) => whole((y * common) / r.scale));
    });
  }
  const r = rowEchelon(m, e);
  return freeColumns(r.pivots, n).map((f) => {
    const v: Expr[] = new Array<Expr>(n).fill(ZERO);
    r.pivots.forEach((c, i) => (v[c] = e.evaluate(normal(S.Times, int(-1), r.rows[i]![f]!))));
    v[f] = ONE;
    return v;
  });
}
const freeColumns = (pivots: readonly number[], n: number): number[] =>
  Array.from({ length: n }, (_, j) => n - 1 - j).filter((j) => !pivots.includes(j));

export const NullSpace = matrixFunction('NullSpace', {
  usage: 'NullSpace[m] gives a list of vectors that forms a basis for the null space of the matrix m.',
  of(m, e) {
    if (m.entries.kind !== 'real') return fromRows(nullVectors(m, e));
    // Rows of zeros make all right singular vectors appear.
    const wide = M.matrix(Math.max(m.rows, m.columns), m.columns);
    wide.data.set(m.entries.matrix.data);
    const { values, v } = svd(wide);
    const small = values[0]! * Math.max(m.rows, m.columns) * Number.EPSILON;
    const found: Expr[] = [];
    for (let j = m.columns - 1; j >= 0; j--)
      if (values[j]! <= small)
        found.push(fromVector(Float64Array.from({ length: m.columns }, (_, i) => v.data[i * v.columns + j]!)));
    return list(found);
  },
  examples: {
    'NullSpace[{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}]': '{{1, -2, 1}}',
    'NullSpace[{{1, 1, 1}}]': '{{-1, 0, 1}, {-1, 1, 0}}',
    'NullSpace[{{1, 0}, {0, 1}}]': '{}',
    'NullSpace[{1, 2}]': ['NullSpace[{1, 2}]', 'NullSpace::matrix'],
  },
});

export const MatrixRank = matrixFunction('MatrixRank', {
  usage: 'MatrixRank[m] gives the rank of the matrix m.',
  of(m, e) {
    if (m.entries.kind === 'exact') return int(X.rank(m.entries.rows));
    if (m.entries.kind !== 'real') return int(rowEchelon(m, e).pivots.length);
    const { values } = svd(m.entries.matrix);
    const small = values[0]! * Math.max(m.rows, m.columns) * Number.EPSILON;
    return int(values.filter((s) => s > small).length);
  },
  examples: {
    'MatrixRank[{{1, 2}, {2, 4}}]': '1',
    'MatrixRank[{{1., 2.}, {3., 4.}}]': '2',
    'MatrixRank[{{a, b}, {2 a, 2 b}}]': '1',
    'MatrixRank[5]': ['MatrixRank[5]', 'MatrixRank::matrix'],
  },
});

export const ranks: readonly Builtin[] = [RowReduce, NullSpace, MatrixRank];
