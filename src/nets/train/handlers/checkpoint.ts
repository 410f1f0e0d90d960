/** TrainingProgressCheckpointing: nets written to files while they are trained. */
import { type Expr, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { isRule } from '../../../kernel/definitions/options.ts';
import { FileProblem } from '../../../kernel/file-problem.ts';
import type { SessionIO } from '../../../kernel/io.ts';
import { NetProblem } from '../../model/problem.ts';
import { writeNet } from '../../write/net-file.ts';
import { type Interval, Ticker } from '../interval.ts';
import type { Handler, TrainingState } from '../loop.ts';
import { readWatcher } from './watch.ts';

/** Where nets go, and when. */
export interface Checkpointing {
  readonly kind: 'File' | 'Directory';
  readonly path: string;
  readonly interval: Interval;
}

/** None, {"File", path, "Interval" -> ...}, {"Directory", path, ...}, or a list of these. Throws NetProblem. */
export function readCheckpointing(e: Expr): Checkpointing[] {
  if (e === S.None || e === S.Automatic) return [];
  const bad = (): NetProblem =>
    new NetProblem(
      'badpar',
      e,
      str('TrainingProgressCheckpointing'),
      str('None, {"File", path} or {"Directory", path}'),
    );
  if (!isCall(e, S.List) || e.args.length === 0) throw bad();
  if (e.args.every((a) => isCall(a, S.List) || a === S.None)) return e.args.flatMap(readCheckpointing);
  const [kind, path, ...rules] = e.args;
  if (kind?.kind !== Kind.String || (kind.value !== 'File' && kind.value !== 'Directory')) throw bad();
  if (path?.kind !== Kind.String || !rules.every(isRule)) throw bad();
  const { interval } = readWatcher(normal(S.List, path, ...rules), 'TrainingProgressCheckpointing');
  return [{ kind: kind.value, path: path.value, interval }];
}

/** 2026-01-31T12-00-00: when training began, as part of file names. */
const timeName = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().slice(0, 19).replaceAll(':', '-');

/** Losses with five digits, as part of file names. */
const lossName = (x: number): string => x.toExponential(4);

function writeTo(file: string, s: TrainingState, io: SessionIO): void {
  const bytes = writeNet(s.net());
  changing(file, () => io.writeFile(file, bytes));
}

/** What the host refuses ends the training under the name of the file. */
function changing(file: string, run: () => void): void {
  try {
    run();
  } catch (x) {
    if (x instanceof FileProblem) throw new NetProblem('nowrite', str(file), str(x.reason));
    throw x;
  }
}

export function checkpointHandler(c: Checkpointing, io: SessionIO, written: string[]): Handler {
  const ticker = new Ticker(c.interval);
  const start = timeName(io.now());
  let count = 0;
  if (c.kind === 'Directory') changing(c.path, () => io.createDirectory(c.path));
  const fileOf = (s: TrainingState): string => {
    if (c.kind === 'File') return c.path;
    const validation = s.validationLossList.length > 0 ? `_${lossName(s.validationLoss)}` : '';
    return `${c.path}/${start}_${++count}_${s.round}_${s.totalBatches}_${lossName(s.batchLoss)}${validation}.wlnet`;
  };
  const write = (s: TrainingState, roundDone: boolean): undefined => {
    if (!ticker.due(roundDone, s.round, s.totalBatches, s.seconds)) return;
    const file = fileOf(s);
    writeTo(file, s, io);
    if (!written.includes(file)) written.push(file);
  };
  return { batch: (s) => write(s, false), round: (s) => write(s, true) };
}
