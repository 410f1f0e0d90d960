/** Det, Inverse, LinearSolve, RowReduce, NullSpace, MatrixRank, Minors, Adjugate: elimination on any kind of matrix. */
import { type Expr, int, isCall, Kind, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import * as X from '../../numeric/linear-algebra/exact.ts';
import * as M from '../../numeric/linear-algebra/matrix.ts';
import { svd } from '../../numeric/linear-algebra/svd.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { fromDouble, isZero, ONE, ZERO } from '../values/number.ts';
import { elements, functionForm, list, packedList, wholeOf } from '../values/sequences.ts';
import { determinantByMinors, numberField, reduceRows, symbolicField } from './elimination.ts';
import {
  type Entries,
  entriesOf,
  expressions,
  fromMatrix,
  fromRows,
  fromVector,
  lcm,
  quotient,
  type ReadMatrix,
  readMatrix,
  whole,
} from './entries.ts';

/** The matrix of an argument; reports matrix when it is none. */
export function matrixOr(x: Expr, e: Evaluation, position = 1): ReadMatrix | undefined {
  return readMatrix(x, e) ?? e.message('matrix', x, int(position));
}
/** The square matrix of an argument; reports matsq when it is none. */
export function squareOr(x: Expr, e: Evaluation, position = 1): ReadMatrix | undefined {
  const m = readMatrix(x, e);
  return m !== undefined && m.rows === m.columns ? m : e.message('matsq', x, int(position));
}
export const matrixMessages = {
  matrix: 'Argument `1` at position `2` is not a non-empty rectangular matrix.',
  matsq: 'Argument `1` at position `2` is not a non-empty square matrix.',
  sing: 'Matrix `1` is singular.',
  luc: 'Result for badly conditioned matrix `1` may contain significant numerical errors.',
};

const field = (m: Entries, e: Evaluation) => (m.kind === 'symbolic' ? symbolicField(e) : numberField);

export function determinant(m: Entries, e: Evaluation): Expr {
  if (m.kind === 'real') return fromDouble(M.determinant(M.lu(m.matrix)));
  if (m.kind === 'exact')
    return quotient(
      X.determinant(m.rows),
      m.scales.reduce((a, b) => a * b, 1n),
    );
  const n = m.rows.length;
  if (m.kind === 'symbolic' && n <= 12) return determinantByMinors(m.rows, e);
  const r = reduceRows(m.rows, n, field(m, e), e);
  if (r.pivots.length < n) return ZERO;
  return e.evaluate(normal(S.Times, int(r.sign), ...r.pivotValues));
}
export const Det = builtin('Det', {
  usage: 'Det[m] gives the determinant of the square matrix m.',
  arity: 1,
  packed: true,
  messages: matrixMessages,
  evaluate([x], e) {
    const m = squareOr(x!, e);
    return m && determinant(m.entries, e);
  },
  examples: {
    'Det[{{1, 2}, {3, 4}}]': '-2',
    'Det[{{1/2, 1/3}, {1/4, 1/5}}]': '1/60',
    'Det[{{a, b}, {c, d}}]': '-b c + a d',
    'Det[{{2., 0.}, {0., 3.}}]': '6.',
    'Det[{{I, 1}, {1, I}}]': '-2',
    'Det[{{1, 2}}]': ['Det[{{1, 2}}]', 'Det::matsq'],
  },
});

/** The rows without row i and column j. */
const without = (rows: readonly (readonly Expr[])[], i: number, j: number): Expr[][] =>
  rows.filter((_, k) => k !== i).map((r) => r.filter((_, k) => k !== j));

/** Cofactors transposed. */
function adjugate(rows: readonly (readonly Expr[])[], e: Evaluation): Expr[][] {
  return rows.map((_, i) =>
    rows.map((_, j) => {
      const minor = rows.length === 1 ? ONE : determinant(entriesOf(without(rows, j, i), e), e);
      return (i + j) % 2 === 0 ? minor : e.evaluate(normal(S.Times, int(-1), minor));
    }),
  );
}

export function inverse(x: Expr, m: Entries, e: Evaluation): Expr | undefined {
  if (m.kind === 'real') {
    const f = M.lu(m.matrix);
    if (f.singular) return e.message('sing', x);
    if (M.conditionOf(m.matrix, f) > 1 / Number.EPSILON) e.message('luc', x);
    return fromMatrix(M.luSolve(f, M.identity(f.n)));
  }
  const n = m.rows.length;
  if (m.kind === 'exact') {
    const unit = m.rows.map((r, i) => [...r, ...r.map((_, j) => (i === j ? m.scales[i]! : 0n))]);
    const r = X.reduce(unit, n);
    if (r.pivots.length < n) return e.message('sing', x);
    return fromRows(r.rows.map((row) => row.slice(n).map((y) => quotient(y, r.scale))));
  }
  if (m.kind === 'symbolic' && n <= 6) {
    const det = determinant(m, e);
    if (isZero(det)) return e.message('sing', x);
    return fromRows(adjugate(m.rows, e).map((row) => row.map((y) => e.evaluate(normal(S.Divide, y, det)))));
  }
  const unit = m.rows.map((r, i) => [...r, ...r.map((_, j) => (i === j ? ONE : ZERO))]);
  const r = reduceRows(unit, n, field(m, e), e);
  if (r.pivots.length < n) return e.message('sing', x);
  return fromRows(r.rows.map((row) => row.slice(n)));
}
export const Inverse = builtin('Inverse', {
  usage: 'Inverse[m] gives the inverse of a square matrix m.',
  arity: 1,
  packed: true,
  messages: matrixMessages,
  evaluate([x], e) {
    const m = squareOr(x!, e);
    return m && inverse(x!, m.entries, e);
  },
  examples: {
    'Inverse[{{1, 2}, {3, 4}}]': '{{-2, 1}, {3/2, -1/2}}',
    'Inverse[{{2., 0.}, {0., 4.}}]': '{{0.5, 0.}, {0., 0.25}}',
    'Inverse[{{a, b}, {0, 1}}]': '{{1/a, -b/a}, {0, 1}}',
    'Inverse[{{1, 2}, {2, 4}}]': ['Inverse[{{1, 2}, {2, 4}}]', 'Inverse::sing'],
    'Inverse[{1, 2}]': ['Inverse[{1, 2}]', 'Inverse::matsq'],
  },
});

/** Solutions of m x = b for the columns of b: free unknowns are 0; undefined when there is none. */
function solve(m: ReadMatrix, b: readonly (readonly Expr[])[], e: Evaluation): Expr[][] | undefined {
  const left = expressions(m.entries);
  const all = entriesOf(
    left.map((r, i) => [...r, ...b[i]!]),
    e,
  );
  const [n, k] = [m.columns, b[0]!.length];
  const blank = (): Expr[][] => Array.from({ length: n }, () => new Array<Expr>(k).fill(ZERO));
  const out = blank();
  if (all.kind === 'exact') {
    const r = X.reduce(all.rows, n);
    if (r.rows.slice(r.pivots.length).some((row) => row.slice(n).some((y) => y !== 0n))) return undefined;
    r.pivots.forEach((c, i) => (out[c] = r.rows[i]!.slice(n).map((y) => quotient(y, r.scale))));
    return out;
  }
  const rows = expressions(all);
  const f = field(all, e);
  const r = reduceRows(rows, n, f, e);
  const zero = all.kind === 'symbolic' ? f.isZero : nearZero(rows);
  if (r.rows.slice(r.pivots.length).some((row) => row.slice(n).some((y) => !zero(y)))) return undefined;
  r.pivots.forEach((c, i) => (out[c] = r.rows[i]!.slice(n)));
  return out;
}
/** Rounding leaves residues that count as zero beside entries of this size. */
function nearZero(rows: readonly (readonly Expr[])[]): (x: Expr) => boolean {
  const scale = Math.max(...rows.flat().map((x) => numberField.size(x)));
  return (x) => numberField.isZero(x) || (numberField.size(x) !== 1 && numberField.size(x) < scale * 1e-12);
}

/** A square real system by LU; undefined when it is singular or no such system. */
function solveReal(m: ReadMatrix, b: readonly (readonly Expr[])[], e: Evaluation): M.Matrix | undefined {
  if (m.rows !== m.columns) return undefined;
  const right = entriesOf(b, e);
  const left = m.entries;
  const reals =
    [left, right].every((s) => s.kind === 'real' || s.kind === 'exact') && [left, right].some((s) => s.kind === 'real');
  if (!reals) return undefined;
  const matrixOf = (s: Entries): M.Matrix =>
    s.kind === 'real'
      ? s.matrix
      : (
          entriesOf(
            expressions(s).map((r) => r.map((x) => e.session.call(S.N, [x]))),
            e,
          ) as { matrix: M.Matrix }
        ).matrix;
  const f = M.lu(matrixOf(left));
  if (f.singular) return undefined;
  return M.luSolve(f, matrixOf(right));
}

export const LinearSolve = builtin('LinearSolve', {
  usage:
    'LinearSolve[m, b] finds an x that solves the matrix equation m . x == b; b may be a vector or a matrix.\nLinearSolve[m] represents a function to be applied to b.',
  arity: [1, 2],
  packed: true,
  messages: {
    ...matrixMessages,
    lslc: 'Coefficient matrix and target vector(s) or matrix do not have the same dimensions.',
    nosol: 'Linear equation encountered that has no solution.',
  },
  apply: functionForm,
  evaluate([x, b], e) {
    const m = matrixOr(x!, e);
    if (m === undefined || b === undefined) return undefined;
    const right = elements(b);
    if (right === undefined || right.length !== m.rows) return e.message('lslc');
    const isMatrix = isCall(right[0]!, S.List) || right[0]!.kind === Kind.Packed;
    const columns = isMatrix ? right.map((r) => elements(r) ?? []) : right.map((r) => [r]);
    if (columns.some((r) => r.length !== columns[0]!.length || r.length === 0)) return e.message('lslc');
    const fast = solveReal(m, columns, e);
    if (fast !== undefined) return isMatrix ? fromMatrix(fast) : fromVector(fast.data);
    const solution = solve(m, columns, e);
    if (solution === undefined) return e.message('nosol');
    return isMatrix ? fromRows(solution) : packedList(solution.map((r) => r[0]!));
  },
  examples: {
    'LinearSolve[{{1, 2}, {3, 4}}, {5, 6}]': '{-4, 9/2}',
    'LinearSolve[{{2., 0.}, {0., 4.}}, {1, 1}]': '{0.5, 0.25}',
    'LinearSolve[{{1, 2}, {2, 4}}, {1, 2}]': '{1, 0}',
    'LinearSolve[{{a, 0}, {0, b}}, {1, 2}]': '{1/a, 2/b}',
    'LinearSolve[{{1, 2}, {3, 4}}][{5, 6}]': '{-4, 9/2}',
    'LinearSolve[{{1, 2}, {2, 4}}, {1, 1}]': ['LinearSolve[{{1, 2}, {2, 4}}, {1, 1}]', 'LinearSolve::nosol'],
    'LinearSolve[{{1, 2}}, {1, 1}]': ['LinearSolve[{{1, 2}}, {1, 1}]', 'LinearSolve::lslc'],
  },
});

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
export const RowReduce = builtin('RowReduce', {
  usage: 'RowReduce[m] gives the row-reduced form of the matrix m.',
  arity: 1,
  packed: true,
  messages: matrixMessages,
  evaluate([x], e) {
    const m = matrixOr(x!, e);
    return m && fromRows(rowEchelon(m, e).rows);
  },
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

export const NullSpace = builtin('NullSpace', {
  usage: 'NullSpace[m] gives a list of vectors that forms a basis for the null space of the matrix m.',
  arity: 1,
  packed: true,
  messages: matrixMessages,
  evaluate([x], e) {
    const m = matrixOr(x!, e);
    if (m === undefined) return undefined;
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

export const MatrixRank = builtin('MatrixRank', {
  usage: 'MatrixRank[m] gives the rank of the matrix m.',
  arity: 1,
  packed: true,
  messages: matrixMessages,
  evaluate([x], e) {
    const m = matrixOr(x!, e);
    if (m === undefined) return undefined;
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

export const Adjugate = builtin('Adjugate', {
  usage: 'Adjugate[m] gives the adjugate of a square matrix m: the transpose of the matrix of its cofactors.',
  arity: 1,
  packed: true,
  messages: matrixMessages,
  evaluate([x], e) {
    const m = squareOr(x!, e);
    return m && fromRows(adjugate(expressions(m.entries), e));
  },
  examples: {
    'Adjugate[{{1, 2}, {3, 4}}]': '{{4, -2}, {-3, 1}}',
    'Adjugate[{1}]': ['Adjugate[{1}]', 'Adjugate::matsq'],
  },
});

/** All choices of k of n in order. */
function choose(n: number, k: number): number[][] {
  if (k === 0) return [[]];
  if (k > n) return [];
  const rest = choose(n - 1, k - 1).map((c) => [0, ...c.map((i) => i + 1)]);
  return [...rest, ...choose(n - 1, k).map((c) => c.map((i) => i + 1))];
}
export const Minors = builtin('Minors', {
  usage:
    'Minors[m] gives the matrix of the determinants of m without one row and one column.\nMinors[m, k] gives the k-th minors.',
  arity: [1, 2],
  packed: true,
  messages: matrixMessages,
  evaluate([x, size], e) {
    const m = matrixOr(x!, e);
    if (m === undefined) return undefined;
    const k = size === undefined ? Math.min(m.rows, m.columns) - 1 : wholeOf(size);
    if (k === undefined || k < 0) return e.message('intnn', int(2), normal(e.symbol, x!, size!));
    const rows = expressions(m.entries);
    const columns = choose(m.columns, k);
    return fromRows(
      choose(m.rows, k).map((r) =>
        columns.map((c) =>
          k === 0
            ? ONE
            : determinant(
                entriesOf(
                  r.map((i) => c.map((j) => rows[i]![j]!)),
                  e,
                ),
                e,
              ),
        ),
      ),
    );
  },
  examples: {
    'Minors[{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}}]': '{{-3, -6, -3}, {-6, -12, -6}, {-3, -6, -3}}',
    'Minors[{{a, b}, {c, d}}, 1]': '{{a, b}, {c, d}}',
    'Minors[x]': ['Minors[x]', 'Minors::matrix'],
  },
});

export const Permanent = builtin('Permanent', {
  usage: 'Permanent[m] gives the permanent of the square matrix m: the determinant without signs.',
  arity: 1,
  packed: true,
  messages: matrixMessages,
  evaluate([x], e) {
    const m = squareOr(x!, e);
    if (m === undefined) return undefined;
    const rows = expressions(m.entries);
    const known = new Map<number, Expr>();
    const expand = (r: number, used: number): Expr => {
      if (r === rows.length) return ONE;
      const cached = known.get(used);
      if (cached !== undefined) return cached;
      e.session.poll();
      const terms = rows[r]!.flatMap((y, c) =>
        (used & (1 << c)) !== 0 || isZero(y) ? [] : [normal(S.Times, y, expand(r + 1, used | (1 << c)))],
      );
      const value = e.evaluate(normal(S.Plus, ...terms));
      known.set(used, value);
      return value;
    };
    return expand(0, 0);
  },
  examples: {
    'Permanent[{{1, 2}, {3, 4}}]': '10',
    'Permanent[{{a, b}, {c, d}}]': 'b c + a d',
    'Permanent[{1}]': ['Permanent[{1}]', 'Permanent::matsq'],
  },
});

export const solving: readonly Builtin[] = [
  Det,
  Inverse,
  LinearSolve,
  RowReduce,
  NullSpace,
  MatrixRank,
  Adjugate,
  Minors,
  Permanent,
];
