/** An update as a list of operations on numbered values, for executors that write code. */
import { type Algebra, limited, type Optimizer, type Options } from './optimizer.ts';

export type Operation = keyof Algebra<number>;

export interface RecordedStep {
  readonly operation: Operation;
  readonly args: readonly number[];
  readonly out: number;
}

/** Values are numbered: weights, gradient, moments, settings, limits, and then what the operations give. */
export interface Recorded {
  /** Names of the settings, and behind them of the limits, in the order of their values. */
  readonly settings: readonly string[];
  /** The number of the first of the settings. */
  readonly firstSetting: number;
  readonly steps: readonly RecordedStep[];
  /** New weights, then new moments. */
  readonly results: readonly number[];
}

export const LIMITS = ['gradientClip', 'decay', 'weightClip'] as const;
export type Limit = (typeof LIMITS)[number];

/** What decides the code of an update. */
export interface UpdateForm {
  readonly options: Options;
  readonly limits: readonly Limit[];
}

const names: readonly Operation[] = [
  'add',
  'subtract',
  'multiply',
  'divide',
  'multiplyAdd',
  'subtractProduct',
  'squareRoot',
  'sign',
  'clamp',
];

/** What the numbers of a step are called, in their order. */
export const settingNames = (r: Optimizer, { options, limits }: UpdateForm): readonly string[] => [
  ...Object.keys(r.settings(options, 1, 1, (x) => 1 - x)),
  ...limits,
];

export function recorded(r: Optimizer, form: UpdateForm): Recorded {
  const { options, limits } = form;
  const settings = settingNames(r, form);
  const moments = r.moments.map((_, i) => 2 + i);
  const firstSetting = 2 + moments.length;
  const numbers = Object.fromEntries(settings.map((name, i) => [name, firstSetting + i]));
  const steps: RecordedStep[] = [];
  const algebra = Object.fromEntries(
    names.map((operation) => [
      operation,
      (...args: number[]): number => {
        const out = firstSetting + settings.length + steps.length;
        steps.push({ operation, args, out });
        return out;
      },
    ]),
  ) as unknown as Algebra<number>;
  const given = { weights: 0, gradient: 1, moments, settings: numbers };
  const results = limited(algebra, r, given, Object.fromEntries(limits.map((l) => [l, numbers[l]])), options);
  return { settings, firstSetting, steps, results };
}
