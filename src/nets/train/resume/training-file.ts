/**
 * Trainings in their checkpoints: beside the net everything that the next batch depends on, so that a training that goes on from
 * there ends in the same bits as one that was never interrupted.
 */
import { Packed, str } from '../../../expr/expr.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { readMetadata } from '../../../formats/safetensors.ts';
import { NetProblem } from '../../model/problem.ts';
import { storedSingles, writeNet } from '../../write/net-file.ts';
import type { Handler, LoopSettings, TrainingState } from '../loop.ts';
import { fromPlain, toPlain } from './plain.ts';

/** Names of arrays in the file: `training/moments/...`, beside those of the net. */
const PREFIX = 'training/';
const VERSION = 1;

/** What has to be the same for a training to go on. */
function likeness({ source, changing, trainer }: LoopSettings, handlers: readonly Handler[]): Record<string, unknown> {
  return {
    'the arrays of the net': [...changing].map(([key, shape]) => [key, ...shape]),
    'the optimizer': trainer.save?.().arrays.map(([key, data]) => [key, data.length]),
    'the number of examples': source.examples,
    'the batch size': source.batchesPerRound,
    'the random seed': source.origin,
    'what is measured, validated and written': handlers.map((h) => h.save !== undefined),
  };
}

interface Saved {
  readonly version: number;
  readonly likeness: Readonly<Record<string, unknown>>;
  readonly course: unknown;
  readonly count: number;
  readonly counts: readonly (readonly [string, number])[];
  readonly noise: readonly number[];
  readonly position: number;
  readonly handlers: readonly unknown[];
}

/** The bytes of a checkpoint of a training between two batches. `roundDone`: between two rounds. */
export function trainingFile(s: TrainingState, roundDone: boolean): Uint8Array {
  const { source, trainer, noise } = s.settings;
  const state = trainer.save?.();
  if (state === undefined || source.position === undefined) return writeNet(s.net());
  const kept = s.kept();
  const saved: Saved = {
    version: VERSION,
    likeness: likeness(s.settings, s.handlers),
    course: toPlain(s.course(roundDone)),
    count: state.count,
    counts: [...state.counts],
    noise: noise.state(),
    position: source.position,
    handlers: s.handlers.map((h) => toPlain(h.save?.())),
  };
  const arrays = new Map<string, Packed>();
  for (const [key, data] of state.arrays)
    arrays.set(`${PREFIX}state/${key}`, new Packed('Real32', [data.length], data));
  for (const [name, group] of Object.entries(kept))
    for (const [key, value] of group ?? []) arrays.set(`${PREFIX}${name}/${key}`, value);
  return writeNet(s.net(), { arrays, text: JSON.stringify(saved) });
}

const cannot = (file: string, why: string): NetProblem => new NetProblem('noresume', str(file), str(why));

/** Makes a training go on from a checkpoint. Throws NetProblem where it is not one of this training. */
export function continuing(file: string, bytes: Uint8Array): (s: TrainingState) => void {
  let saved: Saved;
  let arrays: ReadonlyMap<string, Packed>;
  try {
    const text = readMetadata(bytes).training;
    if (text === undefined) throw cannot(file, 'it holds a net, but no training');
    saved = JSON.parse(text) as Saved;
    arrays = storedSingles(bytes);
  } catch (x) {
    if (x instanceof FormatError) throw cannot(file, x.reason);
    if (x instanceof SyntaxError) throw cannot(file, 'it is damaged');
    throw x;
  }
  if (saved.version !== VERSION) throw cannot(file, 'another version of this program wrote it');
  return (s) => restore(file, saved, arrays, s);
}

function restore(file: string, saved: Saved, arrays: ReadonlyMap<string, Packed>, s: TrainingState): void {
  const now = likeness(s.settings, s.handlers);
  for (const [what, value] of Object.entries(now))
    if (JSON.stringify(value) !== JSON.stringify(saved.likeness[what])) throw cannot(file, `${what} differ from it`);
  const group = (name: string): Map<string, Packed> | undefined => {
    const prefix = `${PREFIX}${name}/`;
    const found = [...arrays].filter(([key]) => key.startsWith(prefix));
    return found.length === 0 ? undefined : new Map(found.map(([key, v]) => [key.slice(prefix.length), v]));
  };
  const { source, trainer, noise } = s.settings;
  const state = [...(group('state') ?? [])].map(([key, v]) => [key, v.data as Float32Array] as const);
  trainer.restore!({ arrays: state, count: saved.count, counts: new Map(saved.counts) });
  s.restore(fromPlain(saved.course) as ReturnType<TrainingState['course']>, {
    best: group('best'),
    safe: group('safe'),
  });
  source.resume(s.round, saved.position);
  s.handlers.forEach((h, i) => h.load?.(fromPlain(saved.handlers[i]) as never));
  noise.restore(saved.noise);
}
