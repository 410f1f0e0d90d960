/** Norm, Normalize, Projection, VectorAngle: sizes and directions of vectors. */
import { type Expr, int, Kind, normal, Real } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { svd } from '../../numeric/linear-algebra/svd.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { dimensionsOf } from '../lists/shape.ts';
import { isNumberExpr } from '../values/number.ts';
import { elements, list } from '../values/sequences.ts';
import { isArray } from './dot.ts';
import { doubles, readMatrix } from './entries.ts';

const Abs = system('Abs');
const Conjugate = system('Conjugate');
const Max = system('Max');
const abs = (x: Expr): Expr => normal(Abs, x);
/** |x|^2, which is x^2 for real numbers. */
const square = (x: Expr): Expr =>
  isNumberExpr(x) && x.kind !== Kind.Complex ? normal(S.Power, x, int(2)) : normal(S.Power, abs(x), int(2));

export function vectorNorm(v: Expr, p: Expr, e: Evaluation): Expr {
  const items = elements(v)!;
  if (isInfinity(p)) return normal(Max, ...items.map(abs));
  if (p.kind === Kind.Integer && p.value === 1) return e.evaluate(normal(S.Plus, ...items.map(abs)));
  if (p.kind === Kind.Integer && p.value === 2) {
    if (v.kind === Kind.Packed && v.type !== 'Integer') {
      let scale = 0;
      for (const x of v.data) scale = Math.max(scale, Math.abs(x));
      if (scale === 0) return new Real(0);
      let s = 0;
      for (const x of v.data) s += (x / scale) ** 2;
      return new Real(scale * Math.sqrt(s));
    }
    return normal(S.Sqrt, normal(S.Plus, ...items.map(square)));
  }
  return normal(S.Power, normal(S.Plus, ...items.map((x) => normal(S.Power, abs(x), p))), normal(S.Power, p, int(-1)));
}

/** The largest singular value, or the norms that need no singular values. */
function matrixNorm(x: Expr, p: Expr, e: Evaluation): Expr | undefined {
  const rows = elements(x)!.map((r) => elements(r)!);
  const sums = (lines: readonly (readonly Expr[])[]): Expr =>
    normal(Max, ...lines.map((l) => normal(S.Plus, ...l.map(abs))));
  if (p.kind === Kind.String && p.value === 'Frobenius') return vectorNorm(list(rows.flat()), int(2), e);
  if (isInfinity(p)) return sums(rows);
  if (p.kind === Kind.Integer && p.value === 1) return sums(rows[0]!.map((_, j) => rows.map((r) => r[j]!)));
  if (p.kind !== Kind.Integer || p.value !== 2) return undefined;
  const m = readMatrix(x, e);
  const data = m && (m.entries.kind === 'real' ? doubles(m.entries) : undefined);
  if (data !== undefined) return new Real(svd(data).values[0]!);
  return normal(Max, normal(system('SingularValueList'), x));
}
export const Norm = builtin('Norm', {
  usage:
    'Norm[expr] gives the norm of a number, vector, or matrix.\nNorm[expr, p] gives the p-norm; p is 1, 2, Infinity or another number, "Frobenius" for matrices.',
  arity: [1, 2],
  packed: true,
  messages: {
    nvm: 'The first argument `1` should be a scalar, vector, or matrix.',
    ptype: 'The second argument `1` should be a number at least 1, Infinity, or "Frobenius" for a matrix.',
  },
  evaluate([x, p = int(2)], e) {
    if (isNumberExpr(x!)) return abs(x);
    if (!isArray(x!)) return e.session.call(system('NumericQ'), [x!]) === S.True ? abs(x!) : undefined;
    const depth = dimensionsOf(x!).length;
    if (depth > 2 || elements(x!)!.length === 0 || (depth === 1 && elements(x!)!.some(isArray)))
      return e.message('nvm', x!);
    if (p.kind === Kind.String && p.value === 'Frobenius' && depth === 1) return vectorNorm(x!, int(2), e);
    const allowed =
      isInfinity(p) ||
      p.kind === Kind.Symbol ||
      (isNumberExpr(p) && p.kind !== Kind.Complex && e.evaluate(normal(S.Less, p, int(1))) !== S.True);
    if (!allowed && !(p.kind === Kind.String && p.value === 'Frobenius')) return e.message('ptype', p);
    return depth === 1 ? vectorNorm(x!, p, e) : (matrixNorm(x!, p, e) ?? e.message('ptype', p));
  },
  examples: {
    'Norm[{3, 4}]': '5',
    'Norm[{1, 1}]': 'Sqrt[2]',
    'Norm[{x, y}]': 'Sqrt[Abs[x]^2 + Abs[y]^2]',
    'Norm[{1, -2, 3}, 1]': '6',
    'Norm[{1, -5}, Infinity]': '5',
    'Norm[{{1, 2}, {3, 4}}, "Frobenius"]': 'Sqrt[30]',
    'Norm[-3]': '3',
    'Norm[{{{1}}}]': ['Norm[{{{1}}}]', 'Norm::nvm'],
  },
});

export const Normalize = builtin('Normalize', {
  usage:
    'Normalize[v] gives the normalized form of a vector v.\nNormalize[z] gives the normalized form of a complex number z.\nNormalize[expr, f] normalizes with respect to the norm function f.',
  arity: [1, 2],
  packed: true,
  messages: { nlnmt: 'The first argument `1` should be a number or a vector.' },
  evaluate([x, f], e) {
    if (f === undefined && !isNumberExpr(x!) && (!isArray(x!) || dimensionsOf(x!).length !== 1))
      return e.message('nlnmt', x!);
    const norm = e.session.call(f ?? Norm.symbol, [x!]);
    if (e.evaluate(normal(S.Equal, norm, int(0))) === S.True) return x;
    return normal(S.Divide, x!, norm);
  },
  examples: {
    'Normalize[{3, 4}]': '{3/5, 4/5}',
    'Normalize[{0, 0}]': '{0, 0}',
    'Normalize[{1, 2}, Total]': '{1/3, 2/3}',
    'Normalize[{{1}}]': ['Normalize[{{1}}]', 'Normalize::nlnmt'],
  },
});

const inner = (u: Expr, v: Expr): Expr => normal(S.Dot, normal(Conjugate, u), v);
export const Projection = builtin('Projection', {
  usage:
    'Projection[u, v] finds the projection of the vector u onto the vector v.\nProjection[u, v, f] uses the inner product f.',
  arity: [2, 3],
  packed: true,
  messages: { length: 'The vectors `1` and `2` should have the same length.' },
  evaluate([u, v, f], e) {
    if (!isArray(u!) || !isArray(v!)) return undefined;
    if (elements(u!)!.length !== elements(v!)!.length) return e.message('length', u!, v!);
    const product = (a: Expr, b: Expr): Expr => (f === undefined ? inner(a, b) : normal(f, a, b));
    return normal(S.Times, normal(S.Divide, product(v!, u!), product(v!, v!)), v!);
  },
  examples: {
    'Projection[{5, 6, 7}, {1, 0, 0}]': '{5, 0, 0}',
    'Projection[{1, 2}, {1, 1}]': '{3/2, 3/2}',
    'Projection[{1}, {1, 2}]': ['Projection[{1}, {1, 2}]', 'Projection::length'],
  },
});
export const VectorAngle = builtin('VectorAngle', {
  usage: 'VectorAngle[u, v] gives the angle between the vectors u and v.',
  arity: 2,
  packed: true,
  messages: { length: 'The vectors `1` and `2` should have the same length.' },
  evaluate([u, v], e) {
    if (!isArray(u!) || !isArray(v!)) return undefined;
    if (elements(u!)!.length !== elements(v!)!.length) return e.message('length', u!, v!);
    return normal(
      system('ArcCos'),
      normal(S.Divide, inner(u!, v!), normal(S.Times, normal(Norm.symbol, u!), normal(Norm.symbol, v!))),
    );
  },
  examples: {
    'VectorAngle[{1, 0}, {0, 1}]': 'Pi/2',
    'VectorAngle[{1, 0}, {-2, 0}]': 'Pi',
    'VectorAngle[{1}, {1, 2}]': ['VectorAngle[{1}, {1, 2}]', 'VectorAngle::length'],
  },
});

export const norms: readonly Builtin[] = [Norm, Normalize, Projection, VectorAngle];
