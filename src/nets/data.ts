/** Values for the ports of a net as columns of arrays: one array an example, encoded, checked, of known shape. */
import { isAssociation } from '../expr/association.ts';
import { type Expr, isCall, Kind, normal, Packed, str } from '../expr/expr.ts';
import { elementOf } from '../expr/packed.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definition.ts';
import { expressionOf, numbersOf, numericRank } from './arrays.ts';
import { type Coder, isRefusal, type NumberArray } from './coder.ts';
import type { Net, StoredPort } from './net.ts';
import { writePort } from './port-type.ts';
import { NetProblem, names } from './problem.ts';
import { countOf } from './shape.ts';

/** Examples of one port before they are encoded. */
export type Values = readonly Expr[] | Packed;

export const countValues = (v: Values): number => (v instanceof Packed ? v.shape[0]! : v.length);
const valueAt = (v: Values, i: number): Expr => (v instanceof Packed ? elementOf(v, i) : v[i]!);

/** Arrays of one port, one an example. */
export interface Column {
  readonly count: number;
  at(i: number): NumberArray;
}

/** Encoded examples are kept while they need less than this, and made again for each use otherwise. */
const KEEP_BYTES = 1 << 29;

/** A column of values that are encoded on first use. */
function encodedColumn(values: Values, encode: (e: Expr) => NumberArray): Column {
  const count = countValues(values);
  if (count === 0) return { count, at: () => ({ shape: [], data: new Float32Array(0) }) };
  const first = encode(valueAt(values, 0));
  const keep = first.data.length * 4 * count < KEEP_BYTES;
  const done: (NumberArray | undefined)[] = keep ? new Array(count) : [];
  return {
    count,
    at: (i) => {
      const known = done[i];
      if (known !== undefined) return known;
      const made = encode(valueAt(values, i));
      if (keep) done[i] = made;
      return made;
    },
  };
}

/** Rows of one rectangular array, without copying. */
function rowColumn(p: Packed): Column {
  const shape = p.shape.slice(1);
  const size = countOf(shape);
  const data = p.data instanceof Float32Array ? p.data : Float32Array.from(p.data);
  return { count: p.shape[0]!, at: (i) => ({ shape, data: data.subarray(i * size, (i + 1) * size) }) };
}

/** Numbers as they come, or through the encoder; what is in the encoded form already passes unchanged. */
export function encodeValue(
  value: Expr,
  name: string,
  port: StoredPort,
  coder: Coder | undefined,
  e: Evaluation,
): NumberArray {
  if (coder?.encode !== undefined && (coder.accepts?.(value) ?? numericRank(value) !== port.shape?.length)) {
    const made = coder.encode(value, e);
    if (isRefusal(made)) {
      const known = coderMessages[made.tag];
      throw new NetProblem(
        known === undefined ? 'invdata' : made.tag,
        ...(known === undefined ? [value, str(name), portExpr(port, coder)] : made.parameters),
      );
    }
    return made;
  }
  if (value === S.True || value === S.False) return { shape: [], data: Float32Array.of(value === S.True ? 1 : 0) };
  const numbers = numbersOf(value);
  if (numbers === undefined) throw new NetProblem('invdata', value, str(name), portExpr(port, coder));
  return numbers;
}

/** Texts of what encoders refuse; also those of NetEncoder itself. */
export const coderMessages: Readonly<Record<string, string>> = {
  nclass: '`1` is not one of the classes `2`.',
  nscalar: '`1` is not a number.',
  nbool: '`1` is neither True nor False.',
  nimage: '`1` is not an image.',
  nfunc: 'The encoding function `1` gave `3` for `2`, which is not an array of numbers.',
};

const portExpr = (port: StoredPort, coder: Coder | undefined): Expr =>
  coder === undefined ? writePort(port) : str(`${coder.type} encoder, or an array ${writePortText(port)}`);
const writePortText = (p: StoredPort): string =>
  p.shape === undefined
    ? 'of any shape'
    : `of shape {${p.shape.map((a) => (a === null ? 'Automatic' : String(a))).join(', ')}}`;

function checkShape(a: NumberArray, name: string, port: StoredPort): NumberArray {
  const { shape } = port;
  if (
    shape !== undefined &&
    (a.shape.length !== shape.length || shape.some((d, i) => typeof d === 'number' && d !== a.shape[i]))
  )
    throw new NetProblem('invindata', str(name), sizesExpr(a.shape), writePort(port));
  if (port.index !== undefined)
    for (const x of a.data)
      if (!Number.isInteger(x) || x < 1 || (port.index > 0 && x > port.index))
        throw new NetProblem(
          'invindex',
          expressionOf({ shape: [], data: Float32Array.of(x) }, Number.isInteger(x)),
          str(name),
          port.index === 0 ? S.Infinity : expressionOf({ shape: [], data: Float32Array.of(port.index) }, true),
        );
  return a;
}

const sizesExpr = (s: readonly number[]): Expr =>
  s.length === 0 ? str('Real') : expressionOf({ shape: [s.length], data: Float32Array.from(s) }, true);

/** Examples of one port as arrays. Throws NetProblem for what does not fit. */
export function column(
  values: Values,
  name: string,
  port: StoredPort,
  coder: Coder | undefined,
  e: Evaluation,
): Column {
  if (values instanceof Packed && coder?.encode === undefined && values.shape.length > 1) {
    const rows = rowColumn(values);
    if (rows.count > 0) checkShape(rows.at(0), name, port);
    if (port.index === undefined) return rows;
  }
  return encodedColumn(values, (v) => checkShape(encodeValue(v, name, port, coder, e), name, port));
}

/** A column for each input port, all with the same number of examples. */
export interface Batchable {
  readonly columns: ReadonlyMap<string, Column>;
  readonly count: number;
  /** One example that was given without a list around it. */
  readonly single: boolean;
}

/** One example, or a list of them? undefined: it cannot be told from the port. */
function looksSingle(value: Expr, port: StoredPort, coder: Coder | undefined): boolean | undefined {
  if (coder?.accepts?.(value)) return true;
  const rank = numericRank(value);
  const own = port.shape?.length;
  if (coder !== undefined) {
    if (rank !== undefined && rank === own) return true;
    if (isCall(value, S.List) || value.kind === Kind.Packed)
      return coder.accepts === undefined && own !== undefined && rank !== undefined ? rank < own + 1 : false;
    return true;
  }
  if (rank === undefined) return !isCall(value, S.List);
  return own === undefined ? undefined : rank !== own + 1;
}

const asValues = (e: Expr): Values | undefined => (e.kind === Kind.Packed ? e : isCall(e, S.List) ? e.args : undefined);

/** Input of an application: one example or a batch, by port. `assumeSingle` decides where shapes do not. */
export function readInputs(data: Expr | undefined, net: Net, e: Evaluation, assumeSingle: boolean): Batchable {
  const ports = [...net.inputs];
  const given = new Map<string, Expr>();
  if (data !== undefined && isAssociation(data)) {
    for (const [k, v] of data.entries()) {
      const name = k.kind === Kind.String ? k.value : '';
      if (!net.inputs.has(name)) throw new NetProblem('noport', k, names(net.inputs.keys()));
      given.set(name, v);
    }
  } else if (data !== undefined && ports.length === 1) given.set(ports[0]![0], data);
  else if (
    data !== undefined &&
    isCall(data, S.List) &&
    ports.length === data.args.length &&
    net.kind === 'layer' &&
    net.definition.variadic
  )
    ports.forEach(([name], i) => given.set(name, data.args[i]!));
  else if (
    data !== undefined &&
    data.kind === Kind.Packed &&
    data.shape[0] === ports.length &&
    net.kind === 'layer' &&
    net.definition.variadic
  )
    ports.forEach(([name], i) => given.set(name, elementOf(data, i)));
  else if (data !== undefined && ports.length > 0)
    throw new NetProblem('missport', str(ports[0]![0]), names(net.inputs.keys()));
  for (const [name] of ports)
    if (!given.has(name)) throw new NetProblem('missport', str(name), names(net.inputs.keys()));
  const singles = ports.map(([name, p]) => looksSingle(given.get(name)!, p, net.coders.get(name)));
  const single = singles.includes(true) || (!singles.includes(false) && assumeSingle);
  const columns = new Map<string, Column>();
  const counts = new Map<string, number>();
  for (const [name, p] of ports) {
    const value = given.get(name)!;
    const values = single ? [value] : asValues(value);
    if (values === undefined) throw new NetProblem('incolen', normal(S.List, ...ports.map(([n]) => str(n))));
    const c = column(values, name, p, net.coders.get(name), e);
    columns.set(name, c);
    counts.set(name, c.count);
  }
  if (new Set(counts.values()).size > 1)
    throw new NetProblem(
      'incolen',
      normal(S.List, ...[...counts].map(([n, c]) => normal(S.Rule, str(n), str(String(c))))),
    );
  return { columns, count: ports.length === 0 ? 1 : [...counts.values()][0]!, single };
}

/** Examples with equal shapes in all columns, in order of first appearance. */
export function groupByShape(
  columns: ReadonlyMap<string, Column>,
  indices: readonly number[],
): { readonly shapes: Map<string, readonly number[]>; readonly indices: number[] }[] {
  const groups = new Map<string, { shapes: Map<string, readonly number[]>; indices: number[] }>();
  for (const i of indices) {
    const shapes = new Map([...columns].map(([name, c]) => [name, c.at(i).shape]));
    const key = JSON.stringify([...shapes]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { shapes, indices: [i] });
    else group.indices.push(i);
  }
  return [...groups.values()];
}

/** Rows of a column one after another, {examples, ...shape}. */
export function stack(c: Column, indices: readonly number[]): NumberArray {
  const { shape } = c.at(indices[0]!);
  const size = countOf(shape);
  const data = new Float32Array(size * indices.length);
  indices.forEach((i, k) => data.set(c.at(i).data, k * size));
  return { shape: [indices.length, ...shape], data };
}
