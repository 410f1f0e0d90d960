/** SquareMatrixQ, SymmetricMatrixQ, DiagonalMatrixQ, PositiveDefiniteMatrixQ and their kin: what kind of matrix it is. */
import { type Expr, int, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { symmetricEigen } from '../../numeric/linear-algebra/eigen.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { matrixShape } from '../lists/shape.ts';
import { isNumberExpr, isZero } from '../values/number.ts';
import { bool, elements, list, wholeOf } from '../values/sequences.ts';
import { doubles, entriesOf } from './entries.ts';

type Rows = readonly (readonly Expr[])[];

function rowsOf(x: Expr): Rows | undefined {
  const shape = matrixShape(x);
  return shape === undefined ? undefined : elements(x)!.map((r) => elements(r)!);
}
const vanishes = (x: Expr): boolean => isZero(x) || (x.kind === Kind.Real && x.value === 0);
/** Equal up to rounding of machine numbers. */
function equal(a: Expr, b: Expr, e: Evaluation): boolean {
  if (same(a, b)) return true;
  return isNumberExpr(a) && isNumberExpr(b) && e.evaluate(normal(S.Equal, a, b)) === S.True;
}
const conjugate = (x: Expr, e: Evaluation): Expr => e.evaluate(normal(system('Conjugate'), x));
const negative = (x: Expr, e: Evaluation): Expr => e.evaluate(normal(S.Times, int(-1), x));

const test = (
  name: string,
  {
    usage,
    holds,
    examples,
    square = true,
  }: {
    readonly usage: string;
    readonly holds: (rows: Rows, e: Evaluation, k: number) => boolean;
    readonly examples: Builtin['examples'];
    readonly square?: boolean;
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    evaluate([x, offset], e) {
      const rows = rowsOf(x!);
      if (rows === undefined || (square && rows.length !== rows[0]!.length)) return S.False;
      return bool(holds(rows, e, wholeOf(offset) ?? 0));
    },
    examples,
  });
const everyPair = (rows: Rows, holds: (x: Expr, y: Expr) => boolean): boolean =>
  rows.every((r, i) => r.every((x, j) => j > i || holds(x, rows[j]![i]!)));
const zerosWhere = (rows: Rows, where: (i: number, j: number) => boolean): boolean =>
  rows.every((r, i) => r.every((x, j) => !where(i, j) || vanishes(x)));

const argt = (name: string): Builtin['examples'] => ({ [`${name}[]`]: [`${name}[]`, `${name}::argt`] });

export const SquareMatrixQ = test('SquareMatrixQ', {
  usage: 'SquareMatrixQ[m] gives True if m is a square matrix, and False otherwise.',
  holds: () => true,
  examples: {
    'SquareMatrixQ[{{1, 2}, {3, 4}}]': 'True',
    'SquareMatrixQ[{{1, 2}}]': 'False',
    ...argt('SquareMatrixQ'),
  },
});
export const SymmetricMatrixQ = test('SymmetricMatrixQ', {
  usage: 'SymmetricMatrixQ[m] gives True if m is explicitly symmetric, and False otherwise.',
  holds: (rows, e) => everyPair(rows, (x, y) => equal(x, y, e)),
  examples: {
    'SymmetricMatrixQ[{{a, b}, {b, c}}]': 'True',
    'SymmetricMatrixQ[{{1, 2}, {3, 4}}]': 'False',
    ...argt('SymmetricMatrixQ'),
  },
});
export const AntisymmetricMatrixQ = test('AntisymmetricMatrixQ', {
  usage: 'AntisymmetricMatrixQ[m] gives True if m is explicitly antisymmetric, and False otherwise.',
  holds: (rows, e) => everyPair(rows, (x, y) => equal(x, negative(y, e), e)),
  examples: { 'AntisymmetricMatrixQ[{{0, 1}, {-1, 0}}]': 'True', ...argt('AntisymmetricMatrixQ') },
});
export const HermitianMatrixQ = test('HermitianMatrixQ', {
  usage: 'HermitianMatrixQ[m] gives True if m is explicitly Hermitian, and False otherwise.',
  holds: (rows, e) => everyPair(rows, (x, y) => equal(x, conjugate(y, e), e)),
  examples: {
    'HermitianMatrixQ[{{1, I}, {-I, 2}}]': 'True',
    'HermitianMatrixQ[{{1, I}, {I, 2}}]': 'False',
    ...argt('HermitianMatrixQ'),
  },
});
export const AntihermitianMatrixQ = test('AntihermitianMatrixQ', {
  usage: 'AntihermitianMatrixQ[m] gives True if m is explicitly antihermitian, and False otherwise.',
  holds: (rows, e) => everyPair(rows, (x, y) => equal(x, negative(conjugate(y, e), e), e)),
  examples: { 'AntihermitianMatrixQ[{{0, 1}, {-1, 0}}]': 'True', ...argt('AntihermitianMatrixQ') },
});
export const DiagonalMatrixQ = test('DiagonalMatrixQ', {
  usage:
    'DiagonalMatrixQ[m] gives True if all elements of m off its diagonal are zero, and False otherwise.\nDiagonalMatrixQ[m, k] looks at the k-th diagonal.',
  holds: (rows, _e, k) => zerosWhere(rows, (i, j) => j - i !== k),
  examples: {
    'DiagonalMatrixQ[{{1, 0}, {0, 2}}]': 'True',
    'DiagonalMatrixQ[{{1, 1}, {0, 2}}]': 'False',
    ...argt('DiagonalMatrixQ'),
  },
  square: false,
});
export const UpperTriangularMatrixQ = test('UpperTriangularMatrixQ', {
  usage:
    'UpperTriangularMatrixQ[m] gives True if m is upper triangular, and False otherwise.\nUpperTriangularMatrixQ[m, k] gives True if m is zero below its k-th diagonal.',
  holds: (rows, _e, k) => zerosWhere(rows, (i, j) => j - i < k),
  examples: { 'UpperTriangularMatrixQ[{{1, 2}, {0, 3}}]': 'True', ...argt('UpperTriangularMatrixQ') },
  square: false,
});
export const LowerTriangularMatrixQ = test('LowerTriangularMatrixQ', {
  usage:
    'LowerTriangularMatrixQ[m] gives True if m is lower triangular, and False otherwise.\nLowerTriangularMatrixQ[m, k] gives True if m is zero above its k-th diagonal.',
  holds: (rows, _e, k) => zerosWhere(rows, (i, j) => j - i > k),
  examples: { 'LowerTriangularMatrixQ[{{1, 0}, {2, 3}}]': 'True', ...argt('LowerTriangularMatrixQ') },
  square: false,
});

const toList = (rows: Rows): Expr => list(rows.map((r) => list(r)));
const adjointOf = (rows: Rows): Expr => normal(system('ConjugateTranspose'), toList(rows));
const equalMatrices = (a: Expr, b: Expr, e: Evaluation): boolean => e.evaluate(normal(S.Equal, a, b)) === S.True;

export const OrthogonalMatrixQ = test('OrthogonalMatrixQ', {
  usage: 'OrthogonalMatrixQ[m] gives True if m is explicitly orthogonal, and False otherwise.',
  holds: (rows, e) =>
    equalMatrices(
      normal(S.Dot, toList(rows), normal(system('Transpose'), toList(rows))),
      normal(system('IdentityMatrix'), int(rows.length)),
      e,
    ),
  examples: {
    'OrthogonalMatrixQ[{{3/5, 4/5}, {-4/5, 3/5}}]': 'True',
    'OrthogonalMatrixQ[{{1, 1}, {0, 1}}]': 'False',
    ...argt('OrthogonalMatrixQ'),
  },
});
export const UnitaryMatrixQ = test('UnitaryMatrixQ', {
  usage: 'UnitaryMatrixQ[m] gives True if m is unitary, and False otherwise.',
  holds: (rows, e) =>
    equalMatrices(normal(S.Dot, toList(rows), adjointOf(rows)), normal(system('IdentityMatrix'), int(rows.length)), e),
  examples: { 'UnitaryMatrixQ[{{0, I}, {I, 0}}]': 'True', ...argt('UnitaryMatrixQ') },
});
export const NormalMatrixQ = test('NormalMatrixQ', {
  usage: 'NormalMatrixQ[m] gives True if m is an explicitly normal matrix, and False otherwise.',
  holds: (rows, e) =>
    equalMatrices(normal(S.Dot, toList(rows), adjointOf(rows)), normal(S.Dot, adjointOf(rows), toList(rows)), e),
  examples: {
    'NormalMatrixQ[{{1, 2}, {-2, 1}}]': 'True',
    'NormalMatrixQ[{{1, 2}, {0, 1}}]': 'False',
    ...argt('NormalMatrixQ'),
  },
});

/** Signs of the eigenvalues of the symmetric part, which say what x.m.x does; undefined for matrices of symbols. */
function definiteness(rows: Rows, e: Evaluation): readonly number[] | undefined {
  const numeric = rows.map((r) => r.map((x) => e.session.call(S.N, [x])));
  const data = doubles(entriesOf(numeric, e));
  if (data === undefined) return undefined;
  const n = data.rows;
  const part = {
    rows: n,
    columns: n,
    data: data.data.map((_, k) => (data.data[k]! + data.data[(k % n) * n + Math.floor(k / n)]!) / 2),
  };
  const { values } = symmetricEigen(part);
  const scale = values.reduce((m, v) => Math.max(m, Math.abs(v)), 0) * n * 4 * Number.EPSILON;
  return Array.from(values, (v) => (Math.abs(v) <= scale ? 0 : Math.sign(v)));
}
const definite = (
  name: string,
  kind: string,
  holds: (signs: readonly number[]) => boolean,
  yes: string,
  no: string,
): Builtin =>
  test(name, {
    usage: `${name}[m] gives True if m is explicitly ${kind}, and False otherwise.`,
    holds: (rows, e) => {
      const signs = definiteness(rows, e);
      return signs !== undefined && holds(signs);
    },
    examples: { [`${name}[${yes}]`]: 'True', [`${name}[${no}]`]: 'False', ...argt(name) },
  });
export const PositiveDefiniteMatrixQ = definite(
  'PositiveDefiniteMatrixQ',
  'positive definite',
  (s) => s.every((x) => x > 0),
  '{{2, 1}, {1, 2}}',
  '{{1, 2}, {2, 1}}',
);
export const NegativeDefiniteMatrixQ = definite(
  'NegativeDefiniteMatrixQ',
  'negative definite',
  (s) => s.every((x) => x < 0),
  '{{-2, 1}, {1, -2}}',
  '{{1, 0}, {0, 1}}',
);
export const PositiveSemidefiniteMatrixQ = definite(
  'PositiveSemidefiniteMatrixQ',
  'positive semidefinite',
  (s) => s.every((x) => x >= 0),
  '{{1, 1}, {1, 1}}',
  '{{-1, 0}, {0, 1}}',
);
export const NegativeSemidefiniteMatrixQ = definite(
  'NegativeSemidefiniteMatrixQ',
  'negative semidefinite',
  (s) => s.every((x) => x <= 0),
  '{{-1, 1}, {1, -1}}',
  '{{1, 0}, {0, 1}}',
);
export const IndefiniteMatrixQ = definite(
  'IndefiniteMatrixQ',
  'indefinite',
  (s) => s.some((x) => x > 0) && s.some((x) => x < 0),
  '{{1, 2}, {2, 1}}',
  '{{1, 0}, {0, 1}}',
);

export const matrixTests: readonly Builtin[] = [
  SquareMatrixQ,
  SymmetricMatrixQ,
  AntisymmetricMatrixQ,
  HermitianMatrixQ,
  AntihermitianMatrixQ,
  DiagonalMatrixQ,
  UpperTriangularMatrixQ,
  LowerTriangularMatrixQ,
  OrthogonalMatrixQ,
  UnitaryMatrixQ,
  NormalMatrixQ,
  PositiveDefiniteMatrixQ,
  NegativeDefiniteMatrixQ,
  PositiveSemidefiniteMatrixQ,
  NegativeSemidefiniteMatrixQ,
  IndefiniteMatrixQ,
];
