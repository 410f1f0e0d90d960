/** NetTrain, stage by stage: settings, data, plan, what is done with the plan, the loop, results. */
import { deviceOf, type Trainer } from '../../compute/contract/step.ts';
import { type Expr, int, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule, type OptionValues, optionName, unknownOption } from '../../kernel/definitions/options.ts';
import { AbortSignal } from '../../kernel/signals.ts';
import { learningOf } from '../model/learning.ts';
import { arrayKey, arrayPlaces, type Net } from '../model/net.ts';
import { NetProblem } from '../model/problem.ts';
import { backend } from '../run/backend.ts';
import { varies } from '../run/filled.ts';
import { isNet } from '../write/net-box.ts';
import { type Course, readCourse } from './course.ts';
import { Generated, generatorOf } from './data/generator.ts';
import { type Examples, examplesOf, resolved } from './data/training-data.ts';
import { split, type ValidationSet } from './data/validation-set.ts';
import { divergedAt } from './divergence.ts';
import { checkpointHandler, resumption } from './handlers/checkpoint.ts';
import { safeHandler } from './handlers/keep-safe.ts';
import { measuringHandler } from './handlers/measure.ts';
import { badnessOf, stoppingHandler } from './handlers/stop.ts';
import { type Validation, validationHandler } from './handlers/validate.ts';
import { watchingHandler } from './handlers/watch.ts';
import { type Handler, runTraining, type TrainingState } from './loop.ts';
import { type Assessed, Assessor, assessed, planSlots } from './measure/assess.ts';
import { Meters } from './measure/meters.ts';
import { needsWhole } from './measure/specification.ts';
import { rateOf } from './method.ts';
import { makeColumns, makePlan, type Plan } from './plan.ts';
import type { Facts } from './report/report.ts';
import { checkProperty, property, Results, resultsBox } from './results.ts';
import { AUTOMATIC_BATCH, automaticBatch, readSettings, type TrainingSettings } from './settings.ts';
import { generatedSetup, idleTrainer, type Setup, storedSetup } from './setup.ts';
import { stepFunction } from './step.ts';

/** NetTrain[net, data, what, options]. Throws NetProblem and LocatedConflict. */
export function netTrain(args: readonly Expr[], e: Evaluation, options: OptionValues): Expr {
  const [given, dataArgument, what] = args as readonly [Expr, Expr, Expr?];
  if (!isNet(given)) throw new NetProblem('nonet', given);
  const lossGiven = what !== undefined && (isNet(what) || what === S.Automatic);
  // What cannot be told afterwards is not worth a training.
  if (what !== undefined && !lossGiven && what !== S.All && !checkWhat(what, e, options)) return S.Failed;
  const loss = lossGiven && what !== S.Automatic ? what! : options.get('LossFunction');
  const training = prepare(given.content, dataArgument, loss, options, e);
  const results = train(training, normal(system('NetTrain'), ...args, ...options.given));
  if (results === undefined) return S.Aborted;
  if (what === undefined || lossGiven) return results.get('TrainedNet');
  return what === S.All ? resultsBox(results) : property(results, what);
}

/** Throws NetProblem for what is no property. A rule would be an option, but one that is unknown: false, and a message says so. */
function checkWhat(what: Expr, e: Evaluation, options: OptionValues): boolean {
  const name = isRule(what) ? optionName(what.args[0]) : undefined;
  if (name === undefined) checkProperty(what);
  else e.message('optx', ...unknownOption(name, options.owner, options.names, what));
  return name === undefined;
}

/** From what NetTrain is given to everything that is known before the first step. Throws NetProblem and LocatedConflict. */
export function prepare(net: Net, data: Expr, loss: Expr, options: OptionValues, e: Evaluation): Training {
  const settings = readSettings(options, e);
  const read = readData(net, data, settings, e);
  const plan = makePlan(net, read.all, loss, settings.streams.arrays, e);
  const course = readCourse(plan, settings, read.validation !== undefined, e);
  return { e, settings, data: read, plan, course, batchSize: batchSizeOf(settings, read) };
}

/** Everything that is known before the first step. */
export interface Training {
  readonly e: Evaluation;
  readonly settings: TrainingSettings;
  readonly data: TrainingData;
  readonly plan: Plan;
  readonly course: Course;
  readonly batchSize: number;
}

interface TrainingData {
  /** Those that the net is shaped by. */
  readonly all: Examples;
  readonly training: Examples;
  readonly validation: ValidationSet | undefined;
  /** What makes the examples; undefined: they are there. */
  readonly generated: Generated | undefined;
  /** The data as they were given. */
  readonly argument: Expr;
}

function readData(net: Net, argument: Expr, settings: TrainingSettings, e: Evaluation): TrainingData {
  const data = resolved(argument, 'TrainingData', e);
  const maker = generatorOf(data);
  const generated = maker && new Generated(maker, net, settings.batchSize ?? AUTOMATIC_BATCH, e);
  const all = generated?.first ?? examplesOf(data, net);
  const { training, validation } = split(all, settings.option('ValidationSet'), net, settings.streams.split, e);
  return { all, training, validation, generated, argument: data };
}

const batchSizeOf = ({ batchSize }: TrainingSettings, { generated, training }: TrainingData): number =>
  batchSize ?? generated?.batchSize ?? automaticBatch(training.count);

/** `call` is the NetTrain expression. undefined: a function that watched gave up. */
function train(t: Training, call: Expr): Results | undefined {
  const { e, settings, data, plan, course } = t;
  const start = e.session.io.clock();
  const setup = setupOf(t);
  const facts = factsOf(t);
  let s: TrainingState | undefined;
  const meters = metersOf(t, setup, (key) => s!.array(key));
  const { trainer, changing } = trainerOf(t, setup, meters);
  const validation = validationOf(t, setup, (key) => s!.array(key));
  try {
    s = runTraining(
      {
        net: plan.net,
        trainer,
        source: setup.source,
        changing,
        limits: settings.limits,
        schedule: course.schedule,
        learningRate: rateOf(course.method, e),
        io: e.session.io,
        start,
        poll: () => e.session.interrupts.poll(),
        noise: settings.streams.noise,
        resume: resumption(course.checkpointing, e.session.io),
      },
      [
        {
          start(state) {
            s = state;
            if (data.generated !== undefined) data.generated.net = () => state.net();
          },
        },
        measuringHandler(meters),
        ...(validation ? [validationHandler(validation)] : []),
        safeHandler(setup.source.batchesPerRound),
        ...lookingOn(t, facts),
      ],
      (x) => x instanceof AbortSignal && x.guard === undefined,
    );
    if (s === undefined) return undefined;
    tellEnd(s, e);
    trainer.settle?.();
    return new Results(s, facts, {
      net: plan.net,
      rates: course.rates,
      call,
      validationExamples: validationCount(data.validation),
      reuse: setup.reuse,
    });
  } finally {
    trainer.dispose();
    validation?.assessor.dispose();
    setup.dispose();
  }
}

const validationCount = (v: ValidationSet | undefined): number =>
  v === undefined ? 0 : 'examples' in v ? v.examples.count : (v.generator.roundLength ?? 0);

function setupOf({ e, settings, data, plan, course, batchSize }: Training): Setup {
  const { streams, device, spendMemory, limits } = settings;
  if (data.generated !== undefined) return generatedSetup(plan, data.generated, batchSize, streams, e);
  const { validation } = data;
  const stored = validation && 'examples' in validation ? validation.examples : undefined;
  return storedSetup(
    plan,
    data.training,
    stored,
    {
      batchSize,
      // What is used once need not be computed apart.
      reuseFront:
        limits.rounds !== 1 &&
        !course.measurements.some(needsWhole) &&
        (validation === undefined || stored !== undefined),
      changes: (key) => course.rates.changes(key),
      sequencesMeasured: sequencesMeasured(plan.net, course),
      streams,
      spendMemory,
      device,
      data: data.argument,
    },
    e,
  );
}

/** Whether sequences that steps give are measured: batches are then of one length. */
export const sequencesMeasured = (net: Net, { measurements }: Course): boolean =>
  measurements.some(needsWhole) || (measurements.length > 0 && [...net.outputs.values()].some(varies));

function factsOf({ settings, data, plan, course, batchSize }: Training): Facts {
  const keys = arrayPlaces(plan.net).map(arrayKey);
  return {
    measurements: course.measurements,
    batchSize,
    optimization: course.method.form,
    device: deviceOf(settings.device.executor),
    checkpoints: course.checkpoints,
    learning: learningOf(plan.net, (p) => course.rates.of(arrayKey(p)).multiplier.value),
    validated: data.validation !== undefined,
    examples: data.generated === undefined ? data.training : undefined,
    withGradients: new Set(keys.filter((key) => course.rates.multiplier(key) !== 0)),
  };
}

type ArrayReader = (key: string) => ReturnType<TrainingState['array']>;

/** What measures batches and rounds; arrays that do not change are those of the net. */
function metersOf({ e, plan, course }: Training, setup: Setup, changed: ArrayReader): Meters {
  const own = new Map(arrayPlaces(plan.net).map((p) => [arrayKey(p), p.state]));
  return new Meters(course.measurements, {
    plan: setup.plan,
    array: (key) => {
      const state = own.get(key);
      if (state?.kind !== 'value') throw new Error(`no value of the array ${key}`);
      return changed(key) ?? state.value;
    },
    call: (f, argument) => e.session.call(f, [argument]),
  });
}

function trainerOf(
  { settings, course }: Training,
  setup: Setup,
  meters: Meters,
): { readonly trainer: Trainer; readonly changing: ReadonlyMap<string, readonly number[]> } {
  const { plan } = setup;
  const { rates } = course;
  const own = new Set(arrayPlaces(plan.net).map(arrayKey));
  const slots = planSlots(plan, (key) => rates.multiplier(key));
  const step = stepFunction(plan, setup.runnable, {
    mean: true,
    updates: (key) => own.has(key) && rates.moves(key),
    outputs: meters.wanted,
    exampleLosses: course.exampleLosses,
  });
  // Arrays of losses are no part of the net.
  const changing = slots.filter((s) => own.has(s.key) && rates.changes(s.key));
  const learning = slots.some((s) => s.multiplier !== 0) || changing.length > 0;
  return {
    trainer: learning
      ? backend().createTrainer(slots, step, course.method.optimizer, settings.device)
      : idleTrainer(slots, step, settings.device),
    changing: new Map(changing.map((s) => [s.key, s.shape] as const)),
  };
}

function validationOf(t: Training, setup: Setup, changed: ArrayReader): Validation | undefined {
  const { settings, data, course } = t;
  const set = data.validation;
  if (set === undefined) return undefined;
  const meters = metersOf(t, setup, changed);
  return {
    assessor: new Assessor(setup.plan, meters, { device: settings.device }),
    meters,
    examples: validationExamples(t, setup, set),
    interval: set.interval,
    badness: (s) => badnessOf(course.best, course.measurements, s),
  };
}

/** The same examples each time, or those that a function makes anew. */
function validationExamples(t: Training, setup: Setup, set: ValidationSet): Validation['examples'] {
  const { e, settings, plan, batchSize } = t;
  const { noise } = settings.streams;
  if ('examples' in set) {
    const columns = setup.validation ?? makeColumns(plan, set.examples, e);
    const stored = [assessed(columns, set.examples.count, noise)];
    return () => stored;
  }
  const generated = new Generated(set.generator, plan.net, batchSize, e);
  return (s): Assessed[] => {
    generated.net = () => s.net();
    const examples = generated.round(s.validationLossList.length + 1);
    return [assessed(makeColumns(plan, examples, e), examples.count, noise)];
  };
}

/** Handlers that stop, write, tell. */
function lookingOn({ e, data, course }: Training, facts: Facts): Handler[] {
  const { io } = e.session;
  const call = (f: Expr, about: Expr): Expr => e.session.call(f, [about]);
  const tell = ({ tag, parameters }: NetProblem): void => void e.message(tag, ...parameters);
  const { criterion, measurements } = course;
  return [
    ...(criterion ? [stoppingHandler(criterion, measurements, facts, call, data.validation !== undefined)] : []),
    ...course.checkpointing.map((c) => checkpointHandler(c, io, course.checkpoints, tell)),
    ...course.watchers.map((w) => watchingHandler(w, facts, call)),
    ...course.reports.map((r) => r.handler(facts, io, call)),
  ];
}

/** Sessions that know what would make their training faster. */
const hinted = new WeakSet<object>();

function tellEnd(s: TrainingState, e: Evaluation): void {
  if (s.executor.hint !== undefined && !hinted.has(e.session)) {
    hinted.add(e.session);
    e.message('slow', str(s.executor.hint));
  }
  if (s.reason === 'ArrayDivergence') e.message('arrdiv', int(s.round), int(s.batch), str(divergedAt(s)));
  // A second press gives up the net as well.
  if (s.interrupted) e.session.interrupts.poll();
  if (s.interrupted) e.message('stopped', int(s.round), int(s.batch));
}
