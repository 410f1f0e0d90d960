/** The training loop: batches and rounds. Measuring, validation, stopping, reports are handlers that look on and may end it. */
import type { ExecutorChoice, StepMode, TensorValue, Trainer } from '../../compute/contract/step.ts';
import { type Expr, Packed } from '../../expr/expr.ts';
import type { SessionIO } from '../../kernel/io.ts';
import type { RandomStream } from '../../numeric/random.ts';
import { type Net, withArrays } from '../model/net.ts';
import type { Batch, Source } from './data/source.ts';
import { Pace } from './report/pace.ts';
import type { Limits } from './settings.ts';
import type { UpdateSchedule } from './update-schedule.ts';

/** Why training ended. */
export type Reason = 'MaximumTrainingRounds' | 'TimeGoal' | 'EarlyStopping' | 'ManualStop' | 'ArrayDivergence';

/** What a handler wants: go on, end as usual, or give up. */
export type Verdict = undefined | { readonly stop: Reason } | 'abort';

export interface Handler {
  start?(s: TrainingState): void;
  startRound?(s: TrainingState): void;
  /** Asked before a batch: whether its gradients are to be kept. */
  wantsGradients?(s: TrainingState, lastOfRound: boolean): boolean;
  /** After every batch. */
  batch?(s: TrainingState): Verdict;
  /** After every round. */
  round?(s: TrainingState): Verdict;
  end?(s: TrainingState): void;
  /** What it knows from before, for a training that goes on later; absent where that is nothing. */
  save?(): unknown;
  load?(saved: never): void;
}

export interface LoopSettings {
  readonly net: Net;
  readonly trainer: Trainer;
  readonly source: Source;
  /** Keys of the arrays that change, with the shapes they have. */
  readonly changing: ReadonlyMap<string, readonly number[]>;
  readonly limits: Limits;
  /** Which arrays take their turn; undefined: all in every step. */
  readonly schedule: UpdateSchedule | undefined;
  readonly learningRate: (batch: number, total: number) => number;
  readonly io: SessionIO;
  /** When training began, in milliseconds of the session's clock. */
  readonly start: number;
  readonly poll: () => void;
  /** What dropout, augmentation and the like draw from. */
  readonly noise: RandomStream;
  /** Puts a training that has begun where another one was. */
  readonly resume: ((s: TrainingState) => void) | undefined;
}

type Arrays = ReadonlyMap<string, Packed>;
/** How far a training has come. */
type Course = Pick<TrainingState, (typeof COURSE)[number]> & {
  badness: number;
  roundDone: boolean;
  secondsBefore: number;
};
const COURSE = [
  'round',
  'batch',
  'totalBatches',
  'examplesProcessed',
  'batchLoss',
  'partialLoss',
  'learningRate',
  'roundSum',
  'stopping',
  'batchLossList',
  'roundLossList',
  'roundPositions',
  'batchMeasurements',
  'roundMeasurements',
  'validationLossList',
  'validationPositions',
  'validationMeasurements',
  'bestValidationRound',
] as const;

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
  /** By the handler that measures. */
  readonly batchMeasurements: Expr[][] = [];
  readonly roundMeasurements: Expr[][] = [];
  /** By the handler that validates. */
  readonly validationLossList: number[] = [];
  readonly validationPositions: number[] = [];
  readonly validationMeasurements: Expr[][] = [];
  bestValidationRound = 0;
  #best: { readonly badness: number; readonly arrays: ReadonlyMap<string, Packed> } | undefined;
  #safe: ReadonlyMap<string, Packed> | undefined;
  readonly pace = new Pace();
  /** The batch that was just done, and what its step gave. */
  current: Batch | undefined;
  outputs: Readonly<Record<string, TensorValue>> = {};
  reason: Reason | undefined;
  /** Ended from outside, not by a handler. */
  interrupted = false;
  readonly handlers: readonly Handler[];
  /** Losses of the examples of this round. */
  roundSum = { loss: 0, count: 0 };
  /** A handler has said so: the training ends after this round or batch. */
  stopping: Reason | undefined;
  /** Whether the round that is told of has come to its end. */
  roundDone = false;
  secondsBefore = 0;

  constructor(settings: LoopSettings, handlers: readonly Handler[]) {
    this.settings = settings;
    this.handlers = handlers;
    this.initialLearningRate = settings.learningRate(1, 1);
  }

  get seconds(): number {
    return this.secondsBefore + (this.settings.io.clock() - this.settings.start) / 1000;
  }
  get batchesPerRound(): number {
    return this.settings.source.batchesPerRound;
  }
  /** The number of batches after which the limits end training; undefined: only time does. */
  get lastBatch(): number | undefined {
    const { rounds, batches } = this.settings.limits;
    return batches ?? (rounds === undefined ? undefined : rounds * this.batchesPerRound);
  }
  /** Batches in all, as far as that can be said; at least those that were done. */
  get plannedBatches(): number {
    const { lastBatch } = this;
    if (lastBatch !== undefined) return lastBatch;
    const { time } = this.settings.limits;
    return time === undefined ? this.totalBatches : Math.round(this.totalBatches / Math.max(this.progress, 1e-9));
  }
  /** From 0 to 1. */
  get progress(): number {
    const { time } = this.settings.limits;
    const byBatches = this.lastBatch === undefined ? 0 : this.totalBatches / this.lastBatch;
    const byTime = time === undefined ? 0 : this.seconds / time.seconds;
    return Math.min(1, Math.max(byBatches, byTime));
  }
  /** Of the last round; of what there was of the first one where it did not come to its end. */
  get roundLoss(): number {
    return this.roundLossList.at(-1) ?? this.partialLoss;
  }
  get validationLoss(): number {
    return this.validationLossList.at(-1) ?? Number.NaN;
  }

  /** The present value of an array that changes. */
  array(key: string): Packed | undefined {
    const shape = this.settings.changing.get(key);
    return shape && new Packed('Real32', shape, this.settings.trainer.read(key));
  }
  arrays(): ReadonlyMap<string, Packed> {
    return new Map([...this.settings.changing.keys()].map((key) => [key, this.array(key)!] as const));
  }
  /** The net as it is now. */
  net(): Net {
    return withArrays(this.settings.net, this.arrays());
  }
  /** The net to return. */
  result(): Net {
    const arrays = this.#best?.arrays ?? (this.reason === 'ArrayDivergence' ? this.#safe : undefined);
    if (arrays !== undefined) return withArrays(this.settings.net, arrays);
    return this.reason === 'ArrayDivergence' ? this.settings.net : this.net();
  }

  /** Keeps the net if it is the best so far: the smaller, the better. */
  keepBest(badness: number): void {
    if (this.#best !== undefined && !(badness < this.#best.badness)) return;
    this.#best = { badness, arrays: this.arrays() };
    this.bestValidationRound = this.round;
  }
  /** Keeps the net for the case that training diverges. */
  keepSafe(): void {
    this.#safe = this.arrays();
  }
  /** How far this has come, for one that goes on from here. */
  course(roundDone: boolean): Course {
    const known = Object.fromEntries(COURSE.map((name) => [name, this[name]])) as unknown as Course;
    return { ...known, roundDone, badness: this.#best?.badness ?? Number.NaN, secondsBefore: this.seconds };
  }
  kept(): { readonly best: Arrays | undefined; readonly safe: Arrays | undefined } {
    return { best: this.#best?.arrays, safe: this.#safe };
  }
  restore(
    { badness, ...course }: Course,
    { best, safe }: { best: Arrays | undefined; safe: Arrays | undefined },
  ): void {
    Object.assign(this, course);
    this.#best = best && { badness, arrays: best };
    this.#safe = safe;
  }
  get executor(): ExecutorChoice {
    return this.settings.trainer.executor;
  }
}

/** How the coming step differs from the usual one; undefined: not at all. */
function modeOf(s: TrainingState, asking: readonly Handler[]): StepMode | undefined {
  const { schedule } = s.settings;
  const last = s.batch + 1 === s.batchesPerRound;
  const keepGradients = asking.some((h) => h.wantsGradients!(s, last));
  if (schedule === undefined) return keepGradients ? { keepGradients } : undefined;
  return { keepGradients, only: schedule.steps[s.totalBatches % schedule.steps.length]! };
}

function oneBatch(s: TrainingState, asking: readonly Handler[]): void {
  const { source, trainer, learningRate } = s.settings;
  const batch = source.next(trainer);
  s.current = batch;
  s.learningRate = learningRate(s.totalBatches + 1, s.lastBatch ?? s.totalBatches + 1);
  const mode = asking.length > 0 || s.settings.schedule !== undefined ? modeOf(s, asking) : undefined;
  const { loss, outputs } = trainer.step(batch.inputs, s.learningRate, mode);
  s.outputs = outputs;
  s.batch++;
  s.totalBatches++;
  s.examplesProcessed += batch.size;
  s.pace.note(s.seconds, s.totalBatches, s.examplesProcessed);
  s.batchLoss = loss;
  s.batchLossList.push(loss);
  s.roundSum.loss += loss * batch.size;
  s.roundSum.count += batch.size;
  s.partialLoss = s.roundSum.loss / s.roundSum.count;
}

/** All handlers are asked; the first verdict counts. */
function ask(handlers: readonly Handler[], what: 'batch' | 'round', s: TrainingState): Verdict {
  let verdict: Verdict;
  for (const h of handlers) {
    const v = h[what]?.(s);
    if (v !== undefined && verdict === undefined) verdict = v;
    if (v !== undefined && v !== 'abort') s.stopping ??= v.stop;
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
  const s = new TrainingState(settings, handlers);
  for (const h of handlers) h.start?.(s);
  settings.resume?.(s);
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

function startRound(s: TrainingState): void {
  s.round++;
  s.batch = 0;
  s.roundSum = { loss: 0, count: 0 };
  s.settings.source.startRound(s.round);
  for (const h of s.handlers) h.startRound?.(s);
}

function rounds(s: TrainingState, handlers: readonly Handler[]): Verdict {
  const { source, limits, poll } = s.settings;
  const { time } = limits;
  const asking = handlers.filter((h) => h.wantsGradients !== undefined);
  if (s.stopping !== undefined) return { stop: s.stopping };
  let within = s.round > 0 && !s.roundDone;
  while (within || limits.rounds === undefined || s.round < limits.rounds) {
    if (!within) startRound(s);
    within = false;
    while (source.hasNext()) {
      poll();
      oneBatch(s, asking);
      if (!Number.isFinite(s.batchLoss)) return { stop: 'ArrayDivergence' };
      const verdict = ask(handlers, 'batch', s);
      if (verdict !== undefined) return verdict;
      if (time?.strict && s.seconds >= time.seconds) return { stop: 'TimeGoal' };
      if (s.totalBatches === limits.batches && source.hasNext()) return { stop: 'MaximumTrainingRounds' };
    }
    s.roundLossList.push(s.partialLoss);
    s.roundPositions.push(s.totalBatches);
    const verdict = ask(handlers, 'round', s);
    if (verdict !== undefined) return verdict;
    if (s.totalBatches === limits.batches) break;
    // Another round has to fit as well.
    if (time !== undefined && !time.strict && s.seconds * (1 + 1 / s.round) > time.seconds) return { stop: 'TimeGoal' };
  }
  return { stop: 'MaximumTrainingRounds' };
}
