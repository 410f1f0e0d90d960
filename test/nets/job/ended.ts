/** The end of a training job, without PyTorch. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NamedArrays } from '../../../src/formats/arrays/stored.ts';
import { readSafetensors, writeSafetensors } from '../../../src/formats/safetensors.ts';

/** What differs from the checkpoint of a job that has ended. */
export interface EndChanges {
  readonly arrays?: NamedArrays;
  readonly texts?: Readonly<Record<string, string>>;
}

/** What train.py writes, as if every array had become larger by 1. */
export function endJob(job: string, changes: EndChanges = {}): void {
  const about = JSON.parse(readFileSync(join(job, 'job.json'), 'utf8'));
  const { batches, id, batches_per_round: perRound } = about;
  const rounds = Math.floor(batches / perRound);
  const moved = [...readSafetensors(readFileSync(join(job, 'initial.safetensors')))].map(([name, a]) => {
    const by = about.arrays[name].multiplier === 0 ? 0 : 1;
    return [name, { ...a, data: Float32Array.from(a.data as Float32Array, (v) => v + by) }] as const;
  });
  const list = (n: number, shape = [n]) => ({
    dtype: 'F64' as const,
    shape,
    data: Float64Array.from({ length: n }, (_, i) => 1 / (i + 1)),
  });
  const all = new Map([
    ...moved,
    ['losses', list(batches)],
    ['round_losses', list(rounds)],
    ['validations', list(0, [0, 3])],
    ...(changes.arrays ?? []),
  ]);
  const texts = {
    id,
    reason: 'MaximumTrainingRounds',
    device: 'cpu',
    batches: `${batches}`,
    rounds: `${rounds}`,
    examples: `${25 * rounds}`,
    seconds: '1.5',
    rate: '0.001',
    best_loss: 'nan',
    best_round: '0',
    round_sum: '0.0',
    round_count: '0',
    world: '2',
    ...changes.texts,
  };
  mkdirSync(join(job, 'results'), { recursive: true });
  writeFileSync(join(job, 'results/checkpoint.safetensors'), writeSafetensors(all as NamedArrays, texts));
}
