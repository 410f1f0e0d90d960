/** Folders that Export writes: whole or not at all, as files are. */
import { Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { FileProblem } from '../../kernel/file-problem.ts';
import type { Evaluation } from '../builtin.ts';
import { withFiles } from './file-problems.ts';
import type { FolderFile, FolderFormat, FormatCall } from './formats/format.ts';
import { absolute, baseName, parentOf } from './paths.ts';

/** Writes all files into a new folder and gives it its name at last; false when it cannot be done (reported). */
export function writeFolder(
  name: string,
  folder: FolderFormat,
  files: Iterable<FolderFile>,
  call: FormatCall,
): boolean {
  const { e } = call;
  const { io } = e.session;
  const target = absolute(name, e.session);
  return withFiles(e, () => isFree(target, name, folder, call) && placed(target, files, e), name) === true;

  function placed(path: string, all: Iterable<FolderFile>, { session }: Evaluation): true {
    const made = beside(path, 'part', e);
    try {
      for (const { name: file, bytes } of all) {
        session.interrupts.poll();
        const whole = `${made}/${file}`;
        if (io.status(parentOf(whole)) === undefined) io.createDirectory(parentOf(whole));
        io.writeFile(whole, bytes());
      }
      exchange(made, path, e);
    } catch (x) {
      // The folder there is another one; what cannot be removed does no harm.
      if (io.status(made) !== undefined) io.remove(made, true);
      throw x;
    }
    return true;
  }
}

/** A name beside the target that nothing has: .job.part-1. */
function beside(target: string, what: string, { session: { io } }: Evaluation): string {
  for (let i = 1; ; i++) {
    const path = `${parentOf(target)}/.${baseName(target)}.${what}-${i}`.replace(/^\/\//, '/');
    if (io.status(path) === undefined) return path;
  }
}

/** The new folder takes the place of the old one, which goes only when the new one is there. */
function exchange(made: string, target: string, e: Evaluation): void {
  const { io } = e.session;
  if (io.status(target) === undefined) {
    io.rename(made, target);
    return;
  }
  const old = beside(target, 'old', e);
  io.rename(target, old);
  try {
    io.rename(made, target);
  } catch (x) {
    io.rename(old, target);
    throw x;
  }
  io.remove(old, true);
}

/** Whether the folder may be written: nothing is there, or an earlier one of its kind that may be overwritten. */
function isFree(target: string, name: string, { marker }: FolderFormat, call: FormatCall): boolean {
  const { e } = call;
  const { io } = e.session;
  const there = io.status(target);
  if (there === undefined) return true;
  const known = there.kind === 'directory' && io.status(`${target}/${marker}`) !== undefined;
  const empty = there.kind === 'directory' && io.list(target)?.length === 0;
  if (there.link === true) throw new FileProblem('other', target, 'it is a link');
  if (empty || (known && call.option('OverwriteTarget') === S.True)) return true;
  if (known) e.message('filex', new Str(name));
  else e.message('foldex', new Str(name), new Str(marker));
  return false;
}
