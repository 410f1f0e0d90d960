/** Rows of cells as text: columns as wide as their widest cells, and what is done where that is too wide. */
import { type Alignment, aligned, brokenLines, displayWidth, widthOf } from './blocks.ts';

export interface GridLayout {
  readonly columnGap: number;
  /** Empty lines between rows. */
  readonly rowGap: number;
  readonly alignment: (column: number) => Alignment;
  /** Columns before this one, and rows before that one, are set off by lines. */
  readonly ruleColumn?: number;
  readonly ruleRow?: number;
  /** Cells that there are for a line; as many as it needs where absent. */
  readonly width?: number;
}

type Cells = readonly (readonly (readonly string[])[])[];

/** Columns are not broken to less than this. */
const LEAST_COLUMN = 12;

const widthsOf = (cells: Cells): number[] => {
  const widths: number[] = [];
  for (const row of cells) row.forEach((c, i) => (widths[i] = Math.max(widths[i] ?? 0, widthOf(c))));
  return widths;
};
/** What a line takes. */
const lineWidth = (widths: readonly number[], gap: number): number =>
  widths.reduce((a, b) => a + b, 0) + Math.max(0, widths.length - 1) * gap;

/** Rows of cells. Where they are too wide, texts with blanks are broken inside their cells; where that does not do, columns follow below. */
export function gridText(rows: readonly (readonly string[])[], layout: GridLayout): string {
  const cells: Cells = rows.map((row) => row.map((c) => c.split('\n')));
  const { width = Number.POSITIVE_INFINITY } = layout;
  if (lineWidth(widthsOf(cells), layout.columnGap) <= width) return block(cells, layout);
  const fitted = brokenInside(cells, layout.columnGap, width);
  return groups(widthsOf(fitted), layout, width)
    .map((columns) =>
      block(
        fitted.map((row) => columns.flatMap((c) => (row[c] === undefined ? [] : [row[c]]))),
        aligning(layout, columns),
      ),
    )
    .join('\n\n');
}

/** Alignments of columns in their new places. */
const aligning = (layout: GridLayout, columns: readonly number[]): GridLayout => ({
  ...layout,
  alignment: (i) => layout.alignment(columns[i] ?? i),
});

/** The widest columns with blanks in them become narrower, as far as is needed. */
function brokenInside(cells: Cells, gap: number, width: number): Cells {
  const widths = widthsOf(cells);
  const words = widths.map(() => 0);
  for (const row of cells) row.forEach((cell, i) => (words[i] = Math.max(words[i]!, longestWord(cell))));
  const least = (i: number): number => Math.min(widths[i]!, Math.max(LEAST_COLUMN, words[i]!));
  let excess = lineWidth(widths, gap) - width;
  while (excess > 0) {
    const room = widths.map((w, i) => (w > least(i) ? w : 0));
    const widest = room.indexOf(Math.max(...room));
    if (room[widest] === 0) break;
    // Not narrower than the next widest, so that columns share what has to go.
    const next = Math.max(least(widest), ...room.filter((_, i) => i !== widest));
    const step = Math.max(1, Math.min(excess, widths[widest]! - next));
    widths[widest]! -= step;
    excess -= step;
  }
  // What no breaking helps stays whole: its columns follow below.
  return cells.map((row) =>
    row.map((cell, i) => cell.flatMap((line) => brokenLines(line, Math.min(widths[i]!, width), '').split('\n'))),
  );
}
const longestWord = (cell: readonly string[]): number =>
  cell.reduce((n, line) => line.split(' ').reduce((m, word) => Math.max(m, displayWidth(word)), n), 0);

/** Columns that stand beside each other; those before the rule column stand in each group. */
function groups(widths: readonly number[], layout: GridLayout, width: number): number[][] {
  const heads = widths.map((_, i) => i).filter((i) => i < (layout.ruleColumn ?? 0));
  const all: number[][] = [];
  let group = [...heads];
  for (let i = heads.length; i < widths.length; i++) {
    const wider = [...group, i];
    if (
      group.length > heads.length &&
      lineWidth(
        wider.map((c) => widths[c]!),
        layout.columnGap,
      ) > width
    ) {
      all.push(group);
      group = [...heads, i];
    } else group = wider;
  }
  return [...all, group];
}

function block(cells: Cells, layout: GridLayout): string {
  const widths = widthsOf(cells);
  const gap = ' '.repeat(layout.columnGap);
  const lines: string[] = [];
  cells.forEach((row, r) => {
    if (r > 0 && r === layout.ruleRow) lines.push('-'.repeat(lineWidth(widths, layout.columnGap)));
    else if (r > 0) for (let i = 0; i < layout.rowGap; i++) lines.push('');
    const height = Math.max(1, ...row.map((c) => c.length));
    for (let i = 0; i < height; i++) lines.push(gridLine(row, i, widths, gap, layout));
  });
  return lines.join('\n');
}

function gridLine(
  row: readonly (readonly string[])[],
  i: number,
  widths: readonly number[],
  gap: string,
  layout: GridLayout,
): string {
  let line = '';
  row.forEach((cell, c) => {
    if (c > 0) line += c === layout.ruleColumn ? ' | ' : gap;
    line += aligned(cell[i] ?? '', widths[c]!, layout.alignment(c));
  });
  return line.trimEnd();
}
