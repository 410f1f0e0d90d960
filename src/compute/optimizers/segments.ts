/** The settings of an optimizer array by array, and which neighbouring arrays share them. */
import type { OptimizerSettings } from '../contract/step.ts';
import type { ArrayStore, Slot } from '../run/store.ts';
import { optimizerOf } from './index.ts';
import type { Options } from './optimizer.ts';
import { LIMITS, type Limit, type UpdateForm } from './recorded.ts';

export interface ArraySettings {
  readonly multiplier: number;
  readonly decay: number;
  readonly gradientClip: number;
  readonly weightClip: number;
}

/** Neighbouring arrays with the same settings: one call a step. */
export interface Segment extends ArraySettings {
  /** In numbers. */
  readonly offset: number;
  readonly length: number;
}

/** Number of moment vectors. */
export const momentsOf = (o: Pick<OptimizerSettings, 'method'>): number => optimizerOf(o.method).moments.length;

/** All options, with the defaults of those that are not given. */
export const optionsOf = (o: OptimizerSettings): Options => ({ ...optimizerOf(o.method).options, ...o.options });

const settingOf = (setting: number | Readonly<Record<string, number>>, key: string, missing: number): number =>
  typeof setting === 'number' ? setting : (setting[key] ?? missing);

/** The settings that hold for one array. */
export const settingsOf = (o: OptimizerSettings, { key, multiplier }: Slot): ArraySettings => ({
  multiplier,
  decay: settingOf(o.l2, key, 0),
  gradientClip: settingOf(o.gradientClip, key, Number.POSITIVE_INFINITY),
  weightClip: settingOf(o.weightClip, key, Number.POSITIVE_INFINITY),
});

const missing: Readonly<Record<Limit, number>> = {
  gradientClip: Number.POSITIVE_INFINITY,
  decay: 0,
  weightClip: Number.POSITIVE_INFINITY,
};

/** The limits that settings set. */
export const limitsOf = (s: ArraySettings): readonly Limit[] => LIMITS.filter((l) => s[l] !== missing[l]);

export const formOf = (o: OptimizerSettings, s: ArraySettings): UpdateForm => ({
  options: optionsOf(o),
  limits: limitsOf(s),
});

/** The part of the flat vectors of a store that each array has, with its padding. */
export function partsOf(store: ArrayStore, o: OptimizerSettings): ReadonlyMap<string, Segment> {
  const learning = store.learning;
  return new Map(
    learning.map(({ slot, offset }, i) => {
      const end = learning[i + 1]?.offset ?? store.length;
      return [slot.key, { offset, length: end - offset, ...settingsOf(o, slot) }] as const;
    }),
  );
}

/** Cuts the flat vectors of a store where the settings change. */
export function segmentsOf(store: ArrayStore, o: OptimizerSettings): Segment[] {
  const segments: Segment[] = [];
  for (const { offset, length, ...settings } of partsOf(store, o).values()) {
    const last = segments.at(-1);
    const same = last !== undefined && Object.entries(settings).every(([n, v]) => last[n as keyof Segment] === v);
    if (same) segments[segments.length - 1] = { ...last, length: offset + length - last.offset };
    else segments.push({ offset, length, ...settings });
  }
  return segments;
}

/** The numbers of step `count` for arrays with these settings: those of the optimizer, then its limits. */
export function numbersOf(
  o: OptimizerSettings,
  s: ArraySettings,
  learningRate: number,
  count: number,
  rest = (x: number): number => 1 - x,
): number[] {
  const own = optimizerOf(o.method).settings(optionsOf(o), learningRate * s.multiplier, count, rest);
  return [...Object.values(own), ...limitsOf(s).map((l) => s[l])];
}
