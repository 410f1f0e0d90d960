/** Data sets by name. */
import { type Expr, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation, Session } from '../../../kernel/definitions/definition.ts';
import { NetProblem, names } from '../../model/problem.ts';
import { type DataSet, fileReader, type Part } from './data-set.ts';
import { FashionMNIST, MNIST } from './digits.ts';
import { FisherIris } from './iris.ts';

export { DATA_FOLDER, type Part } from './data-set.ts';

export const dataSets: readonly DataSet[] = [FashionMNIST, FisherIris, MNIST];

/** What was read in a session, since reading twice would make every image twice. */
const known = new WeakMap<Session, Map<string, Expr>>();

/** Rules input -> output. Throws NetProblem. */
export function readDataSet(name: string, part: Part | 'Data', e: Evaluation): Expr {
  const set = dataSets.find((d) => d.names.includes(name));
  if (set === undefined) throw new NetProblem('nodataset', str(name), names(dataSets.flatMap((d) => d.names)));
  if (part === 'Data') return joined(readDataSet(name, 'TrainingData', e), readDataSet(name, 'TestData', e));
  const cache = known.get(e.session) ?? new Map<string, Expr>();
  known.set(e.session, cache);
  const key = `${set.names[0]} ${part}`;
  let value = cache.get(key);
  if (value === undefined) {
    value = set.read(part, fileReader(set, e.session.io));
    cache.set(key, value);
  }
  return value;
}

/** A data set as a table. Throws NetProblem. */
export function tableOf(
  name: string,
  e: Evaluation,
): { readonly headings: readonly string[]; readonly rows: () => Expr } {
  const set = dataSets.find((d) => d.names.includes(name) && d.table !== undefined);
  if (set?.table === undefined) throw new NetProblem('nodataset', str(name), names(tables.map((d) => d.names[0]!)));
  const { headings, rows } = set.table;
  return { headings, rows: () => rows(fileReader(set, e.session.io)) };
}
export const tables: readonly DataSet[] = dataSets.filter((d) => d.table !== undefined);

const joined = (a: Expr, b: Expr): Expr =>
  isCall(a, S.List) && isCall(b, S.List) ? normal(S.List, ...a.args, ...b.args) : a;

/** Reads a part named in the language; undefined: there is no such part. */
export function partNamed(e: Expr | undefined): Part | 'Data' | undefined {
  if (e === undefined) return 'TrainingData';
  if (e.kind !== Kind.String) return undefined;
  return e.value === 'TrainingData' || e.value === 'TestData' || e.value === 'Data' ? e.value : undefined;
}
