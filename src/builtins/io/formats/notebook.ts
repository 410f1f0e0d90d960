/** Notebooks of Mathematica as a file format: what was typed into them. */
import { type Expr, Str } from '../../../expr/expr.ts';
import { FormatError } from '../../../formats/format-error.ts';
import { type NotebookCell, readNotebookText } from '../../../syntax/notebook.ts';
import { list } from '../../values/sequences.ts';
import { format } from './format.ts';
import { decode } from './text.ts';

function cellsOf(bytes: Uint8Array): readonly NotebookCell[] {
  const cells = readNotebookText(decode(bytes));
  if ('reason' in cells) throw new FormatError('NB', cells.reason, cells.offset);
  return cells;
}
const strings = (cells: readonly NotebookCell[]): Expr => list(cells.map((c) => new Str(c.text)));

export const NB = format('NB', {
  extensions: ['nb'],
  aliases: ['Notebook'],
  read: {
    Input: (bytes) => strings(cellsOf(bytes).filter((c) => c.isCode)),
    Plaintext: (bytes) =>
      new Str(
        cellsOf(bytes)
          .map((c) => c.text)
          .join('\n\n'),
      ),
    Text: (bytes) => strings(cellsOf(bytes).filter((c) => !c.isCode)),
    Cells: (bytes) => list(cellsOf(bytes).map((c) => list([new Str(c.style), new Str(c.text)]))),
  },
});
