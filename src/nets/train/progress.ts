/** What functions that watch a training are told, and when they are called. */
import { Association } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, real, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, optionName } from '../../kernel/definitions/options.ts';
import { numericArray } from '../model/arrays.ts';
import { arrayKey, arrayPlaces } from '../model/net.ts';
import { NetProblem, names } from '../model/problem.ts';
import { pathExpr } from '../write/information.ts';
import { netBox } from '../write/net-box.ts';
import type { MeasurementSpec } from './comparison.ts';
import { everyRound, type Interval, readInterval, Ticker } from './interval.ts';
import type { Handler, TrainingState, Verdict } from './loop.ts';
import { type Facts, quantities } from './report.ts';

const list = (items: readonly Expr[]): Expr => normal(S.List, ...items);
export const reals = (x: readonly number[]): Expr => list(x.map((v) => real(v)));

/** Measurements of all rounds, by key. */
export const lists = (measurements: readonly MeasurementSpec[], rows: readonly (readonly Expr[])[]): Expr =>
  Association.from(measurements.map((m, i) => [m.key, list(rows.map((r) => r[i]!))] as const));
/** Measurements of one round, by key. */
export const row = (measurements: readonly MeasurementSpec[], values: readonly Expr[] | undefined): Expr =>
  values === undefined ? S.None : Association.from(measurements.map((m, i) => [m.key, values[i]!] as const));

/** Values by name, computed when they are asked for. */
export function facts(s: TrainingState, f: Facts): Readonly<Record<string, () => Expr>> {
  const arrays = (): (readonly [Expr, Expr])[] => {
    const now = s.arrays();
    return arrayPlaces(s.settings.net).map((p) => {
      const value = now.get(arrayKey(p)) ?? (p.state.kind === 'value' ? p.state.value : undefined);
      return [pathExpr(p.path), value === undefined ? S.Automatic : numericArray(value)] as const;
    });
  };
  const numbers = Object.entries(quantities).map(([name, { kind, of }]) => {
    const value = (): Expr => {
      const x = of(s, f);
      return x === undefined ? S.None : kind === 'Integer' ? int(x) : real(x);
    };
    return [name, value] as const;
  });
  return {
    ...Object.fromEntries(numbers),
    BatchLossList: () => reals(s.batchLossList),
    Net: () => netBox(s.net()),
    OptimizationMethod: () => f.optimization,
    RoundLossList: () => reals(s.roundLossList),
    RoundMeasurements: () => row(f.measurements, s.roundMeasurements.at(-1)),
    RoundMeasurementsLists: () => lists(f.measurements, s.roundMeasurements),
    TargetDevice: () => str(f.device),
    ValidationLossList: () => reals(s.validationLossList),
    ValidationMeasurements: () => row(f.measurements, s.validationMeasurements.at(-1)),
    ValidationMeasurementsLists: () => lists(f.measurements, s.validationMeasurements),
    Weights: () => Association.from(arrays()),
  };
}

/** Named slots of a pure function; undefined: it uses the association as a whole. */
function slotsOf(f: Expr): ReadonlySet<string> | undefined {
  if (!isCall(f, S.Function) || f.args.length !== 1) return undefined;
  const found = new Set<string>();
  let whole = false;
  const visit = (e: Expr): void => {
    if (e.kind !== Kind.Normal) return;
    if (e.head === S.Slot && e.args[0]?.kind === Kind.String) found.add(e.args[0].value);
    else if (e.head === S.Slot || e.head === S.SlotSequence) whole = true;
    else {
      visit(e.head);
      e.args.forEach(visit);
    }
  };
  visit(f.args[0]!);
  return whole ? undefined : found;
}

/** A function and when it is called. */
export interface Watcher {
  readonly f: Expr;
  readonly interval: Interval;
}

/** f, {f, "Interval" -> ..., "MinimumInterval" -> ...}. Throws NetProblem. */
export function readWatcher(e: Expr, name: string, missing: Interval = everyRound): Watcher {
  if (!isCall(e, S.List)) return { f: e, interval: missing };
  const [f, ...rules] = e.args;
  if (f === undefined)
    throw new NetProblem('badpar', e, str(name), str('a function, or a list of one and its options'));
  let interval = missing;
  let minimum = 0;
  for (const r of rules) {
    const option = isRule(r) ? optionName(r.args[0]) : undefined;
    if (!isRule(r) || (option !== 'Interval' && option !== 'MinimumInterval'))
      throw new NetProblem('badopt', isRule(r) ? r.args[0] : r, names(['Interval', 'MinimumInterval']));
    const read = readInterval(r.args[1], option);
    if (option === 'Interval') interval = read;
    else minimum = read.count;
  }
  return { f, interval: { ...interval, minimum } };
}

/** A list of watchers, or one: {f, "Interval" -> ...} is one. */
export function readWatchers(e: Expr, name: string, missing?: Interval): Watcher[] {
  if (e === S.None) return [];
  if (isCall(e, S.List) && !(e.args.length > 1 && e.args.slice(1).every(isRule)))
    return e.args.flatMap((a) => readWatchers(a, name, missing));
  return [readWatcher(e, name, missing)];
}

/** Calls a function with what it asks for; "StopTraining" and "AbortTraining" are obeyed. */
export function watcherHandler(w: Watcher, f: Facts, call: (f: Expr, about: Expr) => Expr): Handler {
  const ticker = new Ticker(w.interval);
  const wanted = slotsOf(w.f);
  const tell = (s: TrainingState, event: string): Verdict => {
    const about: [Expr, Expr][] = [[str('Event'), str(event)]];
    for (const [name, value] of Object.entries(facts(s, f)))
      if (wanted === undefined || wanted.has(name)) about.push([str(name), value()]);
    const answer = call(w.f, Association.from(about));
    if (answer.kind !== Kind.String) return undefined;
    return answer.value === 'StopTraining'
      ? { stop: 'ManualStop' }
      : answer.value === 'AbortTraining'
        ? 'abort'
        : undefined;
  };
  return {
    batch: (s) => (ticker.due(false, s.round, s.totalBatches, s.seconds) ? tell(s, 'BatchComplete') : undefined),
    round: (s) => (ticker.due(true, s.round, s.totalBatches, s.seconds) ? tell(s, 'RoundComplete') : undefined),
  };
}
