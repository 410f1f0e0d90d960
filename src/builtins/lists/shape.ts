/** Dimensions, ArrayDepth, ArrayQ, VectorQ, MatrixQ, TensorRank: the shape of nested lists. */
import { type Expr, int, isCall, Kind, type Normal } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { bool, elements, list, wholeOf } from '../values/sequences.ts';

/** Lengths of the levels to which an expression is a full array of one head; [] for atoms. */
export function dimensionsOf(x: Expr, head: Expr = S.List, most = Number.POSITIVE_INFINITY): number[] {
  if (x.kind === Kind.Packed) return head === S.List ? x.shape.slice(0, most) : [];
  if (x.kind === Kind.Association && head === S.List) return [x.size];
  if (most === 0 || x.kind !== Kind.Normal || !same(x.head, head)) return [];
  const [first, ...rest] = x.args;
  if (first === undefined) return [0];
  let inner = dimensionsOf(first, head, most - 1);
  for (const a of rest) {
    if (inner.length === 0) break;
    const other = dimensionsOf(a, head, inner.length);
    let k = 0;
    while (k < inner.length && inner[k] === other[k]) k++;
    inner = inner.slice(0, k);
  }
  return [x.args.length, ...inner];
}

/** Length and width of a list of equally long lists; undefined for everything else. */
export function matrixShape(x: Expr): readonly [rows: number, columns: number] | undefined {
  const d = dimensionsOf(x, S.List, 2);
  return d.length === 2 && x.kind !== Kind.Association ? [d[0]!, d[1]!] : undefined;
}

export const Dimensions = builtin('Dimensions', {
  usage:
    'Dimensions[expr] gives a list of the dimensions of expr.\nDimensions[expr, n] gives a list of the dimensions of expr down to level n.',
  arity: [1, 2],
  packed: true,
  borrows: true,
  options: { AllowedHeads: 'Automatic' },
  evaluate([x, n], e, options) {
    const most = n === undefined ? Number.POSITIVE_INFINITY : (wholeOf(n) ?? Number.POSITIVE_INFINITY);
    const heads = options.get('AllowedHeads');
    if (heads !== S.Automatic) return e.message('bdomv', heads, S.Automatic);
    const head = x!.kind === Kind.Normal ? headOf(x!) : S.List;
    return list(dimensionsOf(x!, head, most).map((d) => int(d)));
  },
  examples: {
    'Dimensions[{{1, 2, 3}, {4, 5, 6}}]': '{2, 3}',
    'Dimensions[{{1, 2}, {3}}]': '{2}',
    'Dimensions[f[f[x], f[y]]]': '{2, 1}',
    'Dimensions[x]': '{}',
    'Dimensions[{{{1}}}, 2]': '{1, 1}',
    'Dimensions[]': ['Dimensions[]', 'Dimensions::argt'],
  },
});

export const ArrayDepth = builtin('ArrayDepth', {
  usage:
    'ArrayDepth[expr] gives the depth to which expr is a full array, with all the parts at a particular level being lists of the same length.',
  arity: 1,
  packed: true,
  borrows: true,
  evaluate: ([x]) => int(dimensionsOf(x!).length),
  examples: {
    'ArrayDepth[{{1, 2}, {3, 4}}]': '2',
    'ArrayDepth[{{1, 2}, {3}}]': '1',
    'ArrayDepth[x]': '0',
    'ArrayDepth[x, y]': ['ArrayDepth[x, y]', 'ArrayDepth::argx'],
  },
});
export const TensorRank = builtin('TensorRank', {
  usage: 'TensorRank[tensor] gives the rank of a full array.',
  arity: 1,
  packed: true,
  evaluate: ([x]) => (x!.kind === Kind.Symbol ? undefined : int(dimensionsOf(x!).length)),
  examples: { 'TensorRank[{{1, 2}, {3, 4}}]': '2', 'TensorRank[]': ['TensorRank[]', 'TensorRank::argx'] },
});
export const TensorDimensions = builtin('TensorDimensions', {
  usage: 'TensorDimensions[tensor] gives the list of dimensions of a full array.',
  arity: 1,
  packed: true,
  evaluate: ([x]) => (x!.kind === Kind.Symbol ? undefined : list(dimensionsOf(x!).map((d) => int(d)))),
  examples: {
    'TensorDimensions[{{1, 2}, {3, 4}}]': '{2, 2}',
    'TensorDimensions[]': ['TensorDimensions[]', 'TensorDimensions::argx'],
  },
});

/** Every element at this depth passes the test; packed arrays with no test pass as they are. */
function elementsPass(x: Expr, depth: number, test: Expr | undefined, e: Evaluation): boolean {
  if (test === undefined) return true;
  if (
    x.kind === Kind.Packed &&
    depth === x.shape.length &&
    NUMBER_TESTS.has(test.kind === Kind.Symbol ? test.name : '')
  )
    return true;
  const apply = e.session.applier(test);
  const walk = (y: Expr, k: number): boolean =>
    k === 0 ? apply(y) === S.True : (elements(y) ?? []).every((z) => walk(z, k - 1));
  return walk(x, depth);
}
const NUMBER_TESTS = new Set(['NumberQ', 'NumericQ', 'AtomQ', 'RealValuedNumberQ']);

const isList = (x: Expr): boolean => x.kind === Kind.Packed || isCall(x, S.List);

export const VectorQ = builtin('VectorQ', {
  usage:
    'VectorQ[expr] gives True if expr is a list, none of whose elements are themselves lists, and gives False otherwise.\nVectorQ[expr, test] gives True only if test yields True when applied to each of the elements in expr.',
  arity: [1, 2],
  packed: true,
  borrows: true,
  evaluate([x, test], e) {
    if (!isList(x!)) return S.False;
    if (x!.kind === Kind.Packed) return bool(x!.shape.length === 1 && elementsPass(x!, 1, test, e));
    if (test !== undefined) return bool(elementsPass(x!, 1, test, e));
    return bool(!(x as Normal).args.some(isList));
  },
  examples: {
    'VectorQ[{a, b}]': 'True',
    'VectorQ[{a, {b}}]': 'False',
    'VectorQ[{1, 2}, NumberQ]': 'True',
    'VectorQ[x]': 'False',
    'VectorQ[]': ['VectorQ[]', 'VectorQ::argt'],
  },
});
export const MatrixQ = builtin('MatrixQ', {
  usage:
    'MatrixQ[expr] gives True if expr is a list of lists that can represent a matrix, and gives False otherwise.\nMatrixQ[expr, test] gives True only if test yields True when applied to each of the matrix elements in expr.',
  arity: [1, 2],
  packed: true,
  borrows: true,
  evaluate([x, test], e) {
    const d = isList(x!) ? dimensionsOf(x!) : [];
    if (d.length < 2 || (d.length > 2 && test === undefined)) return S.False;
    if (test === undefined && x!.kind !== Kind.Packed && hasListsAt(x!, 2)) return S.False;
    return bool(elementsPass(x!, 2, test, e));
  },
  examples: {
    'MatrixQ[{{1, 2}, {3, 4}}]': 'True',
    'MatrixQ[{{1, 2}, {3}}]': 'False',
    'MatrixQ[{{{1, 1}, {0, 1}}, {a, b}}]': 'False',
    'MatrixQ[{{1, x}}, NumberQ]': 'False',
    'MatrixQ[]': ['MatrixQ[]', 'MatrixQ::argt'],
  },
});
export const ArrayQ = builtin('ArrayQ', {
  usage:
    'ArrayQ[expr] gives True if expr is a full array, and gives False otherwise.\nArrayQ[expr, patt] requires expr to be a full array with a depth that matches the pattern patt.\nArrayQ[expr, patt, test] requires also that test yield True when applied to each of the array elements in expr.',
  arity: [1, 3],
  packed: true,
  borrows: true,
  evaluate([x, depths, test], e) {
    if (!isList(x!)) return S.False;
    const depth = dimensionsOf(x!).length;
    if (depths !== undefined && !e.session.rules.matcher(depths)(int(depth))) return S.False;
    if (x!.kind !== Kind.Packed && hasListsAt(x!, depth)) return S.False;
    return bool(elementsPass(x!, depth, test, e));
  },
  examples: {
    'ArrayQ[{{1, 2}, {3, 4}}]': 'True',
    'ArrayQ[{{1, 2}, {3}}]': 'False',
    'ArrayQ[{1, 2}, 2]': 'False',
    'ArrayQ[{{1, 2}}, 1 | 2, NumberQ]': 'True',
    'ArrayQ[]': ['ArrayQ[]', 'ArrayQ::argb'],
  },
});
/** Lists below the depth to which all dimensions agree: no full array. */
function hasListsAt(x: Expr, depth: number): boolean {
  if (depth === 0) return isList(x);
  return (elements(x) ?? []).some((y) => hasListsAt(y, depth - 1));
}

export const shapes: readonly Builtin[] = [
  Dimensions,
  ArrayDepth,
  TensorRank,
  TensorDimensions,
  VectorQ,
  MatrixQ,
  ArrayQ,
];
