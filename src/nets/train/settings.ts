/** Options of NetTrain that are numbers, times, seeds and names. */
import { type Expr, isCall, Kind, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import type { OptionValues } from '../../kernel/definitions/options.ts';
import { RandomStream } from '../../numeric/random.ts';
import { NetProblem } from '../model/problem.ts';
import { streamFor } from '../write/initialize.ts';
import { type MeasurementSpec, measuredOutput, readMeasurement } from './comparison.ts';
import { readSeconds } from './interval.ts';
import type { Plan } from './plan.ts';

const Quantity = system('Quantity');
/** What NetTrain takes when it is told no number of rounds. */
const AUTOMATIC_SECONDS = 20;
const AUTOMATIC_ROUNDS = 10_000;
export const AUTOMATIC_BATCH = 64;

/** Streams of one seed, one for each use, so that one use does not move another. */
export interface Streams {
  readonly arrays: RandomStream;
  readonly split: RandomStream;
  readonly order: RandomStream;
  readonly noise: RandomStream;
}

export function streamsOf(option: Expr, e: Evaluation): Streams {
  const root = streamFor(option, e.session.random, () => new RandomStream(e.session.io.entropy()));
  return { arrays: root.fork(), split: root.fork(), order: root.fork(), noise: root.fork() };
}

/** A positive integer; undefined: Automatic. Throws NetProblem. */
export function positive(e: Expr, name: string): number | undefined {
  if (e === S.Automatic) return undefined;
  if (e.kind === Kind.Integer && Number(e.value) > 0) return Number(e.value);
  throw new NetProblem('badpar', e, str(name), str('a positive integer or Automatic'));
}

export const automaticBatch = (count: number): number => 2 ** Math.floor(Math.log2(Math.min(AUTOMATIC_BATCH, count)));

/** n or Quantity[n, "Rounds"]; undefined: as many as fit into the time. */
function roundsOf(e: Expr): number | undefined {
  const n = isCall(e, Quantity) && e.args[1]?.kind === Kind.String && e.args[1].value === 'Rounds' ? e.args[0]! : e;
  return positive(n, 'MaxTrainingRounds');
}

export interface Limits {
  readonly rounds: number | undefined;
  readonly time: { readonly seconds: number; readonly strict: boolean } | undefined;
}
export function limitsOf(options: OptionValues): Limits {
  const rounds = roundsOf(options.get('MaxTrainingRounds'));
  const goal = options.get('TimeGoal');
  const seconds = goal === S.Automatic || goal === S.None ? undefined : readSeconds(goal);
  if (seconds === undefined && goal !== S.Automatic && goal !== S.None)
    throw new NetProblem(
      'badpar',
      goal,
      str('TimeGoal'),
      str('a number of seconds, Quantity[n, "Minutes"] or Automatic'),
    );
  if (seconds !== undefined) return { rounds, time: { seconds, strict: true } };
  return rounds === undefined
    ? { rounds: AUTOMATIC_ROUNDS, time: { seconds: AUTOMATIC_SECONDS, strict: false } }
    : { rounds, time: undefined };
}

/** Settings that only take what is there. */
export function checkFixed(options: OptionValues): void {
  const fixed: readonly (readonly [string, readonly string[], readonly Expr[]])[] = [
    ['WorkingPrecision', ['Real32'], [S.Automatic]],
    ['PerformanceGoal', ['TrainingSpeed', 'TrainingMemory'], [S.Automatic]],
    ['TrainingUpdateSchedule', [], [S.Automatic]],
  ];
  for (const [name, texts, symbols] of fixed) {
    const value = options.get(name);
    if (symbols.includes(value) || (value.kind === Kind.String && texts.includes(value.value))) continue;
    const there = [...symbols.map((s) => (s.kind === Kind.Symbol ? s.name : '')), ...texts.map((t) => `"${t}"`)];
    throw new NetProblem('badpar', value, str(name), str(`${there.join(' or ')}, which is all there is so far`));
  }
}

/** What is measured in each round. Throws NetProblem. */
export function measurementsOf(setting: Expr, plan: Plan): MeasurementSpec[] {
  const kind = measuredOutput(plan)?.kind;
  if (setting === S.None) return [];
  if (setting === S.Automatic) return kind === 'classes' ? [readMeasurement(str('ErrorRate'), kind)] : [];
  return (isCall(setting, S.List) ? setting.args : [setting]).map((m) => readMeasurement(m, kind));
}
