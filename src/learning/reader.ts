/** From examples as they are given to columns of numbers: names and types of features, and how each is coded. */
import { Association, isAssociation } from '../expr/association.ts';
import { type Expr, int, Kind, normal, str } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { NetProblem } from '../nets/model/problem.ts';
import type { Plain } from '../numeric/learning/form.ts';
import { coded, codingForms, codingsOf, filled, hasForm } from '../numeric/learning/index.ts';
import type { Model, Question } from '../numeric/learning/method.ts';
import type { Cell, Coding } from '../numeric/learning/table.ts';
import { cellsOf, type Feature, featureTypes, isMissing, readType, typeOf } from './cells.ts';
import { listItems, textsOf } from './examples.ts';

/** One value, a list of values, or an association of them. */
type Shape = 'single' | 'list' | 'association';
const SHAPES = new Set<string>(['single', 'list', 'association'] satisfies Shape[]);

export interface Reader {
  readonly shape: Shape;
  readonly features: readonly Feature[];
  readonly codings: readonly Coding[];
}

const shapeOf = (x: Expr): Shape => (isAssociation(x) ? 'association' : listItems(x) !== undefined ? 'list' : 'single');

/** The values of an example by feature. */
function rowOf(x: Expr, shape: Shape, features: readonly { readonly name: string }[]): readonly (Expr | undefined)[] {
  if (shape === 'single') return [x];
  // What is missing as a whole has all its values missing.
  if (isMissing(x)) return features.map(() => undefined);
  if (isAssociation(x)) return features.map(({ name }) => x.get(str(name)));
  return listItems(x) ?? [x];
}

interface Chosen {
  readonly names: Expr;
  readonly types: Expr;
}
export const automatic = (): Chosen => ({ names: S.Automatic, types: S.Automatic });

function namesFor(inputs: readonly Expr[], shape: Shape, given: Expr): string[] {
  const own =
    shape === 'association'
      ? [...new Set(inputs.flatMap((x) => (isAssociation(x) ? x.keys.map(nameOf) : [])))]
      : Array.from({ length: shape === 'list' ? (listItems(inputs.find((x) => !isMissing(x))!)?.length ?? 0) : 1 });
  if (given !== S.Automatic) {
    const names = textsOf(given);
    if (names === undefined || names.length !== own.length) throw new NetProblem('featnames', given, int(own.length));
    // Features of associations have names already: these are taken in their place.
    if (shape !== 'association') return [...names];
    throw new NetProblem('featnamed', given);
  }
  return own.map((name, j) => (typeof name === 'string' ? name : `f${j + 1}`));
}
const nameOf = (k: Expr): string => {
  if (k.kind === Kind.String) return k.value;
  throw new NetProblem('featkey', k);
};

/** A setting of FeatureTypes by feature; undefined: as the values are. Throws NetProblem. */
function typesGiven(given: Expr, names: readonly string[]): (j: number) => Feature['type'] | undefined {
  if (given === S.Automatic) return () => undefined;
  const bad = (x: Expr): never => {
    throw new NetProblem('feattypes', x, normal(S.List, ...featureTypes().map((t) => str(t))));
  };
  const one = (x: Expr | undefined): Feature['type'] | undefined =>
    x === undefined || x === S.Automatic ? undefined : (readType(x) ?? bad(x));
  if (isAssociation(given)) {
    const unknown = given.keys.find((k) => !names.includes(k.kind === Kind.String ? k.value : ''));
    if (unknown !== undefined) throw new NetProblem('nofeat', unknown, normal(S.List, ...names.map((n) => str(n))));
    return (j) => one(given.get(str(names[j]!)));
  }
  const items = listItems(given);
  if (items === undefined) {
    const all = one(given);
    return () => all;
  }
  if (items.length !== names.length) throw new NetProblem('featnames', given, int(names.length));
  return (j) => one(items[j]);
}

const example = (i: number): Expr => str(`example ${i + 1}`);

/** Learns names, types and codings from examples. Throws NetProblem. */
export function readerFor(inputs: readonly Expr[], chosen: Chosen, e: Evaluation): Reader {
  const there = inputs.filter((x) => !isMissing(x));
  const shape = shapeOf(there[0] ?? inputs[0]!);
  const odd = inputs.findIndex((x) => !isMissing(x) && shapeOf(x) !== shape);
  if (odd >= 0) throw new NetProblem('mixed', inputs[odd]!, int(odd + 1), there[0]!);
  const names = namesFor(inputs, shape, chosen.names);
  if (names.length === 0) throw new NetProblem('nofeats', inputs[0]!);
  const given = typesGiven(chosen.types, names);
  const untyped = names.map((name) => ({ name }));
  const rows = inputs.map((x) => rowOf(x, shape, untyped));
  const features = names.map((name, j): Feature => {
    const values = rows.flatMap((r) => (r[j] === undefined ? [] : [r[j]]));
    return { name, type: given(j) ?? typeOf(values, e) };
  });
  const cells = rows.map((row, i) => cellsOf(row, features, example(i), e));
  cells.forEach((row, i) => sameVectors(row, cells[0]!, features, example(i)));
  return {
    shape,
    features,
    codings: codingsOf(
      cells,
      features.map((f) => f.type),
    ),
  };
}

/** Vectors of one feature are of one length. */
function sameVectors(row: readonly Cell[], as: readonly Cell[], features: readonly Feature[], where: Expr): void {
  row.forEach((cell, j) => {
    const other = as[j];
    if (typeof cell === 'object' && typeof other === 'object' && cell.length !== other.length)
      throw new NetProblem('featvec', str(features[j]!.name), where, int(cell.length), int(other.length));
  });
}

/** Examples as rows of cells. Throws NetProblem. */
export function cellsFor({ shape, features, codings }: Reader, inputs: readonly Expr[], e: Evaluation): Cell[][] {
  return inputs.map((x, i) => {
    const where = inputs.length === 1 ? x : example(i);
    if (!isMissing(x) && shapeOf(x) !== shape && !(shape === 'single' && listItems(x) !== undefined))
      throw new NetProblem('shape', x, str(shapeNames[shape]));
    unknownNames(x, features);
    const row = cellsOf(rowOf(x, shape, features), features, where, e);
    row.forEach((cell, j) => {
      if (typeof cell === 'object' && cell.length !== codings[j]!.width)
        throw new NetProblem('featvec', str(features[j]!.name), where, int(cell.length), int(codings[j]!.width));
    });
    return row;
  });
}
const shapeNames: Readonly<Record<Shape, string>> = {
  single: 'a single value',
  list: 'a list of values',
  association: 'an association of values',
};
function unknownNames(x: Expr, features: readonly Feature[]): void {
  if (!isAssociation(x)) return;
  const known = features.some((f) => x.has(str(f.name)));
  if (!known)
    throw new NetProblem('nofeat', normal(S.List, ...x.keys), normal(S.List, ...features.map((f) => str(f.name))));
}

export function questionOf(reader: Reader, inputs: readonly Expr[], e: Evaluation): Question {
  return asked(reader, cellsFor(reader, inputs, e));
}
/** Rows of cells as columns of numbers, with and without what is missing. */
export function asked({ codings }: Reader, cells: readonly (readonly Cell[])[]): Question {
  const gaps = coded(codings, cells);
  return { codings, gaps, x: filled(codings, gaps) };
}

/** One example, or a list of them: which of both an argument is. */
export function inputsOf(
  reader: Reader,
  x: Expr,
  e: Evaluation,
): { readonly inputs: readonly Expr[]; readonly many: boolean } {
  const items = listItems(x);
  const one = { inputs: [x], many: false };
  if (items === undefined) return one;
  const many = { inputs: items, many: true };
  if (reader.shape !== 'list') return many;
  try {
    if (items.length === reader.features.length) {
      cellsFor(reader, [x], e);
      return one;
    }
  } catch (problem) {
    if (!(problem instanceof NetProblem)) throw problem;
  }
  return items.every((i) => listItems(i) !== undefined || isMissing(i)) ? many : one;
}

export const readerPlain = ({ shape, features, codings }: Reader): Model => ({
  shape,
  names: features.map((f) => f.name),
  types: features.map((f) => f.type),
  codings: codings.map((c) => ({ ...c })),
});
const readerForm = { shape: 'text', names: ['text'], types: ['text'], codings: [{ type: 'text' }] } as const;

/** undefined for what describes no reader. */
export function readerFrom(p: Plain | undefined): Reader | undefined {
  if (!hasForm(p, readerForm)) return undefined;
  const { shape, names, types, codings } = p as unknown as {
    readonly shape: Shape;
    readonly names: readonly string[];
    readonly types: readonly Feature['type'][];
    readonly codings: readonly Coding[];
  };
  const fits = types.every((type, j) => {
    const form = Object.hasOwn(codingForms, type) ? codingForms[type] : undefined;
    return form !== undefined && codings[j]?.type === type && hasForm(codings[j] as unknown as Plain, form);
  });
  if (!fits || names.length !== types.length || codings.length !== types.length || !SHAPES.has(shape)) return undefined;
  return { shape, features: names.map((name, j) => ({ name, type: types[j]! })), codings };
}

/** A value for each feature, as the examples had them: alone, as a list, by name. */
export function shapedLike({ shape, features }: Reader, values: readonly Expr[]): Expr {
  if (shape === 'single') return values[0]!;
  if (shape === 'list') return normal(S.List, ...values);
  return Association.from(features.map((f, j) => [str(f.name), values[j]!] as const));
}
