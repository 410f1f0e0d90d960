/** Syntax errors: where, what was expected, and the line with a caret under the place. */
import type { Lines } from './lines.ts';

/** Texts of Syntax:: messages; `1` and `2` are filled in. */
export const problemTexts = {
  sntxf: '"`1`" cannot be followed by "`2`".',
  sntxi: 'Incomplete expression; more input is needed after "`1`".',
  sntxb: 'Expression cannot begin with "`1`".',
  tsntxi: '"`1`" is incomplete; more input is needed.',
  bktmcp: 'Expression "`1`" has no closing "`2`".',
  bktmop: 'Expression "`2`" has no opening "`1`".',
  stresc: 'Unknown string escape `1`.',
  snthex: 'Hexadecimal digits are missing after `1`.',
  sntufn: 'There is no character named `1`.',
  sntchr: 'Character "`1`" is not understood here.',
  base: 'The base of `1` is not between 2 and 36.',
  digit: 'The number `1` has a digit that does not fit its base.',
  numsz: 'The number `1` is too large to be written out.',
  depth: 'The expression is nested too deeply to be read (more than `1` levels).',
} as const;
export type ProblemTag = keyof typeof problemTexts;

export interface SyntaxProblem {
  readonly tag: ProblemTag;
  readonly text: string;
  /** What could have stood at the place. */
  readonly expected: string;
  readonly offset: number;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** The source line, and a line with a caret under the place and what was expected there. */
  readonly caret: string;
}

/** Thrown inside the parser, caught at the next expression. */
export class SyntaxFailure {
  readonly tag: ProblemTag;
  readonly parameters: readonly string[];
  readonly expected: string;
  readonly offset: number;
  /** More input could make it right: what the REPL waits for. */
  readonly incomplete: boolean;
  constructor(tag: ProblemTag, parameters: readonly string[], expected: string, offset: number, incomplete = false) {
    this.tag = tag;
    this.parameters = parameters;
    this.expected = expected;
    this.offset = offset;
    this.incomplete = incomplete;
  }
}

/** Longest excerpt of source shown beside a caret. */
const EXCERPT = 100;

export function describe(failure: SyntaxFailure, source: string, lines: Lines): SyntaxProblem {
  const offset = Math.min(failure.offset, source.length);
  const { line, column } = lines.at(offset);
  const from = lines.startOf(offset);
  const to = source.indexOf('\n', offset);
  const whole = source.slice(Math.max(from, offset - EXCERPT), Math.min(to < 0 ? source.length : to, offset + EXCERPT));
  const place = offset - Math.max(from, offset - EXCERPT);
  const start = Math.max(0, Math.min(place - EXCERPT / 2, whole.length - EXCERPT));
  const excerpt = whole.slice(start, start + EXCERPT).replace(/\r$/, '');
  // Tabs stay tabs, so that the caret stands under its place at any tab width.
  const caret = `${excerpt}\n${excerpt.slice(0, place - start).replace(/[^\t]/g, ' ')}^ expected ${failure.expected}`;
  const text = problemTexts[failure.tag].replace(/`(\d)`/g, (_, i: string) => failure.parameters[Number(i) - 1] ?? '');
  return { tag: failure.tag, text, expected: failure.expected, offset, line, column, caret };
}

/** Message line of a syntax error: where, what, and the line with a caret. */
export function problemLines(p: SyntaxProblem, file?: string): string {
  const place = file === undefined ? `line ${p.line}, column ${p.column}` : `${file}:${p.line}:${p.column}`;
  return `Syntax::${p.tag}: ${p.text} (${place})\n${p.caret}`;
}
