/** Plain tables to learn from: cells of features, and how they become columns of numbers. */
import { worked } from '../../pace.ts';
import { type Matrix, matrix } from '../linear-algebra/matrix.ts';
import type { Form } from './form.ts';

export type FeatureType = 'Numerical' | 'Nominal' | 'Text' | 'NumericalVector';

/** A value of a feature: a number, the key of a nominal value, a text, a vector; undefined where it is missing. */
export type Cell = number | string | readonly number[] | undefined;
export type Numbers = ArrayLike<number>;

/** What is known of a feature from training: of its mean and deviation, its keys, its words. */
export interface Coding {
  readonly type: FeatureType;
  /** Columns that it becomes. */
  readonly width: number;
  /** By column of numbers and vectors: what is taken away, and what the rest is divided by. */
  readonly means?: Numbers;
  readonly deviations?: Numbers;
  /** The keys of a nominal feature, or the words of texts; one column each. */
  readonly keys?: readonly string[];
  /** What stands in the columns of a missing value; of words, how much each tells (the logarithm of inverse frequency). */
  readonly shares?: Numbers;
}

const ofNumbers = { width: 'count', means: 'numbers', deviations: 'numbers' } as const;
const ofWords = { width: 'count', keys: ['text'], shares: 'numbers' } as const;
/** What the coding of a feature looks like, by its type. */
export const codingForms: Readonly<Record<FeatureType, Form>> = {
  Numerical: ofNumbers,
  NumericalVector: ofNumbers,
  Nominal: ofWords,
  Text: ofWords,
};

/** Words that texts may have as columns. */
const MOST_WORDS = 2000;

export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

function counted(items: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
/** Code units in order, so that the same data give the same columns everywhere. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function numbersCoding(type: FeatureType, vectors: readonly Numbers[], width: number): Coding {
  const means = new Float64Array(width);
  const deviations = new Float64Array(width).fill(1);
  const n = vectors.length;
  for (let j = 0; j < width; j++) {
    let mean = 0;
    for (const v of vectors) mean += v[j]! / n;
    let square = 0;
    for (const v of vectors) square += (v[j]! - mean) ** 2 / n;
    means[j] = n === 0 ? 0 : mean;
    // A constant column stays where its mean is.
    if (square > 0 && Number.isFinite(square)) deviations[j] = Math.sqrt(square);
    worked(n);
  }
  return { type, width, means, deviations };
}

function nominalCoding(values: readonly string[]): Coding {
  const counts = counted(values);
  const keys = [...counts.keys()].sort(byText);
  const shares = Float64Array.from(keys, (k) => counts.get(k)! / values.length);
  return { type: 'Nominal', width: keys.length, keys, shares };
}

function textCoding(texts: readonly string[]): Coding {
  const counts = counted(texts.flatMap((t) => [...new Set(wordsOf(t))]));
  const keys = [...counts.keys()]
    .sort((a, b) => counts.get(b)! - counts.get(a)! || byText(a, b))
    .slice(0, MOST_WORDS)
    .sort(byText);
  const shares = Float64Array.from(keys, (k) => Math.log((1 + texts.length) / (1 + counts.get(k)!)) + 1);
  return { type: 'Text', width: keys.length, keys, shares };
}

/** Learns from the cells of one feature how it is to be coded. */
function codingOf(cells: readonly Cell[], type: FeatureType): Coding {
  if (type === 'Nominal') return nominalCoding(cells.filter((c) => typeof c === 'string'));
  if (type === 'Text') return textCoding(cells.filter((c) => typeof c === 'string'));
  if (type === 'NumericalVector') {
    const vectors = cells.filter((c): c is readonly number[] => typeof c === 'object');
    return numbersCoding(type, vectors, vectors[0]?.length ?? 0);
  }
  const numbers = cells.filter((c) => typeof c === 'number');
  return numbersCoding(
    type,
    numbers.map((x) => [x]),
    1,
  );
}

/** How the features of a table are coded: rows of cells and the type of each column. */
export const codingsOf = (rows: readonly (readonly Cell[])[], types: readonly FeatureType[]): readonly Coding[] =>
  types.map((type, j) =>
    codingOf(
      rows.map((r) => r[j]),
      type,
    ),
  );

export const widthOf = (codings: readonly Coding[]): number => codings.reduce((n, c) => n + c.width, 0);

function codeText(text: string, { keys, shares }: Coding, out: Float64Array): void {
  const places = new Map(keys!.map((k, i) => [k, i]));
  let norm = 0;
  for (const [word, count] of counted(wordsOf(text))) {
    const at = places.get(word);
    if (at === undefined) continue;
    out[at] = count * shares![at]!;
    norm += out[at] ** 2;
  }
  if (norm > 0) for (let j = 0; j < out.length; j++) out[j]! /= Math.sqrt(norm);
}

/** One cell in its columns; NaN in all of them where it is missing. */
function codeCell(cell: Cell, coding: Coding, out: Float64Array): void {
  if (cell === undefined) out.fill(Number.NaN);
  else if (coding.type === 'Text') codeText(String(cell), coding, out);
  else if (coding.type === 'Nominal') {
    const at = coding.keys!.indexOf(String(cell));
    if (at >= 0) out[at] = 1;
  } else {
    const vector = typeof cell === 'object' ? cell : [Number(cell)];
    for (let j = 0; j < out.length; j++) out[j] = (vector[j]! - coding.means![j]!) / coding.deviations![j]!;
  }
}

/** Rows of columns {examples, width}: numbers in units of their deviation, a one for the key, words by how much they tell. */
export function coded(codings: readonly Coding[], rows: readonly (readonly Cell[])[]): Matrix {
  const width = widthOf(codings);
  const m = matrix(rows.length, width);
  rows.forEach((row, i) => {
    let at = i * width;
    codings.forEach((c, j) => {
      codeCell(row[j], c, m.data.subarray(at, at + c.width));
      at += c.width;
    });
    worked(width);
  });
  return m;
}

/** What stands in each column of a value that is not there: means, and the shares of keys. */
function fillers(codings: readonly Coding[]): Float64Array {
  return Float64Array.from(
    codings.flatMap((c) => Array.from({ length: c.width }, (_, j) => (c.type === 'Nominal' ? c.shares![j]! : 0))),
  );
}

/** The same with something in place of missing values. */
export function filled(codings: readonly Coding[], m: Matrix): Matrix {
  if (!m.data.some(Number.isNaN)) return m;
  const fill = fillers(codings);
  return matrix(
    m.rows,
    m.columns,
    m.data.map((x, i) => (Number.isNaN(x) ? fill[i % m.columns]! : x)),
  );
}

/** Columns back in the units of the features. */
export function decoded(codings: readonly Coding[], row: Numbers): Cell[] {
  let at = 0;
  return codings.map((c) => {
    const own = Array.from({ length: c.width }, (_, j) => row[at + j]!);
    at += c.width;
    if (c.type === 'Nominal') return c.keys![own.indexOf(Math.max(...own))];
    if (c.type === 'Text') return c.keys!.filter((_, j) => own[j]! > 0).join(' ');
    const back = own.map((x, j) => x * c.deviations![j]! + c.means![j]!);
    return c.type === 'Numerical' ? back[0] : back;
  });
}

/** Some of the rows. */
export function chosenRows(m: Matrix, indices: Numbers): Matrix {
  const out = matrix(indices.length, m.columns);
  for (let k = 0; k < indices.length; k++) {
    const from = indices[k]! * m.columns;
    out.data.set(m.data.subarray(from, from + m.columns), k * m.columns);
  }
  return out;
}
