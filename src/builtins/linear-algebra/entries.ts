/** Matrices of the language as what the algorithms take: doubles, whole rows, numbers of other kinds, or expressions. */
import { type Expr, int, isCall, Kind, Packed, type Rational, Real } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { PACK_THRESHOLD, packReals } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { shrink } from '../../numeric/integer.ts';
import { type Matrix, matrix } from '../../numeric/linear-algebra/matrix.ts';
import type { Evaluation } from '../builtin.ts';
import { matrixShape } from '../lists/shape.ts';
import { isNumberExpr, type NumberExpr, ratio, toDouble } from '../values/number.ts';
import { elements, list } from '../values/sequences.ts';

export type Entries =
  | { readonly kind: 'real'; readonly matrix: Matrix }
  /** Row i is rows[i] / scales[i]. */
  | { readonly kind: 'exact'; readonly rows: bigint[][]; readonly scales: bigint[] }
  /** Complex numbers and numbers with a precision of their own. */
  | { readonly kind: 'number'; readonly rows: NumberExpr[][] }
  | { readonly kind: 'symbolic'; readonly rows: Expr[][] };

export interface ReadMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly entries: Entries;
}

/** undefined for what is no list of equally long rows with at least one entry, or has lists as entries. */
export function readMatrix(x: Expr, e: Evaluation): ReadMatrix | undefined {
  const shape = matrixShape(x);
  if (shape === undefined || shape[0] === 0 || shape[1] === 0) return undefined;
  const [rows, columns] = shape;
  if (x.kind === Kind.Packed) {
    if (x.shape.length !== 2) return undefined;
    if (x.type !== 'Integer')
      return { rows, columns, entries: { kind: 'real', matrix: matrix(rows, columns, Float64Array.from(x.data)) } };
  }
  const all = elements(x)!.map((r) => elements(r)!);
  if (all.some((r) => r.some((entry) => isCall(entry, S.List) || entry.kind === Kind.Packed))) return undefined;
  return { rows, columns, entries: entriesOf(all, e) };
}

export const isMachineReal = (x: Expr): boolean =>
  x.kind === Kind.Real || (x.kind === Kind.Complex && (x.re.kind === Kind.Real || x.im.kind === Kind.Real));

export function entriesOf(rows: readonly (readonly Expr[])[], e: Evaluation): Entries {
  let [exact, reals, numbers, machine] = [true, true, true, false];
  for (const r of rows)
    for (const x of r) {
      if (x.kind !== Kind.Integer && x.kind !== Kind.Rational) exact = false;
      if (!isNumberExpr(x)) numbers = reals = false;
      else if (x.kind === Kind.Complex || x.kind === Kind.BigReal) reals = false;
      if (isMachineReal(x)) machine = true;
    }
  if (exact) return exactEntries(rows as readonly (readonly Exact[])[]);
  if (!numbers && machine) {
    // Constants among machine numbers become machine numbers.
    const values = rows.map((r) => r.map((x) => e.session.call(S.N, [x])));
    if (values.every((r) => r.every(isNumberExpr))) return entriesOf(values, e);
  }
  if (reals) {
    const data = new Float64Array(rows.length * rows[0]!.length);
    let at = 0;
    for (const r of rows) for (const x of r) data[at++] = toDouble(x as Real);
    return { kind: 'real', matrix: matrix(rows.length, rows[0]!.length, data) };
  }
  if (numbers) return { kind: 'number', rows: rows.map((r) => r.slice() as NumberExpr[]) };
  return { kind: 'symbolic', rows: rows.map((r) => r.slice()) };
}

type Exact = Extract<Expr, { kind: typeof Kind.Integer }> | Rational;
const parts = (x: Exact): readonly [bigint, bigint] =>
  x.kind === Kind.Integer ? [BigInt(x.value), 1n] : [BigInt(x.num), BigInt(x.den)];

export const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};
export const lcm = (a: bigint, b: bigint): bigint => (a / gcd(a, b)) * b;

function exactEntries(rows: readonly (readonly Exact[])[]): Entries {
  const scales: bigint[] = [];
  const whole = rows.map((r) => {
    const pairs = r.map(parts);
    const scale = pairs.reduce((l, [, d]) => (d === 1n ? l : lcm(l, d)), 1n);
    scales.push(scale);
    return pairs.map(([n, d]) => n * (scale / d));
  });
  return { kind: 'exact', rows: whole, scales };
}

/** Entries one by one, as expressions. */
export function expressions(m: Entries): Expr[][] {
  if (m.kind === 'exact') return m.rows.map((r, i) => r.map((x) => quotient(x, m.scales[i]!)));
  if (m.kind === 'real') {
    const { rows, columns, data } = m.matrix;
    return Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (_, j) => new Real(data[i * columns + j]!)),
    );
  }
  return m.rows;
}

export const quotient = (num: bigint, den: bigint): Expr => ratio(shrink(num), shrink(den));
export const whole = (x: bigint): Expr => int(shrink(x));

/** A list of rows; long ones are packed. */
export function fromMatrix(m: Matrix): Expr {
  if (m.data.length >= PACK_THRESHOLD) return new Packed('Real64', [m.rows, m.columns], m.data);
  return list(
    Array.from({ length: m.rows }, (_, i) =>
      list(Array.from({ length: m.columns }, (_, j) => new Real(m.data[i * m.columns + j]! + 0))),
    ),
  );
}
export const fromVector = (v: Float64Array): Expr =>
  v.length >= PACK_THRESHOLD ? packReals(v) : list(Array.from(v, (x) => new Real(x + 0)));
export const fromRows = (rows: readonly (readonly Expr[])[]): Expr => list(rows.map((r) => list(r)));

/** All entries are machine numbers: the doubles of any matrix of real numbers. */
export function doubles(m: Entries): Matrix | undefined {
  if (m.kind === 'real') return m.matrix;
  if (m.kind !== 'exact') return undefined;
  const columns = m.rows[0]!.length;
  const data = new Float64Array(m.rows.length * columns);
  m.rows.forEach((r, i) => r.forEach((x, j) => (data[i * columns + j] = toDouble(quotient(x, m.scales[i]!) as Real))));
  return matrix(m.rows.length, columns, data);
}

/** Numbers of any kind as pairs of doubles. */
export function pairs(m: Entries): (readonly [number, number])[][] | undefined {
  if (m.kind === 'symbolic') return undefined;
  return expressions(m).map((r) =>
    r.map(
      (x) =>
        (x.kind === Kind.Complex ? [toDouble(x.re), toDouble(x.im)] : [toDouble(x as Real), 0]) as readonly [
          number,
          number,
        ],
    ),
  );
}

const Together = system('Together');
/** A form in which an expression that is identically zero is 0, as far as the algebra at hand goes. */
export const simplified = (x: Expr, e: Evaluation): Expr =>
  isNumberExpr(x) || x.kind === Kind.Symbol || e.session.definitions.known(Together)?.native === undefined
    ? x
    : e.session.call(Together, [x]);
