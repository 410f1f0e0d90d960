/** Range, Array, ConstantArray, Subdivide, PowerRange: lists made by a rule. */
import { type Expr, int, isCall, Kind, normal, Packed, Real } from '../../expr/expr.ts';
import { PACK_THRESHOLD, packIntegers, packReals, sizeOf } from '../../expr/packed.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { tabulated } from '../../pace.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { shapeOf } from '../random/arrays.ts';
import { Collected } from '../values/collected.ts';
import {
  addReal,
  divideReal,
  isNumberExpr,
  isZero,
  multiplyReal,
  negateReal,
  ONE,
  sign,
  toDouble,
} from '../values/number.ts';
import { approximation } from '../values/numerical.ts';
import { elements, fits, LARGEST_ARRAY, list, packedList, repeated, wholeOf } from '../values/sequences.ts';

type RealNumberExpr = Parameters<typeof toDouble>[0];
const isRealNumber = (x: Expr): x is RealNumberExpr => isNumberExpr(x) && x.kind !== Kind.Complex;

function integerRange(from: number, to: number, step: number): Expr {
  const n = Math.max(0, Math.floor((to - from) / step) + 1);
  if (n < PACK_THRESHOLD) return list(Array.from({ length: n }, (_, i) => int(from + i * step)));
  return packIntegers(tabulated(n, (i) => from + i * step));
}

function range(from: Expr, to: Expr, step: Expr, e: Evaluation, args: readonly Expr[]): Expr | undefined {
  const [a, b, s] = [wholeOf(from), wholeOf(to), wholeOf(step)];
  if (s === 0 || isZero(step)) return e.message('infy', normal(S.HoldForm, normal(S.Divide, to, step)));
  if (a !== undefined && b !== undefined && s !== undefined) {
    if (!fits((b - a) / s, e)) return undefined;
    return integerRange(a, b, s);
  }
  const bad = (): undefined => e.message('range', normal(e.symbol, ...args));
  const difference = e.evaluate(normal(S.Divide, normal(S.Subtract, to, from), step));
  const steps = approximation(difference, e);
  if (steps === undefined || !isRealNumber(steps)) return bad();
  // Rounding may leave the last step a few units short.
  const n = Math.floor(toDouble(steps) + 1e-10) + 1;
  if (Number.isNaN(n)) return bad();
  if (!fits(n, e)) return undefined;
  if (n <= 0) return list([]);
  const machine = [from, to, step].some((x) => x.kind === Kind.Real);
  if (machine && isRealNumber(from) && isRealNumber(step)) {
    const [x, d] = [toDouble(from), toDouble(step)];
    const data = tabulated(n, (i) => x + i * d);
    // An exact start and step stay exact: only the end was a machine number.
    if (from.kind === Kind.Real || step.kind === Kind.Real)
      return n < PACK_THRESHOLD ? list(Array.from(data, (v) => new Real(v))) : packReals(data);
  }
  if (isRealNumber(from) && isRealNumber(step)) {
    const out: Expr[] = [];
    for (let i = 0; i < n; i++) out.push(addReal(from, multiplyReal(int(i), step)));
    return packedList(out);
  }
  return list(Array.from({ length: n }, (_, i) => normal(S.Plus, from, normal(S.Times, int(i), step))));
}

export const Range = builtin('Range', {
  usage:
    'Range[n] generates the list {1, 2, ..., n}.\nRange[imin, imax] generates the list {imin, ..., imax}.\nRange[imin, imax, di] uses step di.',
  attributes: Attribute.Listable,
  arity: [1, 3],
  messages: { range: 'Range specification in `1` does not have appropriate bounds.' },
  evaluate(args, e) {
    if (args.length === 1) return range(ONE, args[0]!, ONE, e, args);
    return range(args[0]!, args[1]!, args[2] ?? ONE, e, args);
  },
  examples: {
    'Range[10^9]': ['Range[1000000000]', 'Range::nomem'],
    'Range[4]': '{1, 2, 3, 4}',
    'Range[2, 8, 3]': '{2, 5, 8}',
    'Range[0, 1, 1/4]': '{0, 1/4, 1/2, 3/4, 1}',
    'Range[1., 2., 0.5]': '{1., 1.5, 2.}',
    'Range[{2, 3}]': '{{1, 2}, {1, 2, 3}}',
    'Range[x, x + 2]': '{x, 1 + x, 2 + x}',
    'Range[5, 1, -2]': '{5, 3, 1}',
    'Range[a]': ['Range[a]', 'Range::range'],
  },
});

/** The nested list of f at each position; `at` are the coordinates chosen so far. */
function arrayBy(
  f: (coordinates: readonly Expr[]) => Expr,
  axes: readonly (readonly Expr[])[],
  head: Expr,
  at: readonly Expr[],
): Expr {
  const [axis, ...rest] = axes;
  if (axis === undefined) return f(at);
  const out = new Collected();
  for (const x of axis) out.add(arrayBy(f, rest, head, [...at, x]));
  return head === S.List ? out.list : out.under(head);
}

export const Array_ = builtin('Array', {
  usage:
    'Array[f, n] generates a list of length n, with elements f[i].\nArray[f, n, r] generates a list using the index origin r.\nArray[f, n, {a, b}] generates a list using n values from a to b.\nArray[f, {n1, n2, ...}] generates an n1 × n2 × ... array of nested lists.\nArray[f, dims, origin, h] uses head h, rather than List, for each level of the array.',
  arity: [2, 4],
  messages: {
    plen: '`1` and `2` should have the same length.',
    ilsnn: 'Single or list of non-negative integers expected at position `1`.',
  },
  evaluate([f, dimensions, origin = ONE, head = S.List], e) {
    const shape = shapeOf(dimensions);
    if (shape === undefined) return e.message('ilsnn', int(2));
    if (!fits(sizeOf(shape), e)) return undefined;
    const single = wholeOf(dimensions) !== undefined;
    const origins = single || !isCall(origin, S.List) ? shape.map(() => origin) : elements(origin)!;
    if (origins.length !== shape.length) return e.message('plen', dimensions!, origin);
    const axes = shape.map((n, k) => {
      const o = origins[k]!;
      return isCall(o, S.List) && o.args.length === 2
        ? subdivided(o.args[0]!, o.args[1]!, Math.max(1, n - 1), e).slice(0, n)
        : Array.from({ length: n }, (_, i) => e.evaluate(normal(S.Plus, o, int(i))));
    });
    const apply = e.session.applier(f!);
    return arrayBy((at) => apply(...at), axes, head, []);
  },
  examples: {
    'Array[f, 3]': '{f[1], f[2], f[3]}',
    'Array[f, {2, 2}]': '{{f[1, 1], f[1, 2]}, {f[2, 1], f[2, 2]}}',
    'Array[f, 2, 0]': '{f[0], f[1]}',
    'Array[f, 3, {0, 1}]': '{f[0], f[1/2], f[1]}',
    'Array[f, 2, 1, Plus]': 'f[1] + f[2]',
    'Array[f, -1]': ['Array[f, -1]', 'Array::ilsnn'],
    'Array[f, {2, 2}, {1, 1, 1}]': ['Array[f, {2, 2}, {1, 1, 1}]', 'Array::plen'],
  },
});

export const ConstantArray = builtin('ConstantArray', {
  usage:
    'ConstantArray[c, n] generates a list of n copies of the element c.\nConstantArray[c, {n1, n2, ...}] generates an n1 × n2 × ... array of nested lists containing copies of the element c.',
  arity: 2,
  packed: true,
  messages: { ilsmn: 'Single or list of non-negative machine-sized integers expected at position `1` of `2`.' },
  evaluate([c, dimensions], e) {
    const shape = shapeOf(dimensions);
    if (shape !== undefined && !fits(sizeOf(shape), e)) return undefined;
    if (shape === undefined) return e.message('ilsmn', int(2), normal(e.symbol, c!, dimensions!));
    const value = c!.kind === Kind.Real || c!.kind === Kind.Integer ? c!.value : undefined;
    if (typeof value === 'number' && shape.length > 0 && sizeOf(shape) >= PACK_THRESHOLD)
      return new Packed(
        c!.kind === Kind.Real ? 'Real64' : 'Integer',
        shape,
        tabulated(sizeOf(shape), () => value),
      );
    return shape.reduceRight<Expr>((x, n) => list(repeated(x, n)), c!);
  },
  examples: {
    'ConstantArray[0, 3]': '{0, 0, 0}',
    'ConstantArray[x, {2, 2}]': '{{x, x}, {x, x}}',
    'ConstantArray[0, -1]': ['ConstantArray[0, -1]', 'ConstantArray::ilsmn'],
  },
});

/** n + 1 values from a to b, exact for exact ends. */
function subdivided(a: Expr, b: Expr, n: number, e: Evaluation): Expr[] {
  if (isRealNumber(a) && isRealNumber(b)) {
    const difference = addReal(b, negateReal(a));
    return Array.from({ length: n + 1 }, (_, i) => {
      if (i === 0 && a.kind === b.kind) return a;
      if (i === n && a.kind === b.kind) return b;
      return addReal(a, divideReal(multiplyReal(int(i), difference), int(n))!);
    });
  }
  const step = normal(S.Divide, normal(S.Subtract, b, a), int(n));
  return Array.from({ length: n + 1 }, (_, i) => e.evaluate(normal(S.Plus, a, normal(S.Times, int(i), step))));
}

export const Subdivide = builtin('Subdivide', {
  usage:
    'Subdivide[n] generates the list {0, 1/n, 2/n, ..., 1}.\nSubdivide[xmax, n] generates the list of values obtained by subdividing the interval 0 to xmax into n equal parts.\nSubdivide[xmin, xmax, n] generates the list of values from subdividing the interval xmin to xmax.',
  arity: [1, 3],
  evaluate(args, e) {
    const n = wholeOf(args.at(-1));
    if (n === undefined || n < 1 || n > LARGEST_ARRAY)
      return e.message('intpm', normal(e.symbol, ...args), int(args.length));
    const from = args.length === 3 ? args[0]! : int(0);
    const to = args.length === 1 ? ONE : args[args.length - 2]!;
    return packedList(subdivided(from, to, n, e));
  },
  messages: { intpm: 'Positive machine-sized integer expected at position `2` in `1`.' },
  examples: {
    'Subdivide[4]': '{0, 1/4, 1/2, 3/4, 1}',
    'Subdivide[0., 1., 2]': '{0., 0.5, 1.}',
    'Subdivide[a, b, 2]': '{a, a + (-a + b)/2, b}',
    'Subdivide[0]': ['Subdivide[0]', 'Subdivide::intpm'],
  },
});

export const PowerRange = builtin('PowerRange', {
  usage:
    'PowerRange[a, b] generates the list {a, 10 a, 100 a, ...} up to b.\nPowerRange[a, b, r] uses the factor r instead of 10.',
  attributes: Attribute.Listable,
  arity: [2, 3],
  messages: { range: 'Range specification in `1` does not have appropriate bounds.' },
  evaluate(args, e) {
    const [a, b, r = int(10)] = args;
    if (!isRealNumber(a!) || !isRealNumber(b!) || !isRealNumber(r) || sign(a!) <= 0 || sign(r) <= 0 || same(r, ONE))
      return e.message('range', normal(e.symbol, ...args));
    const up = toDouble(r) > 1;
    const out: Expr[] = [];
    for (
      let x: RealNumberExpr = a!;
      up === sign(addReal(b!, negateReal(x))) > 0 || same(x, b!);
      x = multiplyReal(x, r)
    ) {
      out.push(x);
      if (out.length > 100_000) return e.message('range', normal(e.symbol, ...args));
    }
    return packedList(out);
  },
  examples: {
    'PowerRange[1, 1000]': '{1, 10, 100, 1000}',
    'PowerRange[1, 20, 3]': '{1, 3, 9}',
    'PowerRange[0, 5]': ['PowerRange[0, 5]', 'PowerRange::range'],
  },
});

export const construct: readonly Builtin[] = [Range, Array_, ConstantArray, Subdivide, PowerRange];
