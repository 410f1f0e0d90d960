/** Functions that watch a training: TrainingProgressFunction, and functions that report. */
import { type Expr, isCall, Kind, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { isRule, optionName } from '../../../kernel/definitions/options.ts';
import { NetProblem, names } from '../../model/problem.ts';
import { asks, wantedNames } from '../asked.ts';
import { about, exampleLossName, gradientNames } from '../facts.ts';
import { everyRound, type Interval, readInterval, Ticker } from '../interval.ts';
import type { Handler, TrainingState, Verdict } from '../loop.ts';
import type { Facts } from '../report/report.ts';

/** A function and when it is called. */
export interface Watcher {
  readonly f: Expr;
  readonly interval: Interval;
}

/** f, {f, "Interval" -> ..., "MinimumInterval" -> ...}. Throws NetProblem. */
export function readWatcher(e: Expr, name: string, otherwise: Interval = everyRound): Watcher {
  if (!isCall(e, S.List)) return { f: e, interval: otherwise };
  const [f, ...rules] = e.args;
  if (f === undefined)
    throw new NetProblem('badpar', e, str(name), str('a function, or a list of one and its options'));
  let interval = otherwise;
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

/** Whether a list is one setting with its options, as {f, "Interval" -> ...} is, and not a list of settings. */
export const hasOptions = (e: Expr): boolean =>
  isCall(e, S.List) && e.args.length > 1 && !isRule(e.args[0]!) && e.args.slice(1).every(isRule);

/** A list of watchers, or one. Throws NetProblem. */
export function readWatchers(e: Expr, name: string, otherwise?: Interval): Watcher[] {
  if (e === S.None || e === S.Automatic) return [];
  if (isCall(e, S.List) && !hasOptions(e)) return e.args.flatMap((a) => readWatchers(a, name, otherwise));
  const watcher = readWatcher(e, name, otherwise);
  const { kind } = watcher.f;
  if (kind !== Kind.Normal && kind !== Kind.Symbol && kind !== Kind.Boxed)
    throw new NetProblem(
      'badpar',
      e,
      str(name),
      str('None, a function, {function, "Interval" -> ...} or a list of these'),
    );
  return [watcher];
}

/** Whether a watcher needs the losses of examples from the steps. */
export const wantsExampleLosses = (w: Watcher): boolean => asks(wantedNames(w.f), exampleLossName);

/** Calls a function with what it asks for; "StopTraining" and "AbortTraining" are obeyed. */
export function watchingHandler(w: Watcher, f: Facts, call: (f: Expr, about: Expr) => Expr): Handler {
  const ticker = new Ticker(w.interval);
  const wanted = wantedNames(w.f);
  const tell = (s: TrainingState, event: string): Verdict => {
    const answer = call(w.f, about(w.f, s, f, true, event));
    if (answer.kind !== Kind.String) return undefined;
    if (answer.value === 'AbortTraining') return 'abort';
    return answer.value === 'StopTraining' ? { stop: 'ManualStop' } : undefined;
  };
  return {
    ...(gradientNames.some((name) => asks(wanted, name)) && {
      wantsGradients: (s: TrainingState, last: boolean) => ticker.expects(last, s.round, s.totalBatches + 1),
    }),
    batch: (s) => (ticker.due(false, s.round, s.totalBatches, s.seconds) ? tell(s, 'BatchComplete') : undefined),
    round: (s) => (ticker.due(true, s.round, s.totalBatches, s.seconds) ? tell(s, 'RoundComplete') : undefined),
  };
}
