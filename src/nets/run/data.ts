/** Values for the ports of a net as columns of arrays: encoded, checked, of known shape. */
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Packed, str } from '../../expr/expr.ts';
import { elementOf } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { expressionOf, isNumericArray, numbersOf, numericRank } from '../model/arrays.ts';
import { type Coder, fitted, isRefusal, type NumberArray, refusedExample } from '../model/coder.ts';
import { coderMessages } from '../model/messages.ts';
import type { Net, StoredPort } from '../model/net.ts';
import { writePort } from '../model/port-type.ts';
import { NetProblem, names } from '../model/problem.ts';
import { countOf } from '../model/shape.ts';
import { type Column, rowColumn, sameShape, separateColumn } from './columns.ts';

/** Examples of one port before they are encoded. */
export type Values = readonly Expr[] | Packed;

export const countValues = (v: Values): number => (v instanceof Packed ? v.shape[0]! : v.length);
const valueAt = (v: Values, i: number): Expr => (v instanceof Packed ? elementOf(v, i) : v[i]!);

/** Encoded examples are kept while they need less than this, and made again for each use otherwise. */
const KEEP_BYTES = 1 << 30;
/** How many examples are encoded between looks at the abort flag. */
const POLL_EVERY = 1024;

/** A column of values that are encoded once where that fits into memory. */
function encodedColumn(values: Values, encode: (e: Expr, i: number) => NumberArray, poll: () => void): Column {
  const count = countValues(values);
  if (count === 0) return rowColumn(0, [], new Float32Array(0));
  const first = encode(valueAt(values, 0), 0);
  const size = first.data.length;
  if (count === 1) return rowColumn(1, first.shape, first.data);
  if (size * 4 * count >= KEEP_BYTES) return separateColumn(count, first.shape, (i) => encode(valueAt(values, i), i));
  const data = new Float32Array(size * count);
  data.set(first.data, 0);
  for (let i = 1; i < count; i++) {
    if (i % POLL_EVERY === 0) poll();
    const made = encode(valueAt(values, i), i);
    if (!sameShape(made.shape, first.shape)) return mixedColumn(values, encode, poll, data, first.shape, i, made);
    if (size === 1) data[i] = made.data[0]!;
    else data.set(made.data, i * size);
  }
  return rowColumn(count, first.shape, data);
}

/** Shapes turned out to differ at example `at`: the arrays stand one by one. */
function mixedColumn(
  values: Values,
  encode: (e: Expr, i: number) => NumberArray,
  poll: () => void,
  data: Float32Array,
  shape: readonly number[],
  at: number,
  here: NumberArray,
): Column {
  const count = countValues(values);
  const size = countOf(shape);
  const arrays: NumberArray[] = Array.from({ length: at }, (_, i) => ({
    shape,
    data: data.slice(i * size, (i + 1) * size),
  }));
  arrays.push(here);
  for (let i = at + 1; i < count; i++) {
    if (i % POLL_EVERY === 0) poll();
    arrays.push(encode(valueAt(values, i), i));
  }
  return separateColumn(count, undefined, (i) => arrays[i]!);
}

/** Numbers as they come, or through the encoder; what is in the encoded form already passes unchanged. */
export function encodeValue(
  value: Expr,
  name: string,
  port: StoredPort,
  coder: Coder | undefined,
  e: Evaluation,
  example?: number,
): NumberArray {
  const refused = (): NetProblem =>
    new NetProblem('invdata', value, str(name), portExpr(port, coder), str(exampleText(example)));
  if (coder?.encode !== undefined && (coder.accepts?.(value, e) ?? numericRank(value) !== port.shape?.length)) {
    const made = coder.encode(value, e);
    if (isRefusal(made)) {
      // What is in the encoded form already passes.
      const numbers = numbersOf(value);
      if (numbers !== undefined && numbers.shape.length === port.shape?.length) return numbers;
      const known = coderMessages[made.tag];
      throw known === undefined ? refused() : refusedExample(made, exampleText(example));
    }
    return made;
  }
  if (value === S.True || value === S.False) return { shape: [], data: Float32Array.of(value === S.True ? 1 : 0) };
  const numbers = numbersOf(value);
  if (numbers === undefined) throw refused();
  return numbers;
}

/** Which of several examples it is, at the end of a sentence. */
const exampleText = (example: number | undefined): string => (example === undefined ? '' : ` (example ${example + 1})`);

const portExpr = (port: StoredPort, coder: Coder | undefined): Expr =>
  coder === undefined ? writePort(port) : str(`${coder.type} encoder, or an array ${writePortText(port)}`);
const writePortText = (p: StoredPort): string =>
  p.shape === undefined
    ? 'of any shape'
    : `of shape {${p.shape.map((a) => (a === null ? 'Automatic' : String(a))).join(', ')}}`;

function checkShape(a: NumberArray, name: string, port: StoredPort, example?: number): NumberArray {
  const { shape } = port;
  if (
    a.shape.includes(0) ||
    (shape !== undefined &&
      (a.shape.length !== shape.length || shape.some((d, i) => typeof d === 'number' && d !== a.shape[i])))
  )
    throw new NetProblem('invindata', str(name), sizesExpr(a.shape), writePort(port), str(exampleText(example)));
  if (port.index !== undefined) checkRange(a, name, bounds(port), example);
  return a;
}

/** What whole numbers a port takes. A range that is not known has no bounds. */
function bounds({ index = 0, min, max }: StoredPort): readonly [number, number] {
  const top = max ?? (index > 0 ? index : Number.POSITIVE_INFINITY);
  return [min ?? (index > 0 ? 1 : Number.NEGATIVE_INFINITY), top];
}

function checkRange(a: NumberArray, name: string, [min, max]: readonly [number, number], example?: number): void {
  const whole = (x: number): Expr =>
    Number.isFinite(x) ? int(x) : x > 0 ? S.Infinity : normal(S.Times, int(-1), S.Infinity);
  for (const x of a.data)
    if (!Number.isInteger(x) || x < min || x > max)
      throw new NetProblem(
        'invindex',
        expressionOf({ shape: [], data: Float32Array.of(x) }, Number.isInteger(x)),
        str(name),
        whole(min),
        whole(max),
        str(exampleText(example)),
      );
}

const sizesExpr = (s: readonly number[]): Expr =>
  s.length === 0 ? str('Real') : expressionOf({ shape: [s.length], data: Float32Array.from(s) }, true);

/** Examples of one port as arrays. Throws NetProblem for what does not fit. */
export function column(
  values: Values,
  name: string,
  port: StoredPort,
  given: Coder | undefined,
  e: Evaluation,
): Column {
  const coder = fitted(given, port);
  const several = countValues(values) > 1;
  if (values instanceof Packed && coder?.encode === undefined && port.index === undefined) {
    const shape = values.shape.slice(1);
    const data = values.data instanceof Float32Array ? values.data : Float32Array.from(values.data);
    const rows = rowColumn(values.shape[0]!, shape, data);
    if (rows.count > 0) checkShape(rows.at(0), name, port);
    return rows;
  }
  return encodedColumn(
    values,
    (v, i) => {
      const example = several ? i : undefined;
      return checkShape(encodeValue(v, name, port, coder, e, example), name, port, example);
    },
    () => e.session.interrupts.poll(),
  );
}

/** A column for each input port, all with the same number of examples. */
export interface Batchable {
  readonly columns: ReadonlyMap<string, Column>;
  readonly count: number;
  /** One example that was given without a list around it. */
  readonly single: boolean;
}

/** One example, or a list of them? undefined: it cannot be told from the port. */
function looksSingle(value: Expr, port: StoredPort, coder: Coder | undefined, e: Evaluation): boolean | undefined {
  if (coder?.accepts?.(value, e)) return true;
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

/** A list, or an array with a level of examples. */
export const asValues = (e: Expr): Values | undefined =>
  e.kind === Kind.Packed
    ? e
    : isCall(e, S.List)
      ? e.args
      : isNumericArray(e) && e.content.array.shape.length > 0
        ? e.content.array
        : undefined;

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
  const singles = ports.map(([name, p]) => looksSingle(given.get(name)!, p, fitted(net.coders.get(name), p), e));
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
