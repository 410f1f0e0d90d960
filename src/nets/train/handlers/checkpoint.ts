/** TrainingProgressCheckpointing: nets written to files while they are trained. */
import { type Expr, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { isRule, optionName } from '../../../kernel/definitions/options.ts';
import { FileProblem } from '../../../kernel/file-problem.ts';
import type { SessionIO } from '../../../kernel/io.ts';
import { NetProblem } from '../../model/problem.ts';
import { type Interval, Ticker } from '../interval.ts';
import type { Handler, TrainingState } from '../loop.ts';
import { continuing, trainingFile } from '../resume/training-file.ts';
import { readWatcher } from './watch.ts';

/** Where nets go, and when. */
export interface Checkpointing {
  readonly kind: 'File' | 'Directory';
  readonly path: string;
  readonly interval: Interval;
  /** Go on from the checkpoint that is there, if there is one. */
  readonly resume: boolean;
}

/** None, {"File", path, "Interval" -> ...}, {"Directory", path, ...}, or a list of these. Throws NetProblem. */
export function readCheckpointing(e: Expr, absolute: (path: string) => string): Checkpointing[] {
  if (e === S.None || e === S.Automatic) return [];
  const bad = (): NetProblem =>
    new NetProblem(
      'badpar',
      e,
      str('TrainingProgressCheckpointing'),
      str('None, {"File", path} or {"Directory", path}'),
    );
  if (!isCall(e, S.List) || e.args.length === 0) throw bad();
  if (e.args.every((a) => isCall(a, S.List) || a === S.None))
    return e.args.flatMap((a) => readCheckpointing(a, absolute));
  const [kind, path, ...rules] = e.args;
  if (kind?.kind !== Kind.String || (kind.value !== 'File' && kind.value !== 'Directory')) throw bad();
  if (path?.kind !== Kind.String || !rules.every(isRule)) throw bad();
  const isResume = (r: Expr): boolean => isRule(r) && optionName(r.args[0]) === 'Resume';
  const others = rules.filter((r) => !isResume(r));
  const { interval } = readWatcher(normal(S.List, path, ...others), 'TrainingProgressCheckpointing');
  const resume = rules.find((r) => isRule(r) && isResume(r) && r.args[1] === S.True) !== undefined;
  return [{ kind: kind.value, path: absolute(path.value), interval, resume }];
}

/** 2026-01-31T12-00-00: when training began, as part of file names. */
const timeName = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().slice(0, 19).replaceAll(':', '-');

/** Numbers in names, such that names sort like them. */
const padded = (n: number): string => String(n).padStart(8, '0');

/** Losses with five digits, as part of file names. */
const lossName = (x: number): string => x.toExponential(4);

function writeTo(file: string, s: TrainingState, roundDone: boolean, io: SessionIO): void {
  const bytes = trainingFile(s, roundDone);
  changing(file, () => io.writeFile(file, bytes));
}

/** What the host refuses is a problem under the name of the file. */
function changing(file: string, run: () => void): void {
  try {
    run();
  } catch (x) {
    if (x instanceof FileProblem) throw new NetProblem('nowrite', str(file), str(x.reason));
    throw x;
  }
}

/** The files in a folder of checkpoints, in the order in which they were written: their names sort. */
const filesIn = (folder: string, io: SessionIO): string[] =>
  [...(io.list(folder) ?? [])].filter((name) => /^\d.*\.wlnet$/.test(name)).sort();

/** Puts a training where the last checkpoint is; undefined where there is none yet, or nobody asks for it. Throws NetProblem. */
export function resumption(all: readonly Checkpointing[], io: SessionIO): ((s: TrainingState) => void) | undefined {
  for (const c of all) {
    if (!c.resume) continue;
    const last = c.kind === 'File' ? c.path : filesIn(c.path, io).at(-1);
    const file = last === undefined || c.kind === 'File' ? last : `${c.path}/${last}`;
    const bytes = file === undefined ? undefined : io.readFile(file);
    if (bytes !== undefined) return continuing(file!, bytes);
  }
  return undefined;
}

/** A checkpoint that cannot be written is told of; the training goes on, since it is worth more than a copy of it. */
export function checkpointHandler(
  c: Checkpointing,
  io: SessionIO,
  written: string[],
  tell: (problem: NetProblem) => void,
): Handler {
  const ticker = new Ticker(c.interval);
  let start = timeName(io.now());
  let count = 0;
  if (c.kind === 'Directory') changing(c.path, () => io.createDirectory(c.path));
  const fileOf = (s: TrainingState): string => {
    if (c.kind === 'File') return c.path;
    const validation = s.validationLossList.length > 0 ? `_${lossName(s.validationLoss)}` : '';
    return `${c.path}/${start}_${padded(++count)}_${padded(s.round)}_${padded(s.totalBatches)}_${lossName(s.batchLoss)}${validation}.wlnet`;
  };
  const write = (s: TrainingState, roundDone: boolean): undefined => {
    if (!ticker.due(roundDone, s.round, s.totalBatches, s.seconds)) return;
    const file = fileOf(s);
    try {
      writeTo(file, s, roundDone, io);
    } catch (x) {
      if (!(x instanceof NetProblem)) throw x;
      return void tell(x);
    }
    if (!written.includes(file)) written.push(file);
  };
  return {
    batch: (s) => write(s, false),
    round: (s) => write(s, true),
    save: () => [start, count, ticker.save()],
    load: (saved: never) => {
      const [began, files, last] = saved as readonly [string, number, never];
      [start, count] = [began, files];
      ticker.load(last);
    },
  };
}
