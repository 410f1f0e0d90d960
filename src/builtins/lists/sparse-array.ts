/** SparseArray, ArrayRules, Band, SparseArrayQ: arrays given by the positions of their elements. */
import { type Expr, int, isCall, Kind, Normal, normal, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { sizeOf } from '../../expr/packed.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { shapeOf } from '../random/arrays.ts';
import { bool, elements, fits, list, wholeOf } from '../values/sequences.ts';
import {
  denseOf,
  flatPosition,
  isSparse,
  readSparse,
  type Sparse,
  SparseArrayHead,
  sparseExpr,
} from '../values/sparse.ts';
import { dimensionsOf } from './shape.ts';
import { sparseProperty } from './sparse-properties.ts';

const BandHead = system('Band');

function fromDense(x: Expr, other: Expr): Sparse {
  const shape = dimensionsOf(x);
  const entries: { at: number[]; value: Expr }[] = [];
  const walk = (y: Expr, at: readonly number[]): void => {
    if (at.length === shape.length) {
      if (!same(y, other)) entries.push({ at: at.slice(), value: y });
      return;
    }
    elements(y)!.forEach((z, i) => {
      walk(z, [...at, i + 1]);
    });
  };
  walk(x, []);
  return { shape, other, entries };
}

/** Positions {i, j, ...} of Band[start] or Band[start, end], step by step along the diagonal. */
function bandPositions(band: Normal, shape: readonly number[]): number[][] | undefined {
  const start = elements(band.args[0]!)?.map(wholeOf);
  const end = band.args[1] === undefined ? shape.slice() : elements(band.args[1])?.map(wholeOf);
  if (
    start?.length !== shape.length ||
    end?.length !== shape.length ||
    ![...start, ...end].every((i) => i !== undefined)
  )
    return undefined;
  const [from, to] = [start, end].map((p) => p.map((i, k) => (i! < 0 ? shape[k]! + i! + 1 : i!)));
  const out: number[][] = [];
  for (let at = from!; at.every((i, k) => i >= 1 && i <= to![k]! && i <= shape[k]!); at = at.map((i) => i + 1))
    out.push(at);
  return out;
}

/** Positions that the left side of a rule names; undefined when it is a pattern. */
function explicit(left: Expr): number[] | undefined {
  const n = wholeOf(left);
  if (n !== undefined) return [n];
  const at = isCall(left, S.List) || left.kind === Kind.Packed ? elements(left)!.map(wholeOf) : undefined;
  return at !== undefined && at.length > 0 && at.every((i) => i !== undefined) ? at : undefined;
}

/** Where a band of listed values ends. */
function bandCorner(r: Normal): number[] | undefined {
  const [band, values] = r.args as [Expr, Expr];
  if (!isCall(band, BandHead) || band.args.length !== 1 || !(isCall(values, S.List) || values.kind === Kind.Packed))
    return undefined;
  return explicit(band.args[0]!)?.map((i) => i + elements(values)!.length - 1);
}

function fromRules(
  rules: readonly Normal[],
  dimensions: Expr | undefined,
  other: Expr,
  e: Evaluation,
): Sparse | undefined {
  const known = rules.map((r) => explicit(r.args[0]!));
  const given = dimensions === undefined || dimensions === S.Automatic ? undefined : shapeOf(dimensions);
  if (dimensions !== undefined && dimensions !== S.Automatic && given === undefined)
    return e.message('dims', dimensions);
  const corners = rules.map((r, i) => known[i] ?? bandCorner(r));
  const depth = corners.find((p) => p !== undefined)?.length ?? 0;
  const shape = given ?? Array.from({ length: depth }, (_, k) => Math.max(...corners.map((p) => p?.[k] ?? 0)));
  if (shape.length === 0 || (given === undefined && corners.includes(undefined)))
    return e.message('dims', dimensions ?? S.Automatic);
  if (!fits(sizeOf(shape), e)) return undefined;
  // The first rule that names a position wins.
  const found = new Map<number, { at: number[]; value: Expr }>();
  const put = (at: number[], value: Expr): void => {
    const k = flatPosition(at, shape);
    if (!found.has(k)) found.set(k, { at, value });
  };
  const value = (r: Normal): Expr => (r.head === S.RuleDelayed ? e.evaluate(r.args[1]!) : r.args[1]!);
  for (let k = 0; k < rules.length; k++) {
    const r = rules[k]!;
    const at = known[k];
    if (at !== undefined) {
      const inside = at.map((i, axis) => (i < 0 ? (shape[axis] ?? 0) + i + 1 : i));
      if (at.length !== shape.length || inside.some((i, axis) => i < 1 || i > shape[axis]!))
        return e.message('posr', r, list(shape.map((d) => int(d))));
      put(inside, value(r));
    } else if (isCall(r.args[0]!, BandHead)) {
      const band = bandPositions(r.args[0]!, shape);
      if (band === undefined) return e.message('posr', r, list(shape.map((d) => int(d))));
      const v = value(r);
      const items = isCall(v, S.List) || v.kind === Kind.Packed ? elements(v) : undefined;
      band.forEach((p, i) => {
        if (items === undefined || i < items.length) put(p, items === undefined ? v : items[i]!);
      });
    } else putMatches(r, shape, put, e);
  }
  return { shape, other, entries: [...found.values()] };
}

/** Every position of the array that matches the pattern. */
function putMatches(
  r: Normal,
  shape: readonly number[],
  put: (at: number[], value: Expr) => void,
  e: Evaluation,
): void {
  const rewrite = e.session.rules.rewriter(r);
  const walk = (at: readonly number[]): void => {
    if (at.length < shape.length) {
      for (let i = 1; i <= shape[at.length]!; i++) walk([...at, i]);
      return;
    }
    const v = rewrite(list(at.map((i) => int(i)))) ?? (at.length === 1 ? rewrite(int(at[0]!)) : undefined);
    if (v !== undefined) put(at.slice(), e.evaluate(v));
  };
  walk([]);
}

/** {p1, p2, ...} -> {v1, v2, ...} as single rules. */
function rulesOf(x: Expr): Normal[] | undefined {
  if (isRule(x)) {
    const positions = elements(x.args[0]);
    const values = isCall(x.args[1], S.List) || x.args[1].kind === Kind.Packed ? elements(x.args[1]) : undefined;
    if (
      positions !== undefined &&
      values?.length === positions.length &&
      positions.every((p) => explicit(p) !== undefined && wholeOf(p) === undefined)
    )
      return positions.map((p, i) => normal(S.Rule, p, values[i]!));
    if (
      positions?.length &&
      values === undefined &&
      positions.every((p) => explicit(p) !== undefined && wholeOf(p) === undefined)
    )
      return positions.map((p) => normal(x.head, p, x.args[1]));
    return [x as unknown as Normal];
  }
  const items = isCall(x, S.List) ? x.args : undefined;
  return items?.every(isRule) ? (items as unknown as Normal[]).slice() : undefined;
}

/** Functions whose values are sparse arrays again when they are arrays. */
const KEEPS = new Set<Sym>([
  S.Plus,
  S.Times,
  S.Power,
  S.Dot,
  S.Part,
  ...['Transpose', 'Subtract', 'Divide', 'Minus', 'ConjugateTranspose', 'Conjugate', 'N'].map(system),
]);
/** Functions that work on the full array. */
const OPENS = new Set<Sym>(
  'Normal Length Dimensions ArrayDepth Total Map MatrixQ VectorQ ArrayQ SquareMatrixQ SymmetricMatrixQ HermitianMatrixQ DiagonalMatrixQ UpperTriangularMatrixQ Det Inverse LinearSolve Tr Diagonal Eigenvalues Eigenvectors Eigensystem MatrixRank NullSpace RowReduce MatrixPower Norm Max Min Mean Flatten First Last Rest Most Take Drop Join Reverse Position Cases Count MemberQ MatrixExp SingularValueList SingularValueDecomposition QRDecomposition LUDecomposition CholeskyDecomposition Accumulate Abs Select Apply Outer KroneckerProduct Equal MatrixForm TableForm ArrayPlot MatrixPlot'
    .split(' ')
    .map(system),
);

export const SparseArray = builtin('SparseArray', {
  usage:
    'SparseArray[{pos1 -> v1, pos2 -> v2, ...}] yields an array with values vi at positions posi and zeros elsewhere; positions may be patterns or Band[...].\nSparseArray[list] yields a sparse array version of list.\nSparseArray[data, {d1, d2, ...}] yields a d1 × d2 × ... array.\nSparseArray[data, dims, val] takes unspecified elements to have value val.',
  arity: [1, 4],
  packed: true,
  messages: {
    list: 'A list of rules or an array is expected instead of `1`.',
    dims: 'The dimensions `1` should be a list of positive integers, which patterns need.',
    posr: 'The left side of `1` is no position of an array with dimensions `2`.',
  },
  evaluate(args, e) {
    const [data, dimensions, other = int(0)] = args;
    if (args.length === 4 && data === S.Automatic) {
      // The same with rules is read too.
      const rules = isSparse(normal(e.symbol, ...args)) ? undefined : rulesOf(args[3]!);
      const sparse = rules && fromRules(rules, dimensions, other, e);
      return sparse && sparseExpr(sparse);
    }
    if (args.length === 4) return e.message('list', data!);
    if (isSparse(data!)) return data;
    const rules = rulesOf(data!);
    if (rules !== undefined && (rules.length > 0 || dimensions !== undefined)) {
      const sparse = fromRules(rules, dimensions, other, e);
      return sparse && sparseExpr(sparse);
    }
    if (data!.kind !== Kind.Packed && !isCall(data!, S.List)) return e.message('list', data!);
    return sparseExpr(fromDense(data!, other));
  },
  apply: (head, args) =>
    isSparse(head) && args.length === 1 && args[0]!.kind === Kind.String
      ? sparseProperty(head, args[0]!.value)
      : undefined,
  up(call, position, e) {
    const head = call.head;
    if (head.kind !== Kind.Symbol || !isSparse(call.args[position]!)) return undefined;
    const full = (): Normal =>
      new Normal(
        head,
        call.args.map((a) => (isSparse(a) ? denseOf(readSparse(a)) : a)),
      );
    if (OPENS.has(head))
      return head.name === 'Normal' && call.args.length === 1
        ? denseOf(readSparse(call.args[position] as Normal))
        : full();
    const listable = ((e.session.definitions.known(head)?.attributes ?? 0) & Attribute.Listable) !== 0;
    if (!KEEPS.has(head) && !listable) return undefined;
    const value = e.evaluate(full());
    return isCall(value, S.List) || value.kind === Kind.Packed ? normal(SparseArrayHead, value) : value;
  },
  examples: {
    'Normal[SparseArray[{{1, 1} -> a, {2, 3} -> b}]]': '{{a, 0, 0}, {0, 0, b}}',
    'Normal[SparseArray[{{i_, i_} -> 1}, {2, 2}]]': '{{1, 0}, {0, 1}}',
    'Normal[SparseArray[{Band[{1, 1}] -> 2, Band[{1, 2}] -> 1}, {3, 3}]]': '{{2, 1, 0}, {0, 2, 1}, {0, 0, 2}}',
    'Normal[SparseArray[{2 -> x}, 3, y]]': '{y, x, y}',
    'SparseArray[{{1, 1} -> 5, {2, 2} -> 6}] . {1, 2} // Normal': '{5, 12}',
    'SparseArray[{0, 3}]': 'SparseArray[Automatic, {2}, 0, {1, {{0, 1}, {{2}}}, {3}}]',
    'SparseArray[{{1, 1} -> a, {3, 2} -> b}]':
      'SparseArray[Automatic, {3, 2}, 0, {1, {{0, 1, 1, 2}, {{1}, {2}}}, {a, b}}]',
    'SparseArray[Automatic, {2}, 0, {{2} -> 3}] === SparseArray[{0, 3}]': 'True',
    'SparseArray[{0, 3, 4}]["NonzeroPositions"]': '{{2}, {3}}',
    'Normal[SparseArray[{{1, 1}, {1, 2}} -> 3, {2, 2}]]': '{{3, 3}, {0, 0}}',
    's = SparseArray[{}, {2, 2}]; s[[1, 2]] = 7; Normal[s]': '{{0, 7}, {0, 0}}',
    'Normal[Sin[SparseArray[{2 -> x}]]]': '{0, Sin[x]}',
    'SparseArray[x]': ['SparseArray[x]', 'SparseArray::list'],
    'SparseArray[{{3, 1} -> 1}, {2, 2}]': ['SparseArray[{{3, 1} -> 1}, {2, 2}]', 'SparseArray::posr'],
  },
});

export const ArrayRules = builtin('ArrayRules', {
  usage:
    'ArrayRules[array] gives the rules {pos1 -> val1, pos2 -> val2, ...} specifying the elements of a sparse or full array, with the value elsewhere at the end.\nArrayRules[list, val] takes val as the value elsewhere.',
  arity: [1, 2],
  packed: true,
  messages: { list: 'A list of rules or an array is expected instead of `1`.' },
  evaluate([x, other = int(0)], e) {
    const sparse = isSparse(x!)
      ? readSparse(x!)
      : isCall(x!, S.List) || x!.kind === Kind.Packed
        ? fromDense(x!, other)
        : undefined;
    if (sparse === undefined) return e.message('list', x!);
    const rest = normal(S.Rule, list(sparse.shape.map(() => normal(S.Blank))), sparse.other);
    const rules = readSparse(sparseExpr(sparse)).entries.map(({ at, value }) =>
      normal(S.Rule, list(at.map((i) => int(i))), value),
    );
    return list([...rules, rest]);
  },
  examples: {
    'ArrayRules[{{0, a}, {b, 0}}]': '{{1, 2} -> a, {2, 1} -> b, {_, _} -> 0}',
    'ArrayRules[SparseArray[{2 -> x}]]': '{{2} -> x, {_} -> 0}',
    'ArrayRules[x]': ['ArrayRules[x]', 'ArrayRules::list'],
  },
});
export const Band = builtin('Band', {
  usage:
    'Band[{i, j}] represents the sequence of positions on the diagonal band that starts with {i, j} in a sparse array.\nBand[start, end] ends at end.',
  arity: [1, 2],
  evaluate: () => undefined,
  examples: {
    'Normal[SparseArray[Band[{1, 1}] -> {a, b}, {2, 2}]]': '{{a, 0}, {0, b}}',
    'Band[]': ['Band[]', 'Band::argt'],
  },
});
export const SparseArrayQ = builtin('SparseArrayQ', {
  usage: 'SparseArrayQ[expr] gives True if expr is a valid SparseArray object, and False otherwise.',
  arity: 1,
  packed: true,
  evaluate: ([x]) => bool(isSparse(x!)),
  examples: {
    'SparseArrayQ[SparseArray[{1, 0}]]': 'True',
    'SparseArrayQ[{1, 0}]': 'False',
    'SparseArrayQ[]': ['SparseArrayQ[]', 'SparseArrayQ::argx'],
  },
});

export const sparseArrays: readonly Builtin[] = [SparseArray, ArrayRules, Band, SparseArrayQ];
