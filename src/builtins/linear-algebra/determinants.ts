/** Det, Minors, Adjugate and Permanent. */
import { type Expr, int, normal } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { subsets } from '../../numeric/combinatorics.ts';
import * as X from '../../numeric/linear-algebra/exact.ts';
import * as M from '../../numeric/linear-algebra/matrix.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { fromDouble, isZero, ONE, ZERO } from '../values/number.ts';
import { wholeOf } from '../values/sequences.ts';
import { determinantByMinors, reduceRows } from './elimination.ts';
import { type Entries, entriesOf, expressions, fromRows, quotient } from './entries.ts';
import { field, matrixMessages, matrixOr, squareFunction } from './matrix-arguments.ts';

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
export const Det = squareFunction('Det', {
  usage: 'Det[m] gives the determinant of the square matrix m.',
  of: (m, e) => determinant(m.entries, e),
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
export function adjugate(rows: readonly (readonly Expr[])[], e: Evaluation): Expr[][] {
  return rows.map((_, i) =>
    rows.map((_, j) => {
      const minor = rows.length === 1 ? ONE : determinant(entriesOf(without(rows, j, i), e), e);
      return (i + j) % 2 === 0 ? minor : e.evaluate(normal(S.Times, int(-1), minor));
    }),
  );
}

export const Adjugate = squareFunction('Adjugate', {
  usage: 'Adjugate[m] gives the adjugate of a square matrix m: the transpose of the matrix of its cofactors.',
  of: (m, e) => fromRows(adjugate(expressions(m.entries), e)),
  examples: {
    'Adjugate[{{1, 2}, {3, 4}}]': '{{4, -2}, {-3, 1}}',
    'Adjugate[{1}]': ['Adjugate[{1}]', 'Adjugate::matsq'],
  },
});

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
    const columns = subsets(m.columns, k);
    return fromRows(
      subsets(m.rows, k).map((r) =>
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

export const Permanent = squareFunction('Permanent', {
  usage: 'Permanent[m] gives the permanent of the square matrix m: the determinant without signs.',
  of(m, e) {
    const rows = expressions(m.entries);
    const known = new Map<number, Expr>();
    const expand = (r: number, used: number): Expr => {
      if (r === rows.length) return ONE;
      const cached = known.get(used);
      if (cached !== undefined) return cached;
      e.session.interrupts.poll();
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

export const determinants: readonly Builtin[] = [Det, Adjugate, Minors, Permanent];
