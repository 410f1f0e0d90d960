/** NetMeasurements: a net measured on data as it is. */
import { type Expr, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import type { OptionValues } from '../../../kernel/definitions/options.ts';
import { arrayKey, arrayPlaces, type Net, pathText } from '../../model/net.ts';
import { NetProblem } from '../../model/problem.ts';
import { readDevice } from '../../run/device.ts';
import { readBatchSize, readEvaluationMode, readPrecision } from '../../run/options.ts';
import { netProperties } from '../../write/information.ts';
import { isNet } from '../../write/net-box.ts';
import { streamOf } from '../../write/random-seeding.ts';
import { examplesOf, resolved } from '../data/training-data.ts';
import { makeColumns, makePlan } from '../plan.ts';
import { Assessor, assessed } from './assess.ts';
import { Meters } from './meters.ts';
import { type MeasurementSpec, readMeasurement } from './specification.ts';

/** NetMeasurements[net, data, what, options]. Throws NetProblem and LocatedConflict. */
export function netMeasurements(args: readonly Expr[], e: Evaluation, options: OptionValues): Expr {
  const [given, data, what] = args as readonly [Expr, Expr, Expr];
  const net = initializedNet(given);
  const device = readDevice(options.get('TargetDevice'), 'TargetDevice');
  readPrecision(options.get('WorkingPrecision'), e);
  const train = readEvaluationMode(options.get('NetEvaluationMode'));
  const batch = readBatchSize(options.get('BatchSize'));
  const random = streamOf(options.get('RandomSeeding'), e);
  const examples = examplesOf(resolved(data, 'TestData', e), net);
  const plan = makePlan(net, examples, options.get('LossFunction'), random, e);
  const asked = (isCall(what, S.List) ? what.args : [what]).map((m) => ofNet(m, e) ?? readMeasurement(m, plan));
  const specs = asked.filter((m): m is MeasurementSpec => typeof m !== 'function');
  const values = specs.length === 0 ? [] : measured();
  const results = asked.map((m) => (typeof m === 'function' ? m(plan.net) : values[specs.indexOf(m)]!));
  return isCall(what, S.List) ? normal(S.List, ...results) : results[0]!;

  function measured(): Expr[] {
    const meters = new Meters(specs, {
      plan,
      array: (key) => valueIn(plan.net, key),
      call: (f, argument) => e.session.call(f, [argument]),
    });
    const assessor = new Assessor(plan, meters, { device, train, batch });
    try {
      const columns = makeColumns(plan, examples, e);
      const loss = assessor.run([assessed(columns, examples.count, random)], () => e.session.interrupts.poll());
      return meters.values(loss);
    } finally {
      assessor.dispose();
    }
  }
}

/** The net of an argument, all of whose arrays have values. Throws NetProblem. */
export function initializedNet(e: Expr): Net {
  if (!isNet(e)) throw new NetProblem('nonet', e);
  const empty = arrayPlaces(e.content).find((p) => p.state.kind !== 'value');
  if (empty !== undefined) throw new NetProblem('nninit', str(pathText(empty.path)));
  return e.content;
}

/** A property of the net itself. */
const ofNet = (m: Expr, e: Evaluation): ((net: Net) => Expr) | undefined =>
  m.kind === Kind.String && Object.hasOwn(netProperties, m.value)
    ? (net) => netProperties[m.value]!(net, e)
    : undefined;

/** An array of a net all of whose arrays have values. */
function valueIn(net: Net, key: string) {
  const state = arrayPlaces(net).find((p) => arrayKey(p) === key)?.state;
  if (state?.kind !== 'value') throw new Error(`no value of the array ${key}`);
  return state.value;
}
