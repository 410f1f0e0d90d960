/** Where a training diverged: an example that is no number itself, or the first array that has become none. */
import type { TensorValue } from '../../compute/contract/step.ts';
import { arrayKey, arrayPlaces, pathText } from '../model/net.ts';
import type { Batch, Source } from './data/source.ts';
import type { TrainingState } from './loop.ts';

const firstBad = (data: ArrayLike<number>): number => {
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
  return -1;
};

/** What of the last batch, or else of all examples, was no finite number: what spoils a step may show in the one after it. */
function badExample({ current, settings }: TrainingState): string | undefined {
  return (current && badRow(current)) ?? badStored(settings.source);
}

function badRow({ inputs, indices, size, rows }: Batch): string | undefined {
  for (const [port, v] of Object.entries(inputs) as [string, TensorValue][]) {
    const at = firstBad(v.data);
    if (at < 0) continue;
    // Rows that fill a batch up repeat the last one.
    const row = Math.min(size - 1, Math.floor(at / (v.data.length / rows)));
    const example = indices?.[row];
    const which = example === undefined ? `example ${row + 1} of the batch` : `example ${example + 1}`;
    return `the value of ${which} for "${port}" holds ${v.data[at]}`;
  }
  return undefined;
}

function badStored(source: Source): string | undefined {
  const bad = source.firstBad();
  return bad && `the value of example ${bad.example + 1} for "${bad.port}" holds ${bad.value}`;
}

/** Half a sentence for people. */
export function divergedAt(s: TrainingState): string {
  const example = badExample(s);
  if (example !== undefined) return example;
  for (const place of arrayPlaces(s.settings.net)) {
    const value = s.array(arrayKey(place));
    if (value !== undefined && firstBad(value.data) >= 0)
      return `the first array with values that are no numbers is ${pathText(place.path)}`;
  }
  return 'all arrays are finite still, the loss is not';
}
