/** Assignment to parts, x[[i, j]] = v, and to keys of associations, a[k] = v; in place where the variable owns its value. */
import { type Association, isAssociation } from '../../expr/association.ts';
import { type Expr, isCall, Kind, Normal, normal, type Packed, type Sym } from '../../expr/expr.ts';
import { unpack, unpackLevel } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { Attribute } from '../../kernel/definitions/attributes.ts';
import type { Definition, Session } from '../../kernel/definitions/definition.ts';
import { changing, owned } from '../../kernel/definitions/ownership.ts';
import { workedThrough } from '../../pace.ts';
import type { Evaluation } from '../builtin.ts';
import { spanPositions } from '../values/spans.ts';
import { denseOf, isSparse, readSparse, SparseArrayHead } from '../values/sparse.ts';

/** lhs is Part[x, specs...] with x a symbol that has a value. */
export function assignPart(lhs: Normal, value: Expr, e: Evaluation): boolean {
  const session = e.session;
  const target = lhs.args[0];
  if (target?.kind !== Kind.Symbol) {
    e.message('setps', target ?? S.Null);
    return false;
  }
  if (session.definitions.known(target)?.own === undefined) {
    e.messageOf(S.Set, 'noval', target, lhs);
    return false;
  }
  const specs = lhs.args.slice(1).map((a) => session.evaluate(a));
  return assignEvaluatedPart(target, specs, value, () => lhs, e);
}

/** The same with the positions evaluated; `lhs` is for messages. */
export function assignEvaluatedPart(
  target: Sym,
  given: readonly Expr[],
  value: Expr,
  lhs: () => Normal,
  e: Evaluation,
): boolean {
  const session = e.session;
  const specs = given.some(isSequence) ? given.flatMap(spliced) : given;
  const d = session.definitions.known(target);
  if (d?.own === undefined) {
    e.messageOf(S.Set, 'noval', target, lhs());
    return false;
  }
  if ((d.attributes & Attribute.Protected) !== 0) {
    e.message('wrsym', target);
    return false;
  }
  // The value itself may be held by a rule (x := {...}); what is assigned to is its value now.
  if (d.owner !== d.own) d.own = session.evaluate(d.own);
  session.definitions.isCurrent(d.own);
  return fastAssign(target, specs, value, session) || generalAssign(target, specs, value, lhs(), e);
}

const isSequence = (x: Expr): x is Normal => isCall(x, S.Sequence);
/** a[[Sequence[i, j]]] is a[[i, j]]. */
const spliced = (x: Expr): readonly Expr[] => (isSequence(x) ? x.args.flatMap(spliced) : [x]);

/** One or more positive or negative integers on an owned list or packed array, or one key of an owned association. */
function fastAssign(target: Sym, specs: readonly Expr[], value: Expr, session: Session): boolean {
  const d = session.definitions.definition(target);
  const own = d.own!;
  if (own.kind === Kind.Packed) {
    if (specs.length === 1 && own.shape.length === 1 && specs[0]!.kind !== Kind.Integer)
      return assignSeveralNumbers(d, own, specs[0]!, value, session);
    if (!packedAccepts(own, value) || specs.length !== own.shape.length) return false;
    const at = flatPosition(own, specs);
    if (at === undefined) return false;
    (owned(d) as Packed).data[at] = (value as { value: number }).value;
    session.definitions.touch(target);
    return true;
  }
  if (specs.length !== 1) return false;
  const spec = specs[0]!;
  if (isAssociation(own)) {
    const key = keyOf(spec);
    if (key === undefined) return false;
    (owned(d) as Association).put(key, value);
    session.definitions.touch(target);
    return true;
  }
  if (own.kind !== Kind.Normal) return false;
  if (spec.kind !== Kind.Integer) return assignSeveral(d, own, spec, value, session);
  const i = index(spec, own.args.length);
  if (i === undefined) return false;
  changing(owned(d) as Normal, value)[i] = value;
  session.definitions.touch(target);
  return true;
}

/** One value for all positions of a span or list, or a value for each: in a packed array of numbers. */
function assignSeveralNumbers(d: Definition, own: Packed, spec: Expr, value: Expr, session: Session): boolean {
  const positions = positionsOf(spec, own.shape[0]!);
  if (!Array.isArray(positions)) return false;
  const items = numbersFor(own, value, positions.length);
  if (items === undefined) return false;
  // Told before: an assignment is done as a whole or not at all.
  workedThrough(positions.length);
  const { data } = owned(d) as Packed;
  if (typeof items === 'number') for (let k = 0; k < positions.length; k++) data[positions[k]!] = items;
  else for (let k = 0; k < positions.length; k++) data[positions[k]!] = items[k]!;
  session.definitions.touch(d.symbol);
  return true;
}

/** The number, or the `count` numbers, that an array of this type takes as they are; undefined for everything else. */
function numbersFor(p: Packed, value: Expr, count: number): number | ArrayLike<number> | undefined {
  if (packedAccepts(p, value)) return (value as { value: number }).value;
  if (value.kind === Kind.Packed)
    return value.type === p.type && value.shape.length === 1 && value.shape[0] === count ? value.data : undefined;
  if (!isCall(value, S.List) || value.args.length !== count || !value.args.every((v) => packedAccepts(p, v)))
    return undefined;
  return value.args.map((v) => (v as { value: number }).value);
}

/** The same in a list. */
function assignSeveral(d: Definition, own: Normal, spec: Expr, value: Expr, session: Session): boolean {
  const positions = positionsOf(spec, own.args.length);
  if (!Array.isArray(positions)) return false;
  const items = value.kind === Kind.Packed ? unpackLevel(value) : value;
  const spread = isCall(items, S.List);
  if (spread && items.args.length !== positions.length) return false;
  workedThrough(positions.length);
  const args = changing(owned(d) as Normal, value);
  for (let k = 0; k < positions.length; k++) args[positions[k]!] = spread ? items.args[k]! : value;
  session.definitions.touch(d.symbol);
  return true;
}

export const keyOf = (spec: Expr): Expr | undefined => {
  if (isCall(spec, S.Key)) return spec.args[0];
  return spec.kind === Kind.String ? spec : undefined;
};

/** 0-based position of a 1-based or negative index; undefined when it is out of range. */
function index(spec: Expr, length: number): number | undefined {
  if (spec.kind !== Kind.Integer) return undefined;
  const n = Number(spec.value);
  const i = n > 0 ? n - 1 : n < 0 ? length + n : -1;
  return i >= 0 && i < length ? i : undefined;
}

const packedAccepts = (p: Packed, v: Expr): boolean =>
  p.type === 'Integer'
    ? v.kind === Kind.Integer && typeof v.value === 'number'
    : p.type === 'Real64' && v.kind === Kind.Real;

function flatPosition(p: Packed, specs: readonly Expr[]): number | undefined {
  let at = 0;
  for (let k = 0; k < specs.length; k++) {
    const i = index(specs[k]!, p.shape[k]!);
    if (i === undefined) return undefined;
    at = at * p.shape[k]! + i;
  }
  return at;
}

function generalAssign(target: Sym, specs: readonly Expr[], value: Expr, lhs: Normal, e: Evaluation): boolean {
  const session = e.session;
  const d = session.definitions.definition(target);
  const base = d.own!;
  const result = replaced(base, specs, value, lhs, e);
  if (result === undefined) return false;
  session.definitions.setOwn(target, result);
  return true;
}

/** The expression with the part at specs replaced; lists of positions take corresponding elements of a list value. */
function replaced(base: Expr, specs: readonly Expr[], value: Expr, lhs: Normal, e: Evaluation): Expr | undefined {
  if (specs.length === 0) return value;
  const [spec, ...rest] = specs;
  const whole = base.kind === Kind.Packed ? unpackLevel(base) : base;
  if (isAssociation(whole)) return replacedEntry(whole, spec!, rest, value, lhs, e);
  if (whole.kind !== Kind.Normal) return e.messageOf(S.Set, 'partd', lhs);
  if (isSparse(whole as Expr)) {
    const sparse = readSparse(whole);
    const full = replaced(denseOf(sparse), specs, value, lhs, e);
    return full && e.evaluate(normal(SparseArrayHead, full, S.Automatic, sparse.other));
  }
  if (spec!.kind === Kind.Integer && Number(spec!.value) === 0)
    return rest.length === 0 ? new Normal(value, whole.args) : undefined;
  const positions = positionsOf(spec!, whole.args.length);
  if (positions === undefined) return e.messageOf(S.Set, 'partw', spec!, whole);
  const args = whole.args.slice();
  const items = value.kind === Kind.Packed ? unpackLevel(value) : value;
  const spread = Array.isArray(positions) && isCall(items, S.List);
  if (spread && items.args.length !== (positions as number[]).length) {
    return e.messageOf(S.Set, 'shape', lhs, value);
  }
  const list = Array.isArray(positions) ? positions : [positions];
  for (let k = 0; k < list.length; k++) {
    const i = list[k]!;
    const part = replaced(args[i]!, rest, spread ? items.args[k]! : value, lhs, e);
    if (part === undefined) return undefined;
    args[i] = part;
  }
  return new Normal(whole.head, args);
}

function replacedEntry(
  a: Association,
  spec: Expr,
  rest: readonly Expr[],
  value: Expr,
  lhs: Normal,
  e: Evaluation,
): Expr | undefined {
  const key = keyOf(spec);
  if (key === undefined) {
    const positions = positionsOf(spec, a.size);
    if (positions === undefined) return e.messageOf(S.Set, 'partw', spec, a as unknown as Expr);
    const values = a.values.slice();
    for (const i of Array.isArray(positions) ? positions : [positions]) {
      const part = replaced(values[i]!, rest, value, lhs, e);
      if (part === undefined) return undefined;
      values[i] = part;
    }
    return a.withValues(values);
  }
  const old = a.get(key);
  if (rest.length === 0) return a.with(key, value);
  if (old === undefined) return e.messageOf(S.Part, 'keyw', key, a as unknown as Expr);
  const part = replaced(old, rest, value, lhs, e);
  return part && a.with(key, part);
}

/** A position, or the positions of a span, All or a list, from 0; undefined when some do not exist. */
export function positionsOf(spec: Expr, length: number): number | number[] | undefined {
  if (spec === S.All) return Array.from({ length }, (_, i) => i);
  if (isCall(spec, S.Span)) return spanPositions(spec, length);
  const list = spec.kind === Kind.Packed ? unpack(spec) : spec;
  if (isCall(list, S.List)) {
    const all = list.args.map((s) => index(s, length));
    return all.every((i) => i !== undefined) ? all : undefined;
  }
  return index(spec, length);
}

/** a[k] =. removes the key. */
export function unsetKey(target: Sym, a: Association, key: Expr, e: Evaluation): Expr {
  const session = e.session;
  if (!a.has(key)) {
    e.message('norep', normal(target, key), target);
    return S.Failed;
  }
  session.definitions.setOwn(
    target,
    a.filter((_v, k) => !(a.indexOf(k) === a.indexOf(key))),
  );
  return S.Null;
}
