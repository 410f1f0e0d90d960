/** Text for people to read, broken between words where their page ends. */
import { brokenLines } from '../../syntax/blocks.ts';
import type { Evaluation } from '../builtin.ts';

export function onPage(text: string, e: Evaluation): string {
  const width = e.session.io.pageWidth?.();
  return width === undefined ? text : brokenLines(text, width);
}
