/** What can be folded: brackets and comments of several lines. */
import type { SyntaxToken } from '../../../syntax/lexer.ts';
import { endOf } from '../../../syntax/token-reader.ts';
import { commentsIn } from '../comments.ts';
import type { Document } from '../document.ts';

export interface Fold {
  /** Lines, counted from 0. */
  readonly from: number;
  readonly to: number;
  readonly comment: boolean;
}

export function foldsOf(document: Document): Fold[] {
  const { text, lines } = document;
  const folds: Fold[] = [];
  const lineOf = (offset: number): number => lines.at(offset).line - 1;
  const add = (start: number, end: number, comment: boolean): void => {
    const [from, to] = [lineOf(start), lineOf(end)];
    if (to > from) folds.push({ from, to, comment });
  };
  for (const { tokens, base, start, end } of document.segments) {
    const open: number[] = [];
    let at = start;
    for (const t of tokens) {
      const from = t.startOffset + base;
      for (const [a, b] of commentsIn(text, at, from)) add(a, b, true);
      at = endOf(t) + base;
      const type = t.tokenType as SyntaxToken;
      if (type.opens !== undefined) open.push(...(type.opens.open === '[[' ? [from, from] : [from]));
      else if (type.closes !== undefined) {
        const opened = open.pop();
        // The line of the closing bracket stays to be seen.
        if (opened !== undefined) add(opened, Math.max(opened, text.lastIndexOf('\n', from)), false);
      }
    }
    for (const [a, b] of commentsIn(text, at, end)) add(a, b, true);
  }
  return folds;
}
