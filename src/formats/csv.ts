/** CSV and TSV text to rows of fields and back (RFC 4180: quotes around fields, doubled quotes inside). */
import { joinedTexts, worked } from '../pace.ts';
import { FormatError } from './format-error.ts';

export interface CsvOptions {
  /** One character. */
  readonly separator?: string;
}

/** Units of work of one field. */
const FIELD_UNITS = 4;

const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Fields as they stand in the text; numbers are not converted, rows may differ in length, the last line break is optional.
 * Throws FormatError for an unclosed quote and for text after a closing quote.
 */
export function readCsv(source: string, { separator = ',' }: CsvOptions = {}): string[][] {
  const text = source.startsWith(BYTE_ORDER_MARK) ? source.slice(1) : source;
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    worked(FIELD_UNITS);
    if (text[at] === '"') {
      const field = quotedField(text, at);
      row.push(field.value);
      at = field.end;
    } else {
      const start = at;
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
      row.push(text.slice(start, at));
    }
    if (text[at] === separator) {
      at++;
      // A separator at the very end is followed by one more, empty field.
      if (at === text.length) row.push('');
      else if (text[at] === '\n' || text[at] === '\r') row.push('');
      else continue;
    }
    if (at < text.length && text[at] !== '\n' && text[at] !== '\r')
      throw new FormatError('CSV', `there is ${JSON.stringify(text[at])} after a closing quote`, at);
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    rows.push(row);
    row = [];
  }
  return rows;
}

function quotedField(text: string, start: number): { value: string; end: number } {
  const parts: string[] = [];
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new FormatError('CSV', 'a quoted field is not closed', start);
    parts.push(text.slice(from, quote));
    if (text[quote + 1] !== '"') return { value: parts.join('"'), end: quote + 1 };
    from = quote + 2;
  }
}

/** Rows as text; fields with separators, quotes, line breaks or spaces at the ends are quoted. Ends with a line break. */
export function writeCsv(rows: readonly (readonly string[])[], { separator = ',' }: CsvOptions = {}): string {
  const field = (text: string): string =>
    text.includes(separator) || /["\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  // An empty single field would be read back as no row at all.
  const line = (row: readonly string[]) => (row.length === 1 && row[0] === '' ? '""' : row.map(field).join(separator));
  return joinedTexts(rows, (row) => {
    worked(FIELD_UNITS * row.length);
    return `${line(row)}\n`;
  });
}
