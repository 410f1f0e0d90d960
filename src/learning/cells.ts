/** Values of features as plain cells: numbers, keys of nominal values, texts, vectors. */
import { denseNumbers } from '../builtins/values/dense-numbers.ts';
import { isImage } from '../builtins/values/image-value.ts';
import { toDouble } from '../builtins/values/number.ts';
import { approximation } from '../builtins/values/numerical.ts';
import { type Expr, isCall, isRealNumber, Kind, str } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { NetProblem, names } from '../nets/model/problem.ts';
import type { Cell, FeatureType } from '../numeric/learning/table.ts';
import { MAXIMUM, type PixelImage } from '../render/pixels/pixel-image.ts';

export const featureTypes = (): readonly FeatureType[] => ['Numerical', 'Nominal', 'Text', 'NumericalVector'];
/** Types under the names that they may be given. */
const typeNames: Readonly<Record<string, FeatureType>> = {
  Numerical: 'Numerical',
  Nominal: 'Nominal',
  Boolean: 'Nominal',
  Text: 'Text',
  NumericalVector: 'NumericalVector',
  Image: 'NumericalVector',
};
export const readType = (e: Expr): FeatureType | undefined => (e.kind === Kind.String ? typeNames[e.value] : undefined);

export const isMissing = (x: Expr | undefined): boolean =>
  x === undefined || isCall(x, S.Missing) || x === S.Missing || x === S.Indeterminate;

/** A number, exact or not, or a constant such as Pi. */
function numberOf(x: Expr, e: Evaluation): number | undefined {
  const value = isRealNumber(x) ? x : approximation(x, e);
  return value !== undefined && isRealNumber(value) ? toDouble(value) : undefined;
}

/** Pixels to a side of the small gray picture that stands for an image. */
const THUMBNAIL = 16;

/** Means of gray over squares of an image, rows from the top. */
function thumbnail({ width, height, channels, alpha, type, data }: PixelImage): number[] {
  const colors = channels - (alpha ? 1 : 0);
  const span = (i: number, n: number): [number, number] => {
    const from = Math.floor((i * n) / THUMBNAIL);
    return [from, Math.max(from + 1, Math.floor(((i + 1) * n) / THUMBNAIL))];
  };
  return Array.from({ length: THUMBNAIL ** 2 }, (_, at) => {
    const [top, bottom] = span(Math.floor(at / THUMBNAIL), height);
    const [left, right] = span(at % THUMBNAIL, width);
    let sum = 0;
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) for (let c = 0; c < colors; c++) sum += data[(y * width + x) * channels + c]!;
    return sum / ((bottom - top) * (right - left) * colors * MAXIMUM[type]);
  });
}

function vectorOf(x: Expr): readonly number[] | undefined {
  if (isImage(x)) return thumbnail(x.content);
  if (x.kind !== Kind.Packed && !isCall(x, S.List) && x.kind !== Kind.Boxed) return undefined;
  const numbers = denseNumbers(x);
  return numbers === undefined || numbers.shape.length === 0 ? undefined : Array.from(numbers.data);
}

/** Strings stand for themselves; other values for how they are written. */
const keyOf = (x: Expr, e: Evaluation): string => (x.kind === Kind.String ? x.value : e.session.inputForm(x));

/** The cell of a value; undefined also where it is not of the type. */
export function cellOf(x: Expr, type: FeatureType, e: Evaluation): Cell {
  switch (type) {
    case 'Numerical':
      return numberOf(x, e);
    case 'NumericalVector':
      return vectorOf(x);
    case 'Text':
      return x.kind === Kind.String ? x.value : undefined;
    default:
      return keyOf(x, e);
  }
}

/** Words that texts have at least on average, where they are no names of things. */
const WORDS_OF_TEXTS = 2;

/** The type that suits all values of a feature. */
export function typeOf(values: readonly Expr[], e: Evaluation): FeatureType {
  const there = values.filter((v) => !isMissing(v));
  if (there.length > 0 && there.every((v) => numberOf(v, e) !== undefined)) return 'Numerical';
  if (there.length > 0 && there.every((v) => vectorOf(v) !== undefined)) return 'NumericalVector';
  const texts = there.flatMap((v) => (v.kind === Kind.String ? [v.value] : []));
  if (texts.length < there.length || texts.length === 0) return 'Nominal';
  const words = texts.reduce((n, t) => n + t.trim().split(/\s+/).length, 0);
  return words >= WORDS_OF_TEXTS * texts.length && 2 * new Set(texts).size > texts.length ? 'Text' : 'Nominal';
}

export interface Feature {
  readonly name: string;
  readonly type: FeatureType;
}

const nouns: Readonly<Record<FeatureType, string>> = {
  Numerical: 'a number',
  Nominal: 'a name',
  Text: 'a text',
  NumericalVector: 'an array of numbers or an image',
};

/** A row of values as cells; `where` says which example it is of. Throws NetProblem. */
export function cellsOf(
  row: readonly (Expr | undefined)[],
  features: readonly Feature[],
  where: Expr,
  e: Evaluation,
): Cell[] {
  if (row.length !== features.length)
    throw new NetProblem(
      'featlen',
      where,
      str(String(row.length)),
      str(String(features.length)),
      names(features.map((f) => f.name)),
    );
  return features.map(({ name, type }, j) => {
    const value = row[j];
    if (value === undefined || isMissing(value)) return undefined;
    const cell = cellOf(value, type, e);
    if (cell === undefined)
      throw new NetProblem('feattype', value, str(name), str(String(j + 1)), where, str(nouns[type]));
    return cell;
  });
}
