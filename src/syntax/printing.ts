/** What all printers share: options, pieces of text with a precedence, names and strings. */
import { characterName } from '../../grammar/characters.ts';
import { type Associativity, ATOM } from '../../grammar/operators.ts';
import { type Boxed, type Expr, Kind, type Sym } from '../expr/expr.ts';
import { boxSpelling } from './boxes/escapes.ts';

export interface PrintOptions {
  /** How a symbol is written; its short name when absent. */
  readonly nameOf?: (s: Sym) => string;
  /** How an atom of another world is written; by its form when this gives nothing. */
  readonly boxed?: (b: Boxed) => string | undefined;
  /** OutputForm: what Format says is to be shown in place of an expression. */
  readonly format?: (e: Expr) => Expr | undefined;
  /** OutputForm: the value of f[args], for functions that users give as options of number forms. */
  readonly apply?: (f: Expr, args: readonly Expr[]) => Expr;
  /** OutputForm: how numbers are written, where a number form asks for something else than usual. */
  readonly number?: (e: Expr) => string | undefined;
  /** OutputForm: columns after which lines are broken. */
  readonly pageWidth?: number;
  /** OutputForm: columns that tables keep to; `pageWidth` where absent. */
  readonly tableWidth?: number;
}

/** Text with the outermost operator's precedence, and the side on which another one of it could follow. */
export interface Piece {
  readonly text: string;
  readonly precedence: number;
  readonly side?: Associativity;
}
export const atom = (text: string): Piece => ({ text, precedence: ATOM });

export type Style = 'input' | 'output';

/** What the parts of a printer ask of the whole. */
export interface Printer {
  readonly style: Style;
  readonly options: PrintOptions;
  piece(e: Expr): Piece;
  text(e: Expr): string;
  /** In parentheses when it binds less tightly than `min`. */
  at(e: Expr, min: number): string;
  /** Separated by commas. */
  list(args: readonly Expr[]): string;
}

/** In parentheses when it binds less tightly than `min`. */
export const closed = (p: Piece, min: number): string => (p.precedence < min ? `(${p.text})` : p.text);

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
};

export function quoted(text: string): string {
  if (!/["\\\u0000-\u001f\uf7c4-\uf7ce\uf7c0\uf7c1]/.test(text)) return `"${text}"`;
  let out = '"';
  for (const c of text) {
    const e = escapes[c];
    if (e !== undefined) out += e;
    else if (c < ' ') out += `\\.${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
    else out += boxSpelling(c) ?? c;
  }
  return `${out}"`;
}

/** A character by its name or code. */
export function codedText(c: string): string {
  const name = characterName(c);
  if (name !== undefined) return `\\[${name}]`;
  const code = c.codePointAt(0)!;
  return code < 0x10000 ? `\\:${code.toString(16).padStart(4, '0')}` : `\\|${code.toString(16).padStart(6, '0')}`;
}

export const nameOf = (s: Sym, options: PrintOptions): string => options.nameOf?.(s) ?? s.name;

/** True for what prints with a leading minus sign. */
export function isNegative(e: Expr): boolean {
  switch (e.kind) {
    case Kind.Integer:
      return e.value < 0;
    case Kind.Rational:
      return e.num < 0;
    case Kind.Real:
      return e.value < 0 || Object.is(e.value, -0);
    case Kind.BigReal:
      return e.value.isNegative();
    default:
      return false;
  }
}
