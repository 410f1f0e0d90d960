/** What is trained, and on what: examples split, arrays that learn, a frozen front apart. */
import type { ArraySlot, ComputeOptions, StepFunction, Trainer } from '../../compute/contract/step.ts';
import { type Expr, isCall, isRealNumber, Kind, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import type { RandomStream } from '../../numeric/random.ts';
import { toNumber } from '../model/arrays.ts';
import { multipliers } from '../model/multipliers.ts';
import { arrayKey, arrayPlaces, type Net } from '../model/net.ts';
import { NetProblem } from '../model/problem.ts';
import { readDataSet } from '../records/data-sets/index.ts';
import { backend } from '../run/backend.ts';
import type { Columns } from '../run/feed.ts';
import { arrayTypeOf } from '../write/initialize.ts';
import { describeFront, FrozenFront, frontOnly, keptColumns, restPlan, splitFrozen } from './frozen.ts';
import type { Generated } from './generator.ts';
import { everyRound, type Interval, readInterval } from './interval.ts';
import { makeColumns, type Plan } from './plan.ts';
import type { Streams } from './settings.ts';
import { GeneratedSource, type Source, StoredSource } from './source.ts';
import { choose, type Examples, examplesOf } from './training-data.ts';

const Scaled = system('Scaled');

/** Data by name are looked up; everything else is what it is. */
export const resolved = (data: Expr, part: 'TrainingData' | 'TestData', e: Evaluation): Expr =>
  data.kind === Kind.String ? readDataSet(data.value, part, e) : data;

export interface Split {
  readonly training: Examples;
  readonly validation: Examples | undefined;
  readonly interval: Interval;
}

/** ValidationSet -> None, Scaled[f], data, "name", or {one of them, "Interval" -> ...}. */
export function split(all: Examples, setting: Expr, net: Net, random: RandomStream, e: Evaluation): Split {
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

/** Arrays with the rates they learn by; moving averages change by their rule unless they are frozen. */
export function ratesOf(
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
export function idleTrainer(slots: readonly ArraySlot[], step: StepFunction, device: ComputeOptions): Trainer {
  const measured: StepFunction = (t, arrays, inputs) => {
    const { loss, outputs } = step(t, arrays, inputs);
    return { outputs: { ...outputs, loss: loss! } };
  };
  const evaluator = backend().createEvaluator(slots, measured, device);
  return {
    get executor() {
      return evaluator.executor;
    },
    step: (inputs) => {
      const outputs = evaluator.run(inputs);
      return { loss: outputs.loss!.data[0]!, outputs };
    },
    read: (key) => slots.find((s) => s.key === key)!.data,
    gradient: (key) => {
      throw new Error(`no gradient of ${key}`);
    },
    dispose: () => evaluator.dispose(),
  };
}

/** What is trained, and on what: the whole net, or the rest of it behind a frozen front. */
export interface Setup {
  readonly plan: Plan;
  readonly source: Source;
  readonly validation: Columns | undefined;
  /** What was computed once; undefined: nothing. */
  readonly reuse: string | undefined;
  readonly dispose: () => void;
}

export function generatedSetup(
  plan: Plan,
  generated: Generated,
  batchSize: number,
  streams: Streams,
  e: Evaluation,
): Setup {
  const source = new GeneratedSource(plan, generated.roundLength, batchSize, streams.noise, (round, batch) => {
    const examples = generated.next(round, batch);
    return { columns: makeColumns(plan, examples, e), count: examples.count };
  });
  return { plan, source, validation: undefined, reuse: undefined, dispose: () => {} };
}

/** Of inputs -> outputs the inputs: they are the same array in each training, the rule is made anew. */
const identity = (data: Expr): Expr => {
  const inputs = isRule(data) ? data.args[0] : data;
  return inputs.kind === Kind.Packed || isCall(inputs, S.List) ? inputs : data;
};

interface StoredSettings {
  readonly batchSize: number;
  readonly rounds: number | undefined;
  readonly changes: (key: string) => boolean;
  readonly streams: Streams;
  readonly goal: Expr;
  readonly device: ComputeOptions;
  /** Identifies the examples. */
  readonly data: Expr;
}

export function storedSetup(
  plan: Plan,
  training: Examples,
  validation: Examples | undefined,
  { batchSize, rounds, changes, streams, goal, device, data }: StoredSettings,
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
  const key = validation === undefined && keep ? identity(data) : undefined;
  const known = key && keptColumns(split, batchSize, key, device);
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
  const front = new FrozenFront(split, batchSize, device);
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
