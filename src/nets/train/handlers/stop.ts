/** TrainingStoppingCriterion: ends a training when a measurement no longer gets better. */
import { isAssociation } from '../../../expr/association.ts';
import { type Expr, isCall, isRealNumber, Kind, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { same } from '../../../expr/same.ts';
import * as S from '../../../expr/symbols.ts';
import { toNumber } from '../../model/arrays.ts';
import { NetProblem, names } from '../../model/problem.ts';
import { about } from '../facts.ts';
import type { Handler, TrainingState } from '../loop.ts';
import { macroAverage } from '../measure/measurements.ts';
import type { MeasurementSpec } from '../measure/specification.ts';
import type { Facts } from '../report/report.ts';

const Quantity = system('Quantity');

export interface Criterion {
  /** A measurement by its key, or a function of the course of training that tells to stop. */
  readonly of: { readonly key: Expr } | { readonly test: Expr };
  readonly patience: number;
  readonly initialPatience: number;
  readonly change: number;
  readonly relative: boolean;
}

const known = ['Criterion', 'Patience', 'InitialPatience', 'AbsoluteChange', 'RelativeChange', 'Improvement'];

/** undefined: no criterion. Throws NetProblem. */
export function readCriterion(e: Expr, measurements: readonly MeasurementSpec[]): Criterion | undefined {
  if (e === S.None) return undefined;
  const plain = { patience: 0, initialPatience: 0, change: 0, relative: false };
  if (e === S.Automatic) return { of: { key: str('Loss') }, ...plain };
  if (!isAssociation(e)) return { of: criterionOf(e, measurements), ...plain };
  const unknown = e.keys.find((k) => k.kind !== Kind.String || !known.includes(k.value));
  if (unknown !== undefined) throw new NetProblem('badopt', unknown, names(known));
  const number = (name: string): number => {
    const v = e.get(str(name));
    if (v === undefined) return 0;
    if (isRealNumber(v)) return toNumber(v);
    if (isCall(v, Quantity) && isRealNumber(v.args[0] ?? S.None)) return toNumber(v.args[0] as never) / 100;
    throw new NetProblem('badpar', v, str(name), str('a number'));
  };
  // "Improvement" is either: a share where it is a percentage, a difference where it is a number.
  const improvement = e.get(str('Improvement'));
  const change = ['RelativeChange', 'AbsoluteChange', 'Improvement'].find((name) => e.has(str(name)));
  const relative = change === 'RelativeChange' || (change === 'Improvement' && isCall(improvement!, Quantity));
  return {
    of: criterionOf(e.get(str('Criterion')) ?? str('Loss'), measurements),
    patience: number('Patience'),
    initialPatience: number('InitialPatience'),
    change: change === undefined ? 0 : number(change),
    relative,
  };
}

function criterionOf(e: Expr, measurements: readonly MeasurementSpec[]): Criterion['of'] {
  if (e === S.Automatic) return { key: str('Loss') };
  if (isCall(e, S.Function)) return { test: e };
  const keys = [str('Loss'), ...measurements.map((m) => m.key)];
  if (keys.some((k) => same(k, e))) return { key: e };
  throw new NetProblem(
    'badmeas',
    e,
    names(keys.map((k) => (k.kind === Kind.String ? k.value : 'a measurement with a parameter'))),
  );
}

/** The present value of a measurement such that less is better. */
export function badnessOf(key: Expr, measurements: readonly MeasurementSpec[], s: TrainingState): number {
  const validated = s.validationLossList.length > 0;
  if (key.kind === Kind.String && key.value === 'Loss') return validated ? s.validationLoss : s.roundLoss;
  const i = measurements.findIndex((m) => same(m.key, key));
  const value = macroAverage(
    (validated ? s.validationMeasurements : s.roundMeasurements).at(-1)?.[i] ?? S.Indeterminate,
  );
  if (!isRealNumber(value)) return Number.POSITIVE_INFINITY;
  return measurements[i]!.less ? toNumber(value) : -toNumber(value);
}

/** Ends after more than `patience` checks in a row without improvement. */
export function stoppingHandler(
  c: Criterion,
  measurements: readonly MeasurementSpec[],
  facts: Facts,
  call: (f: Expr, about: Expr) => Expr,
  hasValidation: boolean,
): Handler {
  let best = Number.POSITIVE_INFINITY;
  let waited = 0;
  let checks = 0;
  return {
    save: () => [best, waited, checks],
    load: (saved: never) => {
      [best, waited, checks] = saved as readonly [number, number, number];
    },
    round(s) {
      if (hasValidation && s.validationLossList.length === checks) return undefined;
      checks = s.validationLossList.length;
      if (s.round <= c.initialPatience) return undefined;
      if ('test' in c.of)
        return call(c.of.test, about(c.of.test, s, facts)) === S.True ? { stop: 'EarlyStopping' } : undefined;
      const now = badnessOf(c.of.key, measurements, s);
      const least = c.relative ? Math.abs(best) * c.change : c.change;
      if (now < best - (Number.isFinite(best) ? least : 0)) {
        best = now;
        waited = 0;
        return undefined;
      }
      return ++waited > c.patience ? { stop: 'EarlyStopping' } : undefined;
    },
  };
}
