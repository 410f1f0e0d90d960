/** Arguments that have to be matrices, and the messages for those that are none. */
import { type Expr, int } from '../../expr/expr.ts';
import { type Builtin, builtin, type Evaluation, type OptionValues } from '../builtin.ts';
import { numberField, symbolicField } from './elimination.ts';
import { type Entries, type ReadMatrix, readMatrix } from './entries.ts';

/** The matrix of an argument; reports matrix when it is none. */
export function matrixOr(x: Expr, e: Evaluation, position = 1): ReadMatrix | undefined {
  return readMatrix(x, e) ?? e.message('matrix', x, int(position));
}
/** The square matrix of an argument; reports matsq when it is none. */
export function squareOr(x: Expr, e: Evaluation, position = 1): ReadMatrix | undefined {
  const m = readMatrix(x, e);
  return m !== undefined && m.rows === m.columns ? m : e.message('matsq', x, int(position));
}
export const matrixMessages = {
  matrix: 'Argument `1` at position `2` is not a non-empty rectangular matrix.',
  matsq: 'Argument `1` at position `2` is not a non-empty square matrix.',
  sing: 'Matrix `1` is singular.',
  luc: 'Result for badly conditioned matrix `1` may contain significant numerical errors.',
};

export const field = (m: Entries, e: Evaluation) => (m.kind === 'symbolic' ? symbolicField(e) : numberField);

/** A function of one matrix. */
interface OfMatrix extends Pick<Builtin, 'usage' | 'examples'>, Partial<Pick<Builtin, 'options' | 'messages'>> {
  /** Of the matrix and of the argument that it was read from. */
  readonly of: (m: ReadMatrix, e: Evaluation, x: Expr, options: OptionValues) => Expr | undefined;
}

/** The record of such a function. What is no matrix, or not square where it has to be, is told of. */
const ofMatrix =
  (matrix: typeof matrixOr) =>
  (name: string, { of, messages, ...definition }: OfMatrix): Builtin =>
    builtin(name, {
      ...definition,
      arity: 1,
      packed: true,
      messages: { ...matrixMessages, ...messages },
      evaluate([x], e, options) {
        const m = matrix(x!, e);
        return m && of(m, e, x!, options);
      },
    });
export const matrixFunction = ofMatrix(matrixOr);
export const squareFunction = ofMatrix(squareOr);
