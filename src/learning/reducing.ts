/** What is asked of reducers of dimensions, and principal components of a matrix. */

import { denseNumbers } from '../builtins/values/dense-numbers.ts';
import { list } from '../builtins/values/sequences.ts';
import { type Expr, int, Kind, Packed, real, str } from '../expr/expr.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { NetProblem, names } from '../nets/model/problem.ts';
import { decoded, principalAxes, projected, unprojected } from '../numeric/learning/index.ts';
import { type Matrix, matrix } from '../numeric/linear-algebra/matrix.ts';
import { askedInputs } from './classifier.ts';
import type { Reducer } from './dimension.ts';
import { vectorExpr } from './extraction.ts';
import { type Properties, readerProperties } from './information.ts';
import { questionOf, shapedLike } from './reader.ts';

export const vectors = (m: Matrix): Expr => new Packed('Real64', [m.rows, m.columns], m.data);

const reducerQuestions = ['OriginalVectors', 'ReducedVectors', 'ReconstructionErrors'] as const;

/** reducer[example, question]. Throws NetProblem. */
export function askReducer(r: Reducer, [x, question]: readonly Expr[], e: Evaluation): Expr | undefined {
  if (x === undefined) return undefined;
  const name = question === undefined ? 'ReducedVectors' : question.kind === Kind.String ? question.value : '';
  if (name === 'OriginalVectors') return originals(r, x);
  if (!(reducerQuestions as readonly string[]).includes(name))
    throw new NetProblem('mlbprop', question!, names(reducerQuestions));
  const { inputs, many } = askedInputs(r, x, e);
  const q = questionOf(r.reader, inputs, e);
  const y = projected(r.projection, q.x);
  if (name === 'ReducedVectors') return many ? vectors(y) : vectorExpr(y, 0);
  const back = unprojected(r.projection, y);
  const errors = inputs.map((_, i) => {
    let s = 0;
    for (let j = 0; j < back.columns; j++)
      s += (back.data[i * back.columns + j]! - q.x.data[i * back.columns + j]!) ** 2;
    return Math.sqrt(s);
  });
  const values = errors.map((v) => real(v));
  return many ? list(values) : values[0];
}

/** Examples that reduced vectors come from, as near as the axes allow. */
function originals(r: Reducer, x: Expr): Expr {
  const given = denseNumbers(x);
  const { dimensions } = r.projection;
  if (given === undefined || given.shape.at(-1) !== dimensions || given.shape.length > 2)
    throw new NetProblem('reduced', x, int(dimensions));
  const rows = given.data.length / dimensions;
  const back = unprojected(r.projection, matrix(rows, dimensions, Float64Array.from(given.data)));
  const all = Array.from({ length: rows }, (_, i) => {
    const cells = decoded(r.reader.codings, back.data.subarray(i * back.columns, (i + 1) * back.columns));
    return shapedLike(
      r.reader,
      cells.map((c) => (typeof c === 'string' ? str(c) : vectorOrNumber(c ?? 0))),
    );
  });
  return given.shape.length === 1 ? all[0]! : list(all);
}
const vectorOrNumber = (c: number | readonly number[]): Expr =>
  typeof c === 'number' ? real(c) : new Packed('Real64', [c.length], Float64Array.from(c));

export const reducerProperties = (r: Reducer): Properties => [
  ['Method', str(r.method)],
  ['ExampleNumber', int(r.examples)],
  ...readerProperties(r.reader),
  ['OutputDimension', int(r.projection.dimensions)],
  ['Variances', list(Array.from(r.projection.variances, (v) => real(v)))],
];

const principalScores = (x: Matrix): Matrix => projected(principalAxes(x, x.columns), x);
/** Columns in units of their standard deviation. */
function inUnits(x: Matrix): Matrix {
  const deviation = Float64Array.from({ length: x.columns }, (_, j) => {
    let [mean, square] = [0, 0];
    for (let i = 0; i < x.rows; i++) mean += x.data[i * x.columns + j]! / x.rows;
    for (let i = 0; i < x.rows; i++) square += (x.data[i * x.columns + j]! - mean) ** 2 / (x.rows - 1);
    return Math.sqrt(square) || 1;
  });
  return matrix(
    x.rows,
    x.columns,
    x.data.map((v, i) => v / deviation[i % x.columns]!),
  );
}

/** Rows in coordinates along the principal axes; undefined for what is no matrix of at least two rows. */
export function principalComponents(data: Expr, correlation: boolean): Expr | undefined {
  const given = denseNumbers(data);
  if (given?.shape.length !== 2 || given.shape[0]! < 2) return undefined;
  const [rows, columns] = given.shape as readonly [number, number];
  const x = matrix(rows, columns, Float64Array.from(given.data));
  return vectors(principalScores(correlation ? inUnits(x) : x));
}
