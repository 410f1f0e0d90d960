/** Syntax errors: where, what was expected, and the line with a caret under the place. */

export type ProblemTag =
  | 'sntxf'
  | 'sntxi'
  | 'sntxb'
  | 'bktmcp'
  | 'bktmop'
  | 'bktwrn'
  | 'tsntxi'
  | 'sntunc'
  | 'stresc'
  | 'numbase'
  | 'depth';

/** Texts of Syntax:: messages; `1` and `2` are filled in. */
export const problemTexts: Readonly<Record<ProblemTag, string>> = {
  sntxf: '"`1`" cannot be followed by "`2`".',
  sntxi: 'Incomplete expression; more input is needed after "`1`".',
  sntxb: 'Expression cannot begin with "`1`".',
  bktmcp: 'Expression "`1`" has no closing "`2`".',
  bktmop: 'Expression has no opening "`1`" for "`2`".',
  bktwrn: '"`1`" is closed by "`2`".',
  tsntxi: '"`1`" is incomplete; more input is needed.',
  sntunc: 'The comment or string that begins here is not closed.',
  stresc: 'Character "`1`" is not understood here.',
  numbase: 'The number `1` has a digit that does not fit its base.',
  depth: 'The expression is nested too deeply to be read (`1` levels).',
};

export interface SyntaxProblem {
  readonly tag: ProblemTag;
  readonly text: string;
  readonly offset: number;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  /** The source line, and a line with a caret under the place. */
  readonly caret: string;
}

/** Thrown inside the parser, caught at the next expression. */
export class SyntaxFailure {
  readonly tag: ProblemTag;
  readonly parameters: readonly string[];
  readonly offset: number;
  /** More input could make it right: what the REPL waits for. */
  readonly incomplete: boolean;
  constructor(tag: ProblemTag, parameters: readonly string[], offset: number, incomplete = false) {
    this.tag = tag;
    this.parameters = parameters;
    this.offset = offset;
    this.incomplete = incomplete;
  }
}

/** Longest excerpt of source shown beside a caret. */
const EXCERPT = 100;

export function describe(failure: SyntaxFailure, source: string): SyntaxProblem {
  const offset = Math.min(failure.offset, source.length);
  const { line, column } = lineAndColumn(source, offset);
  const from = source.lastIndexOf('\n', offset - 1) + 1;
  const to = source.indexOf('\n', offset);
  const whole = source.slice(from, to < 0 ? source.length : to).replace(/\r$/, '');
  const start = Math.max(0, Math.min(column - 1 - EXCERPT / 2, whole.length - EXCERPT));
  const excerpt = whole.slice(start, start + EXCERPT);
  const caret = `${excerpt}\n${' '.repeat(column - 1 - start)}^`;
  const text = problemTexts[failure.tag].replace(/`(\d)`/g, (_, i: string) => failure.parameters[Number(i) - 1] ?? '');
  return { tag: failure.tag, text, offset, line, column, caret };
}

/** 1-based line and column of an offset. */
export function lineAndColumn(source: string, offset: number): { line: number; column: number } {
  let line = 1;
  let start = 0;
  for (let i = source.indexOf('\n'); i >= 0 && i < offset; i = source.indexOf('\n', i + 1)) {
    line++;
    start = i + 1;
  }
  return { line, column: offset - start + 1 };
}
