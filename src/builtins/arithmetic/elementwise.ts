/** Elementwise work on packed arrays: one loop over typed data, integers checked for overflow. */
import { type Expr, Kind, Packed } from '../../expr/expr.ts';
import { allPass, inChunks, mapped } from '../../pace.ts';

type Binary = (a: number, b: number) => number;

const isScalar = (e: Expr): e is Expr & { readonly value: number } =>
  e.kind === Kind.Real || (e.kind === Kind.Integer && typeof e.value === 'number');

const isReal = (e: Expr): boolean => e.kind === Kind.Real || (e.kind === Kind.Packed && e.type !== 'Integer');

const sameShape = (a: Packed, b: Packed): boolean =>
  a.shape.length === b.shape.length && a.shape.every((n, i) => n === b.shape[i]);

/** undefined when the operands do not fit one loop (other shapes, other kinds, integers that leave the safe range). */
export function elementwise(a: Expr, b: Expr, f: Binary): Packed | undefined {
  const real = isReal(a) || isReal(b);
  const model = a.kind === Kind.Packed ? a : b.kind === Kind.Packed ? b : undefined;
  if (model === undefined) return undefined;
  if (a.kind === Kind.Packed && b.kind === Kind.Packed && !sameShape(a, b)) return undefined;
  if ((a.kind !== Kind.Packed && !isScalar(a)) || (b.kind !== Kind.Packed && !isScalar(b))) return undefined;
  const out = new Float64Array(model.data.length);
  const x = a.kind === Kind.Packed ? a.data : a.value;
  const y = b.kind === Kind.Packed ? b.data : b.value;
  inChunks(out.length, (from, to) => {
    if (typeof x === 'number') for (let i = from; i < to; i++) out[i] = f(x, (y as Float64Array)[i]!);
    else if (typeof y === 'number') for (let i = from; i < to; i++) out[i] = f(x[i]!, y);
    else for (let i = from; i < to; i++) out[i] = f(x[i]!, y[i]!);
  });
  return finished(out, model.shape, real);
}

/** A fraction times whole numbers that it divides; undefined for everything else. */
export function scaled(a: Expr, b: Expr): Packed | undefined {
  if (a.kind !== Kind.Rational || b.kind !== Kind.Packed || b.type !== 'Integer') return undefined;
  const { num, den } = a;
  if (typeof num !== 'number' || typeof den !== 'number') return undefined;
  const { data } = b;
  // Most arrays have an element that shows it at once.
  if (!allPass(data, (x) => x % den === 0)) return undefined;
  return finished(
    mapped(data, (x) => (x / den) * num),
    b.shape,
    false,
  );
}

/** Reals must be finite, integers safe: everything else needs the general way with its messages. */
function finished(out: Float64Array, shape: readonly number[], real: boolean): Packed | undefined {
  const bound = real ? Number.MAX_VALUE : Number.MAX_SAFE_INTEGER;
  if (!allPass(out, (x) => x <= bound && x >= -bound)) return undefined;
  return new Packed(real ? 'Real64' : 'Integer', shape, out);
}

/** f on every element; the result is real unless `keepsIntegers`. */
export function mapPacked(p: Packed, f: (x: number) => number, keepsIntegers: boolean): Packed | undefined {
  return finished(mapped(p.data, f), p.shape, !(keepsIntegers && p.type === 'Integer'));
}
