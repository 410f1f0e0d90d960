/** OutputForm: what the terminal shows. Layout heads take lines of their own; forms wrap what they print. */
import { CALL } from '../../grammar/operators.ts';
import { type Expr, Kind, type Normal, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { beside, brokenLines } from './blocks.ts';
import { fullForm } from './fullform.ts';
import { inputForm } from './inputform.ts';
import { LinePrinter } from './line-printer.ts';
import { isNumberForm, numberWriter } from './number-form.ts';
import { atom, type Piece, type PrintOptions } from './printing.ts';
import { SHALLOW_DEPTH, SHALLOW_LENGTH, shallow, shortened } from './shorten.ts';
import { Column, columnText, Grid, gridForm, items, MatrixForm, Row, rowText, TableForm, tableText } from './tables.ts';

const StringForm = system('StringForm');
const Style = system('Style');
const Graphics = system('Graphics');
const TextForm = system('TextForm');
const Short = system('Short');
const Shallow = system('Shallow');

export function outputForm(e: Expr, options: PrintOptions = {}): string {
  let text: string;
  try {
    text = new OutputPrinter(options).text(e);
  } catch (x) {
    // The printer was called with little stack left.
    if (!(x instanceof RangeError)) throw x;
    text = fullForm(e, options);
  }
  return options.pageWidth === undefined ? text : brokenLines(text, options.pageWidth);
}

type Layout = (p: OutputPrinter, args: readonly Expr[]) => Piece;
const lines = (text: string): Piece => atom(text);
const layouts = new Map<Expr, Layout>([
  [S.InputForm, (p, [e]) => lines(inputForm(e!, p.options))],
  [S.FullForm, (p, [e]) => lines(fullForm(e!, p.options))],
  [S.OutputForm, (p, [e]) => p.piece(e!)],
  [S.StandardForm, (p, [e]) => p.piece(e!)],
  [TextForm, (p, [e]) => p.piece(e!)],
  [Style, (p, [e]) => p.piece(e!)],
  [Graphics, () => lines('-Graphics-')],
  [TableForm, (p, args) => lines(tableText(args, p.write, false))],
  [MatrixForm, (p, args) => lines(tableText(args, p.write, true))],
  [Grid, (p, args) => lines(gridForm(args, p.write))],
  [Column, (p, args) => lines(columnText(args, p.write))],
  [Row, (p, args) => lines(rowText(args, p.write))],
  [StringForm, (p, args) => lines(p.filled(args))],
  [Short, (p, args) => lines(p.short(args))],
  [Shallow, (p, args) => lines(p.shallow(args))],
]);

export class OutputPrinter extends LinePrinter {
  constructor(options: PrintOptions) {
    super(options, 'output');
  }

  readonly write = (e: Expr): string => this.text(e);

  override piece(e: Expr): Piece {
    const format = this.options.format;
    if (format !== undefined && (e.kind === Kind.Normal || e.kind === Kind.Symbol || e.kind === Kind.Boxed)) {
      const own = format(e);
      if (own !== undefined && own !== e) return super.piece(own);
    }
    return super.piece(e);
  }

  override list(args: readonly Expr[]): string {
    const texts = args.map((a) => this.text(a));
    return texts.some((t) => t.includes('\n'))
      ? beside(texts.flatMap((t, i) => (i > 0 ? [', ', t] : [t])))
      : texts.join(', ');
  }

  protected override call(e: Normal): Piece {
    if (e.head.kind === Kind.Symbol && e.args.length > 0) {
      const layout = layouts.get(e.head);
      if (layout !== undefined) return layout(this, e.args);
      if (isNumberForm(e.head)) {
        const own = this.numberForm(e.head, e.args);
        if (own !== undefined) return own;
      }
    }
    const p = super.call(e);
    return p.text.includes('\n') ? this.aligned(e, p) : p;
  }

  /** Brackets around arguments of several lines stand at their middle. */
  private aligned(e: Normal, p: Piece): Piece {
    if (e.head === S.List) return atom(beside(['{', this.list(e.args), '}']));
    const head = this.text(e.head);
    if (!p.text.startsWith(`${head}[`)) return p;
    return { text: beside([`${head}[`, this.list(e.args), ']']), precedence: CALL };
  }

  private numberForm(form: Sym, args: readonly Expr[]): Piece | undefined {
    const number = numberWriter(form, args, this.options);
    if (number === undefined) return undefined;
    return new OutputPrinter({ ...this.options, number }).piece(args[0]!);
  }

  /** StringForm: `` stands for the next value, `n` for the nth. */
  filled([template, ...values]: readonly Expr[]): string {
    if (template!.kind !== Kind.String) return this.text(template!);
    let next = 0;
    return template!.value.replace(/`(\d*)`/g, (all, n: string) => {
      const value = values[n === '' ? next++ : Number(n) - 1];
      return value === undefined ? all : this.text(value);
    });
  }

  /** Short[e], Short[e, lines]. */
  short([e, count]: readonly Expr[]): string {
    const lines =
      count === undefined ? 1 : count.kind === Kind.Integer || count.kind === Kind.Real ? Number(count.value) : 1;
    const room = Math.max(1, lines) * (this.options.pageWidth ?? SHORT_WIDTH);
    return this.text(shortened(e!, room, this.write));
  }

  /** Shallow[e], Shallow[e, depth], Shallow[e, {depth, length}]. */
  shallow([e, limits]: readonly Expr[]): string {
    const given = limits === undefined ? [] : (items(limits) ?? [limits]);
    const whole = (x: Expr | undefined, usual: number): number =>
      x?.kind === Kind.Integer && x.value > 0 ? Number(x.value) : x === S.Infinity ? Number.MAX_SAFE_INTEGER : usual;
    return this.text(shallow(e!, whole(given[0], SHALLOW_DEPTH), whole(given[1], SHALLOW_LENGTH)));
  }
}

/** Columns of a line where no page width is known. */
const SHORT_WIDTH = 78;
