/** OutputForm: what the terminal shows. Layout heads take lines of their own; forms wrap what they print. */
import { type Expr, Kind, type Normal, type Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import * as S from '../expr/symbols.ts';
import { worked } from '../pace.ts';
import { annotations } from './annotations.ts';
import { beside, brokenLines } from './blocks.ts';
import { exprBox } from './boxes/box.ts';
import { makeBoxes } from './boxes/make-boxes.ts';
import { mathML } from './boxes/mathml.ts';
import { plainBox, plainString } from './boxes/plain.ts';
import { C, codeForm, FORTRAN } from './code-form.ts';
import { fullForm } from './fullform.ts';
import { inputForm } from './inputform.ts';
import { LinePrinter } from './line-printer.ts';
import { isNumberForm, numberWriter } from './number-form.ts';
import { operatorForms } from './operator-forms.ts';
import { atom, type Piece, type PrintOptions } from './printing.ts';
import { SHALLOW_DEPTH, SHALLOW_LENGTH, shallow, shortened } from './shorten.ts';
import { Column, columnText, Grid, gridForm, items, MatrixForm, Row, rowText, TableForm, tableText } from './tables.ts';
import { texForm } from './tex-form.ts';

const StringForm = system('StringForm');
const Style = system('Style');
const Graphics = system('Graphics');
const TextForm = system('TextForm');
const TeXForm = system('TeXForm');
const TraditionalForm = system('TraditionalForm');
const DisplayForm = system('DisplayForm');
const MathMLForm = system('MathMLForm');
const CForm = system('CForm');
const FortranForm = system('FortranForm');
const Short = system('Short');
const Shallow = system('Shallow');

export function outputForm(e: Expr, options: PrintOptions = {}): string {
  let text: string;
  try {
    text = new OutputPrinter(options).write(e);
  } catch (x) {
    // The printer was called with little stack left.
    if (!(x instanceof RangeError)) throw x;
    text = fullForm(e, options);
  }
  return options.pageWidth === undefined ? text : brokenLines(text, options.pageWidth);
}

type Layout = (p: OutputPrinter, args: readonly Expr[]) => Piece;
const layouts = new Map<Expr, Layout>([
  [S.InputForm, (p, [e]) => p.block(inputForm(e!, p.written))],
  [S.FullForm, (p, [e]) => p.block(fullForm(e!, p.written))],
  [S.OutputForm, (p, [e]) => p.piece(e!)],
  [S.StandardForm, (p, [e]) => p.piece(e!)],
  [TextForm, (p, [e]) => p.piece(e!)],
  [TraditionalForm, (p, [e]) => p.piece(e!)],
  [DisplayForm, (p, [e]) => p.block(plainBox(exprBox(e!, p.write)))],
  [TeXForm, (p, [e]) => p.block(texForm(e!, p.options))],
  [MathMLForm, (p, [e]) => p.block(mathML(makeBoxes(e!, { ...p.options, traditional: true })))],
  [CForm, (p, [e]) => p.block(codeForm(e!, C, p.options))],
  [FortranForm, (p, [e]) => p.block(codeForm(e!, FORTRAN, p.options))],
  [Style, (p, [e]) => p.piece(e!)],
  [S.Format, (p, [e]) => p.piece(e!)],
  [Graphics, (p) => p.block('-Graphics-')],
  [TableForm, (p, args) => p.block(tableText(args, p.write, false, p.tableWidth))],
  [MatrixForm, (p, args) => p.block(tableText(args, p.write, true, p.tableWidth))],
  [Grid, (p, args) => p.block(gridForm(args, p.write, p.tableWidth))],
  [Column, (p, args) => p.block(columnText(args, p.write, p.tableWidth))],
  [Row, (p, args) => p.block(rowText(args, p.write))],
  [StringForm, (p, args) => p.block(p.filled(args))],
  [Short, (p, args) => p.block(p.short(args))],
  [Shallow, (p, args) => p.block(p.shallow(args))],
]);

export class OutputPrinter extends LinePrinter {
  constructor(options: PrintOptions) {
    super(options, 'output');
  }

  /** For forms that can be read back: atoms of other worlds as the expressions that make them. */
  get written(): PrintOptions {
    const { boxed: _, ...rest } = this.options;
    return rest;
  }
  get tableWidth(): number {
    return this.options.tableWidth ?? this.options.pageWidth ?? Number.POSITIVE_INFINITY;
  }

  /** Texts of several lines inside of others: a private character stands for each until its surroundings are known. */
  private readonly blocks: string[] = [];

  /** The text with all its blocks in their places. */
  readonly write = (e: Expr): string => this.expanded(this.text(e));

  block(text: string): Piece {
    worked(text.length / CHARACTERS_A_UNIT);
    if (!text.includes('\n') || this.blocks.length >= MAX_BLOCKS) return atom(text);
    this.blocks.push(text);
    return atom(String.fromCharCode(FIRST_BLOCK + this.blocks.length - 1));
  }

  /** Text around a block stands at its middle line. */
  private expanded(text: string): string {
    if (this.blocks.length === 0) return text;
    const parts = text.split(BLOCK).filter((part) => part !== '');
    if (parts.length === 1) return this.blocks[parts[0]!.charCodeAt(0) - FIRST_BLOCK] ?? parts[0]!;
    return beside(parts.map((part) => this.blocks[part.charCodeAt(0) - FIRST_BLOCK] ?? part));
  }

  override piece(e: Expr): Piece {
    const format = this.options.format;
    if (format !== undefined && (e.kind === Kind.Normal || e.kind === Kind.Symbol || e.kind === Kind.Boxed)) {
      const own = format(e);
      if (own !== undefined && own !== e) return super.piece(own);
    }
    if (e.kind === Kind.String) return this.block(plainString(e.value));
    return super.piece(e);
  }

  protected override call(e: Normal): Piece {
    if (e.head.kind === Kind.Symbol && e.args.length > 0) {
      const layout = layouts.get(e.head);
      if (layout !== undefined) return layout(this, e.args);
      const operator = operatorForms.get(e.head)?.(this, e.args);
      if (operator !== undefined) return operator;
      const annotation = e.head.context === 'System`' ? annotations[e.head.name] : undefined;
      if (annotation !== undefined) return this.block(annotation(e.args, this.write));
      if (isNumberForm(e.head)) {
        const own = this.numberForm(e.head, e.args);
        if (own !== undefined) return own;
      }
    }
    return super.call(e);
  }

  private numberForm(form: Sym, args: readonly Expr[]): Piece | undefined {
    const number = numberWriter(form, args, this.options);
    if (number === undefined) return undefined;
    const inner = new OutputPrinter({ ...this.options, number });
    const p = inner.piece(args[0]!);
    return inner.blocks.length === 0 ? p : this.block(inner.expanded(p.text));
  }

  /** StringForm: `` stands for the next value, `n` for the nth. */
  filled([template, ...values]: readonly Expr[]): string {
    if (template!.kind !== Kind.String) return this.write(template!);
    let next = 0;
    return template!.value.replace(/`(\d*)`/g, (all, n: string) => {
      const value = values[n === '' ? next++ : Number(n) - 1];
      return value === undefined ? all : this.write(value);
    });
  }

  /** Short[e], Short[e, lines]. */
  short([e, count]: readonly Expr[]): string {
    const lines =
      count === undefined ? 1 : count.kind === Kind.Integer || count.kind === Kind.Real ? Number(count.value) : 1;
    const room = Math.max(1, lines) * (this.options.pageWidth ?? SHORT_WIDTH);
    return this.write(shortened(e!, room, this.write));
  }

  /** Shallow[e], Shallow[e, depth], Shallow[e, {depth, length}]. */
  shallow([e, limits]: readonly Expr[]): string {
    const given = limits === undefined ? [] : (items(limits) ?? [limits]);
    const whole = (x: Expr | undefined, usual: number): number =>
      x?.kind === Kind.Integer && x.value > 0 ? Number(x.value) : x === S.Infinity ? Number.MAX_SAFE_INTEGER : usual;
    return this.write(shallow(e!, whole(given[0], SHALLOW_DEPTH), whole(given[1], SHALLOW_LENGTH)));
  }
}

/** Characters of the private area that no text uses stand for blocks. */
const FIRST_BLOCK = 0xe000;
const MAX_BLOCKS = 0x1000;
/** Characters that are looked through in a unit of work. */
const CHARACTERS_A_UNIT = 64;
const BLOCK = /([\ue000-\uefff])/;

/** Columns of a line where no page width is known. */
const SHORT_WIDTH = 78;
