/** Lines that tell how a training goes: printed now and then, or one line that is written over. */
import { type Expr, isCall, isRealNumber, Kind, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import type { SessionIO } from '../../kernel/io.ts';
import { toNumber } from '../model/arrays.ts';
import { NetProblem } from '../model/problem.ts';
import type { MeasurementSpec } from './comparison.ts';
import type { Interval } from './interval.ts';
import { everyRound, Ticker } from './interval.ts';
import type { Handler, TrainingState } from './loop.ts';
import { macroAverage } from './measurements.ts';
import { type Facts, readWatcher, type Watcher, watcherHandler } from './progress.ts';

const seconds = (count: number): Interval => ({ count, unit: 'Seconds', minimum: 0 });

/** Four significant digits. */
const short = (x: number): string => (Number.isFinite(x) ? String(Number(x.toPrecision(4))) : '-');
const time = (s: number): string => {
  const t = Math.round(s);
  const minutes = Math.floor(t / 60);
  return `${minutes}:${String(t % 60).padStart(2, '0')}`;
};

function measured(measurements: readonly MeasurementSpec[], values: readonly Expr[] | undefined): string {
  if (values === undefined) return '';
  return measurements
    .map((m, i) => {
      const value = macroAverage(values[i]!);
      const name = m.key.kind === Kind.String ? m.key.value : m.name;
      return isRealNumber(value) ? `, ${name} ${short(toNumber(value))}` : '';
    })
    .join('');
}

/** 40% round 4 of 10, batch 12 of 94, loss 0.123, error 0.02 | validation loss 0.2 | 0:12 left, 1234 examples/s. */
function line(s: TrainingState, measurements: readonly MeasurementSpec[]): string {
  // Rounds that only bound what the time allows are no plan.
  const rounds = s.settings.time === undefined ? s.settings.rounds : undefined;
  const percent = `${Math.floor(100 * s.progress)}%`.padStart(4);
  const left = s.progress > 0 ? `, ${time((s.seconds * (1 - s.progress)) / s.progress)} left` : '';
  const loss = s.roundLossList.length === 0 ? s.batchLoss : s.roundLoss;
  const validation =
    s.validationLossList.length === 0
      ? ''
      : ` | validation loss ${short(s.validationLoss)}${measured(measurements, s.validationMeasurements.at(-1))}`;
  return `${percent} round ${s.round}${rounds === undefined ? '' : ` of ${rounds}`}, batch ${s.batch} of ${s.batchesPerRound}, loss ${short(loss)}${measured(
    measurements,
    s.roundMeasurements.at(-1),
  )}${validation} | ${time(s.seconds)}${left}, ${Math.round(s.examplesProcessed / Math.max(s.seconds, 1e-9))} examples/s`;
}

function textHandler(
  interval: Interval,
  measurements: readonly MeasurementSpec[],
  show: (text: string, done: boolean) => void,
): Handler {
  const ticker = new Ticker(interval);
  const tell = (s: TrainingState, roundDone: boolean): undefined => {
    if (ticker.due(roundDone, s.round, s.totalBatches, s.seconds)) show(line(s, measurements), false);
  };
  return {
    batch: (s) => tell(s, false),
    round: (s) => tell(s, true),
    end: (s) => show(line(s, measurements), true),
  };
}

/** One form of TrainingProgressReporting with its interval. */
function handlerOf(w: Watcher, given: boolean, f: Facts, io: SessionIO, call: (f: Expr, about: Expr) => Expr): Handler {
  const { progress } = io;
  const form = w.f;
  const interval = (missing: number): Interval => (given ? w.interval : seconds(missing));
  if (form.kind === Kind.String && form.value === 'Print')
    return textHandler(interval(2), f.measurements, (text) => io.print(text));
  if (form.kind === Kind.String && (form.value === 'ProgressIndicator' || form.value === 'Panel'))
    return progress === undefined
      ? {}
      : textHandler(interval(0.33), f.measurements, (text, done) => progress.call(io, text, done));
  if (isCall(form, S.Function) || form.kind === Kind.Symbol)
    return watcherHandler({ f: form, interval: given ? w.interval : everyRound }, f, call);
  throw new NetProblem(
    'badpar',
    form,
    str('TrainingProgressReporting'),
    str(
      'None, Automatic, "Print", "ProgressIndicator", "Panel", a function, or a list of one of them and "Interval" -> ...',
    ),
  );
}

/** The reporting that an option setting asks for. Throws NetProblem. */
export function reportingHandlers(e: Expr, f: Facts, io: SessionIO, call: (f: Expr, about: Expr) => Expr): Handler[] {
  if (e === S.None) return [];
  if (e === S.Automatic) return handlersOf(str('ProgressIndicator'), f, io, call);
  return handlersOf(e, f, io, call);
}

function handlersOf(e: Expr, f: Facts, io: SessionIO, call: (f: Expr, about: Expr) => Expr): Handler[] {
  if (!isCall(e, S.List)) return [handlerOf(readWatcher(e, 'TrainingProgressReporting'), false, f, io, call)];
  const rest = e.args.slice(1);
  if (rest.length > 0 && rest.every(isRule))
    return [handlerOf(readWatcher(e, 'TrainingProgressReporting'), true, f, io, call)];
  return e.args.flatMap((a) => handlersOf(a, f, io, call));
}
