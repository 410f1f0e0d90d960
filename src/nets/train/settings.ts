/** The options of NetTrain that need neither data nor net: numbers, times, seeds, devices. */
import type { ComputeOptions } from '../../compute/contract/step.ts';
import { type Expr, isCall, Kind, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import type { OptionValues } from '../../kernel/definitions/options.ts';
import type { RandomStream } from '../../numeric/random.ts';
import { NetProblem } from '../model/problem.ts';
import { readDevice } from '../run/device.ts';
import { readBatchSize, readPositive, readPrecision } from '../run/options.ts';
import { streamOf } from '../write/random-seeding.ts';
import { readSeconds } from './interval.ts';

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

/** When a training ends by itself. */
export interface Limits {
  /** undefined: as many as fit into the time. */
  readonly rounds: number | undefined;
  readonly batches: number | undefined;
  /** Checked after every batch where `strict`, otherwise after rounds, such that another round fits. */
  readonly time: { readonly seconds: number; readonly strict: boolean } | undefined;
}

export interface TrainingSettings {
  readonly device: ComputeOptions;
  readonly streams: Streams;
  readonly limits: Limits;
  /** undefined: Automatic. */
  readonly batchSize: number | undefined;
  /** Whether memory may be spent for speed. */
  readonly spendMemory: boolean;
  /** The settings that are read when net and data are known. */
  readonly option: (name: string) => Expr;
}

/** Throws NetProblem. */
export function readSettings(options: OptionValues, e: Evaluation): TrainingSettings {
  const option = (name: string): Expr => options.get(name);
  readPrecision(option('WorkingPrecision'), e);
  const device = readDevice(option('TargetDevice'), 'TargetDevice');
  const spendMemory = readGoal(option('PerformanceGoal'));
  const streams = streamsOf(option('RandomSeeding'), e);
  return {
    device,
    spendMemory,
    streams,
    limits: limitsOf(option('MaxTrainingRounds'), option('TimeGoal')),
    batchSize: readBatchSize(option('BatchSize')),
    option,
  };
}

function streamsOf(seeding: Expr, e: Evaluation): Streams {
  const root = streamOf(seeding, e);
  return { arrays: root.fork(), split: root.fork(), order: root.fork(), noise: root.fork() };
}

export const automaticBatch = (count: number): number => 2 ** Math.floor(Math.log2(Math.min(AUTOMATIC_BATCH, count)));

/** Automatic, "TrainingSpeed", "TrainingMemory", or a list of these; memory is what the results differ in. */
function readGoal(e: Expr): boolean {
  const goals = (isCall(e, S.List) ? e.args : [e]).map((g) => (g.kind === Kind.String ? g.value : ''));
  if (e === S.Automatic) return true;
  if (goals.length === 0 || !goals.every((g) => g === 'TrainingSpeed' || g === 'TrainingMemory'))
    throw new NetProblem(
      'badpar',
      e,
      str('PerformanceGoal'),
      str('Automatic, "TrainingSpeed", "TrainingMemory" or a list of these'),
    );
  return !goals.includes('TrainingMemory');
}

/** n, Quantity[n, "Rounds"], Quantity[n, "Batches"], or Quantity[n, "Minutes"] and other times. */
function roundLimits(e: Expr): Partial<Limits> {
  if (!isCall(e, Quantity)) return { rounds: e === S.Infinity ? undefined : readPositive(e, 'MaxTrainingRounds') };
  const [n, unit] = e.args as readonly [Expr?, Expr?];
  const name = unit?.kind === Kind.String ? unit.value.replace(/s$/, '') : '';
  if (n !== undefined && name === 'Round') return { rounds: readPositive(n, 'MaxTrainingRounds') };
  const batches = /^Batche?$/.test(name);
  if (n !== undefined && batches) return { batches: readPositive(n, 'MaxTrainingRounds') };
  const seconds = readSeconds(e);
  if (seconds !== undefined) return { time: { seconds, strict: true } };
  throw new NetProblem(
    'badpar',
    e,
    str('MaxTrainingRounds'),
    str(
      'a positive integer, Quantity[n, "Rounds"], Quantity[n, "Batches"], a time such as Quantity[n, "Minutes"], or Automatic',
    ),
  );
}

function limitsOf(most: Expr, goal: Expr): Limits {
  const given = roundLimits(most);
  const seconds = goal === S.Automatic || goal === S.None || goal === S.Infinity ? undefined : readSeconds(goal);
  if (seconds === undefined && goal !== S.Automatic && goal !== S.None && goal !== S.Infinity)
    throw new NetProblem(
      'badpar',
      goal,
      str('TimeGoal'),
      str('a number of seconds, Quantity[n, "Minutes"] or Automatic'),
    );
  const times = [given.time?.seconds, seconds].filter((t) => t !== undefined);
  const time = times.length === 0 ? undefined : { seconds: Math.min(...times), strict: true };
  const limits = { rounds: given.rounds, batches: given.batches, time };
  if (limits.rounds !== undefined || limits.batches !== undefined || time !== undefined || most === S.Infinity)
    return limits;
  return { ...limits, rounds: AUTOMATIC_ROUNDS, time: { seconds: AUTOMATIC_SECONDS, strict: false } };
}
