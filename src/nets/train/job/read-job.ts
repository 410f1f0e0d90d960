/** The results of a job that has ended, as those of a training here. */
import type { FormatCall } from '../../../builtins/io/formats/format.ts';
import { Packed } from '../../../expr/expr.ts';
import { asSingles } from '../../../formats/arrays/stored.ts';
import { readMetadata, readSafetensors } from '../../../formats/safetensors.ts';
import { RandomStream } from '../../../numeric/random.ts';
import { arrayRates } from '../../model/array-rates.ts';
import { learningOf } from '../../model/learning.ts';
import { arrayKey, arrayPlaces, type Net } from '../../model/net.ts';
import { NetProblem } from '../../model/problem.ts';
import { LocatedConflict } from '../../model/shape.ts';
import { fromJson } from '../../write/expression-json.ts';
import { readNet } from '../../write/net-file.ts';
import type { Source } from '../data/source.ts';
import { type LoopSettings, type Reason, TrainingState } from '../loop.ts';
import type { Facts } from '../report/report.ts';
import { Results } from '../results.ts';
import { CHECKPOINT, damaged, type JobDescription, NET, readDescription } from './description.ts';

const reasons: readonly Reason[] = ['MaximumTrainingRounds', 'ArrayDivergence'];

/** What a job has left behind. */
interface Ended {
  readonly about: JobDescription;
  readonly net: Net;
  readonly reason: Reason;
  /** By key, of all arrays of the net. */
  readonly arrays: ReadonlyMap<string, Packed>;
  readonly best: ReadonlyMap<string, Packed> | undefined;
  /** A number of the checkpoint; with `whole` an integer that is not negative. */
  readonly number: (name: string, whole?: true) => number;
  /** Numbers of a vector or matrix. */
  readonly list: (name: string) => readonly number[];
  readonly device: string;
}

/** The array names of a group of the checkpoint; undefined where the whole group is not there. Throws FormatError. */
function groupOf(
  stored: ReturnType<typeof readSafetensors>,
  { arrays }: JobDescription,
  shapes: ReadonlyMap<string, readonly number[]>,
  prefix: string,
): ReadonlyMap<string, Packed> | undefined {
  const names = Object.entries(arrays);
  if (prefix !== '' && names.every(([name]) => !stored.has(prefix + name))) return undefined;
  return new Map(
    names.map(([name, { key }]) => {
      const array = stored.get(prefix + name);
      if (array === undefined) throw damaged(`the array ${prefix}${name} is missing in ${CHECKPOINT}`);
      const shape = shapes.get(key)!;
      if (array.shape.length !== shape.length || array.shape.some((n, i) => n !== shape[i]))
        throw damaged(
          `the array ${prefix}${name} in ${CHECKPOINT} has the dimensions {${array.shape.join(', ')}}; in the net it has {${shape.join(', ')}}`,
        );
      return [key, new Packed('Real32', array.shape, asSingles(array))];
    }),
  );
}

/** Dimensions by key, of the arrays that both the net and the description have. Throws FormatError. */
function shapesOf(net: Net, { arrays }: JobDescription): Map<string, readonly number[]> {
  const shapes = new Map(
    arrayPlaces(net).flatMap((p) => (p.state.kind === 'value' ? [[arrayKey(p), p.state.value.shape] as const] : [])),
  );
  const described = new Set(Object.values(arrays).map((a) => a.key));
  for (const key of [...described, ...shapes.keys()])
    if (!shapes.has(key) || !described.has(key))
      throw damaged(`the array ${key} is not both in ${NET} and in job.json`);
  return shapes;
}

/** Throws FormatError: what is missing, damaged or not done yet. */
function readEnded(bytes: Uint8Array, call: FormatCall, withCode: boolean): Ended {
  const about = readDescription(bytes);
  const net = readNet(call.beside(NET, `${NET} is missing`), withCode);
  const shapes = shapesOf(net, about);
  const run = 'bash run.sh in the folder runs it';
  const checkpoint = call.beside(CHECKPOINT, `the job has not been run yet: ${CHECKPOINT} is not there; ${run}`);
  const texts = readMetadata(checkpoint);
  const stored = readSafetensors(checkpoint);
  if (texts.id !== about.id) throw damaged(`${CHECKPOINT} is of another job`);
  const number = (name: string, whole?: true): number => {
    const n = texts[name] === 'nan' ? Number.NaN : Number(texts[name] ?? 'x');
    if (whole ? !Number.isSafeInteger(n) || n < 0 : Number.isNaN(n) && texts[name] !== 'nan')
      throw damaged(`"${name}" in ${CHECKPOINT} is damaged or missing`);
    return n;
  };
  const reason = reasons.find((r) => r === texts.reason);
  if (reason === undefined)
    throw damaged(
      `the job has not ended: ${number('batches', true)} of ${about.batches} batches are done; started again it goes on from there`,
    );
  return {
    about,
    net,
    reason,
    arrays: groupOf(stored, about, shapes, '')!,
    best: groupOf(stored, about, shapes, 'best/'),
    number,
    list: (name) => {
      const array = stored.get(name);
      if (array === undefined) throw damaged(`"${name}" is missing in ${CHECKPOINT}`);
      return Array.from(array.data as Float64Array, Number);
    },
    device: texts.device ?? 'cpu',
  };
}

const refuse = (): never => {
  throw new Error('the training has ended');
};

/** Nothing comes any more. */
const over = ({ about }: Ended): Source => ({
  examples: about.examples.count,
  batchesPerRound: about.batches_per_round,
  startRound: () => {},
  hasNext: () => false,
  next: refuse,
  position: undefined,
  resume: () => {},
  origin: [],
  firstBad: () => undefined,
});

function settingsOf(ended: Ended, call: FormatCall, changing: LoopSettings['changing']): LoopSettings {
  const { about, net, arrays, number } = ended;
  const { session } = call.e;
  const places = ended.device === 'cuda' ? 'GPUs' : 'the processor';
  const world = number('world', true);
  const reason = `the job ran with PyTorch on ${places}, in ${world === 1 ? '1 process' : `${world} processes`}`;
  return {
    net,
    trainer: {
      executor: { name: 'pytorch', reason },
      step: refuse,
      read: (key) => arrays.get(key)!.data as Float32Array,
      gradient: refuse,
      dispose: () => {},
    },
    source: over(ended),
    changing,
    limits: { rounds: undefined, batches: about.batches, time: undefined },
    schedule: undefined,
    learningRate: () => about.learning_rate,
    io: session.io,
    start: session.io.clock(),
    poll: () => session.interrupts.poll(),
    noise: new RandomStream(0),
    resume: undefined,
  };
}

/** How far the training came. Throws FormatError. */
function courseOf({ about, number, list }: Ended): Parameters<TrainingState['restore']>[0] {
  const [losses, rounds] = [list('losses'), list('round_losses')];
  const table = list('validations');
  const validations = Array.from({ length: Math.ceil(table.length / 3) }, (_, i) => table.slice(3 * i, 3 * i + 3));
  const [batches, perRound] = [number('batches', true), about.batches_per_round];
  if (losses.length !== batches || rounds.length !== number('rounds', true) || validations.some((v) => v.length < 3))
    throw damaged(`the losses in ${CHECKPOINT} are not those of ${batches} batches`);
  const roundSum = { loss: number('round_sum'), count: number('round_count', true) };
  return {
    round: Math.ceil(batches / perRound),
    batch: batches % perRound,
    totalBatches: batches,
    examplesProcessed: number('examples', true),
    batchLoss: losses.at(-1) ?? Number.NaN,
    partialLoss: roundSum.count === 0 ? (rounds.at(-1) ?? Number.NaN) : roundSum.loss / roundSum.count,
    learningRate: number('rate'),
    roundSum,
    stopping: undefined,
    batchLossList: [...losses],
    roundLossList: [...rounds],
    roundPositions: rounds.map((_, i) => (i + 1) * perRound),
    batchMeasurements: [],
    roundMeasurements: rounds.map(() => []),
    validationLossList: validations.map((v) => v[2]!),
    validationPositions: validations.map((v) => v[0]!),
    validationMeasurements: validations.map(() => []),
    bestValidationRound: number('best_round', true),
    roundDone: true,
    badness: number('best_loss'),
    secondsBefore: number('seconds'),
  };
}

function stateOf(ended: Ended, call: FormatCall, changing: LoopSettings['changing']): TrainingState {
  const s = new TrainingState(settingsOf(ended, call, changing), []);
  const safe = ended.reason === 'ArrayDivergence' ? ended.arrays : undefined;
  s.restore(courseOf(ended), { best: ended.best, safe });
  s.reason = ended.reason;
  return s;
}

/** The description, the net and what it says of itself may be anybody's. */
function guarded<T>(read: () => T): T {
  try {
    return read();
  } catch (x) {
    if (x instanceof NetProblem || x instanceof LocatedConflict)
      throw damaged('the settings of the training in job.json are damaged');
    throw x;
  }
}

/** Throws FormatError. */
export const readJob = (bytes: Uint8Array, call: FormatCall, withCode: boolean): Results =>
  guarded(() => {
    const ended = readEnded(bytes, call, withCode);
    const { about, net } = ended;
    const { method, multipliers, call: written } = about.expressions;
    const rates = arrayRates(net, fromJson(multipliers));
    const places = arrayPlaces(net);
    const changing = new Map(
      places.flatMap((p) => {
        const key = arrayKey(p);
        return rates.changes(key) && p.state.kind === 'value' ? [[key, p.state.value.shape] as const] : [];
      }),
    );
    const facts: Facts = {
      measurements: [],
      batchSize: about.batch_size,
      optimization: fromJson(method),
      device: ended.device === 'cuda' ? 'GPU' : 'CPU',
      checkpoints: [],
      learning: learningOf(net, (p) => rates.of(arrayKey(p)).multiplier.value),
      validated: about.validation !== null,
      examples: undefined,
      withGradients: new Set(places.map(arrayKey).filter((key) => rates.multiplier(key) !== 0)),
    };
    return new Results(stateOf(ended, call, changing), facts, {
      net,
      rates,
      call: fromJson(written),
      validationExamples: about.validation?.count ?? 0,
      reuse: undefined,
    });
  });
