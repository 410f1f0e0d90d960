/** Text of several lines put side by side, and lines broken to a width. */

/** Ranges of code points that terminals show two columns wide, and of those that take no column. */
const wide = [
  0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60,
  0xffe0, 0xffe6, 0x1f300, 0x1faff, 0x20000, 0x3fffd,
];
const narrow = [0x300, 0x36f, 0x200b, 0x200f, 0x20d0, 0x20ff, 0xfe00, 0xfe0f];
const isIn = (ranges: readonly number[], code: number): boolean => {
  for (let i = 0; i < ranges.length; i += 2) if (code >= ranges[i]! && code <= ranges[i + 1]!) return true;
  return false;
};

/** Columns of a line of text in a terminal. */
export function displayWidth(line: string): number {
  let width = 0;
  for (const c of line) {
    const code = c.codePointAt(0)!;
    width += code < 0x300 ? 1 : isIn(narrow, code) ? 0 : isIn(wide, code) ? 2 : 1;
  }
  return width;
}

export type Alignment = 'Left' | 'Right' | 'Center';

export function aligned(line: string, width: number, alignment: Alignment): string {
  const room = width - displayWidth(line);
  if (room <= 0) return line;
  if (alignment === 'Right') return ' '.repeat(room) + line;
  const before = alignment === 'Center' ? room >> 1 : 0;
  return ' '.repeat(before) + line + ' '.repeat(room - before);
}

export const widthOf = (block: readonly string[]): number =>
  block.reduce((w, line) => Math.max(w, displayWidth(line)), 0);

/** Texts beside each other, each centered on the middle line of the tallest. */
export function beside(texts: readonly string[]): string {
  if (!texts.some((t) => t.includes('\n'))) return texts.join('');
  const blocks = texts.map((t) => t.split('\n'));
  const height = Math.max(...blocks.map((b) => b.length));
  const lines = new Array<string>(height).fill('');
  for (const block of blocks) {
    const width = widthOf(block);
    const from = (height - block.length) >> 1;
    for (let i = 0; i < height; i++) lines[i] += aligned(block[i - from] ?? '', width, 'Left');
  }
  return lines.map((l) => l.trimEnd()).join('\n');
}

/** Indentation of the lines on which a long line goes on. */
export const CONTINUED = '    ';

/** Long lines broken at the last blank before the width; a line without one is cut there. What follows is indented. */
export function brokenLines(text: string, width: number, indent = CONTINUED): string {
  if (text.length <= width || width < 2 * indent.length || width < 1) return text;
  return text
    .split('\n')
    .map((line) => broken(line, width, indent))
    .join('\n');
}

/** The last blank where a line of at most so many characters may end; arrows are not torn from what they join, where that is possible. */
function breakBefore(text: string, cut: number): number {
  const last = text.lastIndexOf(' ', cut);
  for (let at = last; at > cut / 2; at = text.lastIndexOf(' ', at - 1))
    if (!/^(->|:>)/.test(text.slice(at + 1, at + 3)) && !/(->|:>)$/.test(text.slice(at - 2, at))) return at;
  return last;
}

function broken(line: string, width: number, indented: string): string {
  const out: string[] = [];
  let rest = line;
  let indent = '';
  // Much more than fits need not be measured to its end.
  while (rest.length > 4 * width || displayWidth(rest) + indent.length > width) {
    const room = width - indent.length;
    let cut = room;
    while (cut > 1 && displayWidth(rest.slice(0, cut)) > room) cut--;
    const blank = breakBefore(rest, cut);
    // A blank among those that the line begins with is no place to break it.
    const at = blank > 0 && rest.slice(0, blank).trim() !== '' ? blank : cut;
    out.push(indent + rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
    indent = indented;
  }
  out.push(indent + rest);
  return out.join('\n');
}
