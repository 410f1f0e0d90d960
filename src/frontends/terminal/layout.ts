/** What a session shows of a value: laid out for the terminal, and no more of it than a screen takes in. */
import type { Expr } from '../../expr/expr.ts';
import { displayed } from '../../index.ts';
import type { KernelSession } from '../../kernel/session.ts';
import { brokenLines, CONTINUED } from '../../syntax/blocks.ts';
import { shortened } from '../../syntax/shorten.ts';
import type { Size } from '../shared-words.ts';
import { type Theme, themedLine } from './theme.ts';

/** Lines of a value: most of the screen, of a high screen a part. */
const linesFor = ({ rows }: Size): number => Math.max(8, Math.min(24, rows - 4));

/** Values that are more than so many screens are shortened before they are laid out in lines. */
const SCREENS = 20;

export interface Answer {
  readonly text: string;
  /** Was something left out? */
  readonly elided: boolean;
  /** Does it stand on lines of its own? */
  readonly block: boolean;
}

/** The first and the last lines, as many as there is room for. */
function fewLines(lines: readonly string[], most: number, note: (text: string) => string): Answer {
  if (lines.length <= most) return { text: lines.join('\n'), elided: false, block: true };
  const last = Math.max(2, Math.floor(most / 3));
  const first = most - 1 - last;
  const left = lines.length - first - last;
  return {
    text: [...lines.slice(0, first), note(`<<${left} lines>>`), ...lines.slice(-last)].join('\n'),
    elided: true,
    block: true,
  };
}

/** `before` is how much of the first line is taken. */
export function answer(value: Expr, session: KernelSession, size: Size, theme: Theme, before: number): Answer {
  const most = linesFor(size);
  const table = displayed(value, session, size.columns);
  if (table !== undefined)
    return fewLines(
      table.map((l) => themedLine(l, theme)),
      most,
      theme.faint,
    );
  const write = (x: Expr): string => session.outputForm(x, { columns: size.columns });
  const manageable = shortened(value, SCREENS * most * size.columns, write);
  const text = write(manageable);
  if (text.includes('\n')) {
    const lines = brokenLines(text, size.columns).split('\n');
    const few = fewLines(lines, most, theme.faint);
    return { ...few, elided: few.elided || manageable !== value };
  }
  const after = (x: string): string => brokenLines(' '.repeat(before) + x, size.columns).slice(before);
  const broken = after(text);
  if (broken.split('\n').length <= most) return { text: broken, elided: manageable !== value, block: false };
  // What is shortened anyway need not fill the screen.
  const room = Math.ceil(most / 2) * (size.columns - CONTINUED.length) - before;
  return { text: after(write(shortened(value, room, write))), elided: true, block: false };
}
