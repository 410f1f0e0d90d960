/** TrainingProgressReporting: a panel that is drawn over, printed rows, files, or a function. */
import { type Expr, isCall, Kind, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import type { SessionIO } from '../../kernel/io.ts';
import { NetProblem } from '../model/problem.ts';
import type { Interval } from './interval.ts';
import { everyRound, Ticker } from './interval.ts';
import type { Handler, TrainingState } from './loop.ts';
import { trainingProgress } from './panel.ts';
import { readWatcher, type Watcher, watcherHandler } from './progress.ts';
import { fileHandler } from './progress-file.ts';
import type { Facts } from './report.ts';

const File = system('File');

/** Seconds between two drawings of a panel, and between two printed rows. */
const PANEL_EVERY = 0.33;
const ROW_EVERY = 2;

const seconds = (count: number): Interval => ({ count, unit: 'Seconds', minimum: 0 });

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

/** One form of TrainingProgressReporting with its interval. */
function handlerOf(w: Watcher, given: boolean, f: Facts, io: SessionIO, call: (f: Expr, about: Expr) => Expr): Handler {
  const form = w.f;
  const interval = (missing: number): Interval => (given ? w.interval : seconds(missing));
  if (form.kind === Kind.String && form.value === 'Print') return printed(interval(ROW_EVERY), f, io);
  if (form.kind === Kind.String && (form.value === 'ProgressIndicator' || form.value === 'Panel')) {
    if (io.progress === undefined) return {};
    return telling(interval(io.progressEvery ?? PANEL_EVERY), (s, done) => io.progress!(trainingProgress(s, f), done));
  }
  if (isCall(form, File) && form.args[0]?.kind === Kind.String)
    return fileHandler(form.args[0].value, given ? w.interval : everyRound, f, io);
  if (isCall(form, S.Function) || form.kind === Kind.Symbol)
    return watcherHandler({ f: form, interval: given ? w.interval : everyRound }, f, call);
  throw new NetProblem(
    'badpar',
    form,
    str('TrainingProgressReporting'),
    str(
      'None, Automatic, "Print", "ProgressIndicator", "Panel", File["name"], a function, or a list of one of them and "Interval" -> ...',
    ),
  );
}

/** The reporting that an option setting asks for. Throws NetProblem. */
export function reportingHandlers(e: Expr, f: Facts, io: SessionIO, call: (f: Expr, about: Expr) => Expr): Handler[] {
  if (e === S.None) return [];
  if (e === S.Automatic) e = str('Panel');
  if (!isCall(e, S.List)) return [handlerOf(readWatcher(e, 'TrainingProgressReporting'), false, f, io, call)];
  const rest = e.args.slice(1);
  if (rest.length > 0 && rest.every(isRule))
    return [handlerOf(readWatcher(e, 'TrainingProgressReporting'), true, f, io, call)];
  return e.args.flatMap((a) => reportingHandlers(a, f, io, call));
}
