/** What list functions share: elements of any container, rebuilding a container of the same kind, packing results. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, Normal, Packed, Str } from '../../expr/expr.ts';
import { copyRows, elementOf, PACK_THRESHOLD, pack, packIntegers, unpackLevel } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { tabulated, workedThrough } from '../../pace.ts';
import type { Evaluation } from '../builtin.ts';

/** Elements of a call, a packed array or the values of an association; undefined for atoms. */
export function elements(e: Expr): readonly Expr[] | undefined {
  if (e.kind === Kind.Normal) return e.args;
  if (e.kind === Kind.Packed) return unpackLevel(e).args;
  return isAssociation(e) ? e.values : undefined;
}

/** The elements of a list, packed or not; undefined for anything else. */
export const listItems = (e: Expr): readonly Expr[] | undefined =>
  isCall(e, S.List) || e.kind === Kind.Packed ? elements(e) : undefined;

/** Has it elements at all? Makes none. */
export const hasElements = (e: Expr): boolean =>
  e.kind === Kind.Normal || e.kind === Kind.Packed || e.kind === Kind.Association;

/** Elements to walk along: those of packed arrays are made when they are asked for. */
export interface Items {
  readonly length: number;
  at(i: number): Expr;
}
/** The same elements as `elements` gives; undefined for atoms. */
export function itemsOf(e: Expr): Items | undefined {
  if (e.kind === Kind.Packed) return { length: e.shape[0]!, at: (i) => elementOf(e, i) };
  const all = elements(e);
  return all && { length: all.length, at: (i) => all[i]! };
}

export const list = (items: readonly Expr[]): Normal => new Normal(S.List, items);

/** A list, packed when it is long and all machine numbers of one kind. */
export function packedList(items: readonly Expr[]): Expr {
  const l = list(items);
  if (items.length < PACK_THRESHOLD && items[0]?.kind !== Kind.Packed) return l;
  return pack(l) ?? l;
}

/** The list of the safe integers f(0), ..., f(n - 1), packed when it is long. */
export const integerList = (n: number, f: (i: number) => number): Expr =>
  n < PACK_THRESHOLD ? list(Array.from({ length: n }, (_, i) => int(f(i)))) : packIntegers(tabulated(n, f));

/** A container like `e` (same head) with other elements. */
export function rebuild(e: Expr, items: readonly Expr[]): Expr {
  if (e.kind === Kind.Normal) return new Normal(e.head, items);
  return packedList(items);
}

/** The elements at these positions in a container of the same kind; associations keep their keys. */
export function pick(e: Expr, positions: readonly number[]): Expr {
  if (isAssociation(e))
    return Association.from(positions.map((i) => [e.keyAt(i), e.valueAt(i), e.delayedAt(i)] as const));
  if (e.kind === Kind.Packed) {
    const n = e.data.length / (e.shape[0] || 1);
    if (positions.length === 0) return list([]);
    const data = new Float64Array(positions.length * n);
    copyRows(e.data, n, positions, data);
    return new Packed(e.type === 'Integer' ? 'Integer' : 'Real64', [positions.length, ...e.shape.slice(1)], data);
  }
  const args = (e as Normal).args;
  const kept = new Array<Expr>(positions.length);
  for (let k = 0; k < kept.length; k++) {
    kept[k] = args[positions[k]!]!;
    workedThrough(1);
  }
  return new Normal((e as Normal).head, kept);
}

export const lengthOf = (e: Expr): number =>
  e.kind === Kind.Normal ? e.args.length : e.kind === Kind.Packed ? e.shape[0]! : isAssociation(e) ? e.size : 0;

export function range(from: number, to: number): number[] {
  const out: number[] = [];
  for (let i = from; i < to; i++) {
    out.push(i);
    workedThrough(1);
  }
  return out;
}
/** The same element n times. */
export function repeated(x: Expr, n: number): Expr[] {
  const out = new Array<Expr>(n);
  for (let i = 0; i < n; i++) {
    out[i] = x;
    workedThrough(1);
  }
  return out;
}

export const bool = (x: boolean): Expr => (x ? S.True : S.False);

/** f[a][b] as f[b, a]: operator forms of functions whose data come first. */
export const operatorForm = (head: Expr, args: readonly Expr[]): Expr | undefined =>
  head.kind === Kind.Normal && head.args.length === 1 && args.length === 1
    ? new Normal(head.head, [args[0]!, head.args[0]!])
    : undefined;
/** f[a][b] as f[a, b]: operator forms of functions whose function comes first (Map, Select with rules of their own). */
export const functionForm = (head: Expr, args: readonly Expr[]): Expr | undefined =>
  head.kind === Kind.Normal && head.args.length === 1 && args.length === 1
    ? new Normal(head.head, [head.args[0]!, args[0]!])
    : undefined;

/** A whole number as a JavaScript number; undefined for everything else. */
export const wholeOf = (e: Expr | undefined): number | undefined =>
  e?.kind === Kind.Integer && typeof e.value === 'number' ? e.value : undefined;

/** More elements than this do not fit into memory. */
export const LARGEST_ARRAY = 2 ** 26;
/** Parameter of General::nomem. */
export const bytesAskedFor = (bytes: number): Expr => new Str(`${bytes} bytes asked for`);
/** Can an array of so many elements be made? Reports nomem when not. */
export function fits(elements: number, e: Evaluation): boolean {
  if (elements <= LARGEST_ARRAY) return true;
  e.message('nomem', bytesAskedFor(8 * elements));
  return false;
}
