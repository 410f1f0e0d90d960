/** TensorTranspose, TensorContract, LeviCivitaTensor, ArrayComponents, BlockDiagonalMatrix, ArrayReduce, shape matrices. */
import { type Expr, int, isCall, Kind, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { signatureOf } from '../lists/choices.ts';
import { Distinct } from '../lists/distinct.ts';
import { dimensionsOf, matrixShape } from '../lists/shape.ts';
import { sum } from '../lists/totals.ts';
import { transpose } from '../lists/transpose.ts';
import { ZERO } from '../values/number.ts';
import { elements, fits, list, packedList, wholeOf } from '../values/sequences.ts';

const isArray = (x: Expr): boolean => x.kind === Kind.Packed || isCall(x, S.List);

export const TensorTranspose = builtin('TensorTranspose', {
  usage: 'TensorTranspose[tensor, perm] rearranges the slots of tensor as prescribed by the permutation perm.',
  arity: 2,
  packed: true,
  evaluate: ([x, perm]) => (isArray(x!) ? normal(system('Transpose'), x!, perm!) : undefined),
  examples: {
    'TensorTranspose[{{1, 2}, {3, 4}}, {2, 1}]': '{{1, 3}, {2, 4}}',
    'TensorTranspose[{{1, 2}, {3, 4}}, {3, 1}]': ['Transpose[{{1, 2}, {3, 4}}, {3, 1}]', 'Transpose::perm'],
  },
});

export const TensorContract = builtin('TensorContract', {
  usage: 'TensorContract[tensor, {{s1, s2}, ...}] contracts the pairs of slots of tensor.',
  arity: 2,
  packed: true,
  messages: { contr: 'The pairs `1` are not different slots of equal size.' },
  evaluate([x, spec], e) {
    if (!isArray(x!)) return undefined;
    const dims = dimensionsOf(x!);
    const pairs = (elements(spec!) ?? []).map((p) => (elements(p) ?? []).map((s) => (wholeOf(s) ?? 0) - 1));
    const used = pairs.flat();
    const valid = pairs.every(
      (p) => p.length === 2 && p.every((s) => s >= 0 && s < dims.length) && dims[p[0]!] === dims[p[1]!],
    );
    if (!valid || new Set(used).size !== used.length) return e.message('contr', spec!);
    // The slots of the pairs come last, then the diagonals are summed from the end.
    const free = dims.map((_, k) => k).filter((k) => !used.includes(k));
    const order = new Array<number>(dims.length);
    [...free, ...used].forEach((from, to) => (order[from] = to));
    const contract = (y: Expr, depth: number, left: number): Expr => {
      if (depth > 0) return packedList(elements(y)!.map((z) => contract(z, depth - 1, left)));
      if (left === 0) return y;
      const diagonal = elements(y)!.map((row, i) => contract(elements(row)![i]!, 0, left - 1));
      return sum(diagonal, e);
    };
    const moved = transpose(x!, order);
    return contract(moved, free.length, pairs.length);
  },
  examples: {
    'TensorContract[{{1, 2}, {3, 4}}, {{1, 2}}]': '5',
    'TensorContract[{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}, {{1, 3}}]': '{7, 11}',
    'TensorContract[{{1, 2}}, {{1, 2}}]': ['TensorContract[{{1, 2}}, {{1, 2}}]', 'TensorContract::contr'],
  },
});

export const LeviCivitaTensor = builtin('LeviCivitaTensor', {
  usage:
    'LeviCivitaTensor[d] gives the d-dimensional Levi-Civita totally antisymmetric tensor as a full array.\nLeviCivitaTensor[d, List] does the same.',
  arity: [1, 2],
  evaluate([spec, head], e) {
    const d = wholeOf(spec);
    if (d === undefined || d < 1 || d > 8) return e.message('intp', int(1), normal(e.symbol, spec!));
    if (head !== undefined && head !== S.List) return e.message('bdomv', head, list([S.List]));
    const build = (at: readonly Expr[]): Expr =>
      at.length === d ? int(signatureOf(at)) : packedList(Array.from({ length: d }, (_, i) => build([...at, int(i)])));
    return build([]);
  },
  examples: {
    'LeviCivitaTensor[2]': '{{0, 1}, {-1, 0}}',
    'LeviCivitaTensor[x]': ['LeviCivitaTensor[x]', 'LeviCivitaTensor::intp'],
  },
});

export const ArrayComponents = builtin('ArrayComponents', {
  usage:
    'ArrayComponents[array] gives an array in which all identical elements of array are replaced by an integer index representing the component in which the element lies.\nArrayComponents[array, level] works down to the level.',
  arity: [1, 2],
  packed: true,
  evaluate([x, level], e) {
    if (!isArray(x!)) return e.message('list', normal(e.symbol, x!), int(1));
    const most = level === undefined ? Number.POSITIVE_INFINITY : (wholeOf(level) ?? Number.POSITIVE_INFINITY);
    const seen = new Distinct();
    const walk = (y: Expr, depth: number): Expr => {
      if (depth < most && isArray(y)) return packedList(elements(y)!.map((z) => walk(z, depth + 1)));
      if (y.kind === Kind.Integer && y.value === 0) return y;
      return int(seen.add(y) + 1);
    };
    return walk(x!, 0);
  },
  examples: {
    'ArrayComponents[{{a, b}, {b, 0}}]': '{{1, 2}, {2, 0}}',
    'ArrayComponents[x]': ['ArrayComponents[x]', 'ArrayComponents::list'],
  },
});

export const BlockDiagonalMatrix = builtin('BlockDiagonalMatrix', {
  usage:
    'BlockDiagonalMatrix[{m1, m2, ...}] gives the matrix with the matrices mi on the diagonal and zeros elsewhere.',
  arity: 1,
  packed: true,
  messages: { matrix: 'Argument `1` at position `2` is not a non-empty rectangular matrix.' },
  evaluate([x], e) {
    const blocks = elements(x!);
    const shapes = blocks?.map((b) => matrixShape(b));
    const bad = shapes?.indexOf(undefined) ?? 0;
    if (blocks === undefined || shapes === undefined || bad >= 0)
      return e.message('matrix', blocks?.[bad] ?? x!, int(bad + 1));
    const width = shapes.reduce((n, s) => n + s![1], 0);
    const rows: Expr[] = [];
    let from = 0;
    blocks.forEach((b, k) => {
      for (const r of elements(b)!) {
        const items = elements(r)!;
        rows.push(packedList(Array.from({ length: width }, (_, j) => items[j - from] ?? ZERO)));
      }
      from += shapes[k]![1];
    });
    return packedList(rows);
  },
  examples: {
    'BlockDiagonalMatrix[{{{1, 2}}, {{3}}}]': '{{1, 2, 0}, {0, 0, 3}}',
    'BlockDiagonalMatrix[{a}]': ['BlockDiagonalMatrix[{a}]', 'BlockDiagonalMatrix::matrix'],
  },
});

export const ArrayReduce = builtin('ArrayReduce', {
  usage:
    'ArrayReduce[f, array, n] reduces dimension n of array by applying f to the vectors along it.\nArrayReduce[f, array, {n1, n2, ...}] reduces several dimensions together, flattened for f.',
  arity: 3,
  packed: true,
  messages: { level: 'The dimensions `1` are not different dimensions of an array of depth `2`.' },
  evaluate([f, x, spec], e) {
    const dims = isArray(x!) ? dimensionsOf(x!) : [];
    const axes = (isCall(spec!, S.List) ? spec!.args.map(wholeOf) : [wholeOf(spec)]).map((n) => (n ?? 0) - 1);
    if (axes.length === 0 || axes.some((a) => a < 0 || a >= dims.length) || new Set(axes).size !== axes.length)
      return e.message('level', spec!, int(dims.length));
    const free = dims.map((_, k) => k).filter((k) => !axes.includes(k));
    const order = new Array<number>(dims.length);
    [...free, ...axes].forEach((from, to) => (order[from] = to));
    const apply = e.session.applier(f!);
    const flat = (y: Expr): readonly Expr[] => elements(y)!.flatMap((z) => (isArray(z) ? flat(z) : [z]));
    const walk = (y: Expr, depth: number): Expr =>
      depth === 0 ? apply(packedList(flat(y))) : packedList(elements(y)!.map((z) => walk(z, depth - 1)));
    return walk(dims.length === 1 ? x! : transpose(x!, order), free.length);
  },
  examples: {
    'ArrayReduce[Total, {{1, 2}, {3, 4}}, 1]': '{4, 6}',
    'ArrayReduce[Total, {{1, 2}, {3, 4}}, 2]': '{3, 7}',
    'ArrayReduce[f, {{a, b}, {c, d}}, {1, 2}]': 'f[{a, b, c, d}]',
    'ArrayReduce[f, {a}, 2]': ['ArrayReduce[f, {a}, 2]', 'ArrayReduce::level'],
  },
});

/** A square of 1s where the test holds for the offsets from the center, 0s elsewhere. */
const shapeMatrix = (
  name: string,
  kind: string,
  holds: (i: number, j: number, r: number) => boolean,
  examples: Builtin['examples'],
): Builtin =>
  builtin(name, {
    usage: `${name}[r] gives a (2 r + 1) × (2 r + 1) matrix with 1s in ${kind} of radius r and 0s elsewhere.\n${name}[r, w] gives a w × w matrix.`,
    arity: [1, 2],
    evaluate(args, e) {
      const radius = e.session.call(S.N, [args[0]!]);
      const r = radius.kind === Kind.Real || radius.kind === Kind.Integer ? Number(radius.value) : Number.NaN;
      const w = args[1] === undefined ? 2 * Math.floor(r) + 1 : wholeOf(args[1]);
      if (!(r >= 0) || w === undefined || w < 1)
        return e.message('intp', int(r >= 0 ? 2 : 1), normal(e.symbol, ...args));
      if (!fits(w * w, e)) return undefined;
      const c = (w - 1) / 2;
      return packedList(
        Array.from({ length: w }, (_, i) =>
          packedList(Array.from({ length: w }, (_k, j) => int(holds(i - c, j - c, r) ? 1 : 0))),
        ),
      );
    },
    examples,
  });
export const BoxMatrix = shapeMatrix('BoxMatrix', 'a square', (i, j, r) => Math.max(Math.abs(i), Math.abs(j)) <= r, {
  'BoxMatrix[1, 5]': '{{0, 0, 0, 0, 0}, {0, 1, 1, 1, 0}, {0, 1, 1, 1, 0}, {0, 1, 1, 1, 0}, {0, 0, 0, 0, 0}}',
  'BoxMatrix[x]': ['BoxMatrix[x]', 'BoxMatrix::intp'],
});
export const DiskMatrix = shapeMatrix('DiskMatrix', 'a disk', (i, j, r) => Math.hypot(i, j) <= r + 0.5, {
  'DiskMatrix[2]': '{{0, 1, 1, 1, 0}, {1, 1, 1, 1, 1}, {1, 1, 1, 1, 1}, {1, 1, 1, 1, 1}, {0, 1, 1, 1, 0}}',
  'DiskMatrix[x]': ['DiskMatrix[x]', 'DiskMatrix::intp'],
});
export const DiamondMatrix = shapeMatrix('DiamondMatrix', 'a diamond', (i, j, r) => Math.abs(i) + Math.abs(j) <= r, {
  'DiamondMatrix[1]': '{{0, 1, 0}, {1, 1, 1}, {0, 1, 0}}',
  'DiamondMatrix[x]': ['DiamondMatrix[x]', 'DiamondMatrix::intp'],
});
export const CrossMatrix = shapeMatrix(
  'CrossMatrix',
  'a cross',
  (i, j, r) => (i === 0 && Math.abs(j) <= r) || (j === 0 && Math.abs(i) <= r),
  {
    'CrossMatrix[1]': '{{0, 1, 0}, {1, 1, 1}, {0, 1, 0}}',
    'CrossMatrix[x]': ['CrossMatrix[x]', 'CrossMatrix::intp'],
  },
);

export const tensors: readonly Builtin[] = [
  TensorTranspose,
  TensorContract,
  LeviCivitaTensor,
  ArrayComponents,
  BlockDiagonalMatrix,
  ArrayReduce,
  BoxMatrix,
  DiskMatrix,
  DiamondMatrix,
  CrossMatrix,
];
