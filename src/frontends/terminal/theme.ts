/** Colors of what a terminal shows, by what it is. */
import { Chalk, type ChalkInstance } from 'chalk';
import type { Line, Role } from '../../kernel/shown.ts';
import { brokenLines } from '../../syntax/blocks.ts';

export interface Theme {
  readonly span: (role: Role | undefined, text: string) => string;
  /** A message: its name stands out. */
  readonly message: (line: string) => string;
  readonly faint: (text: string) => string;
  readonly title: (text: string) => string;
}

/** A message with its words whole; lines of a program below it stay as they are. */
export const wrapMessage = (text: string, columns: number): string =>
  text.replace(/^.*/, (first) => brokenLines(first, columns));

export const themedLine = (line: Line, theme: Theme): string => line.map((s) => theme.span(s.role, s.text)).join('');

/** Colors of the terminal's own palette, which people choose to be readable on their background; plain text without colors. */
export function themeOf(color: boolean): Theme {
  const c = new Chalk({ level: color ? 1 : 0 });
  const styles: Readonly<Record<Role, ChalkInstance>> = {
    title: c.bold,
    label: c.dim,
    value: c.reset,
    bar: c.cyan,
    track: c.dim,
    good: c.green,
    bad: c.red.bold,
    faint: c.dim,
  };
  return {
    span: (role, text) => (role === undefined || role === 'value' ? text : styles[role](text)),
    message: (text) => text.replace(/^[\w$`]+::\w+:/, (name) => c.red(name)),
    faint: (text) => c.dim(text),
    title: (text) => c.bold(text),
  };
}
