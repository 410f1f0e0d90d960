/** OutputForm: what the terminal shows. Layout heads (tables, columns) take lines of their own; forms wrap what they print. */
import { type Expr, isCall, Kind } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import { unpack } from '../expr/packed.ts';
import * as S from '../expr/symbols.ts';
import { fullForm } from './fullform.ts';
import { inputForm, LinePrinter } from './inputform.ts';
import type { PrintOptions } from './printing.ts';

const TableForm = system('TableForm');
const MatrixForm = system('MatrixForm');
const Grid = system('Grid');
const Column = system('Column');
const Row = system('Row');
const StringForm = system('StringForm');
const Style = system('Style');

export function outputForm(e: Expr, options: PrintOptions = {}): string {
  if (e.kind !== Kind.Normal) return new LinePrinter(options, 'output').text(e);
  const inner = e.args[0];
  if (inner !== undefined && e.head.kind === Kind.Symbol) {
    const rec = (x: Expr): string => outputForm(x, options);
    switch (e.head) {
      case S.InputForm:
        return inputForm(inner, options);
      case S.FullForm:
        return fullForm(inner, options);
      case S.OutputForm:
      case S.StandardForm:
      case Style:
        return rec(inner);
      case TableForm:
      case MatrixForm:
      case Grid:
        return grid(inner, rec);
      case Column:
        return items(inner)?.map(rec).join('\n') ?? rec(inner);
      case Row:
        return (
          items(inner)
            ?.map(rec)
            .join(e.args[1] === undefined ? '' : rec(e.args[1]!)) ?? rec(inner)
        );
      case StringForm:
        return inner.kind === Kind.String ? fill(inner.value, e.args.slice(1).map(rec)) : rec(inner);
    }
  }
  return new LinePrinter({ ...options }, 'output').text(e);
}

const items = (e: Expr): readonly Expr[] | undefined => {
  const list = e.kind === Kind.Packed ? unpack(e) : e;
  return isCall(list, S.List) ? list.args : undefined;
};

function fill(template: string, values: readonly string[]): string {
  let next = 0;
  return template.replace(/`(\d*)`/g, (whole, n: string) => values[n === '' ? next++ : Number(n) - 1] ?? whole);
}

/** Rows of cells in columns as wide as their widest cell, three spaces apart. */
function grid(e: Expr, rec: (x: Expr) => string): string {
  const rows = items(e);
  if (rows === undefined) return rec(e);
  const cells = rows.map((r) => (items(r) ?? [r]).map(rec));
  const width: number[] = [];
  for (const row of cells) row.forEach((c, i) => (width[i] = Math.max(width[i] ?? 0, c.length)));
  const lines = cells.map((row) =>
    row
      .map((c, i) => c.padEnd(width[i]!))
      .join('   ')
      .trimEnd(),
  );
  return lines.join(cells.some((r) => r.length > 1) ? '\n\n' : '\n');
}
