/** The forms that training data take, as values by port. */

import { listItems } from '../../../builtins/values/sequences.ts';
import { isAssociation } from '../../../expr/association.ts';
import { type Expr, isCall, Kind, normal, Packed, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { elementOf, unpackLevel } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { isRule } from '../../../kernel/definitions/options.ts';
import type { Net } from '../../model/net.ts';
import { NetProblem, names } from '../../model/problem.ts';
import { readDataSet } from '../../records/data-sets/index.ts';
import { asValues, countValues, type Values } from '../../run/data.ts';

/** Values of each port, all of one length. */
export interface Examples {
  readonly values: ReadonlyMap<string, Values>;
  readonly count: number;
}

function checked(values: ReadonlyMap<string, Values>): Examples {
  const counts = [...values].map(([name, v]) => [name, countValues(v)] as const);
  const count = counts[0]?.[1] ?? 0;
  if (counts.some(([, n]) => n !== count))
    throw new NetProblem(
      'incolen',
      normal(S.List, ...counts.map(([name, n]) => normal(S.Rule, str(name), str(String(n))))),
    );
  if (count === 0) throw new NetProblem('nodata');
  return { values, count };
}

const Dataset = system('Dataset');
const NormalSymbol = system('Normal');

/** Data by name are looked up, tables are taken as their rows; everything else is what it is. */
export function resolved(data: Expr, part: 'TrainingData' | 'TestData', e: Evaluation): Expr {
  if (data.kind === Kind.String) return readDataSet(data.value, part, e);
  if (isCall(data, Dataset)) return data.args[0] ?? data;
  return data.kind === Kind.Boxed && data.head === Dataset ? e.session.evaluate(normal(NormalSymbol, data)) : data;
}

/** in -> out, a list of them, lists -> lists, columns by port, or rows by port. Throws NetProblem. */
export function readExamples(data: Expr, input: readonly string[], output: readonly string[]): Examples {
  if (isRule(data)) {
    const [xs, ys] = [asValues(data.args[0]), asValues(data.args[1])];
    const [i, o] = singlePorts(input, output);
    if (xs !== undefined && ys !== undefined)
      return checked(
        new Map([
          [i, xs],
          [o, ys],
        ]),
      );
    return checked(
      new Map([
        [i, [data.args[0]]],
        [o, [data.args[1]]],
      ]),
    );
  }
  if (isAssociation(data)) {
    const columns = data.entries().map(([k, v]) => [k.kind === Kind.String ? k.value : '', asValues(v)] as const);
    const bad = columns.find(([, v]) => v === undefined);
    if (bad !== undefined) throw new NetProblem('baddata', data);
    return checked(new Map(columns as (readonly [string, Values])[]));
  }
  const rows = listItems(data);
  if (rows === undefined) throw new NetProblem('baddata', data);
  if (rows.length === 0) throw new NetProblem('nodata');
  if (rows.every(isRule)) {
    const [i, o] = singlePorts(input, output);
    return checked(
      new Map([
        [i, rows.map((r) => r.args[0]!)],
        [o, rows.map((r) => r.args[1]!)],
      ]),
    );
  }
  if (rows.every(isAssociation)) {
    const keys = rows[0]!.keys;
    const values = keys.map((k): readonly [string, Values] => [
      k.kind === Kind.String ? k.value : '',
      rows.map((r) => {
        const v = r.get(k);
        if (v === undefined) throw new NetProblem('baddata', r);
        return v;
      }),
    ]);
    return checked(new Map(values));
  }
  throw new NetProblem('baddata', data);
}

function singlePorts(input: readonly string[], output: readonly string[]): readonly [string, string] {
  if (input.length !== 1 || output.length !== 1) throw new NetProblem('ruledata', names(input), names(output));
  return [input[0]!, output[0]!];
}

/** The examples of several such, one after another; they have the same ports. */
export function joined(parts: readonly Examples[]): Examples {
  const [first] = parts;
  if (parts.length === 1) return first!;
  const values = [...first!.values.keys()].map(
    (port) => [port, parts.flatMap((p) => listOfValues(p.values.get(port)!))] as const,
  );
  return checked(new Map(values));
}

/** Some of the examples. */
export const choose = (x: Examples, indices: readonly number[]): Examples => ({
  count: indices.length,
  values: new Map([...x.values].map(([name, v]) => [name, pickValues(v, indices)])),
});

function pickValues(v: Values, indices: readonly number[]): Values {
  if (!(v instanceof Packed)) return indices.map((i) => v[i]!);
  const size = v.data.length / v.shape[0]!;
  const data =
    v.data instanceof Float32Array ? new Float32Array(size * indices.length) : new Float64Array(size * indices.length);
  indices.forEach((i, k) => data.set(v.data.subarray(i * size, (i + 1) * size), k * size));
  return new Packed(v.type, [indices.length, ...v.shape.slice(1)], data);
}

export const valueOf = (v: Values, i: number): Expr => (v instanceof Packed ? elementOf(v, i) : v[i]!);
export const listOfValues = (v: Values): readonly Expr[] => (v instanceof Packed ? unpackLevel(v).args : v);

/** Training data of a net. Throws NetProblem. */
export const examplesOf = (data: Expr, net: Net): Examples =>
  readExamples(data, [...net.inputs.keys()], [...net.outputs.keys()]);
