/** Part in reading: positions, spans, lists, All, keys; on lists, calls, packed arrays and associations. */
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, type Int, isCall, Kind, Normal, normal, Packed, Str } from '../../expr/expr.ts';
import { headOf } from '../../expr/head.ts';
import { copyRows, elementOf, pack, sizeOf, unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { copied } from '../../pace.ts';
import { Attribute, builtin, type Evaluation } from '../builtin.ts';
import { spanPositions } from '../values/spans.ts';

/** Why a part cannot be taken. */
export class NoPart {
  readonly tag: 'partw' | 'partd' | 'pspec1' | 'take';
  readonly spec: Expr;
  readonly of: Expr;
  constructor(tag: NoPart['tag'], spec: Expr, of: Expr) {
    this.tag = tag;
    this.spec = spec;
    this.of = of;
  }
}

const length = (e: Expr): number =>
  e.kind === Kind.Packed ? e.shape[0]! : isAssociation(e) ? e.size : e.kind === Kind.Normal ? e.args.length : 0;
const element = (e: Expr, i: number): Expr =>
  e.kind === Kind.Packed ? elementOf(e, i) : isAssociation(e) ? e.valueAt(i) : (e as Normal).args[i]!;

/** The elements at these positions, in a container of the same kind. */
export function select(e: Expr, positions: readonly number[], f: (x: Expr) => Expr | NoPart): Expr | NoPart {
  const out: Expr[] = [];
  for (const i of positions) {
    const v = f(element(e, i));
    if (v instanceof NoPart) return v;
    out.push(v);
  }
  if (isAssociation(e)) {
    const keys = positions.map((i) => e.keyAt(i));
    return Association.of(keys, out);
  }
  const list = new Normal(headOf(e), out);
  return e.kind === Kind.Packed ? (pack(list) ?? list) : list;
}
export function part(e: Expr, specs: readonly Expr[], from = 0): Expr | NoPart {
  for (; from < specs.length; from++) {
    const spec = specs[from]!;
    if (spec.kind !== Kind.Integer) return severalParts(e, spec, specs, from);
    const v = onePart(e, spec);
    if (v instanceof NoPart) return v;
    e = v;
  }
  return e;
}

function onePart(e: Expr, spec: Int): Expr | NoPart {
  const n = Number(spec.value);
  if (n === 0) return isAssociation(e) ? S.Association : headOf(e);
  if (!isContainer(e)) return new NoPart('partd', spec, e);
  const size = length(e);
  const i = n > 0 ? n - 1 : size + n;
  return i >= 0 && i < size ? element(e, i) : new NoPart('partw', spec, e);
}

/** By a key, or by anything that stands for several positions. */
function severalParts(e: Expr, spec: Expr, specs: readonly Expr[], from: number): Expr | NoPart {
  const rest = (x: Expr): Expr | NoPart => part(x, specs, from + 1);
  if (isAssociation(e)) {
    const key = isCall(spec, S.Key) ? spec.args[0] : spec.kind === Kind.String ? spec : undefined;
    if (key !== undefined) {
      const v = e.get(key);
      return v === undefined ? normal(S.Missing, normalString('KeyAbsent'), key) : rest(v);
    }
    if (
      isCall(spec, S.List) &&
      spec.args.length > 0 &&
      spec.args.every((s) => s.kind === Kind.String || isCall(s, S.Key))
    ) {
      const keys = spec.args.map((s) => (isCall(s, S.Key) ? s.args[0]! : s));
      return Association.of(
        keys,
        keys.map((k) => e.get(k) ?? normal(S.Missing, normalString('KeyAbsent'), k)),
      );
    }
  }
  if (!isContainer(e)) return new NoPart('partd', spec, e);
  const positions = positionsOf(spec, length(e));
  if (positions === undefined)
    return new NoPart(isSpec(spec) ? (isCall(spec, S.Span) ? 'take' : 'partw') : 'pspec1', spec, e);
  if (from + 1 === specs.length && e.kind === Kind.Packed) return packedRows(e, positions);
  return select(e, positions, rest);
}

const normalString = (s: string): Str => new Str(s);
const isContainer = (e: Expr): boolean =>
  e.kind === Kind.Normal || e.kind === Kind.Packed || e.kind === Kind.Association;
const isSpec = (e: Expr): boolean => e === S.All || isCall(e, S.Span) || isCall(e, S.List) || e.kind === Kind.Packed;

/** 0-based positions; undefined when some do not exist. */
export function positionsOf(spec: Expr, size: number): number[] | undefined {
  if (spec === S.All) return Array.from({ length: size }, (_, i) => i);
  if (isCall(spec, S.Span)) return spanPositions(spec, size);
  const list = spec.kind === Kind.Packed ? unpack(spec) : spec;
  if (!isCall(list, S.List)) return undefined;
  const out: number[] = [];
  for (const s of list.args) {
    if (s.kind !== Kind.Integer) return undefined;
    const n = Number(s.value);
    const i = n > 0 ? n - 1 : size + n;
    if (n === 0 || i < 0 || i >= size) return undefined;
    out.push(i);
  }
  return out;
}

/** Rows (or numbers) of a packed array, copied together. */
export function packedRows(p: Packed, positions: readonly number[]): Expr {
  const rest = p.shape.slice(1);
  const n = sizeOf(rest);
  if (positions.length === 0) return new Normal(S.List, []);
  const data = p.type === 'Real32' ? new Float32Array(positions.length * n) : new Float64Array(positions.length * n);
  copyRows(p.data, n, positions, data);
  return new Packed(p.type, [positions.length, ...rest], data);
}

/** Reports why a part is not there. */
export function report(x: NoPart, e: Evaluation): undefined {
  if (x.tag === 'take') return e.messageOf(S.Part, 'take', x.spec, x.of);
  if (x.tag === 'partw') return e.messageOf(S.Part, 'partw', x.spec, x.of);
  return e.messageOf(S.Part, x.tag, x.spec);
}

export const Part = builtin('Part', {
  usage:
    'expr[[i]] gives the i-th part of expr.\nexpr[[-i]] counts from the end.\nexpr[[i, j, ...]] is equivalent to expr[[i]][[j]]....\nexpr[[m;;n]] gives parts m through n.\nassoc[["key"]] gives the value of a key.',
  attributes: Attribute.NHoldRest,
  packed: true,
  borrows: true,
  messages: { take: 'Cannot take positions `1` in `2`.' },
  /** A number or string in a list or a row of numbers: where there is none, `evaluate` says why. */
  pair(x, at) {
    if (at.kind !== Kind.Integer || typeof at.value !== 'number' || at.value === 0) return undefined;
    if (x.kind === Kind.Packed) {
      const size = x.shape[0]!;
      const i = at.value > 0 ? at.value - 1 : size + at.value;
      return x.shape.length === 1 && i >= 0 && i < size ? elementOf(x, i) : undefined;
    }
    if (x.kind !== Kind.Normal || x.head !== S.List) return undefined;
    const v = x.args[at.value > 0 ? at.value - 1 : x.args.length + at.value];
    return v !== undefined && v.kind >= Kind.Integer && v.kind <= Kind.String ? v : undefined;
  },
  evaluate([x, ...specs], e) {
    if (x === undefined || x.kind === Kind.Boxed) return undefined;
    const v = part(x, specs);
    if (v instanceof NoPart) return report(v, e);
    // A row must not share memory with a variable that is assigned to in place.
    return v.kind === Kind.Packed && x.kind === Kind.Packed && v.data.buffer === x.data.buffer
      ? new Packed(v.type, v.shape, copied(v.data))
      : v;
  },
  examples: {
    '{a, b, c}[[2]]': 'b',
    '{a, b, c}[[-1]]': 'c',
    '{{1, 2}, {3, 4}}[[2, 1]]': '3',
    '{a, b, c, d}[[2 ;; 3]]': '{b, c}',
    '{{1, 2}, {3, 4}}[[All, 1]]': '{1, 3}',
    'f[x, y][[0]]': 'f',
    '<|"k" -> 5|>[["k"]]': '5',
    '{a, b, c}[[{3, 1}]]': '{c, a}',
    '{a, b}[[3]]': ['{a, b}[[3]]', 'Part::partw'],
    'x[[1]]': ['x[[1]]', 'Part::partd'],
  },
});
