/** Inverse and LinearSolve. */
import { type Expr, isCall, Kind, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import * as X from '../../numeric/linear-algebra/exact.ts';
import * as M from '../../numeric/linear-algebra/matrix.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { isZero, ONE, ZERO } from '../values/number.ts';
import { elements, functionForm, packedList } from '../values/sequences.ts';
import { adjugate, determinant } from './determinants.ts';
import { numberField, reduceRows } from './elimination.ts';
import {
  type Entries,
  entriesOf,
  expressions,
  fromMatrix,
  fromRows,
  fromVector,
  quotient,
  type ReadMatrix,
} from './entries.ts';
import { field, matrixMessages, matrixOr, squareFunction } from './matrix-arguments.ts';

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
export const Inverse = squareFunction('Inverse', {
  usage: 'Inverse[m] gives the inverse of a square matrix m.',
  of: (m, e, x) => inverse(x, m.entries, e),
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

export const solving: readonly Builtin[] = [Inverse, LinearSolve];
