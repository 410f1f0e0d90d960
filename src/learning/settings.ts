/** What the options of Classify and Predict say. */

import { toDouble } from '../builtins/values/number.ts';
import { isAssociation } from '../expr/association.ts';
import { type Expr, isCall, isRealNumber, Kind, str } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import type { Evaluation } from '../kernel/definitions/definition.ts';
import { isRule, type OptionValues, rulesOf } from '../kernel/definitions/options.ts';
import { NetProblem, names } from '../nets/model/problem.ts';
import { streamOf } from '../nets/write/random-seeding.ts';
import { methods } from '../numeric/learning/index.ts';
import type { Method, Settings, Target } from '../numeric/learning/method.ts';
import type { RandomStream } from '../numeric/random.ts';
import { listItems } from './examples.ts';
import { neuralNetwork } from './net-method.ts';

/** The methods for classes or for numbers. */
export const methodsFor = (kind: Target['kind'], device: Expr, e: Evaluation): readonly Method[] =>
  [...methods, neuralNetwork(device, e)].filter((m) => m.learns.includes(kind));

export interface Choice {
  readonly method: Method;
  readonly given: Settings;
}

/** Numbers for the suboptions of a method. Throws NetProblem. */
function suboptionsOf(method: Method, rules: readonly Expr[]): Settings {
  const given: Record<string, number> = {};
  for (const spec of rules)
    for (const [name, value] of rulesOf(spec)) {
      const s = method.suboptions[name];
      if (s === undefined)
        throw new NetProblem('mlbsub', str(name), str(method.name), names(Object.keys(method.suboptions)));
      if (value === S.Automatic) continue;
      const v = isRealNumber(value) ? toDouble(value) : Number.NaN;
      const fits = v >= s.from && v <= (s.to ?? Number.POSITIVE_INFINITY) && (s.whole !== true || Number.isInteger(v));
      if (!fits) {
        const kind = s.whole === true ? 'a whole number' : 'a number';
        const range = s.to === undefined ? `from ${s.from} on` : `from ${s.from} to ${s.to}`;
        throw new NetProblem('badpar', value, str(name), str(`Automatic or ${kind} ${range}`));
      }
      given[name] = v;
    }
  return given;
}

/** "Name", {"Name", suboption -> value, ...}; undefined for Automatic. Throws NetProblem. */
export function choiceOf(setting: Expr, methods: readonly Method[]): Choice | undefined {
  if (setting === S.Automatic) return undefined;
  const [name, ...rules] = listItems(setting) ?? [setting];
  const method = methods.find((m) => m.name === (name?.kind === Kind.String ? name.value : ''));
  if (method === undefined || !rules.every((r) => isRule(r) || isCall(r, S.List)))
    throw new NetProblem('mlbmethod', setting, names(['Automatic', ...methods.map((m) => m.name)]));
  return { method, given: suboptionsOf(method, rules) };
}

const goals = ['Quality', 'Speed', 'TrainingSpeed', 'Memory', 'DirectTraining'] as const;
type Goal = (typeof goals)[number];
/** Which methods Automatic tries under a goal; a single one is not compared. */
const candidates: Readonly<Record<Goal, readonly string[]>> = {
  Quality: [
    'LogisticRegression',
    'LinearRegression',
    'NearestNeighbors',
    'NaiveBayes',
    'RandomForest',
    'GradientBoostedTrees',
  ],
  Speed: ['LogisticRegression', 'LinearRegression', 'NaiveBayes', 'DecisionTree', 'GradientBoostedTrees'],
  TrainingSpeed: ['LogisticRegression', 'LinearRegression', 'NearestNeighbors', 'NaiveBayes', 'DecisionTree'],
  Memory: ['LogisticRegression', 'LinearRegression', 'NaiveBayes', 'DecisionTree'],
  DirectTraining: ['RandomForest'],
};

export interface LearningSettings {
  readonly choices: readonly Choice[];
  readonly random: RandomStream;
  /** Seconds in which methods may be compared. */
  readonly seconds: number;
  readonly prints: boolean;
  readonly validation: Expr | undefined;
}

const badOption = (value: Expr, name: string, allowed: string): NetProblem =>
  new NetProblem('badpar', value, str(name), str(allowed));

function goalOf(value: Expr): Goal {
  if (value === S.Automatic) return 'Quality';
  const goal = goals.find((g) => value.kind === Kind.String && value.value === g);
  if (goal === undefined)
    throw badOption(value, 'PerformanceGoal', `Automatic, ${goals.map((g) => `"${g}"`).join(', ')}`);
  return goal;
}
function secondsOf(value: Expr): number {
  if (value === S.Automatic) return Number.POSITIVE_INFINITY;
  const v = isRealNumber(value) ? toDouble(value) : Number.NaN;
  if (!(v > 0)) throw badOption(value, 'TimeGoal', 'Automatic or a positive number of seconds');
  return v;
}
function printsOf(value: Expr): boolean {
  if (value === S.None || value === S.Automatic) return false;
  if (value.kind === Kind.String && value.value === 'Print') return true;
  throw badOption(value, 'TrainingProgressReporting', 'Automatic, None, "Print"');
}

/** What is not done otherwise here: said, and the rest of the call is done. */
function checkSynthesis(value: Expr, e: Evaluation): void {
  if (value === S.Automatic || (value.kind === Kind.String && value.value === 'Mean')) return;
  e.message('synth', value);
}

/** Throws NetProblem. */
export function readSettings(kind: Target['kind'], options: OptionValues, e: Evaluation): LearningSettings {
  const methods = methodsFor(kind, options.get('TargetDevice'), e);
  const choice = choiceOf(options.get('Method'), methods);
  const goal = goalOf(options.get('PerformanceGoal'));
  checkSynthesis(options.get('MissingValueSynthesis'), e);
  const validation = options.get('ValidationSet');
  return {
    choices:
      choice === undefined
        ? methods.filter((m) => candidates[goal].includes(m.name)).map((method) => ({ method, given: {} }))
        : [choice],
    random: streamOf(options.get('RandomSeeding'), e),
    seconds: secondsOf(options.get('TimeGoal')),
    prints: printsOf(options.get('TrainingProgressReporting')),
    validation: validation === S.None || validation === S.Automatic ? undefined : validation,
  };
}

/** The probabilities, threshold and utilities by which classes are decided. */
export interface Deciding {
  readonly ClassPriors: Expr;
  readonly IndeterminateThreshold: Expr;
  readonly UtilityFunction: Expr;
}
export const usualDeciding = (): Deciding => ({
  ClassPriors: S.Automatic,
  IndeterminateThreshold: S.Automatic,
  UtilityFunction: S.Automatic,
});

/** Checks how classes are to be decided. Throws NetProblem. */
export function checkedDeciding(d: Deciding, labels: readonly Expr[]): Deciding {
  const { ClassPriors: priors, IndeterminateThreshold: threshold, UtilityFunction: utility } = d;
  if (priors !== S.Automatic) {
    const unknown = isAssociation(priors)
      ? priors.keys.find((k) => !labels.some((l) => l === k || sameText(l, k)))
      : priors;
    if (unknown !== undefined)
      throw badOption(priors, 'ClassPriors', 'Automatic or an association of classes and their probabilities');
  }
  if (threshold !== S.Automatic && !(isRealNumber(threshold) && toDouble(threshold) >= 0))
    throw badOption(threshold, 'IndeterminateThreshold', 'Automatic or a number from 0 on');
  if (isAssociation(utility) && !utility.values.every(isAssociation))
    throw badOption(
      utility,
      'UtilityFunction',
      'Automatic, a function of actual and predicted class, or <|actual -> <|predicted -> utility|>|>',
    );
  return d;
}
const sameText = (a: Expr, b: Expr): boolean =>
  (a.kind === Kind.String && b.kind === Kind.String && a.value === b.value) ||
  (a.kind === Kind.Integer && b.kind === Kind.Integer && a.value === b.value);
