/** NetMeasurements: a net measured on data as it is. */
import { type Expr, isCall, Kind, normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import type { OptionValues } from '../../kernel/definitions/options.ts';
import { RandomStream } from '../../numeric/random.ts';
import { arrayPlaces, pathText } from '../model/net.ts';
import { NetProblem } from '../model/problem.ts';
import { readDataSet } from '../records/data-sets/index.ts';
import { readDevice } from '../run/device.ts';
import { netProperties } from '../write/information.ts';
import { isInitialized, streamFor } from '../write/initialize.ts';
import { isNet } from '../write/net-box.ts';
import { type Assessment, Assessor } from './assess.ts';
import { measure, measuredOutput, readMeasurement } from './comparison.ts';
import { makeColumns, makePlan, type Plan } from './plan.ts';
import { readExamples } from './training-data.ts';

/** NetMeasurements[net, data, what, options]. Throws NetProblem and LocatedConflict. */
export function netMeasurements(args: readonly Expr[], e: Evaluation, options: OptionValues): Expr {
  const [given, data, what] = args as readonly [Expr, Expr, Expr];
  if (!isNet(given)) throw new NetProblem('nonet', given);
  const net = given.content;
  const device = readDevice(options.get('TargetDevice'), 'TargetDevice');
  const precision = options.get('WorkingPrecision');
  if (precision !== S.Automatic && !(precision.kind === Kind.String && precision.value === 'Real32'))
    throw new NetProblem('badpar', precision, str('WorkingPrecision'), str('"Real32", the only precision here'));
  const mode = options.get('NetEvaluationMode');
  const train = mode.kind === Kind.String && mode.value === 'Train';
  if (!train && !(mode.kind === Kind.String && mode.value === 'Test'))
    throw new NetProblem('badpar', mode, str('NetEvaluationMode'), str('"Test" or "Train"'));
  const size = options.get('BatchSize');
  if (size !== S.Automatic && !(size.kind === Kind.Integer && Number(size.value) > 0))
    throw new NetProblem('badpar', size, str('BatchSize'), str('a positive integer or Automatic'));
  if (!isInitialized(net)) {
    const place = arrayPlaces(net).find((p) => p.state.kind !== 'value')!;
    throw new NetProblem('nninit', str(pathText(place.path)));
  }
  const random = streamFor(
    options.get('RandomSeeding'),
    e.session.random,
    () => new RandomStream(e.session.io.entropy()),
  );
  const examples = readExamples(
    data.kind === Kind.String ? readDataSet(data.value, 'TestData', e) : data,
    [...net.inputs.keys()],
    [...net.outputs.keys()],
  );
  const plan = makePlan(net, examples, options.get('LossFunction'), random, e);
  const assessor = new Assessor(plan, makeColumns(plan, examples, e), examples.count, random, {
    device,
    train,
    ...(size.kind === Kind.Integer && { batch: Number(size.value) }),
  });
  try {
    let assessment: Assessment | undefined;
    const one = (m: Expr): Expr => valueOf(m, plan, () => (assessment ??= assessor.run(() => e.session.poll())));
    return isCall(what, S.List) ? normal(S.List, ...what.args.map(one)) : one(what);
  } finally {
    assessor.dispose();
  }
}

/** A measurement, or a property of the net itself. */
function valueOf(m: Expr, plan: Plan, assessment: () => Assessment): Expr {
  const ofNet = m.kind === Kind.String ? netProperties[m.value] : undefined;
  if (ofNet !== undefined) return ofNet(plan.net);
  const spec = readMeasurement(m, measuredOutput(plan)?.kind);
  const { loss, comparison } = assessment();
  return measure(spec, loss, comparison, plan.net);
}
