/** Transpose: the axes of an array in another order. */
import { type Expr, int, isCall, Kind, type Normal, Packed } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { builtin } from '../builtin.ts';
import { elements, hasElements, list, wholeOf } from '../values/sequences.ts';
import { dimensionsOf } from './shape.ts';

/** Axis k of the argument becomes axis order[k] of the result. */
function transposePacked(p: Packed, order: readonly number[]): Packed {
  const rank = p.shape.length;
  const shape = new Array<number>(rank);
  order.forEach((to, from) => (shape[to] = p.shape[from]!));
  const strides = new Array<number>(rank);
  for (let k = rank - 1, s = 1; k >= 0; k--) {
    strides[order[k]!] = s;
    s *= p.shape[k]!;
  }
  const out = new (p.data.constructor as Float64ArrayConstructor)(p.data.length);
  if (rank === 2) {
    const [rows, columns] = [p.shape[0]!, p.shape[1]!];
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) out[j * rows + i] = p.data[i * columns + j]!;
      // Columns lie far apart: each number is a way to the memory of its own.
      worked(columns);
    }
    return new Packed(p.type, shape, out);
  }
  const index = new Array<number>(rank).fill(0);
  for (let at = 0, from = 0; at < out.length; at++) {
    out[at] = p.data[from]!;
    worked(1);
    for (let k = rank - 1; k >= 0; k--) {
      from += strides[k]!;
      if (++index[k]! < shape[k]!) break;
      from -= strides[k]! * shape[k]!;
      index[k] = 0;
    }
  }
  return new Packed(p.type, shape, out);
}

/** 0-based permutation of the first axes, or undefined. */
function permutationOf(spec: Expr | undefined, rank: number): number[] | undefined {
  const start = [1, 0];
  const given =
    spec === undefined
      ? start
      : isPair(spec)
        ? swap(spec, rank)
        : (elements(spec) ?? []).map((n) => (wholeOf(n) ?? 0) - 1);
  if (given.length === 0 || given.length > rank) return undefined;
  const order = Array.from({ length: rank }, (_, i) => given[i] ?? i);
  return new Set(order).size === rank && order.every((k) => k >= 0 && k < rank) ? order : undefined;
}
const isPair = (spec: Expr): spec is Normal =>
  spec.kind === Kind.Normal && (spec.head === TwoWayRule || spec.head === S.Rule) && spec.args.length === 2;
const TwoWayRule = S.Rule;
function swap(spec: Normal, rank: number): number[] {
  const [a, b] = spec.args.map((n) => wholeOf(n) ?? 0);
  const order = Array.from({ length: rank }, (_, i) => i);
  if (a! < 1 || b! < 1 || a! > rank || b! > rank) return [];
  order[a! - 1] = b! - 1;
  order[b! - 1] = a! - 1;
  return order;
}

/** The axes of an array moved: axis k becomes axis order[k] (0-based). */
export function transpose(x: Expr, order: readonly number[]): Expr {
  if (order.every((to, from) => to === from)) return x;
  const packed = x.kind === Kind.Packed ? x : undefined;
  if (packed !== undefined) return transposePacked(packed, order);
  const dims = dimensionsOf(x).slice(0, order.length);
  const shape = new Array<number>(order.length);
  order.forEach((to, from) => (shape[to] = dims[from]!));
  const at = new Array<number>(order.length).fill(0);
  const build = (k: number): Expr => {
    if (k === order.length) {
      let y: Expr = x;
      for (let from = 0; from < order.length; from++) y = elements(y)![at[order[from]!]!]!;
      return y;
    }
    const out: Expr[] = [];
    for (at[k] = 0; at[k]! < shape[k]!; at[k]!++) out.push(build(k + 1));
    return list(out);
  };
  if (order.length === 2) {
    const rows = (x as Normal).args.map((r) => elements(r)!);
    return list(Array.from({ length: dims[1]! }, (_, j) => list(rows.map((r) => r[j]!))));
  }
  return build(0);
}

export const Transpose = builtin('Transpose', {
  usage:
    'Transpose[list] transposes the first two levels in list.\nTranspose[list, {n1, n2, ...}] transposes list so that the k-th level in list is the nk-th level in the result.',
  arity: [1, 2],
  packed: true,
  messages: {
    nmtx: 'The first two levels of `1` cannot be transposed.',
    perm: '`1` is not a permutation of levels.',
  },
  evaluate([x, spec], e) {
    const dims = x!.kind === Kind.Packed || isCall(x!, S.List) ? dimensionsOf(x!) : [];
    if (dims.length === 1 && spec === undefined && isCall(x!, S.List) && x!.args.every((a) => !hasElements(a)))
      return e.message('nmtx', x!);
    if (dims.length < 2) return e.message('nmtx', x!);
    const depth = spec === undefined || isPair(spec) ? dims.length : Math.max(2, elements(spec)?.length ?? 0);
    if (depth > dims.length) return e.message('perm', spec ?? list([int(2), int(1)]));
    const order = permutationOf(spec, x!.kind === Kind.Packed || spec !== undefined ? dims.length : 2);
    return order === undefined ? e.message('perm', spec!) : transpose(x!, order);
  },
  examples: {
    'Transpose[{{a, b, c}, {x, y, z}}]': '{{a, x}, {b, y}, {c, z}}',
    'Transpose[{{{1, 2}}, {{3, 4}}}, {3, 2, 1}]': '{{{1, 3}}, {{2, 4}}}',
    'Transpose[{{1, 2}, {3}}]': ['Transpose[{{1, 2}, {3}}]', 'Transpose::nmtx'],
    'Transpose[{{1, 2}}, {1, 3}]': ['Transpose[{{1, 2}}, {1, 3}]', 'Transpose::perm'],
  },
});
