/** Notebooks of Mathematica: their code and their text, without outputs. */
import { readNotebookText } from '../../syntax/notebook.ts';
import type { Cell } from './cell.ts';

/** Markdown of headings. */
const headings = ['Title', 'Chapter', 'Section', 'Subsection', 'Subsubsection'];

/** Throws Error for a text that is none. */
export function fromMathematica(text: string): Cell[] {
  const cells = readNotebookText(text);
  if ('reason' in cells) throw new Error(`${cells.reason} (at character ${cells.offset})`);
  return cells.map((c): Cell => {
    const depth = headings.indexOf(c.style) + 1;
    const marks = depth > 0 ? `${'#'.repeat(depth)} ` : '';
    return c.isCode ? { kind: 'code', source: c.text } : { kind: 'text', source: marks + c.text };
  });
}
