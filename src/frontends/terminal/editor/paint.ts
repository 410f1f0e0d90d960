/** The colours of what is typed: the sixteen of the terminal's own palette, which are readable on its background. */
import { Chalk } from 'chalk';
import type { Paint } from './layout.ts';

export const plainPaint: Paint = (_style, text) => text;

export function colorPaint(): Paint {
  const chalk = new Chalk({ level: 1 });
  const styles: Readonly<Record<Parameters<Paint>[0], (text: string) => string>> = {
    prompt: chalk.bold,
    comment: chalk.dim,
    string: chalk.yellow,
    undefined: chalk.blueBright,
    local: chalk.green,
    pattern: chalk.green,
    mate: chalk.bold.underline.cyan,
    mismatch: chalk.red.bold,
    mark: chalk.cyan,
    dim: chalk.dim,
    chosen: chalk.inverse,
  };
  return (style, text) => styles[style](text);
}
