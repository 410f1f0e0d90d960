/** What formats there are, and which of them a file is in. */
import { Str } from '../../expr/expr.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { list } from '../values/sequences.ts';
import { allFormats, type Format, formatOfExtension } from './formats/format.ts';
import { fileName } from './import-export.ts';
import { extensionOf } from './paths.ts';

const formatNames = (
  name: string,
  { usage, can }: { readonly usage: string; readonly can: (f: Format) => boolean },
): Builtin =>
  builtin(name, {
    usage,
    value: () =>
      list(
        allFormats()
          .filter(can)
          .map((f) => new Str(f.name)),
      ),
    examples: { [`MemberQ[${name}, "CSV"]`]: 'True' },
  });
const $ImportFormats = formatNames('$ImportFormats', {
  usage: '$ImportFormats gives a list of the formats that Import knows.',
  can: (f) => f.read !== undefined,
});
const $ExportFormats = formatNames('$ExportFormats', {
  usage: '$ExportFormats gives a list of the formats that Export knows.',
  can: (f) => f.write !== undefined || f.folder !== undefined,
});

const FileFormat = builtin('FileFormat', {
  usage: 'FileFormat["file"] gives the format that Import would choose for a file, by its extension.',
  arity: 1,
  messages: { chtype: 'The first argument `1` is not a file name.' },
  evaluate([x], e) {
    const name = fileName(x);
    if (name === undefined) return e.message('chtype', x!);
    return new Str(formatOfExtension(extensionOf(name))?.name ?? '');
  },
  examples: { 'FileFormat["a.csv"]': '"CSV"', 'FileFormat[5]': ['FileFormat[5]', 'FileFormat::chtype'] },
});

export const formatNaming: readonly Builtin[] = [$ImportFormats, $ExportFormats, FileFormat];
