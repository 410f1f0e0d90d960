/** The optimizer of a training: its name, its settings, the course of its learning rate. */

import type { OptimizerSettings } from '../../compute/contract/step.ts';
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

type Name = OptimizerSettings['method'];

/** Defaults of each method; only these options exist for it, beside those of all. */
const defaults: Readonly<Record<Name, Readonly<Record<string, number>>>> = {
  ADAM: { Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-5 },
  RMSProp: { Beta: 0.95, Epsilon: 1e-6, Momentum: 0.9 },
  SGD: { Momentum: 0.93 },
  SignSGD: { Momentum: 0.93 },
};
const automaticRate: Readonly<Record<Name, number>> = { ADAM: 0.001, RMSProp: 0.001, SGD: 0.01, SignSGD: 0.001 };
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

/** Method -> "ADAM" or {"SGD", "Momentum" -> 0.9, ...}. Throws NetProblem. */
export function readMethod(spec: Expr, learningRate: Expr, net: Net): Method {
  const items = spec === S.Automatic ? [str('ADAM')] : isCall(spec, S.List) ? spec.args : [spec];
  const [head, ...rules] = items;
  const method = (Object.keys(defaults) as Name[]).find((n) => head?.kind === Kind.String && head.value === n);
  if (method === undefined)
    throw new NetProblem(
      'badpar',
      spec,
      str('Method'),
      str('"ADAM", "RMSProp", "SGD" or "SignSGD", or a list of one of them and its options'),
    );
  const given = new Map<string, Expr>();
  for (const r of rules) {
    const name = isRule(r) ? optionName(r.args[0]) : undefined;
    if (name === undefined || !(name in defaults[method] || common.includes(name)))
      throw new NetProblem(
        'badopt',
        isRule(r) ? r.args[0] : r,
        normal(S.List, ...[...Object.keys(defaults[method]), ...common].map((n) => str(n))),
      );
    given.set(name, (r as { args: readonly Expr[] } & Expr).args[1]!);
  }
  const numberOf = (name: string, missing: number): number => {
    const e = given.get(name);
    if (e === undefined || e === S.Automatic) return missing;
    if (!isRealNumber(e)) throw new NetProblem('badpar', e, str(name), str('a number'));
    return toNumber(e);
  };
  const own = Object.fromEntries(Object.entries(defaults[method]).map(([n, v]) => [n, numberOf(n, v)]));
  const rateGiven =
    learningRate === S.Automatic
      ? (given.get('LearningRate') ?? given.get('InitialLearningRate') ?? S.Automatic)
      : learningRate;
  if (rateGiven !== S.Automatic && !isRealNumber(rateGiven))
    throw new NetProblem('badpar', rateGiven, str('LearningRate'), str('a number or Automatic'));
  const rate = isRealNumber(rateGiven) ? toNumber(rateGiven) : automaticRate[method];
  const schedule = given.get('LearningRateSchedule');
  return {
    learningRate: rate,
    schedule: schedule === S.Automatic || schedule === S.None ? undefined : schedule,
    form: normal(
      S.List,
      str(method),
      ...Object.entries(own).map(([n, v]) => normal(S.Rule, str(n), real(v))),
      ...common
        .slice(2)
        .map((n) => normal(S.Rule, str(n), given.get(n) ?? (n === 'LearningRateSchedule' ? S.Automatic : S.None))),
    ),
    optimizer: {
      method,
      beta1: own.Beta1 ?? own.Beta ?? 0.9,
      beta2: own.Beta2 ?? own.Beta ?? 0.999,
      epsilon: own.Epsilon ?? 1e-5,
      momentum: own.Momentum ?? 0,
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
