/** NetTrain: from arguments and options to a trained net and its results. */
import type { ArraySlot, Trainer } from '../../compute/step.ts';
import { Association } from '../../expr/association.ts';
import { type Expr, int, isCall, isRealNumber, Kind, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definition.ts';
import { isRule, type OptionValues, optionName } from '../../kernel/options.ts';
import { AbortSignal } from '../../kernel/signals.ts';
import { RandomStream } from '../../numeric/random.ts';
import { toNumber } from '../arrays.ts';
import { backend } from '../backend.ts';
import { isNet, netBox } from '../construct.ts';
import { readDataSet } from '../data-sets/index.ts';
import { readDevice } from '../device.ts';
import type { Columns } from '../feed.ts';
import { multiplierTable } from '../information.ts';
import { arrayTypeOf, streamFor } from '../initialize.ts';
import { multipliers } from '../multipliers.ts';
import { arrayKey, arrayPlaces, type Net } from '../net.ts';
import { NetProblem } from '../problem.ts';
import { Assessor, planSlots } from './assess.ts';
import { checkpointHandler, readCheckpointing } from './checkpoints.ts';
import { Comparison, isCounted, type MeasurementSpec, measuredOutput, readMeasurement } from './comparison.ts';
import { describeFront, FrozenFront, frontOnly, keptColumns, restPlan, splitFrozen } from './frozen.ts';
import { everyRound, type Interval, readInterval, readSeconds } from './interval.ts';
import { type Handler, runTraining, type Validation } from './loop.ts';
import { type Method, readMethod } from './method.ts';
import { makeColumns, makePlan, type Plan } from './plan.ts';
import { type Facts, readWatchers, watcherHandler } from './progress.ts';
import { reportingHandlers } from './reporting.ts';
import { property, type Results, resultsBox, resultsOf } from './results.ts';
import { GeneratedSource, type Source, StoredSource } from './source.ts';
import { Specializer, stepFunction } from './step.ts';
import { badnessOf, readCriterion, stoppingHandler } from './stopping.ts';
import { choose, type Examples, readExamples } from './training-data.ts';

const Scaled = system('Scaled');
const Quantity = system('Quantity');
/** What NetTrain takes when it is told no number of rounds. */
const AUTOMATIC_SECONDS = 20;
const AUTOMATIC_ROUNDS = 10_000;
const AUTOMATIC_BATCH = 64;

/** Streams of one seed, one for each use, so that one use does not move another. */
interface Streams {
  readonly arrays: RandomStream;
  readonly split: RandomStream;
  readonly order: RandomStream;
  readonly noise: RandomStream;
}

function streamsOf(option: Expr, e: Evaluation): Streams {
  const root = streamFor(option, e.session.random, () => new RandomStream(e.session.io.entropy()));
  return { arrays: root.fork(), split: root.fork(), order: root.fork(), noise: root.fork() };
}

// --- data ----------------------------------------------------------------------------------------------------------

interface Generator {
  readonly f: Expr;
  /** Examples of a round; undefined: one batch. */
  readonly roundLength: number | undefined;
}

function generatorOf(data: Expr): Generator | undefined {
  if (isCall(data, S.Function)) return { f: data, roundLength: undefined };
  if (!isCall(data, S.List) || data.args.length < 2 || !isCall(data.args[0]!, S.Function)) return undefined;
  const rule = data.args[1]!;
  if (!isRule(rule) || optionName(rule.args[0]) !== 'RoundLength') return undefined;
  const n = rule.args[1];
  if (n.kind !== Kind.Integer || Number(n.value) < 1)
    throw new NetProblem('badpar', n, str('RoundLength'), str('a positive integer'));
  return { f: data.args[0]!, roundLength: Number(n.value) };
}

/** Data by name are looked up; everything else is what it is. */
const resolved = (data: Expr, part: 'TrainingData' | 'TestData', e: Evaluation): Expr =>
  data.kind === Kind.String ? readDataSet(data.value, part, e) : data;

const examplesOf = (data: Expr, net: Net): Examples =>
  readExamples(data, [...net.inputs.keys()], [...net.outputs.keys()]);

interface Split {
  readonly training: Examples;
  readonly validation: Examples | undefined;
  readonly interval: Interval;
}

/** ValidationSet -> None, Scaled[f], data, "name", or {one of them, "Interval" -> ...}. */
function split(all: Examples, setting: Expr, net: Net, random: RandomStream, e: Evaluation): Split {
  if (setting === S.None || setting === S.Automatic)
    return { training: all, validation: undefined, interval: everyRound };
  const rule = isCall(setting, S.List) && setting.args.length === 2 ? setting.args[1]! : S.None;
  if (isRule(rule) && optionName(rule.args[0]) === 'Interval')
    return {
      ...split(all, (setting as { args: readonly Expr[] } & Expr).args[0]!, net, random, e),
      interval: readInterval(rule.args[1], 'Interval'),
    };
  if (isCall(setting, Scaled)) {
    const fraction = setting.args[0] !== undefined && isRealNumber(setting.args[0]) ? toNumber(setting.args[0]) : -1;
    const held = Math.round(fraction * all.count);
    if (!(fraction > 0 && fraction < 1) || held < 1 || held >= all.count)
      throw new NetProblem(
        'badpar',
        setting,
        str('ValidationSet'),
        str(`Scaled[f] with a fraction f that leaves examples on both sides of ${all.count}`),
      );
    const order = random.shuffle(Array.from({ length: all.count }, (_, i) => i));
    return {
      training: choose(all, order.slice(held)),
      validation: choose(all, order.slice(0, held)),
      interval: everyRound,
    };
  }
  return { training: all, validation: examplesOf(resolved(setting, 'TestData', e), net), interval: everyRound };
}

// --- options -------------------------------------------------------------------------------------------------------

function positive(e: Expr, name: string): number | undefined {
  if (e === S.Automatic) return undefined;
  if (e.kind === Kind.Integer && Number(e.value) > 0) return Number(e.value);
  throw new NetProblem('badpar', e, str(name), str('a positive integer or Automatic'));
}

const automaticBatch = (count: number): number => 2 ** Math.floor(Math.log2(Math.min(AUTOMATIC_BATCH, count)));

/** n or Quantity[n, "Rounds"]; undefined: as many as fit into the time. */
function roundsOf(e: Expr): number | undefined {
  const n = isCall(e, Quantity) && e.args[1]?.kind === Kind.String && e.args[1].value === 'Rounds' ? e.args[0]! : e;
  return positive(n, 'MaxTrainingRounds');
}

interface Limits {
  readonly rounds: number | undefined;
  readonly time: { readonly seconds: number; readonly strict: boolean } | undefined;
}
function limitsOf(options: OptionValues): Limits {
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
    ? { rounds: undefined, time: { seconds: AUTOMATIC_SECONDS, strict: false } }
    : { rounds, time: undefined };
}

/** Settings that only take what is there. */
function checkFixed(options: OptionValues): void {
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

function measurementsOf(setting: Expr, plan: Plan): MeasurementSpec[] {
  const kind = measuredOutput(plan)?.kind;
  if (setting === S.None) return [];
  if (setting === S.Automatic) return kind === 'classes' ? [readMeasurement(str('ErrorRate'), kind)] : [];
  return (isCall(setting, S.List) ? setting.args : [setting]).map((m) => readMeasurement(m, kind));
}

// --- training ------------------------------------------------------------------------------------------------------

/** Arrays with the rates they learn by; moving averages change by their rule unless they are frozen. */
function ratesOf(
  net: Net,
  spec: Expr,
): { readonly rates: ReadonlyMap<string, number>; readonly moving: ReadonlySet<string> } {
  const decided = multipliers(net, spec);
  const rates = new Map<string, number>();
  const moving = new Set<string>();
  for (const p of arrayPlaces(net)) {
    const key = arrayKey(p);
    const rate = decided.get(key)?.rate ?? 1;
    const state = arrayTypeOf(p).state === true;
    if (state && rate !== 0) moving.add(key);
    rates.set(key, state ? 0 : rate);
  }
  return { rates, moving };
}

/** Where no array changes, the loss is all there is to compute. */
function idleTrainer(
  slots: readonly ArraySlot[],
  step: Parameters<ReturnType<typeof backend>['createEvaluator']>[1],
): Trainer {
  const evaluator = backend().createEvaluator(slots, (t, arrays, inputs) => {
    const { loss, outputs } = step(t, arrays, inputs);
    return { outputs: { ...outputs, loss: loss! } };
  });
  return {
    executor: evaluator.executor,
    step: (inputs) => {
      const outputs = evaluator.run(inputs);
      return { loss: outputs.loss!.data[0]!, outputs };
    },
    read: (key) => slots.find((s) => s.key === key)!.data,
    dispose: () => evaluator.dispose(),
  };
}

/** Factor of the learning rate for each batch. */
function rateOf(method: Method, e: Evaluation): (batch: number, total: number) => number {
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

/** Generated batches, the first of which shapes the net. */
class Generated {
  readonly #g: Generator;
  readonly #e: Evaluation;
  readonly #net: () => Net;
  readonly batchSize: number;
  readonly first: Examples;
  #unused: Examples | undefined;
  #absolute = 0;
  constructor(g: Generator, net: Net, batchSize: number, e: Evaluation) {
    this.#g = g;
    this.#e = e;
    this.#net = () => net;
    this.batchSize = batchSize;
    this.first = this.#call(1, 1, net);
    this.#unused = this.first;
  }
  get roundLength(): number {
    return this.#g.roundLength ?? this.batchSize;
  }
  #call(round: number, batch: number, net: Net): Examples {
    this.#absolute++;
    const data = this.#e.session.call(this.#g.f, [
      Association.from([
        [str('BatchSize'), int(this.batchSize)],
        [str('Round'), int(round)],
        [str('Batch'), int(batch)],
        [str('AbsoluteBatch'), int(this.#absolute)],
        [str('Net'), netBox(net)],
      ]),
    ]);
    return examplesOf(data, net);
  }
  next(round: number, batch: number): Examples {
    const made = this.#unused ?? this.#call(round, batch, this.#net());
    this.#unused = undefined;
    return made;
  }
}

/** What is trained, and on what: the whole net, or the rest of it behind a frozen front. */
interface Setup {
  readonly plan: Plan;
  readonly source: Source;
  readonly validation: Columns | undefined;
  /** What was computed once; undefined: nothing. */
  readonly reuse: string | undefined;
  readonly dispose: () => void;
}

function generatedSetup(plan: Plan, generated: Generated, batchSize: number, streams: Streams, e: Evaluation): Setup {
  const source = new GeneratedSource(plan, generated.roundLength, batchSize, streams.noise, (round, batch) => {
    const examples = generated.next(round, batch);
    return { columns: makeColumns(plan, examples, e), count: examples.count };
  });
  return { plan, source, validation: undefined, reuse: undefined, dispose: () => {} };
}

interface StoredSettings {
  readonly batchSize: number;
  readonly rounds: number | undefined;
  readonly changes: (key: string) => boolean;
  readonly streams: Streams;
  readonly goal: Expr;
  /** Identifies the examples. */
  readonly data: Expr;
}

function storedSetup(
  plan: Plan,
  training: Examples,
  validation: Examples | undefined,
  { batchSize, rounds, changes, streams, goal, data }: StoredSettings,
  e: Evaluation,
): Setup {
  const { order, noise } = streams;
  const poll = (): void => e.session.poll();
  const sourceOf = (p: Plan, columns: Columns): Source =>
    new StoredSource(p, columns, training.count, batchSize, order, noise);
  const whole = (columns: Columns): Setup => ({
    plan,
    source: sourceOf(plan, columns),
    validation: undefined,
    reuse: undefined,
    dispose: () => {},
  });
  // What is used once need not be computed apart.
  const split = rounds === 1 ? undefined : splitFrozen(plan.net, changes);
  if (split === undefined) return whole(makeColumns(plan, training, e));
  const rest = restPlan(plan, split);
  const keep = !(goal.kind === Kind.String && goal.value === 'TrainingMemory');
  // Examples that were chosen at random are other ones each time.
  const key = validation === undefined && keep ? data : undefined;
  const known = key && keptColumns(split, batchSize, key);
  if (known !== undefined) {
    const others = makeColumns(plan, training, e, frontOnly(split));
    return {
      plan: rest,
      source: sourceOf(rest, new Map([...known.columns, ...others])),
      validation: undefined,
      reuse: describeFront(split, training.count, known.bytes, true),
      dispose: () => {},
    };
  }
  const columns = makeColumns(plan, training, e);
  const front = new FrozenFront(split, batchSize);
  const made = front.columns(columns, training.count, keep, poll, key);
  const checked = validation && front.columns(makeColumns(plan, validation, e), validation.count, keep, poll);
  if (made === undefined || (validation !== undefined && checked === undefined)) {
    front.dispose();
    return whole(columns);
  }
  return {
    plan: rest,
    source: sourceOf(rest, made.columns),
    validation: checked?.columns,
    reuse: front.describe(training.count + (validation?.count ?? 0), made.bytes + (checked?.bytes ?? 0)),
    dispose: () => front.dispose(),
  };
}

/** NetTrain[net, data, what, options]. Throws NetProblem and LocatedConflict. */
export function netTrain(args: readonly Expr[], e: Evaluation, options: OptionValues): Expr {
  const [given, data, what] = args as readonly [Expr, Expr, Expr?];
  if (!isNet(given)) throw new NetProblem('nonet', given);
  const lossGiven = what !== undefined && isNet(what);
  const results = train(given.content, data, lossGiven ? what : options.get('LossFunction'), args, e, options);
  if (results === undefined) return S.Aborted;
  if (what === undefined || lossGiven) return results.get('TrainedNet');
  return what === S.All ? resultsBox(results) : property(results, what);
}

function train(
  net: Net,
  dataArgument: Expr,
  loss: Expr,
  args: readonly Expr[],
  e: Evaluation,
  options: OptionValues,
): Results | undefined {
  checkFixed(options);
  const device = readDevice(options.get('TargetDevice'), 'TargetDevice');
  const streams = streamsOf(options.get('RandomSeeding'), e);
  const poll = (): void => e.session.poll();
  const data = resolved(dataArgument, 'TrainingData', e);
  const batchGiven = positive(options.get('BatchSize'), 'BatchSize');
  const limits = limitsOf(options);
  const maker = generatorOf(data);
  const generated = maker && new Generated(maker, net, batchGiven ?? AUTOMATIC_BATCH, e);
  const all = generated?.first ?? examplesOf(data, net);
  const { training, validation, interval } = split(all, options.get('ValidationSet'), net, streams.split, e);
  const plan = makePlan(net, all, loss, streams.arrays, e);
  const batchSize = batchGiven ?? (generated ? generated.batchSize : automaticBatch(training.count));
  const method = readMethod(options.get('Method'), options.get('LearningRate'), plan.net);
  const spec = options.get('LearningRateMultipliers');
  const { rates, moving } = ratesOf(plan.net, spec);
  const changes = (key: string): boolean => rates.get(key) !== 0 || moving.has(key);
  const start = e.session.io.clock();
  const setup = generated
    ? generatedSetup(plan, generated, batchSize, streams, e)
    : storedSetup(
        plan,
        training,
        validation,
        { batchSize, rounds: limits.rounds, changes, streams, goal: options.get('PerformanceGoal'), data },
        e,
      );
  const { source } = setup;
  const measurements = measurementsOf(options.get('TrainingProgressMeasurements'), plan);
  const criterion = readCriterion(options.get('TrainingStoppingCriterion'), measurements);
  const hasValidation = validation !== undefined;
  if (criterion !== undefined && !hasValidation) e.message('noval');
  const measured = measuredOutput(plan);
  const compared = measurements.filter((m) => m.name !== 'Loss');
  const comparison =
    measured !== undefined && compared.length > 0 ? new Comparison(measured, compared.every(isCounted)) : undefined;
  const facts: Facts = { measurements, batchSize, optimization: method.form };
  const call = (f: Expr, about: Expr): Expr => e.session.call(f, [about]);
  const checkpoints: string[] = [];
  const handlers: Handler[] = [
    ...(criterion ? [stoppingHandler(criterion, measurements, call, hasValidation)] : []),
    ...readCheckpointing(options.get('TrainingProgressCheckpointing')).map((c) =>
      checkpointHandler(c, e.session.io, checkpoints),
    ),
    ...readWatchers(options.get('TrainingProgressFunction'), 'TrainingProgressFunction').map((w) =>
      watcherHandler(w, facts, call),
    ),
    ...reportingHandlers(options.get('TrainingProgressReporting'), facts, e.session.io, call),
  ];
  const slots = planSlots(setup.plan, setup.plan.net, (key) => rates.get(key) ?? 1);
  const step = stepFunction(setup.plan, new Specializer(setup.plan), {
    train: true,
    loss: true,
    updates: (key) => moving.has(key),
    outputs: comparison === undefined ? [] : [comparison.measured.port],
  });
  const idle = slots.every((s) => s.rate === 0) && moving.size === 0;
  const trainer = idle ? idleTrainer(slots, step) : backend().createTrainer(slots, step, method.optimizer, device);
  const assessed: Validation | undefined = validation && {
    assessor: new Assessor(
      setup.plan,
      setup.validation ?? makeColumns(plan, validation, e),
      validation.count,
      streams.noise,
    ),
    examples: validation.count,
    interval,
  };
  const changing = new Map(
    slots
      .filter((s) => s.rate !== 0 || moving.has(s.key))
      .flatMap((s) => (rates.has(s.key) ? [[s.key, s.shape] as const] : [])),
  );
  const bestKey = criterion !== undefined && 'key' in criterion.of ? criterion.of.key : str('Loss');
  try {
    const s = runTraining(
      {
        net: plan.net,
        trainer,
        source,
        changing,
        rounds: limits.rounds ?? (limits.time?.strict === false ? AUTOMATIC_ROUNDS : undefined),
        time: limits.time,
        rate: rateOf(method, e),
        comparison,
        measurements,
        validation: assessed,
        badness: (state) => badnessOf(bestKey, measurements, state),
        io: e.session.io,
        start,
        poll,
      },
      handlers,
      (x) => x instanceof AbortSignal && x.guard === undefined,
    );
    if (s === undefined) return undefined;
    if (s.reason === 'ArrayDivergence') e.message('arrdiv', int(s.round), int(s.batch));
    if (s.interrupted) e.message('stopped', int(s.round), int(s.batch));
    return resultsOf(s, facts, {
      net: plan.net,
      multipliers: multiplierTable(plan.net, spec),
      call: normal(system('NetTrain'), ...args, ...options.given),
      validationExamples: validation?.count ?? 0,
      reuse: setup.reuse,
      checkpoints,
    });
  } finally {
    trainer.dispose();
    assessed?.assessor.dispose();
    setup.dispose();
  }
}
