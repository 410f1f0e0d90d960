/** IdentityMatrix, DiagonalMatrix, Diagonal, UnitVector, Hilbert and other special matrices, triangles of a matrix. */
import { type Expr, int, isCall, Kind, normal, Packed } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { PACK_THRESHOLD } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { matrixShape } from '../lists/shape.ts';
import { isNumberExpr, ratio, ZERO } from '../values/number.ts';
import { elements, fits, list, packedList, wholeOf } from '../values/sequences.ts';

/** The matrix of f at 0-based positions. */
const matrixBy = (rows: number, columns: number, f: (i: number, j: number) => Expr): Expr =>
  packedList(Array.from({ length: rows }, (_, i) => packedList(Array.from({ length: columns }, (_, j) => f(i, j)))));

/** n or {m, n} as the numbers of rows and columns. */
function sizes(spec: Expr): readonly [number, number] | undefined {
  const n = wholeOf(spec);
  if (n !== undefined) return n >= 0 ? [n, n] : undefined;
  const both = isCall(spec, S.List) ? spec.args.map(wholeOf) : [];
  return both.length === 2 && both.every((k) => k !== undefined && k >= 0) ? [both[0]!, both[1]!] : undefined;
}

export const IdentityMatrix = builtin('IdentityMatrix', {
  usage:
    'IdentityMatrix[n] gives the n × n identity matrix.\nIdentityMatrix[{m, n}] gives the m × n identity matrix.\nIdentityMatrix[n, SparseArray] gives it as a sparse array.',
  arity: [1, 2],
  rules: {
    'IdentityMatrix[n_, h : SparseArray | List]':
      'With[{m = IdentityMatrix[n]}, If[h === List, m, SparseArray[m]] /; ListQ[m]]',
  },
  packed: true,
  messages: { dims: 'The dimensions `1` should be a positive integer or a pair of them.' },
  evaluate([spec], e) {
    const size = sizes(spec!);
    if (size === undefined || size[0] === 0 || size[1] === 0) return e.message('dims', spec!);
    if (!fits(size[0] * size[1], e)) return undefined;
    const [m, n] = size;
    if (m * n < PACK_THRESHOLD) return matrixBy(m, n, (i, j) => int(i === j ? 1 : 0));
    const data = new Float64Array(m * n);
    for (let i = 0; i < Math.min(m, n); i++) data[i * n + i] = 1;
    return new Packed('Integer', [m, n], data);
  },
  examples: {
    'IdentityMatrix[2]': '{{1, 0}, {0, 1}}',
    'IdentityMatrix[{1, 2}]': '{{1, 0}}',
    'IdentityMatrix[2, SparseArray] === SparseArray[IdentityMatrix[2]]': 'True',
    'IdentityMatrix[x]': ['IdentityMatrix[x]', 'IdentityMatrix::dims'],
  },
});

export const DiagonalMatrix = builtin('DiagonalMatrix', {
  usage:
    'DiagonalMatrix[list] gives a matrix with the elements of list on the leading diagonal, and zero elsewhere.\nDiagonalMatrix[list, k] gives a matrix with the elements of list on the k-th diagonal.\nDiagonalMatrix[list, k, n] pads with zeros to create an n × n matrix.',
  arity: [1, 3],
  packed: true,
  messages: { vector: 'A vector is expected instead of `1`.' },
  evaluate([x, offset, size], e) {
    const items = isCall(x!, S.List) || x!.kind === Kind.Packed ? elements(x!)! : undefined;
    if (items === undefined) return e.message('vector', x!);
    const k = offset === undefined ? 0 : wholeOf(offset);
    if (k === undefined) return e.message('int', int(2), normal(e.symbol, x!, offset!));
    const shape = size === undefined ? undefined : sizes(size);
    const [m, n] = shape ?? [items.length + Math.abs(k), items.length + Math.abs(k)];
    if (!fits(m * n, e)) return undefined;
    return matrixBy(m, n, (i, j) => (j - i === k ? (items[Math.min(i, j)] ?? ZERO) : ZERO));
  },
  examples: {
    'DiagonalMatrix[{a, b}]': '{{a, 0}, {0, b}}',
    'DiagonalMatrix[{a, b}, 1]': '{{0, a, 0}, {0, 0, b}, {0, 0, 0}}',
    'DiagonalMatrix[{a}, 0, 2]': '{{a, 0}, {0, 0}}',
    'DiagonalMatrix[x]': ['DiagonalMatrix[x]', 'DiagonalMatrix::vector'],
  },
});
export const Diagonal = builtin('Diagonal', {
  usage:
    'Diagonal[m] gives the list of elements on the leading diagonal of the matrix m.\nDiagonal[m, k] gives the elements on the k-th diagonal of m.',
  arity: [1, 2],
  packed: true,
  messages: { matrix: 'Argument `1` at position `2` is not a list of lists.' },
  evaluate([x, offset], e) {
    const rows = isCall(x!, S.List) || x!.kind === Kind.Packed ? elements(x!)!.map((r) => elements(r)) : undefined;
    if (rows === undefined || !rows.every((r) => r !== undefined)) return e.message('matrix', x!, int(1));
    const k = offset === undefined ? 0 : (wholeOf(offset) ?? 0);
    const found: Expr[] = [];
    for (let i = Math.max(0, -k); i < rows.length; i++) {
      const y = rows[i]![i + k];
      if (y === undefined) break;
      found.push(y);
    }
    return packedList(found);
  },
  examples: {
    'Diagonal[{{1, 2}, {3, 4}}]': '{1, 4}',
    'Diagonal[{{1, 2}, {3, 4}}, 1]': '{2}',
    'Diagonal[{{1, 2}, {3, 4}}, -1]': '{3}',
    'Diagonal[x]': ['Diagonal[x]', 'Diagonal::matrix'],
  },
});

export const UnitVector = builtin('UnitVector', {
  usage:
    'UnitVector[k] gives the two-dimensional unit vector in the k-th direction.\nUnitVector[n, k] gives the n-dimensional unit vector in the k-th direction.',
  arity: [1, 2],
  messages: { nokun: 'There is no unit vector in direction `1` in `2` dimensions.' },
  evaluate(args, e) {
    const [n, k] = args.length === 1 ? [int(2), args[0]!] : args;
    const [size, at] = [wholeOf(n), wholeOf(k)];
    if (size === undefined || at === undefined || at < 1 || at > size) return e.message('nokun', k!, n!);
    if (!fits(size, e)) return undefined;
    return packedList(Array.from({ length: size }, (_, i) => int(i + 1 === at ? 1 : 0)));
  },
  examples: {
    'UnitVector[1]': '{1, 0}',
    'UnitVector[3, 2]': '{0, 1, 0}',
    'UnitVector[2, 3]': ['UnitVector[2, 3]', 'UnitVector::nokun'],
  },
});

export const HilbertMatrix = builtin('HilbertMatrix', {
  usage:
    'HilbertMatrix[n] gives the n × n Hilbert matrix with elements 1/(i + j - 1).\nHilbertMatrix[{m, n}] gives the m × n Hilbert matrix.',
  arity: 1,
  messages: { dims: 'The dimensions `1` should be a positive integer or a pair of them.' },
  evaluate([spec], e) {
    const size = sizes(spec!);
    if (size === undefined || size[0] === 0 || size[1] === 0) return e.message('dims', spec!);
    if (!fits(size[0] * size[1], e)) return undefined;
    return matrixBy(size[0], size[1], (i, j) => ratio(1, i + j + 1));
  },
  examples: {
    'HilbertMatrix[2]': '{{1, 1/2}, {1/2, 1/3}}',
    'HilbertMatrix[0]': ['HilbertMatrix[0]', 'HilbertMatrix::dims'],
  },
});

const vectorOf = (x: Expr | undefined): readonly Expr[] | undefined =>
  x !== undefined && (isCall(x, S.List) || x.kind === Kind.Packed) ? elements(x) : undefined;

/** Matrices made of one or two vectors, or of n. */
const structured = (
  name: string,
  {
    usage,
    make,
    examples,
  }: {
    readonly usage: string;
    readonly make: (first: readonly Expr[], second: readonly Expr[] | undefined) => Expr;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    messages: { list: 'A list or a positive integer is expected at position `2` in `1`.' },
    evaluate(args, e) {
      const read = (x: Expr | undefined): readonly Expr[] | undefined => {
        const n = wholeOf(x);
        return n !== undefined && n > 0 && fits(n * n, e)
          ? Array.from({ length: n }, (_, i) => int(i + 1))
          : vectorOf(x);
      };
      const first = read(args[0]);
      const second = read(args[1]);
      if (first === undefined || first.length === 0) return e.message('list', normal(e.symbol, ...args), int(1));
      if (args.length === 2 && second === undefined) return e.message('list', normal(e.symbol, ...args), int(2));
      return make(first, second);
    },
    examples,
  });
export const ToeplitzMatrix = structured('ToeplitzMatrix', {
  usage:
    'ToeplitzMatrix[{c1, ..., cn}] gives the Toeplitz matrix whose first row and column are the ci.\nToeplitzMatrix[{c1, ...}, {r1, ...}] gives the matrix with first column ci and first row ri.\nToeplitzMatrix[n] uses the integers from 1 to n.',
  make: (c, r = c) => matrixBy(c.length, r.length, (i, j) => (i >= j ? c[i - j]! : r[j - i]!)),
  examples: {
    'ToeplitzMatrix[{a, b, c}]': '{{a, b, c}, {b, a, b}, {c, b, a}}',
    'ToeplitzMatrix[{a, b}, {a, x}]': '{{a, x}, {b, a}}',
    'ToeplitzMatrix[x]': ['ToeplitzMatrix[x]', 'ToeplitzMatrix::list'],
  },
});
export const HankelMatrix = structured('HankelMatrix', {
  usage:
    'HankelMatrix[{c1, ..., cn}] gives the Hankel matrix whose first row and column are the ci, with zeros below the antidiagonal.\nHankelMatrix[{c1, ..., cm}, {r1, ..., rn}] gives the matrix with first column ci and last row ri.\nHankelMatrix[n] uses the integers from 1 to n.',
  make: (c, r) =>
    matrixBy(c.length, (r ?? c).length, (i, j) => (i + j < c.length ? c[i + j]! : (r?.[i + j - c.length + 1] ?? ZERO))),
  examples: {
    'HankelMatrix[{a, b, c}]': '{{a, b, c}, {b, c, 0}, {c, 0, 0}}',
    'HankelMatrix[{a, b}, {b, x}]': '{{a, b}, {b, x}}',
    'HankelMatrix[x]': ['HankelMatrix[x]', 'HankelMatrix::list'],
  },
});
export const VandermondeMatrix = builtin('VandermondeMatrix', {
  usage:
    'VandermondeMatrix[{x1, ..., xn}] gives the matrix with elements xi^(j-1).\nVandermondeMatrix[{x1, ..., xn}, k] gives k columns.',
  arity: [1, 2],
  packed: true,
  evaluate(args, e) {
    const x = vectorOf(args[0]);
    if (x === undefined) return e.message('list', normal(e.symbol, ...args), int(1));
    const k = args[1] === undefined ? x.length : wholeOf(args[1]);
    if (k === undefined || k < 1) return e.message('intp', int(2), normal(e.symbol, ...args));
    return matrixBy(x.length, k, (i, j) =>
      j === 0 ? int(1) : j === 1 ? x[i]! : e.evaluate(normal(S.Power, x[i]!, int(j))),
    );
  },
  examples: {
    'VandermondeMatrix[{a, b}]': '{{1, a}, {1, b}}',
    'VandermondeMatrix[{2, 3}, 3]': '{{1, 2, 4}, {1, 3, 9}}',
    'VandermondeMatrix[x]': ['VandermondeMatrix[x]', 'VandermondeMatrix::list'],
  },
});
export const CauchyMatrix = builtin('CauchyMatrix', {
  usage:
    'CauchyMatrix[{x1, ...}, {y1, ...}] gives the matrix with elements 1/(xi + yj).\nCauchyMatrix[x] uses x twice.',
  arity: [1, 2],
  packed: true,
  evaluate(args, e) {
    const [x, y] = [vectorOf(args[0]), vectorOf(args[1] ?? args[0])];
    if (x === undefined || y === undefined)
      return e.message('list', normal(e.symbol, ...args), int(x === undefined ? 1 : 2));
    return matrixBy(x.length, y.length, (i, j) => e.evaluate(normal(S.Power, normal(S.Plus, x[i]!, y[j]!), int(-1))));
  },
  examples: {
    'CauchyMatrix[{1, 2}, {3, 4}]': '{{1/4, 1/5}, {1/5, 1/6}}',
    'CauchyMatrix[x]': ['CauchyMatrix[x]', 'CauchyMatrix::list'],
  },
});

export const RotationMatrix = builtin('RotationMatrix', {
  usage:
    'RotationMatrix[θ] gives the 2D rotation matrix that rotates 2D vectors counterclockwise by θ radians.\nRotationMatrix[θ, w] gives the 3D rotation matrix for a counterclockwise rotation around the 3D vector w.',
  arity: [1, 2],
  packed: true,
  messages: { vec: 'A vector of three components is expected instead of `1`.' },
  evaluate([angle, axis], e) {
    const [Cos, Sin] = [system('Cos'), system('Sin')];
    const c = normal(Cos, angle!);
    const s = normal(Sin, angle!);
    const minus = (x: Expr): Expr => normal(S.Times, int(-1), x);
    if (axis === undefined) return list([list([c, minus(s)]), list([s, c])]);
    const unit = elements(e.evaluate(normal(system('Normalize'), axis)));
    if (unit?.length !== 3) return e.message('vec', axis);
    const [x, y, z] = unit as [Expr, Expr, Expr];
    const cross = [
      [ZERO, minus(z), y],
      [z, ZERO, minus(x)],
      [minus(y), x, ZERO],
    ];
    // Rodrigues: c 1 + s [w]x + (1 - c) w wᵀ.
    return list(
      cross.map((row, i) =>
        list(
          row.map((k, j) =>
            normal(
              S.Plus,
              i === j ? c : ZERO,
              normal(S.Times, s, k),
              normal(S.Times, normal(S.Subtract, int(1), c), unit[i]!, unit[j]!),
            ),
          ),
        ),
      ),
    );
  },
  examples: {
    'RotationMatrix[Pi/2]': '{{0, -1}, {1, 0}}',
    'RotationMatrix[Pi/2, {0, 0, 1}]': '{{0, -1, 0}, {1, 0, 0}, {0, 0, 1}}',
    'RotationMatrix[t, {1}]': ['RotationMatrix[t, {1}]', 'RotationMatrix::vec'],
  },
});

const triangle = (
  name: string,
  {
    usage,
    keep,
    examples,
  }: {
    readonly usage: string;
    readonly keep: (i: number, j: number, k: number) => boolean;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    messages: { matrix: 'Argument `1` at position `2` is not a non-empty rectangular matrix.' },
    evaluate([x, offset], e) {
      const shape = matrixShape(x!);
      if (shape === undefined) return e.message('matrix', x!, int(1));
      const k = offset === undefined ? 0 : wholeOf(offset);
      if (k === undefined) return e.message('int', int(2), normal(e.symbol, x!, offset!));
      const rows = elements(x!)!.map((r) => elements(r)!);
      const zero = (y: Expr): Expr => (isNumberExpr(y) && y.kind === Kind.Real ? zeroReal(e) : ZERO);
      return matrixBy(shape[0], shape[1], (i, j) => (keep(i, j, k) ? rows[i]![j]! : zero(rows[i]![j]!)));
    },
    examples,
  });
const zeroReal = (e: Evaluation): Expr => e.session.call(S.N, [ZERO]);
export const UpperTriangularize = triangle('UpperTriangularize', {
  usage:
    'UpperTriangularize[m] gives a matrix in which all but the upper triangular elements of m are replaced with zeros.\nUpperTriangularize[m, k] replaces with zeros only the elements below the k-th subdiagonal of m.',
  keep: (i, j, k) => j - i >= k,
  examples: {
    'UpperTriangularize[{{1, 2}, {3, 4}}]': '{{1, 2}, {0, 4}}',
    'UpperTriangularize[{{1, 2}, {3, 4}}, 1]': '{{0, 2}, {0, 0}}',
    'UpperTriangularize[x]': ['UpperTriangularize[x]', 'UpperTriangularize::matrix'],
  },
});
export const LowerTriangularize = triangle('LowerTriangularize', {
  usage:
    'LowerTriangularize[m] gives a matrix in which all but the lower triangular elements of m are replaced with zeros.\nLowerTriangularize[m, k] replaces with zeros only the elements above the k-th subdiagonal of m.',
  keep: (i, j, k) => j - i <= k,
  examples: {
    'LowerTriangularize[{{1, 2}, {3, 4}}]': '{{1, 0}, {3, 4}}',
    'LowerTriangularize[x]': ['LowerTriangularize[x]', 'LowerTriangularize::matrix'],
  },
});

export const ConjugateTranspose = builtin('ConjugateTranspose', {
  usage: 'ConjugateTranspose[m] gives the conjugate transpose of m.',
  arity: [1, 2],
  packed: true,
  evaluate: (args) => normal(system('Conjugate'), normal(system('Transpose'), ...args)),
  examples: {
    'ConjugateTranspose[{{1, I}, {2, 3}}]': '{{1, 2}, {-I, 3}}',
    'ConjugateTranspose[]': ['ConjugateTranspose[]', 'ConjugateTranspose::argt'],
  },
});

export const making: readonly Builtin[] = [
  IdentityMatrix,
  DiagonalMatrix,
  Diagonal,
  UnitVector,
  HilbertMatrix,
  ToeplitzMatrix,
  HankelMatrix,
  VandermondeMatrix,
  CauchyMatrix,
  RotationMatrix,
  UpperTriangularize,
  LowerTriangularize,
  ConjugateTranspose,
];
