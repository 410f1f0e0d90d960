/** Measures what goes through the net in training: in every batch, and in rounds. */
import type { Handler } from '../loop.ts';
import type { Meters } from '../measure/meters.ts';

export function measuringHandler(meters: Meters): Handler {
  const inBatches = meters.specs.some((m) => m.everyBatch);
  return {
    startRound: () => meters.clear(),
    save: () => meters.save(),
    load: (saved: never) => meters.load(saved),
    batch(s) {
      const { inputs, size, rows } = s.current!;
      meters.add({ inputs, outputs: s.outputs, count: size, rows, loss: s.batchLoss });
      if (inBatches) s.batchMeasurements.push(meters.batchValues());
      return undefined;
    },
    round(s) {
      s.roundMeasurements.push(meters.values(s.roundLoss));
      return undefined;
    },
  };
}
