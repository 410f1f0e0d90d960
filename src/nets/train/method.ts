/** The optimizer of a training: its name, its settings, the course of its learning rate. */

import type { OptimizerSettings } from '../../compute/contract/step.ts';
import { type OptimizerName, optimizerOf, optimizers } from '../../compute/optimizers/index.ts';
import { isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, isRealNumber, Kind, normal, real, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import { toNumber } from '../model/arrays.ts';
import { arrayKey, arrayPlaces, type Net } from '../model/net.ts';
import { coveredArrays } from '../model/parts.ts';
import { NetProblem } from '../model/problem.ts';

const methods = Object.keys(optimizers) as OptimizerName[];
/** The names of methods, as a message lists them. */
const listed = `${methods
  .slice(0, -1)
  .map((n) => `"${n}"`)
  .join(', ')} or "${methods.at(-1)}"`;

/** Options of all methods, beside those that its record has. */
const common = [
  'LearningRate',
  'InitialLearningRate',
  'LearningRateSchedule',
  'L2Regularization',
  'GradientClipping',
  'WeightClipping',
];

export interface Method {
  readonly optimizer: OptimizerSettings;
  readonly learningRate: number;
  /** Factor of the rate for batch b of n; undefined: the method's own course. */
  readonly schedule: Expr | undefined;
  /** The full specification, for the results. */
  readonly form: Expr;
}

/** One number for all arrays, or rules part -> number; the first rule that covers an array decides, others have `missing`. */
function perArray(
  e: Expr | undefined,
  net: Net,
  missing: number,
  name: string,
): number | Readonly<Record<string, number>> {
  if (e === undefined || e === S.None || e === S.Automatic) return missing;
  if (isRealNumber(e)) return toNumber(e);
  const rules = isAssociation(e)
    ? e.entries().map(([k, v]) => [k, v] as const)
    : isCall(e, S.List) && e.args.every(isRule)
      ? e.args.map((r) => r.args as unknown as readonly [Expr, Expr])
      : isRule(e)
        ? [e.args]
        : undefined;
  if (rules === undefined) throw new NetProblem('badpar', e, str(name), str('None, a number, or rules part -> number'));
  const out: Record<string, number> = {};
  for (const [part, value] of rules) {
    if (value !== S.None && !isRealNumber(value))
      throw new NetProblem('badpar', value, str(name), str('a number or None'));
    for (const key of coveredArrays(net, part)) out[key] ??= isRealNumber(value) ? toNumber(value) : missing;
  }
  for (const p of arrayPlaces(net)) out[arrayKey(p)] ??= missing;
  return out;
}

/** The value of an option of a method, which is of the kind that its default is of. Throws NetProblem. */
function optionValue(name: string, e: Expr | undefined, missing: number | boolean): number | boolean {
  if (e === undefined || e === S.Automatic) return missing;
  if (typeof missing === 'boolean') {
    if (e !== S.True && e !== S.False) throw new NetProblem('badpar', e, str(name), str('True or False'));
    return e === S.True;
  }
  if (!isRealNumber(e)) throw new NetProblem('badpar', e, str(name), str('a number'));
  return toNumber(e);
}

/** Method -> "ADAM" or {"SGD", "Momentum" -> 0.9, ...}. Throws NetProblem. */
export function readMethod(spec: Expr, learningRate: Expr, net: Net): Method {
  const items = spec === S.Automatic ? [str('ADAM')] : isCall(spec, S.List) ? spec.args : [spec];
  const [head, ...rules] = items;
  const method = methods.find((n) => head?.kind === Kind.String && head.value === n);
  if (method === undefined)
    throw new NetProblem('badpar', spec, str('Method'), str(`${listed}, or a list of one of them and its options`));
  const { options: defaults, learningRate: usual } = optimizerOf(method);
  const given = new Map<string, Expr>();
  for (const r of rules) {
    const name = isRule(r) ? optionName(r.args[0]) : undefined;
    if (name === undefined || !(name in defaults || common.includes(name)))
      throw new NetProblem(
        'badopt',
        isRule(r) ? r.args[0] : r,
        normal(S.List, ...[...Object.keys(defaults), ...common].map((n) => str(n))),
      );
    given.set(name, (r as { args: readonly Expr[] } & Expr).args[1]!);
  }
  const own = Object.fromEntries(Object.entries(defaults).map(([n, v]) => [n, optionValue(n, given.get(n), v)]));
  const rateGiven =
    learningRate === S.Automatic
      ? (given.get('LearningRate') ?? given.get('InitialLearningRate') ?? S.Automatic)
      : learningRate;
  if (rateGiven !== S.Automatic && !isRealNumber(rateGiven))
    throw new NetProblem('badpar', rateGiven, str('LearningRate'), str('a number or Automatic'));
  const rate = isRealNumber(rateGiven) ? toNumber(rateGiven) : usual;
  const schedule = given.get('LearningRateSchedule');
  return {
    learningRate: rate,
    schedule: schedule === S.Automatic || schedule === S.None ? undefined : schedule,
    form: normal(
      S.List,
      str(method),
      ...Object.entries(own).map(([n, v]) =>
        normal(S.Rule, str(n), typeof v === 'number' ? real(v) : v ? S.True : S.False),
      ),
      ...common
        .slice(2)
        .map((n) => normal(S.Rule, str(n), given.get(n) ?? (n === 'LearningRateSchedule' ? S.Automatic : S.None))),
    ),
    optimizer: {
      method,
      options: own,
      l2: perArray(given.get('L2Regularization'), net, 0, 'L2Regularization'),
      gradientClip: perArray(given.get('GradientClipping'), net, Number.POSITIVE_INFINITY, 'GradientClipping'),
      weightClip: perArray(given.get('WeightClipping'), net, Number.POSITIVE_INFINITY, 'WeightClipping'),
    },
  };
}

/** Factor of the learning rate for each batch. */
export function rateOf(method: Method, e: Evaluation): (batch: number, total: number) => number {
  const { schedule, learningRate } = method;
  if (schedule === undefined) return () => learningRate;
  return (batch, total) => {
    const factor = e.session.evaluate(
      normal(system('N'), e.session.call(schedule, [int(batch), int(Math.max(batch, total))])),
    );
    if (!isRealNumber(factor))
      throw new NetProblem('badpar', factor, str('LearningRateSchedule'), str('a function that gives numbers'));
    return learningRate * toNumber(factor);
  };
}
