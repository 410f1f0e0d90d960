/** Arguments that have to be matrices, and the messages for those that are none. */
import { type Expr, int } from '../../expr/expr.ts';
import type { Evaluation } from '../builtin.ts';
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
