/** Cells with lines around and between them. */
import { type Alignment, aligned, widthOf } from './blocks.ts';

/** Which lines there are: the outer ones and those between cells, by their number from 0 on. */
export interface Rules {
  readonly column: (i: number) => boolean;
  readonly row: (i: number) => boolean;
}

/** What a joint looks like, by whether lines leave it to the left, to the right, upwards and downwards. */
const JOINTS = '─│││─┌└├─┐┘┤─┬┴┼';

export function ruledGrid(
  rows: readonly (readonly string[])[],
  rules: Rules,
  alignment: (column: number) => Alignment,
): string {
  const cells = rows.map((row) => row.map((c) => c.split('\n')));
  const columns = Math.max(0, ...cells.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, c) => Math.max(0, ...cells.map((row) => widthOf(row[c] ?? []))));
  const lines: string[] = [];
  const horizontal = (r: number): void => {
    let line = '';
    for (let c = 0; c <= columns; c++) {
      if (rules.column(c)) {
        const [up, down, left, right] = [r > 0, r < rows.length, c > 0, c < columns].map(Number);
        line += JOINTS[8 * left! + 4 * right! + 2 * up! + down!];
      } else if (c > 0 && c < columns) line += '─';
      if (c < columns) line += '─'.repeat(widths[c]! + 2);
    }
    lines.push(line);
  };
  cells.forEach((row, r) => {
    if (rules.row(r)) horizontal(r);
    for (let i = 0; i < Math.max(1, ...row.map((c) => c.length)); i++) {
      let line = '';
      for (let c = 0; c <= columns; c++) {
        if (rules.column(c)) line += '│';
        else if (c > 0 && c < columns) line += ' ';
        if (c < columns) line += ` ${aligned(row[c]?.[i] ?? '', widths[c]!, alignment(c))} `;
      }
      lines.push(line.trimEnd());
    }
  });
  if (rules.row(rows.length)) horizontal(rows.length);
  return lines.join('\n');
}
