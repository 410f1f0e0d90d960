/** Files that a program names: the name as it is given, its path, and what the host says of it. */
import { type Expr, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { FileProblem } from '../../kernel/file-problem.ts';
import type { FileStatus } from '../../kernel/io.ts';
import type { Evaluation } from '../builtin.ts';
import { reportFileProblem } from './file-problems.ts';
import { fileName } from './import-export.ts';
import { absolute } from './paths.ts';

export const messages = {
  fstr: 'File specification `1` is not a string of one or more characters.',
  fdnfnd: 'Directory or file `1` not found.',
  nffil: 'File `1` not found.',
  filex: 'Cannot overwrite the existing file `1`.',
  dirne: 'Directory `1` is not empty; use DeleteContents -> True to delete it with its contents.',
  cdir: 'Cannot set the current directory to `1`.',
  dtop: 'The directory stack is empty.',
};

/** The name as given and as the system takes it; reports what is no name. */
export interface Name {
  readonly given: string;
  readonly path: string;
}
export function nameIn(x: Expr | undefined, e: Evaluation): Name | undefined {
  const given = fileName(x);
  if (given === undefined || given === '') return e.message('fstr', x ?? S.Null);
  return { given, path: absolute(given, e.session) };
}
export const statusOf = (name: Name, e: Evaluation): FileStatus | undefined => e.session.io.status(name.path);

/** Runs something that the host may refuse. */
export function attempt(name: Name, e: Evaluation, run: () => void): boolean {
  try {
    run();
    return true;
  } catch (x) {
    if (!(x instanceof FileProblem)) throw x;
    if (x.kind === 'refused') reportFileProblem(x, e);
    else e.message('ioerr', new Str(x.path === '' ? name.given : x.path), new Str(x.reason));
    return false;
  }
}
