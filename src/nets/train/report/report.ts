/** What can be said of a training at any moment, by name: the one source of functions, panels, rows, files and JSON. */
import type { DeviceName } from '../../../compute/contract/step.ts';
import { type Expr, isRealNumber, Kind } from '../../../expr/expr.ts';
import { isRule } from '../../../kernel/definitions/options.ts';
import { toNumber } from '../../model/arrays.ts';
import type { Learning } from '../../model/learning.ts';
import { portPath } from '../../write/graph.ts';
import type { Examples } from '../data/training-data.ts';
import type { TrainingState } from '../loop.ts';
import { macroAverage } from '../measure/measurements.ts';
import type { MeasurementSpec } from '../measure/specification.ts';

/** What does not change while a net is trained. */
export interface Facts {
  readonly measurements: readonly MeasurementSpec[];
  readonly batchSize: number;
  readonly optimization: Expr;
  readonly device: DeviceName;
  readonly learning: Learning;
  /** Whether there is a validation set. */
  readonly validated: boolean;
  /** Files that were written on the way. */
  readonly checkpoints: readonly string[];
  /** The examples that batches are made of; undefined: a function makes them. */
  readonly examples: Examples | undefined;
  /** Keys of the arrays that have gradients. */
  readonly withGradients: ReadonlySet<string>;
}

/** A quantity and what kind of number it is; undefined: not known (yet). */
export interface Quantity {
  readonly kind: 'Integer' | 'Real';
  readonly of: (s: TrainingState, f: Facts) => number | undefined;
}
const integer = (of: Quantity['of']): Quantity => ({ kind: 'Integer', of });
const real = (of: Quantity['of']): Quantity => ({ kind: 'Real', of });

const mean = (n: number, s: TrainingState): number => n / Math.max(s.seconds, 1e-9);
const known = (x: number | undefined): number | undefined => (x === undefined || Number.isNaN(x) ? undefined : x);

/** Rounds that were asked for; those that only bound what the time allows are no plan. */
export const plannedRounds = (s: TrainingState): number | undefined =>
  s.settings.limits.time === undefined ? s.settings.limits.rounds : undefined;

/** Seconds, by the pace of the last while; less where the time is limited. */
function timeRemaining(s: TrainingState): number | undefined {
  const { time } = s.settings.limits;
  if (s.totalBatches === 0) return undefined;
  const pace = s.pace.perSecond('batches');
  const byRounds = s.lastBatch === undefined ? Number.POSITIVE_INFINITY : (s.lastBatch - s.totalBatches) / pace;
  const byTime = time === undefined ? Number.POSITIVE_INFINITY : time.seconds - s.seconds;
  return Math.max(0, Math.min(byRounds, byTime));
}

export const quantities = {
  AbsoluteBatch: integer((s) => s.totalBatches),
  Batch: integer((s) => s.batch),
  BatchesPerRound: integer((s) => s.batchesPerRound),
  BatchesPerSecond: real((s) => s.pace.perSecond('batches')),
  BatchLoss: real((s) => s.batchLoss),
  BatchSize: integer((_, f) => f.batchSize),
  BestValidationLoss: real((s) =>
    s.validationLossList.length === 0 ? undefined : s.validationLossList.reduce((a, b) => Math.min(a, b)),
  ),
  BestValidationRound: integer((s) => s.bestValidationRound),
  ExamplesPerSecond: real((s) => s.pace.perSecond('examples')),
  ExamplesProcessed: integer((s) => s.examplesProcessed),
  InitialLearningRate: real((s) => s.initialLearningRate),
  LearningRate: real((s) => s.learningRate),
  MeanBatchesPerSecond: real((s) => mean(s.totalBatches, s)),
  MeanExamplesPerSecond: real((s) => mean(s.examplesProcessed, s)),
  ProgressFraction: real((s) => s.progress),
  Round: integer((s) => s.round),
  RoundLoss: real((s) => known(s.roundLoss)),
  TimeElapsed: real((s) => s.seconds),
  TimeRemaining: real(timeRemaining),
  TotalBatches: integer((s) => s.plannedBatches),
  TotalRounds: integer((s) => s.settings.limits.rounds ?? Math.ceil(s.plannedBatches / s.batchesPerRound)),
  ValidationLoss: real((s) => known(s.validationLoss)),
} satisfies Readonly<Record<string, Quantity>>;
export type QuantityName = keyof typeof quantities;

export const quantity = (name: QuantityName, s: TrainingState, f: Facts): number | undefined =>
  quantities[name].of(s, f);

/** A measurement as one number: the mean over classes; undefined: it is none. */
export function scalarOf(value: Expr): number | undefined {
  const number = macroAverage(value);
  return isRealNumber(number) ? toNumber(number) : undefined;
}

export interface Measured {
  readonly name: string;
  readonly value: number;
}

/** The key of a measurement in reports: Accuracy, FScore 2, layer/Output. */
function keyText(key: Expr): string {
  if (key.kind === Kind.String) return key.value;
  if (isRule(key)) return `${keyText(key.args[0])} ${keyText(key.args[1])}`;
  if (key.kind === Kind.Integer || key.kind === Kind.Real) return String(key.value);
  const path = portPath(key);
  return path === undefined ? 'function' : path.map(keyText).join('/');
}
const measurementName = (m: MeasurementSpec): string => keyText(m.key);
export const measurementNames = (f: Facts): string[] => f.measurements.map(measurementName);

/** What was measured in a round as one number each, by the names that users gave. */
export function measured(f: Facts, values: readonly Expr[] | undefined): Measured[] {
  if (values === undefined) return [];
  return f.measurements.flatMap((m, i) => {
    const value = scalarOf(values[i]!);
    return value === undefined ? [] : [{ name: measurementName(m), value }];
  });
}

const record = (all: readonly Measured[]): Readonly<Record<string, number>> =>
  Object.fromEntries(all.map((m) => [m.name, m.value]));

/** Everything as plain data, for programs. */
export function reportData(s: TrainingState, f: Facts): Readonly<Record<string, unknown>> {
  const numbers = Object.keys(quantities).map((name) => [name, quantity(name as QuantityName, s, f) ?? null] as const);
  return {
    ...Object.fromEntries(numbers),
    TargetDevice: f.device,
    Executor: s.executor.name,
    ParametersCount: f.learning.parameters,
    FrozenParametersCount: f.learning.frozenParameters,
    FrozenParts: f.learning.frozen,
    RoundLossList: s.roundLossList,
    ValidationLossList: s.validationLossList,
    RoundMeasurements: record(measured(f, s.roundMeasurements.at(-1))),
    ValidationMeasurements: record(measured(f, s.validationMeasurements.at(-1))),
    ReasonTrainingStopped: s.reason ?? null,
  };
}
