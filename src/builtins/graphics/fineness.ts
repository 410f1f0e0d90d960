/** How closely plots look at functions: the options PlotPoints and MaxRecursion, and options of functions that hold them. */
import { Kind } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import type { OptionValues } from '../../kernel/definitions/options.ts';
import type { Evaluation } from '../builtin.ts';
import { type Fineness, USUAL_FINENESS } from './sampling.ts';

export const FINENESS_OPTIONS = { PlotPoints: 'Automatic', MaxRecursion: 'Automatic' } as const;
export const finenessMessages = {
  plpts: 'Value of option PlotPoints -> `1` should be Automatic or an integer from 2 to 10000.',
  maxrec: 'Value of option MaxRecursion -> `1` should be Automatic or an integer from 0 to 15.',
} as const;

/** The options of a function that holds its arguments, evaluated. */
export const evaluatedOptions = (options: OptionValues, e: Evaluation): OptionValues =>
  options.with(options.given.map((rule) => e.evaluate(rule)));

/** Reports values that do not fit and takes the usual ones. */
export function readFineness(options: OptionValues, e: Evaluation, usual: Fineness = USUAL_FINENESS): Fineness {
  const read = (name: keyof typeof FINENESS_OPTIONS, tag: string, least: number, most: number, own: number): number => {
    const x = options.get(name);
    if (x === S.Automatic) return own;
    if (x.kind === Kind.Integer && x.value >= least && x.value <= most) return Number(x.value);
    e.message(tag, x);
    return own;
  };
  return {
    points: read('PlotPoints', 'plpts', 2, 10_000, usual.points),
    depth: read('MaxRecursion', 'maxrec', 0, 15, usual.depth),
  };
}
