/** job.json: what a job trains, and how. The names are those that train.py reads. */
import { FormatError } from '../../../formats/format-error.ts';
import type { Interval } from '../interval.ts';

export const FORMAT = 'TrainingJob';
export const VERSION = 1;

/** Files of a job beside job.json. */
export const NET = 'net.wlnet';
export const INITIAL = 'initial.safetensors';
export const ORDER = 'order.safetensors';
export const CHECKPOINT = 'results/checkpoint.safetensors';

/** How an array learns. */
export interface JobArray {
  /** The array as the net has it. */
  readonly key: string;
  readonly multiplier: number;
  readonly decay: number;
  /** null: none. */
  readonly gradient_clip: number | null;
  readonly weight_clip: number | null;
}

interface Every {
  readonly count: number;
  readonly unit: Interval['unit'];
  /** Seconds that pass at least between two times. */
  readonly pause: number;
}

interface Stored {
  readonly count: number;
  readonly files: readonly string[];
}

export interface JobDescription {
  readonly format: typeof FORMAT;
  readonly version: number;
  /** Its checkpoint has the same. */
  readonly id: string;
  readonly seed: number;
  readonly device: 'auto' | 'cpu' | 'cuda';
  readonly learning_rate: number;
  readonly batch_size: number;
  readonly batches: number;
  readonly batches_per_round: number;
  /** Rounds between two times that the net is kept for the case that training diverges. */
  readonly safe_rounds: number;
  /** Every process needs an example of each batch. */
  readonly needs_examples: boolean;
  /** Whether rounds are told of. */
  readonly report: boolean;
  readonly checkpoint: Every;
  readonly examples: Stored;
  readonly validation: (Stored & { readonly every: Every; readonly sizes: readonly number[] }) | null;
  /** By their names in PyTorch. */
  readonly arrays: Readonly<Record<string, JobArray>>;
  /** Expressions: the method, the setting of LearningRateMultipliers, and how the job was written. */
  readonly expressions: { readonly method: unknown; readonly multipliers: unknown; readonly call: unknown };
}

export const damaged = (why: string): FormatError => new FormatError(FORMAT, why);

type Kinds = Readonly<Record<string, (x: unknown) => boolean>>;
const isRecord = (x: unknown): x is Record<string, unknown> => typeof x === 'object' && x !== null && !Array.isArray(x);
const isNumber = (x: unknown): boolean => typeof x === 'number' && Number.isFinite(x);
const isCount = (x: unknown): boolean => Number.isSafeInteger(x) && (x as number) >= 0;
const isText = (x: unknown): boolean => typeof x === 'string';
const orNull =
  (kind: (x: unknown) => boolean) =>
  (x: unknown): boolean =>
    x === null || kind(x);
const record =
  (kinds: Kinds) =>
  (x: unknown): boolean =>
    isRecord(x) && Object.entries(kinds).every(([name, kind]) => kind(x[name]));

const isArray = record({
  key: isText,
  multiplier: isNumber,
  decay: isNumber,
  gradient_clip: orNull(isNumber),
  weight_clip: orNull(isNumber),
});
/** What Import reads of a description. */
const kinds: Kinds = {
  id: isText,
  learning_rate: isNumber,
  batch_size: isCount,
  batches: isCount,
  batches_per_round: (x) => isCount(x) && x !== 0,
  examples: record({ count: isCount }),
  validation: orNull(record({ count: isCount })),
  arrays: (x) => isRecord(x) && Object.values(x).every(isArray),
  expressions: isRecord,
};

/** Throws FormatError. */
export function readDescription(bytes: Uint8Array): JobDescription {
  let x: unknown;
  try {
    x = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw damaged('job.json is not JSON');
  }
  if (!isRecord(x) || x.format !== FORMAT) throw damaged('job.json does not describe a training job');
  if (x.version !== VERSION) throw damaged('another version of this program wrote the job');
  for (const [name, kind] of Object.entries(kinds))
    if (!kind(x[name])) throw damaged(`"${name}" in job.json is damaged or missing`);
  return x as unknown as JobDescription;
}
