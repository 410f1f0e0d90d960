/** EuclideanDistance and other distances, Nearest, DistanceMatrix. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { isNumberExpr, toDouble } from '../values/number.ts';
import { isReal } from '../values/ordered.ts';
import { elements, list, packedList, wholeOf } from '../values/sequences.ts';
import { minus, over, plus, powerOf, times } from '../values/terms.ts';

const Abs = system('Abs');
const abs = (x: Expr): Expr => normal(Abs, x);
const square = (x: Expr): Expr => (isReal(x) ? powerOf(x, int(2)) : powerOf(abs(x), int(2)));

type Distance = (u: readonly Expr[], v: readonly Expr[], e: Evaluation) => Expr;

const differences = (u: readonly Expr[], v: readonly Expr[], e: Evaluation): Expr[] =>
  u.map((x, i) => e.evaluate(minus(x, v[i]!)));

const distance = (
  name: string,
  { usage, f, examples }: { readonly usage: string; readonly f: Distance; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: 2,
    packed: true,
    messages: { length: 'The vectors `1` and `2` should have the same length.' },
    evaluate([u, v], e) {
      const [a, b] = [u!, v!].map((x) =>
        x.kind === Kind.Packed || isCall(x, S.List) ? flat(x) : isNumberExpr(x) ? [x] : undefined,
      );
      if (a === undefined || b === undefined) return undefined;
      return a.length === b.length ? f(a, b, e) : e.message('length', u!, v!);
    },
    examples,
  });
/** Arrays of any depth are compared element by element. */
const flat = (x: Expr): readonly Expr[] =>
  elements(x)!.flatMap((y) => (isCall(y, S.List) || y.kind === Kind.Packed ? flat(y) : [y]));

export const EuclideanDistance = distance('EuclideanDistance', {
  usage: 'EuclideanDistance[u, v] gives the Euclidean distance between vectors u and v.',
  f: (u, v, e) => normal(S.Sqrt, plus(differences(u, v, e).map(square))),
  examples: {
    'EuclideanDistance[{1, 2}, {4, 6}]': '5',
    'EuclideanDistance[{a, b}, {x, y}]': 'Sqrt[Abs[a - x]^2 + Abs[b - y]^2]',
    'EuclideanDistance[{1}, {1, 2}]': ['EuclideanDistance[{1}, {1, 2}]', 'EuclideanDistance::length'],
  },
});
export const SquaredEuclideanDistance = distance('SquaredEuclideanDistance', {
  usage: 'SquaredEuclideanDistance[u, v] gives the squared Euclidean distance between vectors u and v.',
  f: (u, v, e) => plus(differences(u, v, e).map(square)),
  examples: {
    'SquaredEuclideanDistance[{1, 2}, {4, 6}]': '25',
    'SquaredEuclideanDistance[{1}, {1, 2}]': [
      'SquaredEuclideanDistance[{1}, {1, 2}]',
      'SquaredEuclideanDistance::length',
    ],
  },
});
export const NormalizedSquaredEuclideanDistance = distance('NormalizedSquaredEuclideanDistance', {
  usage:
    'NormalizedSquaredEuclideanDistance[u, v] gives half of the squared distance of the centered vectors by the sum of their squared norms.',
  f: (u, v, e) => {
    const centre = (w: readonly Expr[]): Expr[] => {
      const mean = e.evaluate(over(plus(w), int(w.length)));
      return w.map((x) => e.evaluate(minus(x, mean)));
    };
    const [a, b] = [centre(u), centre(v)];
    const norm = (w: readonly Expr[]): Expr => plus(w.map(square));
    return over(norm(differences(a, b, e)), times(int(2), plus([norm(a), norm(b)])));
  },
  examples: {
    'NormalizedSquaredEuclideanDistance[{1, 2}, {2, 4}]': '1/10',
    'NormalizedSquaredEuclideanDistance[{1}, {1, 2}]': [
      'NormalizedSquaredEuclideanDistance[{1}, {1, 2}]',
      'NormalizedSquaredEuclideanDistance::length',
    ],
  },
});
export const ManhattanDistance = distance('ManhattanDistance', {
  usage: 'ManhattanDistance[u, v] gives the Manhattan or "city block" distance between vectors u and v.',
  f: (u, v, e) => plus(differences(u, v, e).map(abs)),
  examples: {
    'ManhattanDistance[{1, 2}, {4, 6}]': '7',
    'ManhattanDistance[{1}, {1, 2}]': ['ManhattanDistance[{1}, {1, 2}]', 'ManhattanDistance::length'],
  },
});
export const ChessboardDistance = distance('ChessboardDistance', {
  usage: 'ChessboardDistance[u, v] gives the chessboard, Chebyshev, or sup norm distance between vectors u and v.',
  f: (u, v, e) => normal(system('Max'), ...differences(u, v, e).map(abs)),
  examples: {
    'ChessboardDistance[{1, 2}, {4, 6}]': '4',
    'ChessboardDistance[{1}, {1, 2}]': ['ChessboardDistance[{1}, {1, 2}]', 'ChessboardDistance::length'],
  },
});
export const CanberraDistance = distance('CanberraDistance', {
  usage: 'CanberraDistance[u, v] gives the Canberra distance between vectors u and v.',
  f: (u, v, e) =>
    plus(
      u.map((x, i) => {
        const size = e.evaluate(plus([abs(x), abs(v[i]!)]));
        return size.kind === Kind.Integer && size.value === 0 ? int(0) : over(abs(minus(x, v[i]!)), size);
      }),
    ),
  examples: {
    'CanberraDistance[{1, 2}, {3, 2}]': '1/2',
    'CanberraDistance[{1}, {1, 2}]': ['CanberraDistance[{1}, {1, 2}]', 'CanberraDistance::length'],
  },
});
export const BrayCurtisDistance = distance('BrayCurtisDistance', {
  usage: 'BrayCurtisDistance[u, v] gives the Bray-Curtis distance between vectors u and v.',
  f: (u, v, e) => over(plus(differences(u, v, e).map(abs)), plus(u.map((x, i) => abs(plus([x, v[i]!]))))),
  examples: {
    'BrayCurtisDistance[{1, 2}, {3, 2}]': '1/4',
    'BrayCurtisDistance[{1}, {1, 2}]': ['BrayCurtisDistance[{1}, {1, 2}]', 'BrayCurtisDistance::length'],
  },
});
const dot = (u: readonly Expr[], v: readonly Expr[]): Expr =>
  plus(u.map((x, i) => times(x, isReal(v[i]!) ? v[i]! : normal(system('Conjugate'), v[i]!))));
const cosine = (u: readonly Expr[], v: readonly Expr[]): Expr =>
  minus(int(1), over(dot(u, v), times(normal(S.Sqrt, plus(u.map(square))), normal(S.Sqrt, plus(v.map(square))))));
export const CosineDistance = distance('CosineDistance', {
  usage: 'CosineDistance[u, v] gives the angular cosine distance between vectors u and v.',
  f: (u, v) =>
    u.every((x) => x.kind === Kind.Integer && x.value === 0) || v.every((x) => x.kind === Kind.Integer && x.value === 0)
      ? int(0)
      : cosine(u, v),
  examples: {
    'CosineDistance[{1, 0}, {0, 1}]': '1',
    'CosineDistance[{1, 2}, {2, 4}]': '0',
    'CosineDistance[{1}, {1, 2}]': ['CosineDistance[{1}, {1, 2}]', 'CosineDistance::length'],
  },
});
export const CorrelationDistance = distance('CorrelationDistance', {
  usage: 'CorrelationDistance[u, v] gives the correlation coefficient distance between vectors u and v.',
  f: (u, v, e) => {
    const centre = (w: readonly Expr[]): Expr[] => {
      const mean = e.evaluate(over(plus(w), int(w.length)));
      return w.map((x) => e.evaluate(minus(x, mean)));
    };
    return cosine(centre(u), centre(v));
  },
  examples: {
    'CorrelationDistance[{1, 2, 3}, {3, 2, 1}]': '2',
    'CorrelationDistance[{1}, {1, 2}]': ['CorrelationDistance[{1}, {1, 2}]', 'CorrelationDistance::length'],
  },
});

/** How far apart two elements are, as a double: by the function, or by what suits their kind. */
function metric(f: Expr, e: Evaluation): (a: Expr, b: Expr) => number {
  const value = (x: Expr): number => {
    const v = isNumberExpr(x) ? x : e.session.call(S.N, [x]);
    return isNumberExpr(v) && v.kind !== Kind.Complex ? toDouble(v) : Number.NaN;
  };
  if (f !== S.Automatic) {
    const apply = e.session.applier(f);
    return (a, b) => value(apply(a, b));
  }
  return (a, b) => {
    if (a.kind === Kind.String && b.kind === Kind.String) return value(e.session.call(system('EditDistance'), [a, b]));
    if (a.kind === Kind.Real && b.kind === Kind.Real) return Math.abs(a.value - b.value);
    if (isNumberExpr(a) && isNumberExpr(b)) return value(e.session.call(Abs, [e.session.call(S.Subtract, [a, b])]));
    return value(e.session.call(EuclideanDistance.symbol, [a, b]));
  };
}

/** Points, what each one stands for, and how the result is asked for. */
function pointsOf(data: Expr): { points: readonly Expr[]; values: readonly Expr[] } | undefined {
  if (isCall(data, S.Rule) && data.args.length === 2) {
    const points = elements(data.args[0]!);
    const right = data.args[1]!;
    if (points === undefined) return undefined;
    if (right === S.Automatic || (right.kind === Kind.String && right.value === 'Index'))
      return { points, values: points.map((_, i) => int(i + 1)) };
    if (right.kind === Kind.String && right.value === 'Element') return { points, values: points };
    const values = elements(right);
    return values?.length === points.length ? { points, values } : undefined;
  }
  if (isAssociation(data)) return { points: data.values, values: data.keys };
  const items = isCall(data, S.List) || data.kind === Kind.Packed ? elements(data)! : undefined;
  if (items === undefined || items.length === 0) return undefined;
  if (items.every((x) => isCall(x, S.Rule) && x.args.length === 2))
    return { points: items.map((x) => elements(x)![0]!), values: items.map((x) => elements(x)![1]!) };
  return { points: items, values: items };
}

function nearest(
  points: readonly Expr[],
  x: Expr,
  between: (a: Expr, b: Expr) => number,
  most: number | undefined,
  radius: number,
): number[] {
  const far = points.map((p) => between(p, x));
  if (far.some(Number.isNaN)) return [];
  const sorted = far.map((_, i) => i).sort((i, j) => far[i]! - far[j]! || i - j);
  const within = sorted.filter((i) => far[i]! <= radius);
  if (most !== undefined) return within.slice(0, most);
  return within.filter((i) => far[i] === far[within[0]!]);
}

export const Nearest = builtin('Nearest', {
  usage:
    'Nearest[{elem1, elem2, ...}, x] gives the list of elements elemi that are nearest to x.\nNearest[{elem1 -> v1, elem2 -> v2, ...}, x] gives the vi corresponding to the elements that are nearest to x.\nNearest[{elem1, ...} -> {v1, ...}, x] gives the same; -> "Index" gives positions.\nNearest[data, {x1, x2, ...}] gives the nearest elements for each of the xi.\nNearest[data, x, n] gives the n nearest elements to x.\nNearest[data, x, {n, r}] gives the at most n elements within radius r of x.\nNearest[data] represents a function to be applied to x.',
  arity: [1, 3],
  packed: true,
  options: { DistanceFunction: 'Automatic', Method: 'Automatic' },
  messages: {
    near1: 'The argument `1` is not a list of elements, rules or an association.',
    nearn: 'The number `1` of neighbours should be a positive integer, All, or {n, r}.',
    nearmtd: 'The method `1` is not there; Automatic and "Scan" compare with every element.',
  },
  apply: (head, args) =>
    head.kind === Kind.Normal && args.length >= 1
      ? normal(head.head, head.args[0]!, ...args, ...head.args.slice(1))
      : undefined,
  evaluate([data, x, count], e, options) {
    if (x === undefined) return undefined;
    const set = pointsOf(data!);
    if (set === undefined || set.points.length === 0) return e.message('near1', data!);
    const method = options.get('Method');
    if (method !== S.Automatic && !(method.kind === Kind.String && method.value === 'Scan'))
      return e.message('nearmtd', method);
    const between = metric(options.get('DistanceFunction'), e);
    const [n, r] = count !== undefined && isCall(count, S.List) ? [count.args[0], count.args[1]] : [count, undefined];
    const most = n === undefined ? undefined : n === S.All || isInfinity(n) ? set.points.length : wholeOf(n);
    const radius =
      r === undefined
        ? Number.POSITIVE_INFINITY
        : isNumberExpr(r) && r.kind !== Kind.Complex
          ? toDouble(r)
          : Number.NaN;
    if ((n !== undefined && (most === undefined || most < 1)) || Number.isNaN(radius))
      return e.message('nearn', count!);
    const depth = (y: Expr): number =>
      isCall(y, S.List) ? 1 + depth(y.args[0] ?? int(0)) : y.kind === Kind.Packed ? y.shape.length : 0;
    const one = (y: Expr): Expr => packedList(nearest(set.points, y, between, most, radius).map((i) => set.values[i]!));
    // A list of points, one level deeper than a single point.
    return depth(x) > depth(set.points[0]!) ? list(elements(x)!.map(one)) : one(x);
  },
  examples: {
    'Nearest[{1, 2, 4, 8}, 3]': '{2, 4}',
    'Nearest[{{0, 0}, {3, 4}}, {1, 1}]': '{{0, 0}}',
    'Nearest[{1, 2, 4, 8}, 3, 3]': '{2, 4, 1}',
    'Nearest[{1 -> a, 5 -> b}, 2]': '{a}',
    'Nearest[{10, 20, 30} -> "Index", 19]': '{2}',
    'Nearest[{1, 5, 9}][4]': '{5}',
    'Nearest[{1, 2, 4, 8}, {0, 9}]': '{{1}, {8}}',
    'Nearest[{1, 2, 4, 8}, 3, Method -> "Octree"]': [
      'Nearest[{1, 2, 4, 8}, 3, Method -> "Octree"]',
      'Nearest::nearmtd',
    ],
    'Nearest[<||>, 12]': ['Nearest[<||>, 12]', 'Nearest::near1'],
    'Nearest[5, 3]': ['Nearest[5, 3]', 'Nearest::near1'],
    'Nearest[{1}, 3, x]': ['Nearest[{1}, 3, x]', 'Nearest::nearn'],
  },
});

export const DistanceMatrix = builtin('DistanceMatrix', {
  usage:
    'DistanceMatrix[{u1, u2, ...}] gives the matrix of distances between each pair of elements ui, uj.\nDistanceMatrix[{u1, ...}, {v1, ...}] gives the matrix of distances between the ui and vj.',
  arity: [1, 2],
  packed: true,
  options: { DistanceFunction: 'Automatic' },
  evaluate(args, e, options) {
    const [u, v] = [elements(args[0]!), elements(args[1] ?? args[0]!)];
    if (u === undefined || v === undefined)
      return e.message('list', normal(e.symbol, ...args), int(u === undefined ? 1 : 2));
    const f = options.get('DistanceFunction');
    const apply = e.session.applier(f === S.Automatic ? EuclideanDistance.symbol : f);
    return packedList(u.map((a) => packedList(v.map((b) => apply(a, b)))));
  },
  examples: {
    'DistanceMatrix[{1, 3, 6}]': '{{0, 2, 5}, {2, 0, 3}, {5, 3, 0}}',
    'DistanceMatrix[{{0, 0}}, {{3, 4}}, DistanceFunction -> ManhattanDistance]': '{{7}}',
    'DistanceMatrix[x]': ['DistanceMatrix[x]', 'DistanceMatrix::list'],
  },
});

export const distances: readonly Builtin[] = [
  EuclideanDistance,
  SquaredEuclideanDistance,
  NormalizedSquaredEuclideanDistance,
  ManhattanDistance,
  ChessboardDistance,
  CanberraDistance,
  BrayCurtisDistance,
  CosineDistance,
  CorrelationDistance,
  Nearest,
  DistanceMatrix,
];
