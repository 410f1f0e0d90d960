/** Expressions as lines of text in styles: strings, Style, Row, Column and everything as it is printed. */
import { type Expr, isCall, Kind } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import type { TextRun } from '../../render/fonts/text.ts';
import { PLAIN, type StyleOfText, withDirective } from './text-directives.ts';

export interface TextLines {
  readonly lines: readonly (readonly TextRun[])[];
  /** The background of the outermost Style that states one. */
  readonly background: StyleOfText['background'];
  /** Directives that mean nothing for text. */
  readonly unknown: readonly Expr[];
  /** The text was longer than what is drawn. */
  readonly cut: boolean;
}

/** So many characters of one expression are drawn; more is no picture any more. */
const LONGEST = 20_000;

const Style = system('Style');
const Row = system('Row');
const Column = system('Column');
const TextHead = system('Text');

interface Collector {
  readonly session: Session;
  readonly unknown: Expr[];
  background: StyleOfText['background'];
  cut: boolean;
}

/** Lines of `x` in the given style. */
export function textLines(x: Expr, session: Session, style: StyleOfText = PLAIN): TextLines {
  const collector: Collector = { session, unknown: [], background: style.background, cut: false };
  const lines = linesOf(x, style, collector);
  return { lines, background: collector.background, unknown: collector.unknown, cut: collector.cut };
}

type Lines = readonly (readonly TextRun[])[];

function linesOf(x: Expr, style: StyleOfText, c: Collector): Lines {
  if (isCall(x, Style) && x.args.length > 0) return linesOf(x.args[0]!, styledBy(x.args.slice(1), style, c), c);
  if (isCall(x, TextHead) && x.args.length > 0) return linesOf(x.args[0]!, style, c);
  if (isCall(x, Row) && x.args.length > 0 && isCall(x.args[0]!, S.List))
    return row(x.args[0].args, x.args[1], style, c);
  if (isCall(x, Column) && x.args.length > 0 && isCall(x.args[0]!, S.List))
    return x.args[0].args.flatMap((item) => linesOf(item, style, c));
  const whole = x.kind === Kind.String ? x.value : c.session.outputForm(x);
  c.cut ||= whole.length > LONGEST;
  const text = whole.slice(0, LONGEST);
  return text.split(/\r\n|\r|\n/).map((line) => [run(line, style)]);
}

function styledBy(directives: readonly Expr[], style: StyleOfText, c: Collector): StyleOfText {
  let result = style;
  for (const d of directives) {
    const next = withDirective(result, d);
    if (next === undefined) c.unknown.push(d);
    else result = next;
  }
  if (result.background !== style.background) c.background ??= result.background;
  return result;
}

const run = (text: string, { family, size, bold, italic, color }: StyleOfText): TextRun => ({
  text,
  family,
  size,
  bold,
  italic,
  color,
});

/** The last line of an item and the first of the next are one. */
function row(items: readonly Expr[], separator: Expr | undefined, style: StyleOfText, c: Collector): Lines {
  const lines: TextRun[][] = [[]];
  for (const [i, item] of items.entries()) {
    const pieces = i > 0 && separator !== undefined ? [separator, item] : [item];
    for (const piece of pieces) {
      const [first = [], ...more] = linesOf(piece, style, c);
      lines.at(-1)!.push(...first);
      for (const line of more) lines.push([...line]);
    }
  }
  return lines;
}
