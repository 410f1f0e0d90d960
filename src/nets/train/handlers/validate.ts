/** Measures the net on the validation set now and then, and keeps the best. */
import { type Interval, Ticker } from '../interval.ts';
import type { Handler, TrainingState } from '../loop.ts';
import type { Assessed, Assessor } from '../measure/assess.ts';
import type { Meters } from '../measure/meters.ts';

export interface Validation {
  readonly assessor: Assessor;
  readonly meters: Meters;
  /** The examples of a validation. */
  readonly examples: (s: TrainingState) => readonly Assessed[];
  readonly interval: Interval;
  /** Smaller is better; what "best" means. */
  readonly badness: (s: TrainingState) => number;
}

export function validationHandler({ assessor, meters, examples, interval, badness }: Validation): Handler {
  const ticker = new Ticker(interval);
  const look = (s: TrainingState, roundDone: boolean): undefined => {
    if (!ticker.due(roundDone, s.round, s.totalBatches, s.seconds)) return;
    const { changing, trainer, poll } = s.settings;
    for (const key of changing.keys()) assessor.write(key, trainer.read(key));
    const loss = assessor.run(examples(s), poll);
    s.validationLossList.push(loss);
    s.validationPositions.push(s.totalBatches);
    s.validationMeasurements.push(meters.values(loss));
    s.keepBest(badness(s));
  };
  return {
    batch: (s) => look(s, false),
    round: (s) => look(s, true),
    save: () => ticker.save(),
    load: (saved: never) => ticker.load(saved),
  };
}
