/** The files of a job, from everything that is known before the first step of a training. */
import { deviceOf } from '../../../compute/contract/step.ts';
import { optimizerOf } from '../../../compute/optimizers/index.ts';
import { optionsOf, settingsOf } from '../../../compute/optimizers/segments.ts';
import { type Expr, Kind } from '../../../expr/expr.ts';
import { singles } from '../../../formats/arrays/stored.ts';
import { writeSafetensors } from '../../../formats/safetensors.ts';
import { seedOf } from '../../../numeric/random.ts';
import { arrayKey, arrayPlaces, eachLayer, type LayerNet, type Net } from '../../model/net.ts';
import { toJson } from '../../write/expression-json.ts';
import { writeNet } from '../../write/net-file.ts';
import { batchGroups, RoundOrder } from '../data/round-order.ts';
import { togetherOf } from '../data/source.ts';
import { safeRounds } from '../handlers/keep-safe.ts';
import type { Interval } from '../interval.ts';
import { ASSESSED_TOGETHER } from '../measure/assess.ts';
import { rateOf } from '../method.ts';
import { sequencesMeasured, type Training } from '../net-train.ts';
import { makeColumns } from '../plan.ts';
import { runnablePlan } from '../step.ts';
import { damaged, FORMAT, INITIAL, type JobArray, type JobDescription, NET, ORDER, VERSION } from './description.ts';
import { type Model, modelOf } from './objective.ts';
import { SHARDS_PROGRAM } from './shards-program.ts';
import { readMe, starters } from './starters.ts';
import { type JobFile, orderOf, type StoredExamples, storedExamples } from './stored-examples.ts';
import { trainProgram } from './train-program.ts';

export interface JobSettings {
  readonly checkpoint: Interval;
  /** Whether the device was stated. */
  readonly deviceStated: boolean;
  readonly report: boolean;
  /** The setting of LearningRateMultipliers. */
  readonly multipliers: Expr;
  /** How the job was written. */
  readonly call: Expr;
}

/** Batches in all. Throws FormatError where the settings do not say how many. */
function batchesOf({ settings: { limits } }: Training, perRound: number): number {
  if (limits.time !== undefined)
    throw damaged('the length of a job is a number: MaxTrainingRounds -> n, or Quantity[n, "Batches"]');
  const batches = limits.batches ?? (limits.rounds === undefined ? undefined : limits.rounds * perRound);
  if (batches === undefined)
    throw damaged('a job has to end: MaxTrainingRounds -> n, or Quantity[n, "Batches"], says when');
  return batches;
}

function arraysOf({ plan, course }: Training, { names }: Model): Record<string, JobArray> {
  const orNull = (x: number): number | null => (Number.isFinite(x) ? x : null);
  return Object.fromEntries(
    arrayPlaces(plan.net).map((p) => {
      const key = arrayKey(p);
      const multiplier = course.rates.of(key).multiplier.value;
      const s = settingsOf(course.method.optimizer, { key, shape: [], multiplier });
      const { decay, gradientClip, weightClip } = s;
      const limits = { decay, gradient_clip: orNull(gradientClip), weight_clip: orNull(weightClip) };
      return [names.get(key)!, { key, multiplier, ...limits }];
    }),
  );
}

const everyOf = ({ count, unit, minimum }: Interval) => ({ count, unit, pause: minimum });

function validationOf(
  t: Training,
  model: Model,
): { readonly stored: StoredExamples; readonly about: unknown } | undefined {
  const set = t.data.validation;
  if (set === undefined) return undefined;
  if (!('examples' in set)) throw damaged('ValidationSet cannot be a function in a job; examples can');
  if (set.interval.unit === 'Seconds')
    throw damaged('"Interval" of ValidationSet is a number of rounds or batches in a job, not of seconds');
  const { count } = set.examples;
  const stored = storedExamples(makeColumns(t.plan, set.examples, t.e), count, 'validation', model.columns);
  const sizes = stored.groups.flatMap(({ indices: { length } }) =>
    Array.from({ length: Math.ceil(length / ASSESSED_TOGETHER) }, (_, i) =>
      Math.min(ASSESSED_TOGETHER, length - i * ASSESSED_TOGETHER),
    ),
  );
  return { stored, about: { count, files: stored.files.map((f) => f.name), sizes, every: everyOf(set.interval) } };
}

function initialArrays({ plan }: Training, { names }: Model): Uint8Array {
  return writeSafetensors(
    new Map(
      arrayPlaces(plan.net).flatMap((p) =>
        p.state.kind === 'value' ? [[names.get(arrayKey(p))!, singles(p.state.value.shape, p.state.value.data)]] : [],
      ),
    ),
  );
}

function orderFile(t: Training, order: RoundOrder, stored: StoredExamples, batches: number): Uint8Array {
  const { examples, sizes } = orderOf(order, stored, batches);
  const arrays = new Map([
    ['examples', { dtype: 'I32' as const, shape: [examples.length], data: examples }],
    ['sizes', { dtype: 'I32' as const, shape: [sizes.length], data: sizes }],
  ] as [string, Parameters<typeof writeSafetensors>[0] extends ReadonlyMap<string, infer A> ? A : never][]);
  if (t.course.method.schedule !== undefined) {
    const rate = rateOf(t.course.method, t.e);
    const rates = Float64Array.from({ length: batches }, (_, i) => rate(i + 1, batches));
    arrays.set('rates', { dtype: 'F64', shape: [batches], data: rates });
  }
  return writeSafetensors(arrays);
}

const text = (name: string, content: string): JobFile => ({ name, bytes: () => new TextEncoder().encode(content) });

function hasLayer(net: Net, is: (layer: LayerNet) => boolean): boolean {
  let found = false;
  eachLayer(net, (layer) => {
    found ||= is(layer);
  });
  return found;
}

/** Throws FormatError for what no job can be made of, and NetProblem. */
export function jobFiles(t: Training, s: JobSettings): JobFile[] {
  const { plan, course, settings, data, batchSize, e } = t;
  if (data.generated !== undefined) throw damaged('the data of a job are examples, not a function that makes them');
  const columns = makeColumns(plan, data.training, e);
  const model = modelOf(plan, columns, 'The net that train.py trains.');
  const stored = storedExamples(columns, data.training.count, 'examples', model.columns);
  const { length } = stored.places;
  const together = togetherOf(runnablePlan(plan, true), columns, length, sequencesMeasured(plan.net, course));
  const order = new RoundOrder(batchGroups(columns, length, together), batchSize, settings.streams.order);
  const batches = batchesOf(t, order.batchesPerRound);
  const validation = validationOf(t, model);
  const { method } = course.method.optimizer;
  const described: Omit<JobDescription, 'id'> = {
    format: FORMAT,
    version: VERSION,
    seed: settings.streams.noise.integer(0, 2 ** 31 - 1),
    device: s.deviceStated ? (deviceOf(settings.device.executor) === 'GPU' ? 'cuda' : 'cpu') : 'auto',
    learning_rate: course.method.learningRate,
    batch_size: batchSize,
    batches,
    batches_per_round: order.batchesPerRound,
    safe_rounds: safeRounds(order.batchesPerRound),
    needs_examples: hasLayer(plan.net, (layer) => layer.definition.ofBatch === true),
    report: s.report,
    checkpoint: everyOf(s.checkpoint),
    examples: { count: data.training.count, files: stored.files.map((f) => f.name) },
    validation: (validation?.about ?? null) as JobDescription['validation'],
    arrays: arraysOf(t, model),
    expressions: {
      method: toJson(course.method.form),
      multipliers: toJson(s.multipliers),
      call: toJson(s.call),
    },
  };
  const id = seedOf(JSON.stringify(described) + model.text).toString(16);
  const { call, definition } = optimizerOf(method).torch(optionsOf(course.method.optimizer));
  const about = {
    net: plan.net.head.name,
    examples: data.training.count,
    batches,
    batchSize,
    method: course.method.form.kind === Kind.Normal ? method : '',
  };
  return [
    text('model.py', model.text),
    text('train.py', trainProgram(call, definition)),
    text('shards.py', SHARDS_PROGRAM),
    ...Object.entries(starters).map(([name, content]) => text(name, content)),
    text('README.md', readMe(about)),
    { name: NET, bytes: () => writeNet(plan.net) },
    { name: INITIAL, bytes: () => initialArrays(t, model) },
    { name: ORDER, bytes: () => orderFile(t, order, stored, batches) },
    ...stored.files,
    ...(validation?.stored.files ?? []),
    text('job.json', `${JSON.stringify({ ...described, id }, undefined, 1)}\n`),
  ];
}
