/** Learning to predict numbers. */
import type { OptionValues } from '../builtins/builtin.ts';
import { realOf } from '../builtins/values/real-arguments.ts';
import { type Expr, int, Kind } from '../expr/expr.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { NetProblem } from '../nets/model/problem.ts';
import type { Target } from '../numeric/learning/method.ts';
import { examplesWithOutputs, withKnownOutputs } from './examples.ts';
import { type Learnt, learnt } from './learner.ts';
import { heldOut, prepared } from './prepared.ts';
import { readSettings } from './settings.ts';

/** Throws NetProblem. */
export function numbersOf(outputs: readonly Expr[], e: Evaluation): Target {
  const data = Float64Array.from(outputs, (y, i) => {
    const value = realOf(y, e);
    if (value === undefined || !Number.isFinite(value)) throw new NetProblem('nonum', y, int(i + 1));
    return value;
  });
  return { kind: 'numbers', width: 1, data };
}

/** What Predict learns of the data. Throws NetProblem. */
export function predict(data: Expr, options: OptionValues, e: Evaluation): Learnt {
  if (data.kind === Kind.String) throw new NetProblem('builtin', data);
  const { inputs, outputs } = withKnownOutputs(examplesWithOutputs(data, 'TrainingData', e));
  if (inputs.length === 0) throw new NetProblem('nodata');
  const target = numbersOf(outputs, e);
  const settings = readSettings('numbers', options, e);
  const ready = prepared(inputs, options, e);
  const held = heldOut(settings.validation, ready.extractor, (y) => numbersOf(y, e), e);
  return learnt({ ...ready, target, labels: [], held }, settings, e);
}
