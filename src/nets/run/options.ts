/** Options that nets, NetTrain and NetMeasurements share: each is read here, and nowhere else. TargetDevice is in device.ts. */
import { type Expr, Kind, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { NetProblem } from '../model/problem.ts';

const textOf = (e: Expr): string => (e.kind === Kind.String ? e.value : '');

/** A positive integer; undefined: Automatic. Throws NetProblem. */
export function readPositive(e: Expr, name: string): number | undefined {
  if (e === S.Automatic) return undefined;
  if (e.kind === Kind.Integer && Number(e.value) > 0) return Number(e.value);
  throw new NetProblem('badpar', e, str(name), str('a positive integer or Automatic'));
}

/** Examples that go through the net together; undefined: Automatic. Throws NetProblem. */
export const readBatchSize = (e: Expr): number | undefined => readPositive(e, 'BatchSize');

/** Whether layers behave as in training. Throws NetProblem. */
export function readEvaluationMode(e: Expr): boolean {
  if (textOf(e) === 'Train') return true;
  if (textOf(e) === 'Test' || e === S.Automatic) return false;
  throw new NetProblem('badpar', e, str('NetEvaluationMode'), str('"Test" or "Train"'));
}

/**
 * Real32 is what all executors compute in. Other precisions of the language run in it as well, and a message says so.
 * Throws NetProblem for what is no precision.
 */
export function readPrecision(e: Expr, evaluation: Evaluation): void {
  if (e === S.Automatic || textOf(e) === 'Real32') return;
  if (textOf(e) !== 'Real64' && textOf(e) !== 'Mixed')
    throw new NetProblem('badpar', e, str('WorkingPrecision'), str('Automatic, "Real32", "Real64" or "Mixed"'));
  evaluation.message('wprec', e);
}
