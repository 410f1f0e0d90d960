/** Reducing dimensions: linear maps that are kept for other examples, and places found for the examples alone. */

import { countOf, toDouble } from '../builtins/values/number.ts';
import { Association, isAssociation } from '../expr/association.ts';
import { Boxed, type Expr, int, isRealNumber, Kind, normal, str } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { type OptionValues, rulesOf } from '../kernel/definitions/options.ts';
import { NetProblem, names } from '../nets/model/problem.ts';
import {
  axesHolding,
  euclideanDistances,
  geodesicDistances,
  hasForm,
  principalAxes,
  projected,
  projectionForm,
  scaledPlaces,
  tsne,
} from '../numeric/learning/index.ts';
import type { Model } from '../numeric/learning/method.ts';
import type { Projection } from '../numeric/learning/reduction.ts';
import type { Matrix } from '../numeric/linear-algebra/matrix.ts';
import { listItems } from './examples.ts';
import { optionExtractor } from './extraction.ts';
import { extracted } from './learner.ts';
import { linearReductions, placingReductions, reductionMethods } from './names.ts';
import { plainExpr, plainOf } from './plain.ts';
import { questionOf, type Reader, readerFor, readerFrom, readerPlain } from './reader.ts';

export interface Reducer {
  readonly method: string;
  readonly reader: Reader;
  readonly projection: Projection;
  readonly extractor: Expr | undefined;
  readonly examples: number;
}

const FunctionSymbol = system('DimensionReducerFunction');
export const isReducer = (e: Expr | undefined): e is Boxed<Reducer> =>
  e?.kind === Kind.Boxed && e.head === FunctionSymbol;

interface Method {
  readonly name: string;
  readonly given: Readonly<Record<string, number>>;
}
function methodOf(setting: Expr): Method {
  if (setting === S.Automatic) return { name: 'PrincipalComponentsAnalysis', given: {} };
  const [first, ...rules] = listItems(setting) ?? [setting];
  const name = first?.kind === Kind.String ? first.value : '';
  if (!reductionMethods.includes(name)) throw new NetProblem('mlbmethod', setting, names(reductionMethods));
  const given: Record<string, number> = {};
  for (const [sub, value] of rules.flatMap((r) => [...rulesOf(r)])) {
    const known = placingReductions[name] ?? {};
    if (!Object.hasOwn(known, sub)) throw new NetProblem('mlbsub', str(sub), str(name), names(Object.keys(known)));
    const v = isRealNumber(value) ? toDouble(value) : Number.NaN;
    if (!(v >= 1)) throw new NetProblem('badpar', value, str(sub), str('a number from 1 on'));
    given[sub] = v;
  }
  return { name, given };
}

/** Share of the variance that is kept where no number of dimensions is given. */
const KEPT = 0.9;

interface Read {
  readonly reader: Reader;
  readonly extractor: Expr | undefined;
  readonly x: Matrix;
  readonly dimensions: number;
}
function read(inputs: readonly Expr[], count: Expr | undefined, options: OptionValues, e: Evaluation): Read {
  const extractor = optionExtractor(options.get('FeatureExtractor'), inputs, e);
  const ready = extracted(inputs, extractor, e);
  const reader = readerFor(ready, { names: options.get('FeatureNames'), types: options.get('FeatureTypes') }, e);
  const { x } = questionOf(reader, ready, e);
  const given = countOf(count);
  if (count !== undefined && count !== S.Automatic && (given === undefined || given < 1))
    throw new NetProblem('dims', count);
  const most = Math.min(x.columns, x.rows);
  const dimensions = given ?? Math.min(axesHolding(x, KEPT), most);
  if (dimensions > most) throw new NetProblem('manydims', int(dimensions), int(most));
  return { reader, extractor, x, dimensions };
}

function reducerOf({ reader, extractor, x, dimensions }: Read, method: Method): Reducer {
  const projection = principalAxes(x, dimensions, linearReductions[method.name]);
  return { method: method.name, reader, projection, extractor, examples: x.rows };
}

/** DimensionReduction. Throws NetProblem. */
export function reducerFor(
  inputs: readonly Expr[],
  count: Expr | undefined,
  options: OptionValues,
  e: Evaluation,
): Reducer {
  const method = methodOf(options.get('Method'));
  if (!(method.name in linearReductions))
    throw new NetProblem('placing', str(method.name), names(Object.keys(linearReductions)));
  return reducerOf(read(inputs, count, options, e), method);
}

function placesOf(x: Matrix, dimensions: number, { name, given }: Method): Matrix {
  const value = (sub: string): number => given[sub] ?? placingReductions[name]![sub]!(x.rows);
  if (name === 'TSNE') return tsne(x, dimensions, value('Perplexity'));
  if (name === 'MultidimensionalScaling') return scaledPlaces(euclideanDistances(x), dimensions);
  const distances = geodesicDistances(x, value('NeighborsNumber'));
  if (distances === undefined) throw new NetProblem('apart', int(Math.round(value('NeighborsNumber'))));
  return scaledPlaces(distances, dimensions);
}

/** DimensionReduce: the reduced vectors of the examples themselves. Throws NetProblem. */
export function reducedVectors(
  inputs: readonly Expr[],
  count: Expr | undefined,
  options: OptionValues,
  e: Evaluation,
): Matrix {
  const method = methodOf(options.get('Method'));
  const data = read(inputs, count ?? (method.name in linearReductions ? undefined : int(2)), options, e);
  if (!(method.name in linearReductions)) return placesOf(data.x, data.dimensions, method);
  return projected(reducerOf(data, method).projection, data.x);
}

export const reducerBox = (r: Reducer): Boxed<Reducer> =>
  new Boxed(FunctionSymbol, r, () =>
    normal(
      FunctionSymbol,
      Association.from([
        ...Object.entries({
          Method: r.method,
          Reader: readerPlain(r.reader),
          Projection: { ...r.projection } as Model,
          Examples: r.examples,
        }).map(([name, value]) => [str(name), plainExpr(value)] as const),
        [str('Extractor'), r.extractor ?? S.None],
      ]),
    ),
  );

export function reducerFrom(e: Expr): Reducer | undefined {
  if (!isAssociation(e)) return undefined;
  const part = (name: string) => plainOf(e.get(str(name)) ?? S.None);
  const [method, projection, examples] = ['Method', 'Projection', 'Examples'].map(part);
  const reader = readerFrom(part('Reader'));
  if (typeof method !== 'string' || typeof examples !== 'number' || reader === undefined) return undefined;
  if (!hasForm(projection, projectionForm)) return undefined;
  const extractor = e.get(str('Extractor')) ?? S.None;
  return {
    method,
    reader,
    projection: projection as unknown as Projection,
    extractor: extractor === S.None ? undefined : extractor,
    examples,
  };
}
