/** TableForm, MatrixForm, Grid, Column and Row as text of several lines. */
import { type Expr, isCall, Kind } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import { unpack } from '../expr/packed.ts';
import * as S from '../expr/symbols.ts';
import { type Alignment, beside } from './blocks.ts';
import { gridText } from './grid-text.ts';
import { type Rules, ruledGrid } from './ruled-grid.ts';

export const TableForm = system('TableForm');
export const MatrixForm = system('MatrixForm');
export const Grid = system('Grid');
export const Column = system('Column');
export const Row = system('Row');
const TableHeadings = system('TableHeadings');
const TableAlignments = system('TableAlignments');
const TableSpacing = system('TableSpacing');
const TableDepth = system('TableDepth');
const AlignmentOption = system('Alignment');
const Spacings = system('Spacings');
const Frame = system('Frame');
const Dividers = system('Dividers');
const TableDirections = system('TableDirections');

type Write = (e: Expr) => string;

export const items = (e: Expr): readonly Expr[] | undefined => {
  const list = e.kind === Kind.Packed ? unpack(e) : e;
  return isCall(list, S.List) ? list.args : undefined;
};

function option(args: readonly Expr[], name: Expr): Expr | undefined {
  for (const a of args.slice(1))
    if ((isCall(a, S.Rule) || isCall(a, S.RuleDelayed)) && a.args[0] === name) return a.args[1];
  return undefined;
}

const COLUMN_GAP = 3;
const sides: readonly string[] = ['Left', 'Right', 'Center'];
/** One alignment, or one for each column. */
function alignments(e: Expr | undefined): (column: number) => Alignment {
  const list = e === undefined ? undefined : (items(e) ?? [e]);
  const first = list?.length === 1 ? (items(list[0]!) ?? list) : list;
  const names = first?.map((a) => (a.kind === Kind.Symbol && sides.includes(a.name) ? (a.name as Alignment) : 'Left'));
  return (column) => (names === undefined ? 'Left' : (names[Math.min(column, names.length - 1)] ?? 'Left'));
}

const whole = (e: Expr | undefined, fallback: number): number =>
  e?.kind === Kind.Integer && e.value >= 0 && e.value <= 100 ? Number(e.value) : fallback;

/** {rows, columns}. */
function gaps(e: Expr | undefined, rows: number): { rowGap: number; columnGap: number } {
  const list = e === undefined ? undefined : items(e);
  if (list === undefined) return { rowGap: rows, columnGap: COLUMN_GAP };
  return { rowGap: whole(list[0], rows), columnGap: whole(list[1], COLUMN_GAP) };
}

/** A list of rows, a list of lists deeper down alternately as columns and rows; a plain list stands in a column. */
export function tableText(args: readonly Expr[], write: Write, matrix: boolean, width: number): string {
  const rows = items(args[0]!);
  if (rows === undefined || rows.length === 0) return write(args[0]!);
  const depth = option(args, TableDepth);
  const limit = depth?.kind === Kind.Integer ? Number(depth.value) : Number.POSITIVE_INFINITY;
  const cell = (e: Expr, level: number): string => {
    const inner = level < limit ? items(e) : undefined;
    if (inner === undefined || inner.length === 0) return write(e);
    if (level % 2 === 0) return inner.map((x) => cell(x, level + 1)).join('\n');
    return beside(inner.flatMap((x, i) => (i > 0 ? [' ', cell(x, level + 1)] : [cell(x, level + 1)])));
  };
  const nested = limit >= 2 && rows.some((r) => items(r) !== undefined);
  const cells = rows.map((r) => (limit < 2 ? [write(r)] : (items(r) ?? [r]).map((c) => cell(c, 2))));
  return laidOut(cells, args, write, { rowGap: matrix || nested ? 1 : 0, nested, width });
}

/** TableDirections -> Row: what stands below each other stands beside each other. */
const acrossFirst = (e: Expr | undefined): boolean => e !== undefined && (items(e)?.[0] ?? e) === Row;
const turned = (cells: readonly string[][]): string[][] =>
  Array.from({ length: Math.max(0, ...cells.map((row) => row.length)) }, (_, c) => cells.map((row) => row[c] ?? ''));

function laidOut(
  cells: string[][],
  args: readonly Expr[],
  write: Write,
  { rowGap, nested, width }: { readonly rowGap: number; readonly nested: boolean; readonly width: number },
): string {
  const across = acrossFirst(option(args, TableDirections));
  const heads = headings(option(args, TableHeadings), cells, write);
  const [rowHeads, columnHeads] = across ? [heads[1], heads[0]] : heads;
  let table = across ? turned(cells) : cells;
  if (rowHeads !== undefined) table = table.map((row, i) => [rowHeads[i] ?? '', ...row]);
  if (columnHeads !== undefined) table = [rowHeads === undefined ? columnHeads : ['', ...columnHeads], ...table];
  return gridText(table, {
    ...gaps(option(args, TableSpacing), rowGap),
    alignment: alignments(columnAlignment(option(args, TableAlignments), nested)),
    ...(rowHeads !== undefined && { ruleColumn: 1 }),
    width,
  });
}

/** TableAlignments counts dimensions: rows first, columns second. */
function columnAlignment(e: Expr | undefined, nested: boolean): Expr | undefined {
  const list = e === undefined ? undefined : items(e);
  return list === undefined ? e : (list[nested ? 1 : 0] ?? list[0]);
}

function headings(e: Expr | undefined, cells: readonly string[][], write: Write): readonly (string[] | undefined)[] {
  const numbers = (n: number): string[] => Array.from({ length: n }, (_, i) => String(i + 1));
  const columns = Math.max(0, ...cells.map((row) => row.length));
  if (e === S.Automatic) return [numbers(cells.length), numbers(columns)];
  const lists = e === undefined ? undefined : items(e);
  if (lists === undefined) return [undefined, undefined];
  const one = (x: Expr | undefined, n: number): string[] | undefined =>
    x === S.Automatic ? numbers(n) : x === undefined ? undefined : items(x)?.map(write);
  return [one(lists[0], cells.length), one(lists[1], columns)];
}

/** Grid[{{...}, ...}]: rows without empty lines between them. */
export function gridForm(args: readonly Expr[], write: Write, width: number): string {
  const rows = items(args[0]!);
  if (rows === undefined) return write(args[0]!);
  const spacings = option(args, Spacings);
  const list = spacings === undefined ? undefined : items(spacings);
  const cells = rows.map((r) => (items(r) ?? [r]).map((c) => spanned(c, write)));
  const rules = rulesOf(args, rows.length, Math.max(0, ...cells.map((r) => r.length)));
  if (rules !== undefined) return ruledGrid(cells, rules, alignments(option(args, AlignmentOption)));
  const columnGap = whole(list === undefined ? spacings : list[0], COLUMN_GAP);
  return gridText(cells, {
    columnGap,
    rowGap: whole(list?.[1], 1),
    alignment: alignments(option(args, AlignmentOption)),
    width,
  });
}

/** The lines that Frame and Dividers ask for; undefined for none. Dividers -> {columns, rows}: for all, or each of them, or {first, between, last}. */
function rulesOf(args: readonly Expr[], rows: number, columns: number): Rules | undefined {
  const frame = option(args, Frame);
  const dividers = option(args, Dividers);
  const framed = frame === S.True || frame === S.All;
  const given = (e: Expr | undefined, n: number): ((i: number) => boolean) => {
    const list = e === undefined ? undefined : items(e);
    const holds = (x: Expr | undefined): boolean => x === S.All || x === S.True;
    if (list === undefined) return () => holds(e);
    const inner = list[1] === undefined ? undefined : items(list[1]);
    if (inner !== undefined) return (i) => holds(i === 0 ? list[0] : i === n ? list[2] : inner[(i - 1) % inner.length]);
    return (i) => holds(list[i]);
  };
  const both = dividers === undefined ? undefined : items(dividers);
  const [column, row] = [given(both?.[0] ?? dividers, columns), given(both?.[1] ?? dividers, rows)];
  const among = (own: (i: number) => boolean, n: number) => (i: number) =>
    own(i) || frame === S.All || (framed && (i === 0 || i === n));
  return framed || dividers !== undefined ? { column: among(column, columns), row: among(row, rows) } : undefined;
}
/** Cells that the one beside them reaches into are empty. */
const spanned = (e: Expr, write: Write): string =>
  e.kind === Kind.Symbol && e.name.startsWith('SpanFrom') ? '' : write(e);

export function columnText(args: readonly Expr[], write: Write, width: number): string {
  const list = items(args[0]!);
  if (list === undefined) return write(args[0]!);
  const alignment = args[1] !== undefined && args[1].kind === Kind.Symbol ? args[1] : option(args, AlignmentOption);
  const rules = rulesOf(args, list.length, 1);
  if (rules !== undefined)
    return ruledGrid(
      list.map((c) => [write(c)]),
      rules,
      alignments(alignment),
    );
  return gridText(
    list.map((c) => [write(c)]),
    { columnGap: 0, rowGap: whole(args[2], 0), alignment: alignments(alignment), width },
  );
}

export function rowText(args: readonly Expr[], write: Write): string {
  const list = items(args[0]!);
  if (list === undefined) return write(args[0]!);
  const given = args[1] === undefined || isCall(args[1], S.Rule) ? '' : write(args[1]);
  return beside(list.flatMap((x, i) => (i > 0 && given !== '' ? [given, write(x)] : [write(x)])));
}
