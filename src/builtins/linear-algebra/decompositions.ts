/** SingularValueDecomposition, SingularValueList, QRDecomposition, LUDecomposition, CholeskyDecomposition. */
import { type Expr, int, Kind, normal, Real } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import * as M from '../../numeric/linear-algebra/matrix.ts';
import { fullBasis, relativeTolerance, svd } from '../../numeric/linear-algebra/svd.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { isZero, ZERO } from '../values/number.ts';
import { list, packedList, wholeOf } from '../values/sequences.ts';
import { expressions, fromMatrix, fromRows, fromVector } from './entries.ts';
import { matrixFunction, matrixMessages, matrixOr, squareFunction } from './matrix-arguments.ts';

const exactMessage = { exact: 'No decomposition of the exact matrix `1` is made; N[m] gives a numerical one.' };

export const SingularValueDecomposition = builtin('SingularValueDecomposition', {
  usage:
    'SingularValueDecomposition[m] gives the singular value decomposition for a numerical matrix m as a list {u, σ, v}, with m equal to u . σ . ConjugateTranspose[v].\nSingularValueDecomposition[m, k] gives it for the k largest singular values.',
  arity: [1, 2],
  packed: true,
  messages: { ...matrixMessages, ...exactMessage },
  rules: {
    'SingularValueDecomposition[m_]':
      'With[{r = Internal`ExactSingularValues[m]}, r /; ListQ[r]] /; MatrixQ[m, NumericQ] && Precision[m] === Infinity',
  },
  evaluate([x, k], e) {
    const m = matrixOr(x!, e);
    if (m === undefined) return undefined;
    if (m.entries.kind !== 'real') return e.message('exact', x!);
    const { u, values, v } = svd(m.entries.matrix);
    const n = k === undefined ? undefined : wholeOf(k);
    if (k !== undefined && (n === undefined || n < 1 || n > values.length))
      return e.message('intp', int(2), normal(e.symbol, x!, k));
    const [left, right] = n === undefined ? [fullBasis(u), fullBasis(v)] : [firstColumns(u, n), firstColumns(v, n)];
    const sigma = M.matrix(left.columns, right.columns);
    for (let i = 0; i < Math.min(left.columns, right.columns, values.length); i++)
      sigma.data[i * right.columns + i] = values[i]!;
    return list([left, sigma, right].map(fromMatrix));
  },
  examples: {
    'SingularValueDecomposition[{{2., 0.}, {0., 1.}}]':
      '{{{1., 0.}, {0., 1.}}, {{2., 0.}, {0., 1.}}, {{1., 0.}, {0., 1.}}}',
    'm = {{1., 2.}, {3., 4.}, {5., 6.}}; {u, s, v} = SingularValueDecomposition[m]; Round[u . s . Transpose[v]]':
      '{{1, 2}, {3, 4}, {5, 6}}',
    'SingularValueDecomposition[{1.}]': ['SingularValueDecomposition[{1.}]', 'SingularValueDecomposition::matrix'],
    'SingularValueDecomposition[{{3, 0}, {0, 4}}]': '{{{0, 1}, {1, 0}}, {{4, 0}, {0, 3}}, {{0, 1}, {1, 0}}}',
    'SingularValueDecomposition[{{a, 2}}]': [
      'SingularValueDecomposition[{{a, 2}}]',
      'SingularValueDecomposition::exact',
    ],
  },
});
function firstColumns(a: M.Matrix, k: number): M.Matrix {
  const b = M.matrix(a.rows, k);
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < k; j++) b.data[i * k + j] = a.data[i * a.columns + j]!;
  return b;
}

export const SingularValueList = builtin('SingularValueList', {
  usage:
    'SingularValueList[m] gives a list of the nonzero singular values of a matrix m.\nSingularValueList[m, k] gives the k largest ones.',
  arity: [1, 2],
  packed: true,
  messages: matrixMessages,
  evaluate([x, k], e) {
    const m = matrixOr(x!, e);
    if (m === undefined) return undefined;
    const some = (v: Expr): Expr => (k === undefined ? v : normal(system('Take'), v, normal(system('UpTo'), k)));
    if (m.entries.kind !== 'real') {
      // Square roots of the eigenvalues of the smaller of m.mᴴ and mᴴ.m.
      const adjoint = normal(system('ConjugateTranspose'), x!);
      const square = m.rows <= m.columns ? normal(S.Dot, x!, adjoint) : normal(S.Dot, adjoint, x!);
      const values = e.evaluate(normal(system('Eigenvalues'), square));
      return values.kind === Kind.Normal && values.head === S.List
        ? some(list(values.args.filter((v) => !isZero(v)).map((v) => normal(S.Sqrt, v))))
        : undefined;
    }
    const { values } = svd(m.entries.matrix);
    const least = values[0]! * relativeTolerance(m.entries.matrix);
    return some(fromVector(values.filter((s) => s > least)));
  },
  examples: {
    'SingularValueList[{{3, 0}, {0, 4}}]': '{4, 3}',
    'SingularValueList[{{2., 0.}, {0., 0.}}]': '{2.}',
    'SingularValueList[x]': ['SingularValueList[x]', 'SingularValueList::matrix'],
  },
});

export const QRDecomposition = matrixFunction('QRDecomposition', {
  usage:
    'QRDecomposition[m] yields the QR decomposition for a numerical matrix m: a list {q, r}, where q has orthonormal rows, r is upper triangular, and m is ConjugateTranspose[q] . r.',
  of(m, e, x) {
    if (m.entries.kind === 'real') {
      const { q, r } = M.qr(m.entries.matrix);
      return list([fromMatrix(q), fromMatrix(r)]);
    }
    const columns = normal(system('Orthogonalize'), normal(system('Transpose'), x));
    const basis = e.evaluate(columns);
    if (basis.kind !== Kind.Normal) return undefined;
    const q = list(basis.args.filter((v) => v.kind !== Kind.Normal || !v.args.every(isZero)));
    return list([q, normal(S.Dot, q, x)]);
  },
  examples: {
    'QRDecomposition[{{3, 0}, {4, 5}}]': '{{{3/5, 4/5}, {-4/5, 3/5}}, {{5, 4}, {0, 3}}}',
    'm = {{1., 2.}, {3., 4.}}; {q, r} = QRDecomposition[m]; Round[Transpose[q] . r]': '{{1, 2}, {3, 4}}',
    'QRDecomposition[x]': ['QRDecomposition[x]', 'QRDecomposition::matrix'],
  },
});

/** Factors of an exact or symbolic matrix in one, with the row exchanges; singular ones keep a zero pivot. */
function exactLU(a: readonly (readonly Expr[])[], e: Evaluation): { rows: Expr[][]; order: number[] } {
  const rows = a.map((r) => r.slice());
  const n = rows.length;
  const order = Array.from({ length: n }, (_, i) => i);
  for (let k = 0; k < n; k++) {
    const p = rows.findIndex((r, i) => i >= k && !isZero(r[k]!));
    if (p < 0) continue;
    [rows[k], rows[p]] = [rows[p]!, rows[k]!];
    [order[k], order[p]] = [order[p]!, order[k]!];
    for (let i = k + 1; i < n; i++) {
      const f = e.evaluate(normal(S.Divide, rows[i]![k]!, rows[k]![k]!));
      rows[i]![k] = f;
      for (let j = k + 1; j < n; j++)
        rows[i]![j] = e.evaluate(normal(S.Subtract, rows[i]![j]!, normal(S.Times, f, rows[k]![j]!)));
    }
  }
  return { rows, order };
}
export const LUDecomposition = squareFunction('LUDecomposition', {
  usage:
    'LUDecomposition[m] generates a representation of the LU decomposition of a square matrix m: a list {lu, p, c} of the combined triangles, the permutation of the rows and the condition number (0 for exact matrices).',
  of(m, e, x) {
    if (m.entries.kind === 'real') {
      const f = M.lu(m.entries.matrix);
      if (f.singular) e.message('sing', x);
      return list([
        fromMatrix(M.matrix(f.n, f.n, f.data)),
        packedList(Array.from(f.order, (i) => int(i + 1))),
        f.singular ? S.Infinity : new Real(M.conditionOf(m.entries.matrix, f)),
      ]);
    }
    const { rows, order } = exactLU(expressions(m.entries), e);
    if (rows.some((r, i) => isZero(r[i]!))) e.message('sing', x);
    return list([fromRows(rows), list(order.map((i) => int(i + 1))), ZERO]);
  },
  examples: {
    'LUDecomposition[{{1, 2}, {3, 4}}]': '{{{1, 2}, {3, -2}}, {1, 2}, 0}',
    'LUDecomposition[{{0., 1.}, {2., 0.}}]': '{{{2., 0.}, {0., 1.}}, {2, 1}, 2.}',
    'LUDecomposition[{{1, 2}}]': ['LUDecomposition[{{1, 2}}]', 'LUDecomposition::matsq'],
  },
});

export const CholeskyDecomposition = squareFunction('CholeskyDecomposition', {
  usage:
    'CholeskyDecomposition[m] gives the Cholesky decomposition of a positive definite matrix m: an upper triangular u with ConjugateTranspose[u] . u == m.',
  messages: {
    posdef: 'The matrix `1` is not sufficiently positive definite to give a Cholesky decomposition.',
  },
  of(m, e, x) {
    if (m.entries.kind === 'real') {
      const u = M.cholesky(m.entries.matrix);
      return u === undefined ? e.message('posdef', x) : fromMatrix(u);
    }
    const a = expressions(m.entries);
    const n = a.length;
    const u: Expr[][] = a.map(() => new Array<Expr>(n).fill(ZERO));
    for (let i = 0; i < n; i++)
      for (let j = i; j < n; j++) {
        const products = Array.from({ length: i }, (_, k) =>
          normal(S.Times, normal(system('Conjugate'), u[k]![i]!), u[k]![j]!),
        );
        const rest = e.evaluate(normal(S.Subtract, a[i]![j]!, normal(S.Plus, ...products)));
        if (i === j) {
          if (e.evaluate(normal(S.LessEqual, rest, ZERO)) === S.True) return e.message('posdef', x);
          u[i]![i] = e.evaluate(normal(S.Sqrt, rest));
        } else u[i]![j] = e.evaluate(normal(S.Divide, rest, u[i]![i]!));
      }
    return fromRows(u);
  },
  examples: {
    'CholeskyDecomposition[{{4, 2}, {2, 5}}]': '{{2, 1}, {0, 2}}',
    'CholeskyDecomposition[{{4., 0.}, {0., 9.}}]': '{{2., 0.}, {0., 3.}}',
    'CholeskyDecomposition[{{-1, 0}, {0, 1}}]': [
      'CholeskyDecomposition[{{-1, 0}, {0, 1}}]',
      'CholeskyDecomposition::posdef',
    ],
  },
});

export const decompositions: readonly Builtin[] = [
  SingularValueDecomposition,
  SingularValueList,
  QRDecomposition,
  LUDecomposition,
  CholeskyDecomposition,
];
