/** Characters as people see them, and the columns that they take in a terminal. */
import stringWidth from 'string-width';

export interface Grapheme {
  readonly text: string;
  /** Offset in the text. */
  readonly start: number;
}

let segmenter: Intl.Segmenter | undefined;

export function graphemes(text: string): Grapheme[] {
  const out: Grapheme[] = [];
  if (/^[\x00-\x7f]*$/.test(text)) {
    for (let i = 0; i < text.length; i++) out.push({ text: text[i]!, start: i });
    return out;
  }
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  for (const s of segmenter.segment(text)) out.push({ text: s.segment, start: s.index });
  return out;
}

/** Columns of one character. */
export function columnsOf(grapheme: string): number {
  if (grapheme.length === 1 && grapheme >= ' ' && grapheme < '\x7f') return 1;
  return stringWidth(grapheme);
}
/** Columns of a text of one line. */
export const widthOf = (text: string): number => stringWidth(text);
