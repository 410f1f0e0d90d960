/** Values as tables of HTML, for places that show it. */
import { tableOf } from '../../core.ts';
import { type Association, isAssociation } from '../../expr/association.ts';
import { type Expr, isCall } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Table } from '../../kernel/shown.ts';
import type { Interpreter } from './interpreter.ts';
import { escaped, FAINT } from './lines-html.ts';

/** Rows and columns of a table; what is more is counted. */
const MOST_ROWS = 60;
const MOST_COLUMNS = 30;
/** Characters of a cell. */
const MOST_TEXT = 300;

const Dataset = system('Dataset');

/** The table that a value is shown as; undefined: its text does. */
export function htmlOf(value: Expr, evaluator: Interpreter): string | undefined {
  const table = tableOf(value, evaluator.session);
  if (table !== undefined) return tableHtml(table);
  const cell = (e: Expr): string => cellHtml(e, evaluator);
  if (isAssociation(value)) return associationHtml(value, cell);
  if (!isCall(value, Dataset) || value.args.length !== 1) return undefined;
  const [data] = value.args as readonly [Expr];
  if (isAssociation(data)) return associationHtml(data, cell);
  return isCall(data, S.List) ? listHtml(data.args, cell) : undefined;
}

type Cell = (e: Expr) => string;

function cellHtml(e: Expr, { session }: Interpreter): string {
  const text = session.outputForm(e, { characters: MOST_TEXT });
  return text.includes('\n') ? `<pre>${escaped(text)}</pre>` : escaped(text);
}

const ALIGN = ' style="text-align: left"';
const row = (cells: readonly string[]): string => `<tr>${cells.join('')}</tr>`;
const th = (html: string): string => `<th${ALIGN}>${html}</th>`;
const td = (html: string, style = ALIGN): string => `<td${style}>${html}</td>`;
const table = (head: string, rows: readonly string[], below: string): string =>
  `<table>${head === '' ? '' : `<thead>${head}</thead>`}<tbody>${rows.join('')}</tbody></table>${below}`;
const leftOut = (n: number, most: number): string => (n <= most ? '' : `<p>${n - most} further rows</p>`);

/** Key and value; where all values are associations with the same keys, these are the columns. */
function associationHtml(a: Association, cell: Cell): string {
  const entries = a.entries();
  const shown = entries.slice(0, MOST_ROWS);
  const names = columnsOf(entries.map(([, v]) => v));
  const below = leftOut(entries.length, MOST_ROWS);
  if (names === undefined)
    return table(
      '',
      shown.map(([k, v]) => row([th(cell(k)), td(cell(v))])),
      below,
    );
  const head = row(['', ...names.map(cell)].map(th));
  return table(
    head,
    shown.map(([k, v]) => row([th(cell(k)), ...fields(v as Association, names, cell)])),
    below,
  );
}

function listHtml(items: readonly Expr[], cell: Cell): string {
  const shown = items.slice(0, MOST_ROWS);
  const names = columnsOf(items);
  const below = leftOut(items.length, MOST_ROWS);
  const cells = (e: Expr): string[] =>
    isCall(e, S.List) ? e.args.slice(0, MOST_COLUMNS).map((x) => td(cell(x))) : [td(cell(e))];
  return names === undefined
    ? table(
        '',
        shown.map((e) => row(cells(e))),
        below,
      )
    : table(
        row(names.map((n) => th(cell(n)))),
        shown.map((e) => row(fields(e as Association, names, cell))),
        below,
      );
}

const fields = (a: Association, names: readonly Expr[], cell: Cell): string[] =>
  names.map((n) => {
    const value = a.get(n);
    return td(value === undefined ? '' : cell(value));
  });

/** The keys of associations that have the same ones. */
function columnsOf(values: readonly Expr[]): readonly Expr[] | undefined {
  const [first] = values;
  if (first === undefined || !isAssociation(first) || first.size === 0) return undefined;
  const names = first.keys;
  const alike = values.every((v) => isAssociation(v) && v.size === names.length && names.every((n) => v.has(n)));
  return alike ? names.slice(0, MOST_COLUMNS) : undefined;
}

// --- values that are tables ----------------------------------------------------------------------------------------

function tableHtml({ title, columns, rows, notes }: Table): string {
  const align = (i: number): string => `text-align: ${columns[i]!.number ? 'right' : 'left'}`;
  const head = row(columns.map((c, i) => `<th style="${align(i)}">${escaped(c.title)}</th>`));
  const body = rows.map((r) =>
    row(
      r.cells.map((text, i) => {
        const style = `${align(i)}; white-space: pre${r.role === 'faint' ? `; ${FAINT}` : ''}`;
        return td(escaped(text), ` style="${style}"`);
      }),
    ),
  );
  return `<p><b>${escaped(title)}</b></p>${table(head, body, `<p>${escaped(notes.join(', '))}</p>`)}`;
}
