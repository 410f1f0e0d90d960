/** MatrixPower, MatrixExp, PseudoInverse, LeastSquares, Orthogonalize: what is built on products and solving. */
import { type Expr, int, isCall, Kind, normal } from '../../expr/expr.ts';
import { symbol, system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import * as M from '../../numeric/linear-algebra/matrix.ts';
import { pseudoInverse } from '../../numeric/linear-algebra/svd.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { isZero } from '../values/number.ts';
import { elements, list, wholeOf } from '../values/sequences.ts';
import { dot } from './dot.ts';
import { expressions, fromMatrix, fromRows, type ReadMatrix, readMatrix } from './entries.ts';
import { matrixFunction, matrixMessages, matrixOr, squareOr } from './matrix-arguments.ts';
import { rowEchelon } from './ranks.ts';
import { inverse } from './solving.ts';

const Transpose = system('Transpose');
const Conjugate = system('Conjugate');

/** m^n by squaring, n > 0. */
function power(m: Expr, n: number, e: Evaluation): Expr {
  let result: Expr | undefined;
  let square = m;
  for (let k = n; ; ) {
    if (k % 2 === 1) result = result === undefined ? square : dot(result, square, e)!;
    k = Math.floor(k / 2);
    if (k === 0) return result!;
    square = dot(square, square, e)!;
  }
}
export const MatrixPower = builtin('MatrixPower', {
  usage:
    'MatrixPower[m, n] gives the n-th matrix power of the matrix m.\nMatrixPower[m, n, v] gives the n-th matrix power of m applied to the vector v.',
  arity: [2, 3],
  packed: true,
  messages: { ...matrixMessages, exp: 'The exponent `1` should be an integer.' },
  rules: {
    'MatrixPower[m_?SquareMatrixQ, n_]':
      'With[{r = MatrixFunction[#^n &, m]}, r /; Head[r] =!= MatrixFunction] /; ! IntegerQ[n] && ! ListQ[n]',
    'MatrixPower[m_?SquareMatrixQ, n_, v_?VectorQ]':
      'With[{r = MatrixPower[m, n]}, r . v /; Head[r] =!= MatrixPower] /; ! IntegerQ[n] && ! ListQ[n]',
  },
  evaluate([x, exponent, v], e) {
    const m = squareOr(x!, e);
    if (m === undefined) return undefined;
    const n = wholeOf(exponent);
    if (n === undefined)
      return exponent!.kind === Kind.Symbol || exponent!.kind === Kind.Normal ? undefined : e.message('exp', exponent!);
    const base = n < 0 ? inverse(x!, m.entries, e) : x!;
    if (base === undefined) return undefined;
    if (v !== undefined && Math.abs(n) <= 4 * m.rows) {
      let y: Expr = v;
      for (let i = 0; i < Math.abs(n); i++) {
        const next = dot(base, y, e);
        if (next === undefined) return e.messageOf(S.Dot, 'dotsh', base, y);
        y = next;
      }
      return y;
    }
    const p = n === 0 ? normal(system('IdentityMatrix'), int(m.rows)) : power(base, Math.abs(n), e);
    return v === undefined ? p : normal(S.Dot, p, v);
  },
  examples: {
    'MatrixPower[{{1, 1}, {1, 0}}, 10]': '{{89, 55}, {55, 34}}',
    'MatrixPower[{{2, 0}, {0, 4}}, -1]': '{{1/2, 0}, {0, 1/4}}',
    'MatrixPower[{{1, 1}, {1, 0}}, 5, {1, 0}]': '{8, 5}',
    '{MatrixPower[{{1, 1}, {0, 1}}, n], MatrixPower[{{4, 0}, {0, 9}}, 1/2]}': '{{{1, n}, {0, 1}}, {{2, 0}, {0, 3}}}',
    'MatrixPower[{{1, 2}}, 2]': ['MatrixPower[{{1, 2}}, 2]', 'MatrixPower::matsq'],
  },
});

/** e^a by scaling and squaring with a Padé quotient of degree 6. */
function exponential(a: M.Matrix): M.Matrix {
  const n = a.rows;
  const squarings = Math.max(0, Math.ceil(Math.log2(M.infinityNorm(a) || 1)) + 1);
  const x = M.matrix(
    n,
    n,
    a.data.map((y) => y / 2 ** squarings),
  );
  const q = 6;
  let c = 1;
  const [num, den] = [M.identity(n), M.identity(n)];
  let p = M.identity(n);
  for (let k = 1; k <= q; k++) {
    c = (c * (q - k + 1)) / (k * (2 * q - k + 1));
    p = M.multiply(p, x);
    for (let i = 0; i < n * n; i++) {
      num.data[i]! += c * p.data[i]!;
      den.data[i]! += (k % 2 === 0 ? c : -c) * p.data[i]!;
    }
  }
  let e = M.luSolve(M.lu(den), num);
  for (let i = 0; i < squarings; i++) e = M.multiply(e, e);
  return e;
}
const ExactMatrixExp = symbol('Internal`ExactMatrixExp');

/** e^m of an exact matrix: at sight where it is diagonal or some power of it vanishes, otherwise by its eigenvalues. */
function exactExponential(m: ReadMatrix, x: Expr, e: Evaluation): Expr | undefined {
  const rows = expressions(m.entries);
  if (rows.every((r, i) => r.every((y, j) => i === j || isZero(y))))
    return fromRows(rows.map((r, i) => r.map((y, j) => (i === j ? normal(S.Power, S.E, y) : int(0)))));
  let sum: Expr = normal(system('IdentityMatrix'), int(m.rows));
  let term: Expr = x;
  for (let k = 1; k <= m.rows; k++) {
    sum = e.evaluate(normal(S.Plus, sum, normal(S.Divide, term, normal(S.Factorial, int(k)))));
    term = dot(term, x, e)!;
    if (elements(term)!.every((r) => elements(r)!.every(isZero))) return sum;
  }
  const byEigenvalues = e.evaluate(normal(ExactMatrixExp, x));
  return isCall(byEigenvalues, S.List) ? byEigenvalues : undefined;
}
export const MatrixExp = builtin('MatrixExp', {
  usage:
    'MatrixExp[m] gives the matrix exponential of m.\nMatrixExp[m, v] gives the matrix exponential of m applied to the vector v.',
  arity: [1, 2],
  packed: true,
  messages: {
    ...matrixMessages,
    exact: 'The exponential of the exact matrix `1` is not found; N[m] gives a numerical one.',
  },
  evaluate([x, v], e) {
    const m = squareOr(x!, e);
    if (m === undefined) return undefined;
    const value =
      m.entries.kind === 'real'
        ? fromMatrix(exponential(m.entries.matrix))
        : (exactExponential(m, x!, e) ?? e.message('exact', x!));
    return value && (v === undefined ? value : normal(S.Dot, value, v));
  },
  examples: {
    'MatrixExp[{{0, 1}, {0, 0}}]': '{{1, 1}, {0, 1}}',
    'MatrixExp[{{1, 0}, {0, 2}}]': '{{E, 0}, {0, E^2}}',
    'Round[1000 MatrixExp[{{0., 1.}, {-1., 0.}}]]': '{{540, 841}, {-841, 540}}',
    'MatrixExp[{{1, 2}}]': ['MatrixExp[{{1, 2}}]', 'MatrixExp::matsq'],
  },
});

const adjoint = (x: Expr): Expr => normal(Conjugate, normal(Transpose, x));

/** By a factorization of full rank, m = c f with c the pivot columns and f the echelon rows. */
function exactPseudoInverse(m: ReadMatrix, e: Evaluation): Expr | undefined {
  const { rows, pivots } = rowEchelon(m, e);
  const all = expressions(m.entries);
  if (pivots.length === 0)
    return fromRows(Array.from({ length: m.columns }, () => new Array<Expr>(m.rows).fill(int(0))));
  const c = fromRows(all.map((r) => pivots.map((p) => r[p]!)));
  const f = fromRows(rows.slice(0, pivots.length));
  const inv = (x: Expr): Expr | undefined => {
    const value = e.evaluate(x);
    const read = readMatrix(value, e);
    return read && inverse(value, read.entries, e);
  };
  const [left, right] = [inv(normal(S.Dot, adjoint(c), c)), inv(normal(S.Dot, f, adjoint(f)))];
  return left && right && normal(S.Dot, adjoint(f), right, left, adjoint(c));
}
export const PseudoInverse = matrixFunction('PseudoInverse', {
  usage: 'PseudoInverse[m] finds the pseudoinverse of a rectangular matrix.',
  options: { Tolerance: 'Automatic' },
  of(m, e, _x, options) {
    if (m.entries.kind !== 'real') return exactPseudoInverse(m, e);
    const tolerance = options.get('Tolerance');
    return fromMatrix(
      tolerance.kind === Kind.Real ? pseudoInverse(m.entries.matrix, tolerance.value) : pseudoInverse(m.entries.matrix),
    );
  },
  examples: {
    'PseudoInverse[{{1, 0}, {0, 0}}]': '{{1, 0}, {0, 0}}',
    'PseudoInverse[{{1, 2}, {3, 4}, {5, 6}}]': '{{-4/3, -1/3, 2/3}, {13/12, 1/3, -5/12}}',
    'PseudoInverse[{{1., 0.}, {0., 2.}}]': '{{1., 0.}, {0., 0.5}}',
    'PseudoInverse[x]': ['PseudoInverse[x]', 'PseudoInverse::matrix'],
  },
});
export const LeastSquares = builtin('LeastSquares', {
  usage:
    'LeastSquares[m, b] finds an x that solves the linear least-squares problem for the matrix equation m . x == b.',
  arity: 2,
  packed: true,
  messages: {
    ...matrixMessages,
    lslc: 'Coefficient matrix and target vector(s) or matrix do not have the same dimensions.',
  },
  evaluate([x, b], e) {
    const m = matrixOr(x!, e);
    if (m === undefined) return undefined;
    if (elements(b!)?.length !== m.rows) return e.message('lslc');
    return normal(S.Dot, normal(PseudoInverse.symbol, x!), b!);
  },
  examples: {
    'LeastSquares[{{1, 1}, {1, 2}, {1, 3}}, {7, 7, 8}]': '{19/3, 1/2}',
    'LeastSquares[{{1, 1}}, {1, 2}]': ['LeastSquares[{{1, 1}}, {1, 2}]', 'LeastSquares::lslc'],
  },
});

export const Orthogonalize = builtin('Orthogonalize', {
  usage:
    'Orthogonalize[{v1, v2, ...}] gives an orthonormal basis found by orthogonalizing the vectors vi.\nOrthogonalize[{v1, v2, ...}, f] gives a basis orthonormal with respect to the inner product function f.',
  arity: [1, 2],
  packed: true,
  messages: { ...matrixMessages, ip: 'The inner product `1` has no value: it stays as it is.' },
  evaluate([x, f], e) {
    const vectors = elements(x!);
    if (vectors === undefined || !vectors.every((v) => f !== undefined || isCall(v, S.List) || v.kind === Kind.Packed))
      return e.message('matrix', x!, int(1));
    const inner = (u: Expr, v: Expr): Expr =>
      e.evaluate(f === undefined ? normal(S.Dot, normal(Conjugate, u), v) : normal(f, u, v));
    // Products that stay unevaluated would nest ever deeper, vector by vector.
    if (f !== undefined)
      for (const v of vectors) {
        const product = inner(v, v);
        if (product.kind === Kind.Normal && product.head === f) return e.message('ip', product);
      }
    const basis: Expr[] = [];
    for (const v of vectors) {
      let w: Expr = v;
      for (const b of basis) w = e.evaluate(normal(S.Subtract, w, normal(S.Times, inner(b, w), b)));
      const square = inner(w, w);
      const vanishes = isZero(square) || (square.kind === Kind.Real && square.value < 1e-24);
      basis.push(
        vanishes ? e.evaluate(normal(S.Times, int(0), w)) : e.evaluate(normal(S.Divide, w, normal(S.Sqrt, square))),
      );
    }
    return list(basis);
  },
  examples: {
    'Orthogonalize[{{3, 4}, {1, 0}}]': '{{3/5, 4/5}, {4/5, -3/5}}',
    'Orthogonalize[{{2., 0.}, {1., 1.}}]': '{{1., 0.}, {0., 1.}}',
    'Orthogonalize[{{1, 0}, {1, 1}}, 2 #1 . #2 &]': '{{1/Sqrt[2], 0}, {0, 1/Sqrt[2]}}',
    'Orthogonalize[{{1, 2}, {3, 4}}, f]': ['Orthogonalize[{{1, 2}, {3, 4}}, f]', 'Orthogonalize::ip'],
    'Orthogonalize[{1, 2}]': ['Orthogonalize[{1, 2}]', 'Orthogonalize::matrix'],
  },
});
export const powers: readonly Builtin[] = [MatrixPower, MatrixExp, PseudoInverse, LeastSquares, Orthogonalize];
