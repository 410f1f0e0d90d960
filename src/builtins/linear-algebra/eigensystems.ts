/** Eigenvalues, Eigenvectors, Eigensystem and CharacteristicPolynomial. */
import { Complex, type Expr, int, Kind, normal, Real } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { eigenOf, type Pair } from '../../numeric/linear-algebra/complex-eigen.ts';
import { isSymmetric, symmetricEigen } from '../../numeric/linear-algebra/eigen.ts';
import { nullSpace, type Surd } from '../../numeric/linear-algebra/quadratic-field.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { isZero } from '../values/number.ts';
import { list, packedList, wholeOf } from '../values/sequences.ts';
import { determinantByMinors } from './elimination.ts';
import { type Entries, expressions, fromVector, isMachineReal, pairs, quotient } from './entries.ts';
import {
  characteristicCoefficients,
  type ExactEigenvalue,
  Expand,
  exactEigenvalues,
  ordered,
  type QuadraticRoot,
} from './exact-eigenvalues.ts';
import { matrixMessages, squareOr } from './matrix-arguments.ts';
import { NullSpace } from './ranks.ts';

export interface Eigensystem {
  readonly values: Expr[];
  readonly vectors: Expr[];
}

const pairExpr = ([re, im]: Pair): Expr => (im === 0 ? new Real(re + 0) : new Complex(new Real(re + 0), new Real(im)));

/** Parts that rounding left beside a real (or imaginary) number vanish. */
const cleaned = (v: Pair, scale: number): Pair => [
  Math.abs(v[0]) <= scale * 1e-14 ? 0 : v[0],
  Math.abs(v[1]) <= scale * 1e-14 ? 0 : v[1],
];

function numericEigensystem(m: Entries): Eigensystem | undefined {
  if (m.kind === 'real' && isSymmetric(m.matrix)) {
    const { values, vectors } = symmetricEigen(m.matrix);
    const n = m.matrix.rows;
    const order = ordered(Array.from(values, (v): Pair => [v, 0]));
    return {
      values: order.map((i) => new Real(values[i]! + 0)),
      vectors: order.map((j) =>
        fromVector(signed(Float64Array.from({ length: n }, (_, i) => vectors.data[i * n + j]!))),
      ),
    };
  }
  const rows = pairs(m);
  const eigen = rows && eigenOf(rows.map((r) => r.slice()));
  if (eigen === undefined) return undefined;
  const scale = Math.max(...eigen.values.map((v) => Math.hypot(v[0], v[1])));
  const order = ordered(eigen.values.map((v) => cleaned(v, scale)));
  return {
    values: order.map((i) => pairExpr(cleaned(eigen.values[i]!, scale))),
    vectors: order.map((i) => {
      const v = inPhase(eigen.vectors[i]!);
      return v.every((z) => z[1] === 0) ? fromVector(signed(Float64Array.from(v, (z) => z[0]))) : list(v.map(pairExpr));
    }),
  };
}
/** The phase for which the largest component is real. */
function inPhase(v: readonly Pair[]): Pair[] {
  const big = v.reduce((a, b) => (Math.hypot(b[0], b[1]) > Math.hypot(a[0], a[1]) + 1e-12 ? b : a));
  const r = Math.hypot(big[0], big[1]);
  const [c, s] = r === 0 ? [1, 0] : [big[0] / r, -big[1] / r];
  return v.map((z) => cleaned([z[0] * c - z[1] * s, z[0] * s + z[1] * c], 1));
}
/** The sign for which the largest component is positive. */
function signed(v: Float64Array): Float64Array {
  const big = v.reduce((a, b) => (Math.abs(b) > Math.abs(a) + 1e-12 ? b : a), 0);
  return big < 0 ? v.map((x) => -x + 0) : v;
}

function eigensystem(x: Expr, e: Evaluation): Eigensystem | undefined {
  const m = squareOr(x, e);
  if (m === undefined) return undefined;
  if (m.entries.kind === 'real' || (m.entries.kind === 'number' && m.entries.rows.some((r) => r.some(isMachineReal))))
    return numericEigensystem(m.entries) ?? e.message('conv', x);
  const found = exactEigenvalues(m.entries, e);
  if (found === undefined) return e.message('exact', x);
  const vectors: Expr[] = [];
  found.forEach((v, k) => {
    const equal = found.filter((w) => same(w.value, v.value));
    if (equal.length > 1 && found.findIndex((w) => same(w.value, v.value)) < k) return;
    const own = eigenspace(m.entries, v, e);
    // A defective value has fewer vectors: zeros stand for the missing ones.
    for (let i = 0; i < equal.length; i++) vectors.push(own[i] ?? list(Array.from({ length: m.rows }, () => int(0))));
  });
  return { values: found.map((v) => v.value), vectors };
}
/** Vectors that m - v sends to zero. */
function eigenspace(m: Entries, v: ExactEigenvalue, e: Evaluation): readonly Expr[] {
  if (v.root !== undefined && m.kind === 'exact') return surdEigenspace(m, v.root, e);
  const rows = expressions(m).map((r, i) =>
    r.map((y, j) => (i === j ? e.evaluate(normal(S.Subtract, y, v.value)) : y)),
  );
  if (m.kind !== 'exact' && rows.length === 2) {
    const [[a, b], [c, d]] = rows as [[Expr, Expr], [Expr, Expr]];
    if (!isZero(c)) return [list([e.evaluate(normal(S.Divide, normal(S.Times, int(-1), d), c)), int(1)])];
    if (!isZero(b)) return [list([int(1), e.evaluate(normal(S.Divide, normal(S.Times, int(-1), a), b))])];
  }
  const space = e.session.call(NullSpace.symbol, [list(rows.map((r) => list(r)))]);
  return space.kind === Kind.Normal ? space.args : [];
}
/** The same for a value with a square root, by elimination with whole numbers x + y Sqrt[d]. */
function surdEigenspace(m: Extract<Entries, { kind: 'exact' }>, { b, k, d, a }: QuadraticRoot, e: Evaluation): Expr[] {
  const rows = m.rows.map((r, i) =>
    r.map((x, j): Surd => (i === j ? [a * x - b * m.scales[i]!, -k * m.scales[i]!] : [a * x, 0n])),
  );
  const root = normal(S.Sqrt, quotient(d, 1n));
  return nullSpace(rows, d).map((v) =>
    list(
      v.map(([x, y, den]) =>
        e.evaluate(
          normal(S.Times, quotient(1n, den), normal(S.Plus, quotient(x, 1n), normal(S.Times, quotient(y, 1n), root))),
        ),
      ),
    ),
  );
}

const messages = {
  ...matrixMessages,
  exact:
    'The eigenvalues of the exact matrix `1` need roots of polynomials of degree higher than two; N[m] gives numerical ones.',
  conv: 'The iteration for the eigenvalues of `1` did not converge.',
  takeeigen: 'Cannot take eigenvalues `1` of a matrix with `2`.',
};

/** The first k, or the last for negative k. */
function some(items: readonly Expr[], spec: Expr | undefined, e: Evaluation): readonly Expr[] | undefined {
  if (spec === undefined || spec === S.All) return items;
  const upTo = spec.kind === Kind.Normal && spec.head === system('UpTo');
  const n = wholeOf(upTo ? spec.args[0] : spec);
  if (n === undefined || (!upTo && Math.abs(n) > items.length)) return e.message('takeeigen', spec, int(items.length));
  return n >= 0 ? items.slice(0, n) : items.slice(n);
}

const eigenBuiltin = (
  name: string,
  {
    usage,
    pick,
    examples,
  }: {
    readonly usage: string;
    readonly pick: (s: Eigensystem, spec: Expr | undefined, e: Evaluation) => Expr | undefined;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    packed: true,
    messages,
    // Two matrices: values l with m . v == l a . v.
    rules: {
      [`${name}[{m_?SquareMatrixQ, a_?SquareMatrixQ}, k___]`]: `${name}[Inverse[a] . m, k] /; Length[m] === Length[a] && ! PossibleZeroQ[Det[a]]`,
    },
    evaluate([x, spec], e) {
      const s = eigensystem(x!, e);
      return s && pick(s, spec, e);
    },
    examples,
  });
export const Eigenvalues = eigenBuiltin('Eigenvalues', {
  usage:
    'Eigenvalues[m] gives a list of the eigenvalues of the square matrix m, in order of decreasing absolute value.\nEigenvalues[m, k] gives the first k eigenvalues of m; -k gives the last.\nEigenvalues[{m, a}] gives the generalized eigenvalues of m with respect to a.',
  pick: (s, spec, e) => {
    const v = some(s.values, spec, e);
    return v && packedList(v);
  },
  examples: {
    'Eigenvalues[{{2, 1}, {1, 2}}]': '{3, 1}',
    'Eigenvalues[{{1, 2}, {3, 4}}]': '{(5 + Sqrt[33])/2, (5 - Sqrt[33])/2}',
    'Round[Eigenvalues[{{2., 0.}, {0., 5.}}]]': '{5, 2}',
    'Eigenvalues[{{0, 1}, {-1, 0}}]': '{I, -I}',
    'Eigenvalues[{{2, 0}, {0, 7}}, 1]': '{7}',
    'Eigenvalues[{{{2, 0}, {0, 9}}, {{1, 0}, {0, 3}}}]': '{3, 2}',
    'Eigenvalues[{{1, 2}}]': ['Eigenvalues[{{1, 2}}]', 'Eigenvalues::matsq'],
  },
});
export const Eigenvectors = eigenBuiltin('Eigenvectors', {
  usage:
    'Eigenvectors[m] gives a list of the eigenvectors of the square matrix m, in the order of Eigenvalues.\nEigenvectors[m, k] gives the first k.',
  pick: (s, spec, e) => {
    const v = some(s.vectors, spec, e);
    return v && packedList(v);
  },
  examples: {
    'Eigenvectors[{{2, 1}, {1, 2}}]': '{{1, 1}, {-1, 1}}',
    'Eigenvectors[{{2, 0}, {0, 5}}]': '{{0, 1}, {1, 0}}',
    'Eigenvectors[{1}]': ['Eigenvectors[{1}]', 'Eigenvectors::matsq'],
  },
});
export const Eigensystem_ = eigenBuiltin('Eigensystem', {
  usage:
    'Eigensystem[m] gives a list {values, vectors} of the eigenvalues and eigenvectors of the square matrix m.\nEigensystem[m, k] gives the first k of both.',
  pick: (s, spec, e) => {
    const values = some(s.values, spec, e);
    const vectors = values && some(s.vectors, spec, e);
    return vectors && list([packedList(values), packedList(vectors)]);
  },
  examples: {
    'Eigensystem[{{2, 1}, {1, 2}}]': '{{3, 1}, {{1, 1}, {-1, 1}}}',
    'Eigensystem[{1}]': ['Eigensystem[{1}]', 'Eigensystem::matsq'],
  },
});

export const CharacteristicPolynomial = builtin('CharacteristicPolynomial', {
  usage:
    'CharacteristicPolynomial[m, x] gives the characteristic polynomial Det[m - x IdentityMatrix[n]] of the matrix m.',
  arity: 2,
  messages: matrixMessages,
  evaluate([x, variable], e) {
    const m = squareOr(x!, e);
    if (m === undefined) return undefined;
    if (m.entries.kind === 'symbolic') {
      const shifted = expressions(m.entries).map((r, i) =>
        r.map((y, j) => (i === j ? e.evaluate(normal(S.Subtract, y, variable!)) : y)),
      );
      const det = determinantByMinors(shifted, e);
      return e.session.definitions.known(Expand)?.native === undefined ? det : normal(Expand, det);
    }
    return normal(
      S.Plus,
      ...characteristicCoefficients(m.entries, e).map((c, k) => normal(S.Times, c, normal(S.Power, variable!, int(k)))),
    );
  },
  examples: {
    'CharacteristicPolynomial[{{1, 2}, {3, 4}}, x]': '-2 - 5 x + x^2',
    'CharacteristicPolynomial[{1}, x]': ['CharacteristicPolynomial[{1}, x]', 'CharacteristicPolynomial::matsq'],
  },
});

export const eigensystems: readonly Builtin[] = [Eigenvalues, Eigenvectors, Eigensystem_, CharacteristicPolynomial];
