/** Files under other names: CopyFile and RenameFile. */
import { Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { FileProblem } from '../../kernel/file-problem.ts';
import type { Builtin, Evaluation } from '../builtin.ts';
import { isOn } from '../values/switches.ts';
import { fileBuiltin } from './file-problems.ts';
import { attempt, messages, type Name, nameIn, statusOf } from './named-files.ts';
import { baseName } from './paths.ts';

/** From one name to another that must not be taken, unless OverwriteTarget -> True. */
const moving = (
  name: string,
  { usage, act }: { readonly usage: string; readonly act: (from: Name, to: string, e: Evaluation) => void },
): Builtin =>
  fileBuiltin(name, {
    usage,
    arity: 2,
    messages,
    options: { OverwriteTarget: 'False' },
    evaluate([x, y], e, options) {
      const from = nameIn(x, e);
      const to = nameIn(y, e);
      if (from === undefined || to === undefined) return undefined;
      const overwrites = isOn(options, 'OverwriteTarget', e);
      const source = statusOf(from, e);
      if (source === undefined || (name === 'CopyFile' && source.kind !== 'file'))
        return e.message('nffil', new Str(from.given)) ?? S.Failed;
      // A directory as the target means a file of the same name in it.
      const inside = statusOf(to, e)?.kind === 'directory' && source.kind === 'file';
      const target = inside ? `${to.path}/${baseName(from.path)}` : to.path;
      if (e.session.io.status(target) !== undefined && !overwrites)
        return e.message('filex', new Str(to.given)) ?? S.Failed;
      return attempt(from, e, () => act(from, target, e)) ? new Str(target) : S.Failed;
    },
    examples: {
      [`${name}["no/such/file", "other"]`]: ['$Failed', `${name}::nffil`],
      [`${name}["no/such/file", "other", OverwriteTarget -> Automatic]`]: [
        '$Failed',
        `${name}::opttf`,
        `${name}::nffil`,
      ],
    },
  });
/** A file that went away since it was looked at is a refusal like any other. */
function sourceBytes(from: Name, e: Evaluation): Uint8Array {
  const bytes = e.session.io.readFile(from.path);
  if (bytes === undefined) throw new FileProblem('missing', from.path, 'there is no such file');
  return bytes;
}
export const CopyFile = moving('CopyFile', {
  usage: 'CopyFile["file1", "file2"] copies file1 to file2.',
  act: (from, to, e) => e.session.io.writeFile(to, sourceBytes(from, e)),
});
export const RenameFile = moving('RenameFile', {
  usage: 'RenameFile["file1", "file2"] renames file1 to file2.',
  act: (from, to, e) => e.session.io.rename(from.path, to),
});
