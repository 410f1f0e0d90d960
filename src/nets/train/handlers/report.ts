/** TrainingProgressReporting: a panel that is drawn over, printed rows, files, or a function. */
import { type Expr, isCall, Kind, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import type { SessionIO } from '../../../kernel/io.ts';
import { NetProblem } from '../../model/problem.ts';
import { everyRound, type Interval, Ticker } from '../interval.ts';
import type { Handler, TrainingState } from '../loop.ts';
import { trainingProgress } from '../report/panel.ts';
import { fileHandler } from '../report/progress-file.ts';
import type { Facts } from '../report/report.ts';
import { hasOptions, readWatcher, type Watcher, wantsExampleLosses, watchingHandler } from './watch.ts';

const OPTION = 'TrainingProgressReporting';
const File = system('File');

/** Seconds between two drawings of a panel, and between two printed rows. */
const PANEL_EVERY = 0.33;
const ROW_EVERY = 2;
const seconds = (count: number): Interval => ({ count, unit: 'Seconds', minimum: 0 });

/** One form with its interval, as it is read before the training. */
export interface Report {
  readonly needsExampleLosses: boolean;
  readonly handler: (f: Facts, io: SessionIO, call: (f: Expr, about: Expr) => Expr) => Handler;
}

/** Tells now and then, and at the end. */
function telling(interval: Interval, tell: (s: TrainingState, done: boolean) => void): Handler {
  const ticker = new Ticker(interval);
  const now = (s: TrainingState, roundDone: boolean): undefined => {
    if (ticker.due(roundDone, s.round, s.totalBatches, s.seconds)) tell(s, false);
  };
  return { batch: (s) => now(s, false), round: (s) => now(s, true), end: (s) => tell(s, true) };
}

function printed(interval: Interval, f: Facts, io: SessionIO): Handler {
  let begun = false;
  return telling(interval, (s) => {
    const { heading, row } = trainingProgress(s, f);
    if (!begun) for (const line of heading) io.print(line);
    begun = true;
    io.print(row);
  });
}

const shown = (interval: Interval | undefined, f: Facts, io: SessionIO): Handler =>
  io.progress === undefined
    ? {}
    : telling(interval ?? seconds(io.progressEvery ?? PANEL_EVERY), (s, done) =>
        io.progress!(trainingProgress(s, f), done),
      );

/** Where the file of a name is, in the session that trains. */
type FilePlace = (name: string) => string;

/** `given`: whether an interval is stated. Throws NetProblem. */
function reportOf(w: Watcher, given: boolean, absolute: FilePlace): Report {
  const form = w.f;
  const interval = (otherwise: Interval): Interval => (given ? w.interval : otherwise);
  const name = form.kind === Kind.String ? form.value : '';
  const report = (handler: Report['handler']): Report => ({ needsExampleLosses: false, handler });
  if (name === 'Print') return report((f, io) => printed(interval(seconds(ROW_EVERY)), f, io));
  if (name === 'ProgressIndicator' || name === 'Panel')
    return report((f, io) => shown(given ? w.interval : undefined, f, io));
  const path = isCall(form, File) ? form.args[0] : undefined;
  if (path?.kind === Kind.String)
    return report((f, io) => fileHandler(absolute(path.value), interval(everyRound), f, io));
  if (isCall(form, S.Function) || (form.kind === Kind.Symbol && form !== S.Automatic && form !== S.None)) {
    const watcher = { f: form, interval: interval(everyRound) };
    return {
      needsExampleLosses: wantsExampleLosses(watcher),
      handler: (f, _, call) => watchingHandler(watcher, f, call),
    };
  }
  throw new NetProblem(
    'badpar',
    form,
    str(OPTION),
    str(
      'None, Automatic, "Print", "ProgressIndicator", "Panel", File["name"], a function, {one of them, "Interval" -> ...} or a list of these',
    ),
  );
}

/** The reports that an option setting asks for. Throws NetProblem. */
export function readReports(e: Expr, absolute: FilePlace): Report[] {
  if (e === S.None) return [];
  if (e === S.Automatic) return readReports(str('Panel'), absolute);
  if (isCall(e, S.List) && !hasOptions(e)) return e.args.flatMap((a) => readReports(a, absolute));
  return [reportOf(readWatcher(e, OPTION), isCall(e, S.List), absolute)];
}
