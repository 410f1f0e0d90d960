/** What `help` says. */

const entries: readonly (readonly [what: string, does: string])[] = [
  ['?Map', 'what a symbol does'],
  ['??Map', 'all of it'],
  ['?Net*', 'names that match'],
  ['?"words"', 'symbols that are about something'],
  ['Examples[Map]', 'examples, run'],
  ['%, %2', 'the last output, output 2'],
  [':all', 'the last output in full'],
  [':page', 'the same in a pager'],
  ['Tab', 'completes'],
  ['Ctrl-R', 'looks through the history'],
  ['Ctrl-C', 'stops an evaluation'],
  ['Ctrl-D, Quit', 'leave'],
];

const NAME = 15;

/** In two columns where there is room for them. */
export function helpText(columns: number): string {
  const cells = entries.map(([what, does]) => `  ${what.padEnd(NAME)}${does}`);
  const cell = Math.max(...cells.map((c) => c.length)) + 2;
  if (columns < 2 * cell) return cells.join('\n');
  const half = Math.ceil(cells.length / 2);
  return cells
    .slice(0, half)
    .map((c, i) => `${c.padEnd(cell)}${cells[half + i] ?? ''}`.trimEnd())
    .join('\n');
}
