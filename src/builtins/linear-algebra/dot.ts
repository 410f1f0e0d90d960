/** Dot, Cross, KroneckerProduct, TensorProduct, Tr: products of vectors, matrices and arrays. */
import { type Expr, int, isCall, Kind, Normal, normal, Packed, Real } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { pack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { matrix, multiply as multiplyMatrices } from '../../numeric/linear-algebra/matrix.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { dimensionsOf } from '../lists/shape.ts';
import { sum } from '../lists/totals.ts';
import { add, isNumberExpr, multiply, type NumberExpr, ZERO } from '../values/number.ts';
import { elements, list, packedList, wholeOf } from '../values/sequences.ts';
import { determinantByMinors } from './elimination.ts';

export const isArray = (x: Expr): boolean => x.kind === Kind.Packed || isCall(x, S.List);

function largestOf(p: Packed): number {
  let size = 0;
  for (const x of p.data) size = Math.max(size, Math.abs(x));
  return size;
}

/** Packed arrays by one product of matrices; undefined when integers leave the safe range. */
function dotPacked(a: Packed, b: Packed): Expr | undefined {
  const inner = a.shape.at(-1)!;
  if (inner !== b.shape[0]) return undefined;
  const [rows, columns] = [a.data.length / inner, b.data.length / inner];
  const c = multiplyMatrices(
    matrix(rows, inner, a.data as Float64Array),
    matrix(inner, columns, b.data as Float64Array),
  );
  const whole = a.type === 'Integer' && b.type === 'Integer';
  const bound = whole ? Number.MAX_SAFE_INTEGER : Number.MAX_VALUE;
  // Partial sums are bounded by the sum of the sizes of the products.
  if (whole) {
    if (largestOf(a) * largestOf(b) * inner > bound) return undefined;
  } else if (!c.data.every((x) => Math.abs(x) <= bound)) return undefined;
  const shape = [...a.shape.slice(0, -1), ...b.shape.slice(1)];
  if (shape.length === 0) return whole ? int(c.data[0]!) : new Real(c.data[0]!);
  return new Packed(whole ? 'Integer' : 'Real64', shape, c.data);
}

/** Sum of products of corresponding elements, on numbers without the evaluator. */
function dotVectors(a: readonly Expr[], b: readonly Expr[], e: Evaluation): Expr {
  let total: NumberExpr = ZERO;
  let i = 0;
  for (; i < a.length && isNumberExpr(a[i]!) && isNumberExpr(b[i]!); i++)
    total = add(total, multiply(a[i] as NumberExpr, b[i] as NumberExpr));
  if (i === a.length) return total;
  return e.session.call(
    S.Plus,
    a.map((x, k) => e.session.call(S.Times, [x, b[k]!])),
  );
}

export function dot(a: Expr, b: Expr, e: Evaluation): Expr | undefined {
  const [p, q] = [a.kind === Kind.Packed ? a : pack(a), b.kind === Kind.Packed ? b : pack(b)];
  if (p !== undefined && q !== undefined) {
    const product = dotPacked(p, q);
    if (product !== undefined)
      return product.kind === Kind.Packed && p !== a && q !== b && product.data.length < 16
        ? list(elements(product)!)
        : product;
  }
  const [da, db] = [dimensionsOf(a), dimensionsOf(b)];
  if (da.length === 0 || db.length === 0 || da.at(-1) !== db[0]) return undefined;
  const rows = (x: Expr): readonly Expr[] => elements(x)!;
  // Columns of b at depth: b transposed so that its first axis comes last.
  const against = (row: readonly Expr[], cells: readonly Expr[], depth: number): Expr =>
    depth === 0
      ? dotVectors(row, cells, e)
      : packedList(
          rows(cells[0]!).map((_, j) =>
            against(
              row,
              cells.map((c) => rows(c)[j]!),
              depth - 1,
            ),
          ),
        );
  const cells = rows(b);
  const walk = (x: Expr, depth: number): Expr =>
    depth === 1 ? against(rows(x), cells, db.length - 1) : packedList(rows(x).map((y) => walk(y, depth - 1)));
  e.session.interrupts.poll();
  return walk(a, da.length);
}

export const Dot = builtin('Dot', {
  usage: 'a.b.c or Dot[a, b, c] gives products of vectors, matrices, and tensors.',
  attributes: Attribute.Flat | Attribute.OneIdentity,
  packed: true,
  messages: { dotsh: 'Tensors `1` and `2` have incompatible shapes.' },
  evaluate(args, e) {
    if (args.length === 1) return args[0];
    // Neighbours that are both arrays are multiplied; symbols stay where they are.
    const out: Expr[] = [];
    let changed = false;
    for (const x of args) {
      const before = out.at(-1);
      if (before === undefined || !isArray(before) || !isArray(x)) {
        out.push(x);
        continue;
      }
      const product = dot(before, x, e);
      if (product === undefined) return e.message('dotsh', before, x);
      out[out.length - 1] = product;
      changed = true;
    }
    if (!changed) return undefined;
    return out.length === 1 ? out[0] : new Normal(S.Dot, out);
  },
  examples: {
    '{1, 2, 3} . {4, 5, 6}': '32',
    '{{1, 2}, {3, 4}} . {x, y}': '{x + 2 y, 3 x + 4 y}',
    '{{1, 2}, {3, 4}} . {{0, 1}, {1, 0}}': '{{2, 1}, {4, 3}}',
    '{1., 2.} . {{1., 0.}, {0., 1.}}': '{1., 2.}',
    'a . b': 'a . b',
    '{1, 2} . {1, 2, 3}': ['{1, 2} . {1, 2, 3}', 'Dot::dotsh'],
  },
});

export const Cross = builtin('Cross', {
  usage:
    'Cross[a, b] gives the vector cross product of a and b.\nCross[v1, ..., v(n-1)] gives the vector of dimension n that is orthogonal to all of the vi.',
  packed: true,
  messages: {
    nonn1:
      'The arguments are expected to be vectors of equal length, and the number of arguments is expected to be 1 less than their length.',
  },
  evaluate(args, e) {
    const rows = args.map((a) => (isArray(a) ? elements(a)! : undefined));
    if (args.length > 0 && rows.some((r) => r === undefined))
      return rows.some((r) => r !== undefined) ? e.message('nonn1') : undefined;
    if (args.length === 0 || rows.some((r) => r!.length !== args.length + 1 || r!.some(isArray)))
      return e.message('nonn1');
    const n = args.length + 1;
    const vectors = rows as (readonly Expr[])[];
    const minor = (j: number): Expr =>
      determinantByMinors(
        vectors.map((r) => r.filter((_, k) => k !== j)),
        e,
      );
    // The sign of the component makes {vectors, result} right-handed.
    return list(
      Array.from({ length: n }, (_, j) =>
        (n - 1 + j) % 2 === 0 ? minor(j) : e.evaluate(normal(S.Times, int(-1), minor(j))),
      ),
    );
  },
  examples: {
    'Cross[{1, 0, 0}, {0, 1, 0}]': '{0, 0, 1}',
    'Cross[{a, b, c}, {x, y, z}]': '{-c y + b z, c x - a z, -b x + a y}',
    'Cross[{1, 2}]': '{-2, 1}',
    'Cross[{1, 2}, {3, 4}]': ['Cross[{1, 2}, {3, 4}]', 'Cross::nonn1'],
  },
});

/** Every element of the first with all of the second, in blocks. */
function kronecker(a: Expr, b: Expr, e: Evaluation): Expr | undefined {
  const [da, db] = [dimensionsOf(a), dimensionsOf(b)];
  if (da.length === 0 || da.length !== db.length) return undefined;
  const at = (x: Expr, y: Expr, depth: number): Expr => {
    if (depth === 0) return e.session.call(S.Times, [x, y]);
    return packedList(elements(x)!.flatMap((p) => elements(y)!.map((q) => at(p, q, depth - 1))));
  };
  return at(a, b, da.length);
}
export const KroneckerProduct = builtin('KroneckerProduct', {
  usage:
    'KroneckerProduct[m1, m2, ...] constructs the Kronecker product of the arrays mi; that of vectors is their outer product.',
  packed: true,
  messages: { shape: 'The arguments `1` and `2` should be arrays of the same depth.' },
  evaluate([first, ...rest], e) {
    if (first === undefined) return undefined;
    const vectors = [first, ...rest].every((m) => isArray(m) && dimensionsOf(m).length === 1);
    if (vectors && rest.length > 0) return e.evaluate(normal(system('Outer'), S.Times, first, ...rest));
    let product: Expr = first;
    for (const m of rest) {
      const next: Expr | undefined = isArray(product) && isArray(m) ? kronecker(product, m, e) : undefined;
      if (next === undefined) return e.message('shape', product, m);
      product = next;
    }
    return product;
  },
  examples: {
    'KroneckerProduct[{{1, 2}, {3, 4}}, {{0, 1}}]': '{{0, 1, 0, 2}, {0, 3, 0, 4}}',
    'KroneckerProduct[{a, b}, {x, y}]': '{{a x, a y}, {b x, b y}}',
    'KroneckerProduct[{1}, x]': ['KroneckerProduct[{1}, x]', 'KroneckerProduct::shape'],
  },
});
export const TensorProduct = builtin('TensorProduct', {
  usage:
    'TensorProduct[t1, t2, ...] represents the tensor product of the ti: for arrays all products of their elements.',
  attributes: Attribute.Flat | Attribute.OneIdentity,
  packed: true,
  evaluate(args) {
    if (args.length === 0) return int(1);
    if (args.length === 1) return args[0];
    return args.every(isArray) ? normal(system('Outer'), S.Times, ...args) : undefined;
  },
  examples: {
    'TensorProduct[{a, b}, {x, y}]': '{{a x, a y}, {b x, b y}}',
    'TensorProduct[a, b]': 'TensorProduct[a, b]',
    'TensorProduct[]': '1',
  },
});

/** Elements whose indices are all equal. */
function diagonalOf(x: Expr, depth: number): Expr[] {
  const n = Math.min(...dimensionsOf(x).slice(0, depth));
  return Array.from({ length: n }, (_, i) => {
    let y = x;
    for (let k = 0; k < depth; k++) y = elements(y)![i]!;
    return y;
  });
}
export const Tr = builtin('Tr', {
  usage:
    'Tr[list] finds the trace of the matrix or tensor list.\nTr[list, f] finds a generalized trace, combining terms with f instead of Plus.\nTr[list, f, n] goes down to level n.',
  arity: [1, 3],
  packed: true,
  messages: { rect: 'A rectangular array is expected instead of `1`.' },
  evaluate([x, f, level], e) {
    if (!isArray(x!)) return f === undefined ? x : normal(f, x!);
    const dims = dimensionsOf(x!);
    const depth = level === undefined ? dims.length : wholeOf(level);
    if (depth === undefined || depth < 1 || depth > dims.length) return e.message('rect', x!);
    const diagonal = diagonalOf(x!, depth);
    return f === undefined ? sum(diagonal, e) : new Normal(f, diagonal);
  },
  examples: {
    'Tr[{{1, 2}, {3, 4}}]': '5',
    'Tr[{{a, b}, {c, d}}, List]': '{a, d}',
    'Tr[{a, b}]': 'a + b',
    'Tr[{{1, 2}}, Plus, 3]': ['Tr[{{1, 2}}, Plus, 3]', 'Tr::rect'],
  },
});

export const dots: readonly Builtin[] = [Dot, Cross, KroneckerProduct, TensorProduct, Tr];
