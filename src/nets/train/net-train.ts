/** NetTrain: from arguments and options to a trained net and its results. */
import { type ComputeOptions, deviceOf, type Trainer } from '../../compute/contract/step.ts';
import { type Expr, int, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import type { OptionValues } from '../../kernel/definitions/options.ts';
import { AbortSignal } from '../../kernel/signals.ts';
import { type Learning, learningOf } from '../model/learning.ts';
import { multipliers } from '../model/multipliers.ts';
import { arrayKey, type Net } from '../model/net.ts';
import { NetProblem } from '../model/problem.ts';
import { backend } from '../run/backend.ts';
import { readDevice } from '../run/device.ts';
import { multiplierTable } from '../write/information.ts';
import { isNet } from '../write/net-box.ts';
import { Assessor, planSlots } from './assess.ts';
import { checkpointHandler, readCheckpointing } from './checkpoints.ts';
import { Comparison, isCounted, measuredOutput } from './comparison.ts';
import { Generated, generatorOf } from './generator.ts';
import type { Interval } from './interval.ts';
import { type Handler, runTraining, type TrainingState, type Validation } from './loop.ts';
import { rateOf, readMethod } from './method.ts';
import { makeColumns, makePlan, type Plan } from './plan.ts';
import { readWatchers, watcherHandler } from './progress.ts';
import type { Facts } from './report.ts';
import { reportingHandlers } from './reporting.ts';
import { checkProperty, property, type Results, resultsBox, resultsOf } from './results.ts';
import {
  AUTOMATIC_BATCH,
  automaticBatch,
  checkFixed,
  limitsOf,
  measurementsOf,
  positive,
  streamsOf,
} from './settings.ts';
import { generatedSetup, idleTrainer, ratesOf, resolved, type Setup, split, storedSetup } from './setup.ts';
import { Specializer, stepFunction } from './step.ts';
import { badnessOf, type Criterion, readCriterion, stoppingHandler } from './stopping.ts';
import { type Examples, examplesOf } from './training-data.ts';

/** NetTrain[net, data, what, options]. Throws NetProblem and LocatedConflict. */
export function netTrain(args: readonly Expr[], e: Evaluation, options: OptionValues): Expr {
  const [given, data, what] = args as readonly [Expr, Expr, Expr?];
  if (!isNet(given)) throw new NetProblem('nonet', given);
  const lossGiven = what !== undefined && isNet(what);
  // What cannot be told afterwards is not worth a training.
  if (what !== undefined && !lossGiven && what !== S.All) checkProperty(what);
  const loss = lossGiven ? what : options.get('LossFunction');
  const results = new Training(given.content, data, loss, e, options).run(
    normal(system('NetTrain'), ...args, ...options.given),
  );
  if (results === undefined) return S.Aborted;
  if (what === undefined || lossGiven) return results.get('TrainedNet');
  return what === S.All ? resultsBox(results) : property(results, what);
}

/** Sessions that know what would make their training faster. */
const hinted = new WeakSet<object>();

/** Everything that options and data say, read and checked before the first step. */
class Training {
  readonly #e: Evaluation;
  readonly #options: OptionValues;
  readonly #plan: Plan;
  readonly #setup: Setup;
  readonly #validation: Examples | undefined;
  readonly #interval: Interval;
  readonly #batchSize: number;
  readonly #streams: ReturnType<typeof streamsOf>;
  readonly #limits: ReturnType<typeof limitsOf>;
  readonly #method: ReturnType<typeof readMethod>;
  readonly #rates: ReturnType<typeof ratesOf>;
  readonly #measurements: ReturnType<typeof measurementsOf>;
  readonly #criterion: Criterion | undefined;
  readonly #device: ComputeOptions;
  readonly #start: number;

  constructor(net: Net, dataArgument: Expr, loss: Expr, e: Evaluation, options: OptionValues) {
    checkFixed(options);
    this.#e = e;
    this.#options = options;
    this.#device = readDevice(options.get('TargetDevice'), 'TargetDevice');
    this.#streams = streamsOf(options.get('RandomSeeding'), e);
    this.#limits = limitsOf(options);
    const data = resolved(dataArgument, 'TrainingData', e);
    const batchGiven = positive(options.get('BatchSize'), 'BatchSize');
    const maker = generatorOf(data);
    const generated = maker && new Generated(maker, net, batchGiven ?? AUTOMATIC_BATCH, e);
    const all = generated?.first ?? examplesOf(data, net);
    const { training, validation, interval } = split(all, options.get('ValidationSet'), net, this.#streams.split, e);
    this.#validation = validation;
    this.#interval = interval;
    this.#plan = makePlan(net, all, loss, this.#streams.arrays, e);
    this.#batchSize = batchGiven ?? (generated ? generated.batchSize : automaticBatch(training.count));
    this.#method = readMethod(options.get('Method'), options.get('LearningRate'), this.#plan.net);
    this.#rates = ratesOf(this.#plan.net, options.get('LearningRateMultipliers'));
    this.#measurements = measurementsOf(options.get('TrainingProgressMeasurements'), this.#plan);
    this.#criterion = readCriterion(options.get('TrainingStoppingCriterion'), this.#measurements);
    if (this.#criterion !== undefined && validation === undefined) e.message('noval');
    this.#start = e.session.io.clock();
    const { rates, moving } = this.#rates;
    this.#setup = generated
      ? generatedSetup(this.#plan, generated, this.#batchSize, this.#streams, e)
      : storedSetup(
          this.#plan,
          training,
          validation,
          {
            batchSize: this.#batchSize,
            rounds: this.#limits.rounds,
            changes: (key) => rates.get(key) !== 0 || moving.has(key),
            streams: this.#streams,
            goal: options.get('PerformanceGoal'),
            device: this.#device,
            data,
          },
          e,
        );
  }

  /** `call` is the NetTrain expression. undefined: a function that watched gave up. */
  run(call: Expr): Results | undefined {
    const checkpoints: string[] = [];
    const facts: Facts = {
      measurements: this.#measurements,
      batchSize: this.#batchSize,
      optimization: this.#method.form,
      device: deviceOf(this.#device.executor),
      learning: this.#learning(),
    };
    const handlers = this.#handlers(facts, checkpoints);
    const comparison = this.#comparison();
    const { trainer, changing } = this.#trainer(comparison);
    const validation = this.#assessed();
    try {
      const s = this.#loop(trainer, changing, comparison, validation, handlers);
      return (
        s &&
        resultsOf(s, facts, {
          net: this.#plan.net,
          multipliers: multiplierTable(this.#plan.net, this.#options.get('LearningRateMultipliers')),
          call,
          validationExamples: this.#validation?.count ?? 0,
          reuse: this.#setup.reuse,
          checkpoints,
        })
      );
    } finally {
      trainer.dispose();
      validation?.assessor.dispose();
      this.#setup.dispose();
    }
  }

  /** What learns and what is frozen, of the whole net. */
  #learning(): Learning {
    const { net } = this.#plan;
    const decided = multipliers(net, this.#options.get('LearningRateMultipliers'));
    return learningOf(net, (p) => decided.get(arrayKey(p))?.rate ?? 1);
  }

  #handlers(facts: Facts, checkpoints: string[]): Handler[] {
    const { session } = this.#e;
    const call = (f: Expr, about: Expr): Expr => session.call(f, [about]);
    const option = (name: string): Expr => this.#options.get(name);
    return [
      ...(this.#criterion
        ? [stoppingHandler(this.#criterion, this.#measurements, call, this.#validation !== undefined)]
        : []),
      ...readCheckpointing(option('TrainingProgressCheckpointing')).map((c) =>
        checkpointHandler(c, session.io, checkpoints),
      ),
      ...readWatchers(option('TrainingProgressFunction'), 'TrainingProgressFunction').map((w) =>
        watcherHandler(w, facts, call),
      ),
      ...reportingHandlers(option('TrainingProgressReporting'), facts, session.io, call),
    ];
  }

  /** What collects predictions for the measurements of rounds; undefined: nothing needs them. */
  #comparison(): Comparison | undefined {
    const measured = measuredOutput(this.#plan);
    const compared = this.#measurements.filter((m) => m.name !== 'Loss');
    return measured !== undefined && compared.length > 0
      ? new Comparison(measured, compared.every(isCounted))
      : undefined;
  }

  #trainer(comparison: Comparison | undefined): {
    readonly trainer: Trainer;
    readonly changing: ReadonlyMap<string, readonly number[]>;
  } {
    const { plan } = this.#setup;
    const { rates, moving } = this.#rates;
    const slots = planSlots(plan, plan.net, (key) => rates.get(key) ?? 1);
    const step = stepFunction(plan, new Specializer(plan), {
      train: true,
      loss: true,
      updates: (key) => moving.has(key),
      outputs: comparison === undefined ? [] : [comparison.measured.port],
    });
    const changes = slots.filter((s) => s.multiplier !== 0 || moving.has(s.key));
    return {
      trainer:
        changes.length === 0
          ? idleTrainer(slots, step, this.#device)
          : backend().createTrainer(slots, step, this.#method.optimizer, this.#device),
      // Arrays of losses are no part of the net.
      changing: new Map(changes.filter((s) => rates.has(s.key)).map((s) => [s.key, s.shape] as const)),
    };
  }

  #assessed(): Validation | undefined {
    const validation = this.#validation;
    if (validation === undefined) return undefined;
    const columns = this.#setup.validation ?? makeColumns(this.#plan, validation, this.#e);
    return {
      assessor: new Assessor(this.#setup.plan, columns, validation.count, this.#streams.noise, {
        device: this.#device,
      }),
      examples: validation.count,
      interval: this.#interval,
    };
  }

  #loop(
    trainer: Trainer,
    changing: ReadonlyMap<string, readonly number[]>,
    comparison: Comparison | undefined,
    validation: Validation | undefined,
    handlers: readonly Handler[],
  ): TrainingState | undefined {
    const e = this.#e;
    const measurements = this.#measurements;
    const best = this.#criterion !== undefined && 'key' in this.#criterion.of ? this.#criterion.of.key : str('Loss');
    const s = runTraining(
      {
        net: this.#plan.net,
        trainer,
        source: this.#setup.source,
        changing,
        rounds: this.#limits.rounds,
        time: this.#limits.time,
        rate: rateOf(this.#method, e),
        comparison,
        measurements,
        validation,
        badness: (state) => badnessOf(best, measurements, state),
        io: e.session.io,
        start: this.#start,
        poll: () => e.session.poll(),
      },
      handlers,
      (x) => x instanceof AbortSignal && x.guard === undefined,
    );
    if (s?.executor.hint !== undefined && !hinted.has(e.session)) {
      hinted.add(e.session);
      e.message('slow', str(s.executor.hint));
    }
    if (s?.reason === 'ArrayDivergence') e.message('arrdiv', int(s.round), int(s.batch));
    if (s?.interrupted) e.message('stopped', int(s.round), int(s.batch));
    return s;
  }
}
