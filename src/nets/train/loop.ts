/** The training loop: batches, rounds, validation; everything else is a handler that looks on and may end it. */
import type { ExecutorChoice, Trainer } from '../../compute/contract/step.ts';
import type { Expr } from '../../expr/expr.ts';
import { Packed } from '../../expr/expr.ts';
import type { SessionIO } from '../../kernel/io.ts';
import { type Net, withArrays } from '../model/net.ts';
import type { Assessor } from './assess.ts';
import { type Comparison, type MeasurementSpec, measure } from './comparison.ts';
import type { Interval } from './interval.ts';
import { Ticker } from './interval.ts';
import { Pace } from './pace.ts';
import type { Batch, Source } from './source.ts';

/** Why training ended. */
export type Reason =
  | 'MaximumTrainingRounds'
  | 'TimeGoal'
  | 'EarlyStopping'
  | 'ManualStop'
  | 'ArrayDivergence'
  | 'NothingToTrain';

/** What a handler wants: go on, end as usual, or give up. */
export type Verdict = undefined | { readonly stop: Reason } | 'abort';

export interface Handler {
  /** After every batch. */
  batch?(s: TrainingState): Verdict;
  /** After every round, with its validation. */
  round?(s: TrainingState): Verdict;
  end?(s: TrainingState): void;
}

export interface Validation {
  readonly assessor: Assessor;
  readonly examples: number;
  readonly interval: Interval;
}

export interface LoopSettings {
  readonly net: Net;
  readonly trainer: Trainer;
  readonly source: Source;
  /** Keys of the arrays that change, with the shapes they have. */
  readonly changing: ReadonlyMap<string, readonly number[]>;
  /** undefined: as many as fit into the time. */
  readonly rounds: number | undefined;
  /** Seconds; checked after every batch where `strict`, otherwise after rounds. */
  readonly time: { readonly seconds: number; readonly strict: boolean } | undefined;
  readonly rate: (batch: number, total: number) => number;
  readonly comparison: Comparison | undefined;
  readonly measurements: readonly MeasurementSpec[];
  readonly validation: Validation | undefined;
  /** Smaller is better; what "best" means where there is validation. */
  readonly badness: (s: TrainingState) => number;
  readonly io: SessionIO;
  /** When training began, in milliseconds of the session's clock. */
  readonly start: number;
  readonly poll: () => void;
}

/** What handlers and results see. */
export class TrainingState {
  readonly settings: LoopSettings;
  round = 0;
  /** In this round, from 1. */
  batch = 0;
  totalBatches = 0;
  examplesProcessed = 0;
  batchLoss = Number.NaN;
  /** The mean loss of the examples of this round so far. */
  partialLoss = Number.NaN;
  learningRate = Number.NaN;
  readonly initialLearningRate: number;
  readonly batchLossList: number[] = [];
  readonly roundLossList: number[] = [];
  readonly roundPositions: number[] = [];
  readonly validationLossList: number[] = [];
  readonly validationPositions: number[] = [];
  readonly roundMeasurements: Expr[][] = [];
  readonly validationMeasurements: Expr[][] = [];
  bestValidationRound = 0;
  #best: { readonly badness: number; readonly arrays: ReadonlyMap<string, Packed> } | undefined;
  #safe: ReadonlyMap<string, Packed> | undefined;
  readonly pace = new Pace();
  /** The batch that was just done. */
  current: Batch | undefined;
  reason: Reason | undefined;
  /** Ended from outside, not by a handler. */
  interrupted = false;

  constructor(settings: LoopSettings) {
    this.settings = settings;
    this.initialLearningRate = settings.rate(1, 1);
  }

  get seconds(): number {
    return (this.settings.io.clock() - this.settings.start) / 1000;
  }
  get batchesPerRound(): number {
    return this.settings.source.batchesPerRound;
  }
  /** Batches in all, as far as that can be said; at least those that were done. */
  get plannedBatches(): number {
    const { rounds, time } = this.settings;
    if (rounds !== undefined) return rounds * this.batchesPerRound;
    return time === undefined ? this.totalBatches : Math.round(this.totalBatches / Math.max(this.progress, 1e-9));
  }
  /** From 0 to 1. */
  get progress(): number {
    const { rounds, time } = this.settings;
    const byRounds = rounds === undefined ? 0 : this.totalBatches / (rounds * this.batchesPerRound);
    const byTime = time === undefined ? 0 : this.seconds / time.seconds;
    return Math.min(1, Math.max(byRounds, byTime));
  }
  /** Of the last round; of what there was of the first one where it did not come to its end. */
  get roundLoss(): number {
    return this.roundLossList.at(-1) ?? this.partialLoss;
  }
  get validationLoss(): number {
    return this.validationLossList.at(-1) ?? Number.NaN;
  }

  arrays(): ReadonlyMap<string, Packed> {
    return new Map(
      [...this.settings.changing].map(([key, shape]) => [
        key,
        new Packed('Real32', shape, this.settings.trainer.read(key)),
      ]),
    );
  }
  /** The net as it is now. */
  net(): Net {
    return withArrays(this.settings.net, this.arrays());
  }
  /** The net to return. */
  result(): Net {
    const arrays = this.#best?.arrays ?? (this.reason === 'ArrayDivergence' ? this.#safe : undefined);
    return arrays === undefined
      ? this.reason === 'ArrayDivergence'
        ? this.settings.net
        : this.net()
      : withArrays(this.settings.net, arrays);
  }

  keepBest(): void {
    const badness = this.settings.badness(this);
    if (this.#best !== undefined && !(badness < this.#best.badness)) return;
    this.#best = { badness, arrays: this.arrays() };
    this.bestValidationRound = this.round;
  }
  keepSafe(): void {
    this.#safe = this.arrays();
  }
  get executor(): ExecutorChoice {
    return this.settings.trainer.executor;
  }
}

/** Nets are kept for the case of divergence every so many batches. */
const SAFE_EVERY = 500;

function oneBatch(s: TrainingState, roundSum: { loss: number; count: number }): void {
  const { source, trainer, rate, comparison, rounds } = s.settings;
  const batch = source.next(trainer);
  s.current = batch;
  s.learningRate = rate(s.totalBatches + 1, rounds === undefined ? s.totalBatches + 1 : rounds * s.batchesPerRound);
  const { loss, outputs } = trainer.step(batch.inputs, s.learningRate);
  s.batch++;
  s.totalBatches++;
  s.examplesProcessed += batch.size;
  s.pace.note(s.seconds, s.totalBatches, s.examplesProcessed);
  s.batchLoss = loss;
  s.batchLossList.push(loss);
  roundSum.loss += loss * batch.size;
  roundSum.count += batch.size;
  s.partialLoss = roundSum.loss / roundSum.count;
  if (comparison !== undefined) comparison.add(outputs[comparison.output]!, batch.inputs[comparison.target]!);
}

/** Measures the net on the validation set as it is. */
function validate(s: TrainingState): void {
  const { validation, measurements, changing, trainer, net, poll } = s.settings;
  if (validation === undefined) return;
  for (const key of changing.keys()) validation.assessor.write(key, trainer.read(key));
  const { loss, comparison } = validation.assessor.run(poll);
  s.validationLossList.push(loss);
  s.validationPositions.push(s.totalBatches);
  s.validationMeasurements.push(measurements.map((m) => measure(m, loss, comparison, net)));
  s.keepBest();
}

function ask(handlers: readonly Handler[], what: 'batch' | 'round', s: TrainingState): Verdict {
  let verdict: Verdict;
  for (const h of handlers) {
    const v = h[what]?.(s);
    if (v !== undefined && verdict === undefined) verdict = v;
  }
  return verdict;
}

/** Ends a training from outside: an abort that the user asked for. */
export type Interrupted = (x: unknown) => boolean;

/**
 * Runs a training. undefined: a handler gave up. `interrupted` tells which exceptions end the training with the net so far;
 * all others are thrown on.
 */
export function runTraining(
  settings: LoopSettings,
  handlers: readonly Handler[],
  interrupted: Interrupted,
): TrainingState | undefined {
  const s = new TrainingState(settings);
  try {
    const verdict = rounds(s, handlers);
    if (verdict === 'abort') return undefined;
    s.reason = verdict?.stop ?? 'MaximumTrainingRounds';
  } catch (x) {
    if (!interrupted(x)) throw x;
    s.reason = 'ManualStop';
    s.interrupted = true;
  }
  for (const h of handlers) h.end?.(s);
  return s;
}

function rounds(s: TrainingState, handlers: readonly Handler[]): Verdict {
  const { settings } = s;
  const { source, time, comparison, measurements, net, poll } = settings;
  const ticker = settings.validation && new Ticker(settings.validation.interval);
  const safeRounds = Math.max(1, Math.ceil(SAFE_EVERY / source.batchesPerRound));
  while (settings.rounds === undefined || s.round < settings.rounds) {
    s.round++;
    s.batch = 0;
    source.startRound(s.round);
    comparison?.clear();
    const sum = { loss: 0, count: 0 };
    for (let b = 0; b < source.batchesPerRound; b++) {
      poll();
      oneBatch(s, sum);
      if (!Number.isFinite(s.batchLoss)) return { stop: 'ArrayDivergence' };
      if (ticker?.due(false, s.round, s.totalBatches, s.seconds)) validate(s);
      const verdict = ask(handlers, 'batch', s);
      if (verdict !== undefined) return verdict;
      if (time?.strict && s.seconds >= time.seconds) return { stop: 'TimeGoal' };
    }
    s.roundLossList.push(s.partialLoss);
    s.roundPositions.push(s.totalBatches);
    s.roundMeasurements.push(measurements.map((m) => measure(m, s.roundLoss, comparison, net)));
    if (ticker?.due(true, s.round, s.totalBatches, s.seconds)) validate(s);
    if (s.round % safeRounds === 0) s.keepSafe();
    const verdict = ask(handlers, 'round', s);
    if (verdict !== undefined) return verdict;
    // Another round has to fit as well.
    if (time !== undefined && !time.strict && s.seconds * (1 + 1 / s.round) > time.seconds) return { stop: 'TimeGoal' };
  }
  return { stop: 'MaximumTrainingRounds' };
}
