/** The forms that data to learn from take: examples with outputs, or examples alone. */
import { elements, wholeOf } from '../builtins/values/sequences.ts';
import { Association, isAssociation } from '../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, str } from '../expr/expr.ts';
import { unpackLevel } from '../expr/packed.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { isRule } from '../kernel/definitions/options.ts';
import { NetProblem } from '../nets/model/problem.ts';
import { resolved } from '../nets/train/data/training-data.ts';
import { isMissing } from './cells.ts';

export interface Examples {
  readonly inputs: readonly Expr[];
  readonly outputs: readonly Expr[];
}

/** The elements of a list, packed or not; undefined for everything else. */
export const listItems = (e: Expr | undefined): readonly Expr[] | undefined =>
  e === undefined ? undefined : e.kind === Kind.Packed ? unpackLevel(e).args : isCall(e, S.List) ? e.args : undefined;

/** Rows of a table: a list of associations or lists, or an association of columns. */
function tableRows(data: Expr): readonly Expr[] | undefined {
  const rows = listItems(data);
  if (rows !== undefined) return rows;
  if (!isAssociation(data)) return undefined;
  const columns = data.values.map(listItems);
  const length = columns[0]?.length ?? 0;
  if (columns.some((c) => c?.length !== length)) return undefined;
  return Array.from({ length }, (_, i) =>
    Association.of(
      data.keys,
      columns.map((c) => c![i]!),
    ),
  );
}

/** One column of a table is what is to be learnt. Throws NetProblem. */
function byColumn(data: Expr, column: Expr): Examples {
  const rows = tableRows(data);
  if (rows === undefined) throw new NetProblem('mlbdata', data);
  const pairs = rows.map((row): readonly [Expr, Expr] => {
    if (isAssociation(row)) {
      const value = row.get(column);
      if (value !== undefined) return [row.filter((_, k) => k !== column && !sameKey(k, column)), value];
      if (!rows.some((r) => isAssociation(r) && r.has(column)))
        throw new NetProblem('nocol', column, normal(S.List, ...row.keys));
      return [row, normal(S.Missing)];
    }
    const items = listItems(row);
    const at = wholeOf(column);
    const place = at === undefined || items === undefined ? undefined : at < 0 ? items.length + at : at - 1;
    const value = place === undefined ? undefined : items![place];
    if (value === undefined) throw new NetProblem('nocol', column, int(items?.length ?? 0));
    const rest = items!.filter((_, j) => j !== place);
    return [rest.length === 1 ? rest[0]! : normal(S.List, ...rest), value];
  });
  return { inputs: pairs.map(([x]) => x), outputs: pairs.map(([, y]) => y) };
}
const sameKey = (a: Expr, b: Expr): boolean => a.kind === Kind.String && b.kind === Kind.String && a.value === b.value;

const isColumn = (e: Expr): boolean => e.kind === Kind.String || e.kind === Kind.Integer;

/** {x -> y, ...}, {x, ...} -> {y, ...}, <|class -> {x, ...}, ...|>, table -> column. Throws NetProblem. */
export function examplesWithOutputs(given: Expr, part: 'TrainingData' | 'TestData', e: Evaluation): Examples {
  const data = resolved(given, part, e);
  const found = pairsOf(data, part, e);
  if (found.inputs.length === 0) throw new NetProblem('nodata');
  return found;
}

function pairsOf(data: Expr, part: 'TrainingData' | 'TestData', e: Evaluation): Examples {
  if (isRule(data)) {
    const [left, right] = [resolved(data.args[0], part, e), data.args[1]];
    const [xs, ys] = [listItems(left), listItems(right)];
    if (ys === undefined && isColumn(right)) return byColumn(left, right);
    if (xs === undefined || ys === undefined) throw new NetProblem('mlbdata', data);
    if (xs.length !== ys.length) throw new NetProblem('mlblen', int(xs.length), int(ys.length));
    return { inputs: xs, outputs: ys };
  }
  if (isAssociation(data)) {
    const groups = data.entries().map(([label, xs]) => [label, listItems(xs)] as const);
    if (groups.some(([, xs]) => xs === undefined)) throw new NetProblem('mlbdata', data);
    return {
      inputs: groups.flatMap(([, xs]) => xs!),
      outputs: groups.flatMap(([label, xs]) => xs!.map(() => label)),
    };
  }
  const items = listItems(data);
  const odd = items?.findIndex((x) => !isRule(x));
  if (items === undefined || odd === undefined) throw new NetProblem('mlbdata', data);
  if (odd >= 0) throw new NetProblem('mlbrule', items[odd]!, int(odd + 1));
  return { inputs: items.map((x) => elements(x)![0]!), outputs: items.map((x) => elements(x)![1]!) };
}

/** Those whose output is there. */
export function withKnownOutputs({ inputs, outputs }: Examples): Examples {
  const known = outputs.map((y) => !isMissing(y));
  return { inputs: inputs.filter((_, i) => known[i]), outputs: outputs.filter((_, i) => known[i]) };
}

/** Examples alone: a list, a table, the values of an association. Throws NetProblem. */
export function examplesAlone(given: Expr, e: Evaluation): readonly Expr[] {
  const data = resolved(given, 'TrainingData', e);
  const items = listItems(data) ?? (isAssociation(data) ? data.values : undefined);
  if (items === undefined) throw new NetProblem('mlbexs', given);
  if (items.length === 0) throw new NetProblem('nodata');
  return items.every(isRule) ? items.map((x) => elements(x)![0]!) : items;
}

export const textsOf = (e: Expr): readonly string[] | undefined => {
  const items = listItems(e);
  return items?.every((x) => x.kind === Kind.String)
    ? items.map((x) => (x.kind === Kind.String ? x.value : ''))
    : undefined;
};
export const textList = (texts: readonly string[]): Expr => normal(S.List, ...texts.map((t) => str(t)));
