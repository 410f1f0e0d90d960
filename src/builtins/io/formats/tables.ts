/** Rows of fields as file formats: CSV, TSV, Table, List. */
import { Association, isAssociation } from '../../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Real, Str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { unpack } from '../../../expr/packed.ts';
import * as S from '../../../expr/symbols.ts';
import { readCsv, writeCsv } from '../../../formats/csv.ts';
import { list, packedList } from '../../values/sequences.ts';
import { type Format, type FormatCall, format } from './format.ts';
import { decode, encode, linesOf } from './text.ts';

const INTEGER = /^[+-]?\d+$/;
const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eEdD][+-]?\d+|\*\^[+-]?\d+)?$/;

/** A field that reads as a number is one. */
export function fieldValue(field: string): Expr {
  const text = field.trim();
  if (INTEGER.test(text)) {
    const n = Number(text);
    return int(Number.isSafeInteger(n) ? n : BigInt(text));
  }
  if (REAL.test(text)) return new Real(Number(text.replace(/[dD]|\*\^/, 'e')));
  return new Str(field);
}

/** A value as the text of a field. */
function fieldText(x: Expr, { e }: FormatCall): string {
  if (x.kind === Kind.String) return x.value;
  if (x.kind === Kind.Real) return realText(x.value);
  return x === S.Null ? '' : e.session.inputForm(x);
}
/** Reals keep a point or an exponent, so that they are read back as reals. */
export const realText = (x: number): string => {
  const text = String(x);
  return /^-?\d+$/.test(text) ? `${text}.` : text;
};

/** The rows that a value means: a matrix, a list (one field a row), or a list of associations under their keys. */
function rowsOf(value: Expr, call: FormatCall): string[][] | undefined {
  const whole = value.kind === Kind.Packed ? unpack(value) : value;
  if (!isCall(whole, S.List)) return undefined;
  const text = (x: Expr): string => fieldText(x, call);
  const rows = whole.args.map((r) => (r.kind === Kind.Packed ? unpack(r) : r));
  if (rows.length > 0 && rows.every(isAssociation)) {
    const keys = rows[0]!.keys;
    return [keys.map(text), ...rows.map((r) => keys.map((k) => text(r.get(k) ?? S.Null)))];
  }
  return rows.map((r) => (isCall(r, S.List) ? r.args.map(text) : [text(r)]));
}

/** How many lines at the beginning are headings; 0 for anything that is no whole number. */
function headingLines(call: FormatCall): number {
  const lines = call.option('HeaderLines');
  return lines.kind === Kind.Integer ? Number(lines.value) : 0;
}
const matrix = (rows: readonly (readonly string[])[], field: (text: string) => Expr): Expr =>
  packedList(rows.map((r) => packedList(r.map(field))));

/** Rows under the names of their first line, where that is a line of names: as HeaderLines says, or to all appearance. */
function dataset(rows: readonly (readonly string[])[], call: FormatCall): Expr {
  const isName = (field: string): boolean => field.trim() !== '' && fieldValue(field).kind === Kind.String;
  const [first = [], ...rest] = rows;
  const named = headingLines(call) > 0 || (rest.length > 0 && first.every(isName));
  if (!named) return normal(system('Dataset'), matrix(rows, fieldValue));
  const names = first.map((name) => new Str(name.trim()));
  const records = rest.map((r) => Association.from(names.map((name, i) => [name, fieldValue(r[i] ?? '')] as const)));
  return normal(system('Dataset'), list(records));
}

/** Formats whose files are rows of fields, however they are written. */
function rowFormat(
  name: string,
  extensions: readonly string[],
  read: (text: string) => readonly (readonly string[])[],
  write: (rows: string[][]) => string,
): Format {
  const rows = (bytes: Uint8Array, call: FormatCall) => read(decode(bytes)).slice(headingLines(call));
  return format(name, {
    extensions,
    options: { HeaderLines: '0' },
    read: {
      Data: (bytes, call) => matrix(rows(bytes, call), fieldValue),
      Grid: (bytes, call) => matrix(rows(bytes, call), fieldValue),
      Dataset: (bytes, call) => dataset(read(decode(bytes)).slice(Math.max(0, headingLines(call) - 1)), call),
      RawData: (bytes, call) => matrix(rows(bytes, call), (t) => new Str(t)),
      Dimensions(bytes, call) {
        const all = rows(bytes, call);
        return list([int(all.length), int(Math.max(0, ...all.map((r) => r.length)))]);
      },
    },
    write(value, call) {
      const all = rowsOf(value, call);
      return all && encode(write(all));
    },
  });
}

export const CSV = rowFormat('CSV', ['csv'], readCsv, writeCsv);
export const TSV = rowFormat(
  'TSV',
  ['tsv', 'tab'],
  (text) => readCsv(text, { separator: '\t' }),
  (rows) => writeCsv(rows, { separator: '\t' }),
);
/** Fields between white space. */
export const Table = rowFormat(
  'Table',
  [],
  (text) => linesOf(text).map((line) => line.split(/\s+/).filter((f) => f !== '')),
  (rows) => rows.map((r) => r.join('\t')).join('\n'),
);
/** One value a line. */
export const List = format('List', {
  extensions: [],
  read: { Data: (bytes) => packedList(linesOf(decode(bytes)).map(fieldValue)) },
  write(value, call) {
    const whole = value.kind === Kind.Packed ? unpack(value) : value;
    return isCall(whole, S.List) ? encode(whole.args.map((x) => `${fieldText(x, call)}\n`).join('')) : undefined;
  },
});

export const tableFormats: readonly Format[] = [CSV, TSV, Table, List];
