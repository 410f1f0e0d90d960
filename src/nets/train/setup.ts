/** What is trained, and on what: examples split, arrays that learn, a frozen front apart. */
import type { ArraySlot, ComputeOptions, StepFunction, Trainer } from '../../compute/contract/step.ts';
import { type Expr, isCall, Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { backend } from '../run/backend.ts';
import type { Columns } from '../run/feed.ts';
import type { Generated } from './data/generator.ts';
import { GeneratedSource, type Source, StoredSource } from './data/source.ts';
import type { Examples } from './data/training-data.ts';
import { describeFront, FrozenFront, frontOnly, keptColumns, restPlan, splitFrozen } from './frozen.ts';
import { makeColumns, type Plan } from './plan.ts';
import type { Streams } from './settings.ts';
import { type RunnablePlan, runnablePlan } from './step.ts';

/** Where no array changes, the loss is all there is to compute. */
export function idleTrainer(slots: readonly ArraySlot[], step: StepFunction, device: ComputeOptions): Trainer {
  const measured: StepFunction = (t, arrays, inputs) => {
    const { loss, outputs } = step(t, arrays, inputs);
    return { outputs: { ...outputs, loss: loss! } };
  };
  const evaluator = backend().createPredictor(slots, measured, device);
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
  readonly runnable: RunnablePlan;
  readonly source: Source;
  /** Columns of a plan that validation runs on; undefined: those that the plan makes of the examples. */
  readonly validation: Columns | undefined;
  /** What was computed once; undefined: nothing. */
  readonly reuse: string | undefined;
  readonly dispose: () => void;
}

const nothingKept = { validation: undefined, reuse: undefined, dispose: () => {} };

export function generatedSetup(
  plan: Plan,
  generated: Generated,
  batchSize: number,
  streams: Streams,
  e: Evaluation,
): Setup {
  const runnable = runnablePlan(plan, true);
  const source = new GeneratedSource(runnable, generated.roundLength, batchSize, streams.noise, (round, batch) => {
    const examples = generated.next(round, batch);
    return { columns: makeColumns(plan, examples, e), examples };
  });
  return { plan, runnable, source, ...nothingKept };
}

/** Of inputs -> outputs the inputs: they are the same array in each training, the rule is made anew. */
const identity = (data: Expr): Expr => {
  const inputs = isRule(data) ? data.args[0] : data;
  return inputs.kind === Kind.Packed || isCall(inputs, S.List) ? inputs : data;
};

interface StoredSettings {
  readonly batchSize: number;
  /** Whether the outputs of frozen layers in front are worth computing once. */
  readonly reuseFront: boolean;
  readonly changes: (key: string) => boolean;
  /** Whether sequences that steps give are measured. */
  readonly sequencesMeasured: boolean;
  readonly streams: Streams;
  readonly spendMemory: boolean;
  readonly device: ComputeOptions;
  /** Identifies the examples. */
  readonly data: Expr;
}

export function storedSetup(
  plan: Plan,
  training: Examples,
  validation: Examples | undefined,
  { batchSize, reuseFront, changes, sequencesMeasured, streams, spendMemory, device, data }: StoredSettings,
  e: Evaluation,
): Setup {
  const { order, noise } = streams;
  const poll = (): void => e.session.interrupts.poll();
  const trainedOn = (p: Plan, columns: Columns): Pick<Setup, 'plan' | 'runnable' | 'source'> => {
    const runnable = runnablePlan(p, true);
    const source = new StoredSource(runnable, columns, training.count, batchSize, order, noise, sequencesMeasured);
    return { plan: p, runnable, source };
  };
  const split = reuseFront ? splitFrozen(plan.net, changes) : undefined;
  if (split === undefined) return { ...trainedOn(plan, makeColumns(plan, training, e)), ...nothingKept };
  const rest = restPlan(plan, split);
  // Examples that were chosen at random are other ones each time.
  const key = validation === undefined && spendMemory ? identity(data) : undefined;
  const known = key && keptColumns(split, batchSize, key, device);
  if (known !== undefined) {
    const others = makeColumns(plan, training, e, frontOnly(split));
    return {
      ...trainedOn(rest, new Map([...known.columns, ...others])),
      ...nothingKept,
      reuse: describeFront(split, training.count, known.bytes, true),
    };
  }
  const columns = makeColumns(plan, training, e);
  const front = new FrozenFront(split, batchSize, device);
  const made = front.columns(columns, training.count, spendMemory, poll, key);
  const checked = validation && front.columns(makeColumns(plan, validation, e), validation.count, spendMemory, poll);
  if (made === undefined || (validation !== undefined && checked === undefined)) {
    front.dispose();
    return { ...trainedOn(plan, columns), ...nothingKept };
  }
  return {
    ...trainedOn(rest, made.columns),
    validation: checked?.columns,
    reuse: front.describe(training.count + (validation?.count ?? 0), made.bytes + (checked?.bytes ?? 0)),
    dispose: () => front.dispose(),
  };
}
