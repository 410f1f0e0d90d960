/** Learning to classify. */
import type { OptionValues } from '../builtins/builtin.ts';
import { Association } from '../expr/association.ts';
import { type Expr, Kind } from '../expr/expr.ts';
import { order } from '../expr/order.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { NetProblem } from '../nets/model/problem.ts';
import type { Target } from '../numeric/learning/method.ts';
import { examplesWithOutputs, withKnownOutputs } from './examples.ts';
import { type Learnt, learnt } from './learner.ts';
import { heldOut, prepared } from './prepared.ts';
import { checkedDeciding, type Deciding, readSettings } from './settings.ts';

/** Different classes in canonical order, and where each one is. */
function classesOf(outputs: readonly Expr[]): { labels: readonly Expr[]; places: Association } {
  const labels = [...Association.from(outputs.map((y) => [y, y] as const)).keys].sort(order);
  return { labels, places: Association.of(labels, labels) };
}
/** A row of zeros and a one for each example. */
export function oneHot(outputs: readonly Expr[], places: Association): Target {
  const width = places.size;
  const data = new Float64Array(outputs.length * width);
  outputs.forEach((y, i) => {
    const at = places.indexOf(y);
    if (at >= 0) data[i * width + at] = 1;
  });
  return { kind: 'classes', width, data };
}

/** What Classify learns of the data. Throws NetProblem. */
export function classify(data: Expr, options: OptionValues, e: Evaluation): Learnt {
  if (data.kind === Kind.String) throw new NetProblem('builtin', data);
  const { inputs, outputs } = withKnownOutputs(examplesWithOutputs(data, 'TrainingData', e));
  if (inputs.length === 0) throw new NetProblem('nodata');
  const { labels, places } = classesOf(outputs);
  if (labels.length < 2) throw new NetProblem('oneclass', labels[0]!);
  const option = (name: keyof Deciding): Expr => options.get(name);
  const deciding = checkedDeciding(
    {
      ClassPriors: option('ClassPriors'),
      IndeterminateThreshold: option('IndeterminateThreshold'),
      UtilityFunction: option('UtilityFunction'),
    },
    labels,
  );
  const settings = readSettings('classes', options, e);
  const ready = prepared(inputs, options, e);
  const held = heldOut(settings.validation, ready.extractor, (y) => oneHot(y, places), e);
  return learnt({ ...ready, target: oneHot(outputs, places), labels, deciding, held }, settings, e);
}
