/** Text to tokens, by chevrotain; the token types of operators and brackets come from grammar/operators.ts. */
import { createToken, EOF, type IToken, Lexer, type TokenType } from 'chevrotain';
import { LETTERS, symbolCharacters } from '../../grammar/characters.ts';
import { CALL, type Group, groups, inequalities, type Operator, operators, TIMES } from '../../grammar/operators.ts';
import type { Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import { worked } from '../pace.ts';
import { endOfComment, endOfString } from './escapes.ts';

/** What a token can do after an operand; the parser chooses by it. */
export const Role = {
  /** Begins another operand: a product. */
  juxtaposed: 0,
  flat: 1,
  left: 2,
  right: 3,
  postfix: 4,
  call: 5,
  part: 6,
  sum: 7,
  product: 8,
  quotient: 9,
  comparison: 10,
  compound: 11,
  span: 12,
  colon: 13,
  tilde: 14,
  tag: 15,
  message: 16,
  derivative: 17,
  postfixCall: 18,
  prefixCall: 19,
  put: 20,
} as const;

/** A token type with what the parser needs to know of it. */
export interface SyntaxToken extends TokenType {
  infix?: Operator;
  prefix?: Operator;
  postfix?: Operator;
  /** Symbols of the heads of the rows above. */
  infixHead: Sym;
  prefixHead: Sym;
  postfixHead: Sym;
  group?: string;
  opens?: Group;
  closes?: Group;
  role: number;
  /** Precedence with which it goes on after an operand; -1: it does not. */
  continues: number;
  /** Can begin an operand. */
  startsOperand: boolean;
}

const NOTHING = system('Null');
type Pattern = string | RegExp | { exec: (text: string, offset: number) => [string] | RegExpExecArray | null };

const syntaxToken = (t: TokenType): SyntaxToken =>
  Object.assign(t, {
    infixHead: NOTHING,
    prefixHead: NOTHING,
    postfixHead: NOTHING,
    role: Role.juxtaposed,
    continues: -1,
    startsOperand: false,
  });
const all: SyntaxToken[] = [];
function token(name: string, pattern: Pattern, starts: string | readonly string[], more?: object): SyntaxToken {
  const t = createToken({
    name,
    pattern: pattern as RegExp,
    start_chars_hint: [...starts],
    line_breaks: false,
    ...more,
  });
  all.push(syntaxToken(t));
  return t as SyntaxToken;
}
/** A token that is or begins an operand: after another operand it makes a product. */
function operand(t: SyntaxToken): SyntaxToken {
  t.startsOperand = true;
  if (t.continues < 0) t.continues = TIMES;
  return t;
}

/** ?name, ??name and ?"words", alone at the beginning of a line. */
const queryPattern = /\?\??(?:[A-Za-z$`*@][A-Za-z0-9$`*@]*|"[^"\\\n]*")[ \t]*(?=\n|\r|;|$)/y;
function matchQuery(text: string, offset: number): RegExpExecArray | null {
  for (let i = offset - 1; i >= 0 && text[i] !== '\n'; i--) if (text[i] !== ' ' && text[i] !== '\t') return null;
  queryPattern.lastIndex = offset;
  return queryPattern.exec(text);
}

/** Comments nest. */
function matchComment(text: string, offset: number): [string] | null {
  if (text.charCodeAt(offset + 1) !== 42) return null;
  const end = endOfComment(text, offset);
  return end > text.length ? null : [text.slice(offset, end)];
}

/** Strings may have millions of characters: regular expressions that choose at each of them run out of stack. */
function matchString(text: string, offset: number): [string] | null {
  const end = endOfString(text, offset);
  return end > text.length ? null : [text.slice(offset, end)];
}

const ascii = (from: string, to: string): string[] => {
  const out: string[] = [];
  for (let c = from.charCodeAt(0); c <= to.charCodeAt(0); c++) out.push(String.fromCharCode(c));
  return out;
};
/** Enough characters to touch every group of 255 codes into which the lexer sorts its patterns. */
const beyondAscii: string[] = [];
for (let c = 128; c < 256; c++) beyondAscii.push(String.fromCharCode(c));
for (let c = 256; c < 65536; c += 255) beyondAscii.push(String.fromCharCode(c));
beyondAscii.push('\uffff');
const digits = ascii('0', '9');
const letters = [...ascii('A', 'Z'), ...ascii('a', 'z'), '$', '`', ...beyondAscii];

const LETTER = `a-zA-Z$${LETTERS}`;
const NAME = `[${LETTER}][${LETTER}0-9]*`;
const SYMBOL = `\`?${NAME}(?:\`${NAME})*`;
const SPACES =
  ' \\t\\r\\n\\f\\v\\u00a0\\u00ad\\u2000-\\u200b\\u2028\\u2029\\u205f\\u2060\\u3000\\ufeff\\uf360\\uf380-\\uf386\\uf3a3\\uf3b1';

/** A backslash at the end of a line joins it to the next. */
token('Space', new RegExp(`(?:[${SPACES}]+|\\\\\\r?\\n)+`), [...' \t\r\n\f\v\\', ...beyondAscii], {
  group: Lexer.SKIPPED,
});
token('Comment', { exec: matchComment }, '(', { group: 'comments' });
/** An open comment or string runs to the end of the text. */
export const OpenComment = token('OpenComment', /\(\*[\s\S]*/, '(');
export const Query = token('Query', { exec: matchQuery }, '?');
export const SymbolName = operand(token('Symbol', new RegExp(SYMBOL), letters));
export const StringLiteral = operand(token('String', { exec: matchString }, '"'));
export const OpenString = operand(token('OpenString', /"[\s\S]*/, '"'));
export const NumberLiteral = operand(
  token(
    'Number',
    /(?:\d+\^\^[0-9a-zA-Z]+(?:\.(?!\.)[0-9a-zA-Z]*)?|\d+(?:\.(?!\.)\d*)?|\.\d+)(?:``[+-]?\d+(?:\.(?!\.)\d*)?|`(?:[+-]?\d+(?:\.(?!\.)\d*)?)?)?(?:\*\^[+-]?\d+)?/,
    [...digits, '.'],
  ),
);
export const Blank = operand(token('Blank', new RegExp(`_\\.(?!\\.(?![.${LETTER}]))|_{1,3}(?:${SYMBOL})?`), '_'));
export const SymbolCharacter = operand(
  token('SymbolCharacter', new RegExp(`[${[...symbolCharacters.keys()].filter((c) => c !== '\u03c0').join('')}]`), [
    ...symbolCharacters.keys(),
  ]),
);
export const Slot = operand(
  token('Slot', new RegExp(`##\\d*|#(?:\\d+|${NAME}|"[^"\\\\]*(?:\\\\[\\s\\S][^"\\\\]*)*")?`), '#'),
);
export const Out = operand(token('Out', /%%+|%\d*/, '%'));
export const GetFile = operand(token('GetFile', /<<[ \t]*[A-Za-z0-9$_./~`\\:*?@!-]+/, '<'));
/** The file after >> may stand without quotes. */
export const PutFile = token('PutFile', />>>?[ \t]*[^\s"'()[\]{},;&|<>=]+/, '>');
PutFile.role = Role.put;
PutFile.continues = 30;

const roles: Readonly<Record<string, number>> = {
  Plus: Role.sum,
  Subtract: Role.sum,
  Times: Role.product,
  Divide: Role.quotient,
  CompoundExpression: Role.compound,
  Span: Role.span,
  Optional: Role.colon,
  Infix: Role.tilde,
  TagSet: Role.tag,
  MessageName: Role.message,
  Postfix: Role.postfixCall,
  Prefix: Role.prefixCall,
};
const roleOf = (o: Operator): number =>
  roles[o.head] ?? (inequalities.has(o.head) ? Role.comparison : Role[o.associativity as 'flat' | 'left' | 'right']);

const spellings = new Map<string, SyntaxToken>();
function spelling(s: string): SyntaxToken {
  let t = spellings.get(s);
  if (t === undefined) spellings.set(s, (t = syntaxToken({ name: `Operator ${s}` })));
  return t;
}
for (const o of operators) {
  const head = system(o.head);
  for (const s of [o.symbol, ...(o.alternates ?? [])]) {
    const t = spelling(s);
    t[o.form] = o;
    t[`${o.form}Head`] = head;
    if (o.form === 'prefix') t.startsOperand = true;
  }
}
for (const g of groups)
  for (const [open, close] of [[g.open, g.close], ...(g.alternates ? [g.alternates] : [])] as [string, string][]) {
    const t = spelling(open);
    t.opens = g;
    t.startsOperand = true;
    // ]] is two brackets: both of a[[b[c]]] close something else.
    if (close !== ']]') spelling(close).closes = g;
  }
for (const t of spellings.values()) {
  const grows = t.infix ?? t.postfix;
  if (grows !== undefined) {
    t.continues = grows.precedence;
    t.role = grows.form === 'postfix' ? (grows.head === 'Derivative' ? Role.derivative : Role.postfix) : roleOf(grows);
  } else if (t.startsOperand) t.continues = TIMES;
  if (t.opens?.open === '[') [t.role, t.continues, t.startsOperand] = [Role.call, CALL, false];
  if (t.opens?.open === '[[') [t.role, t.continues, t.startsOperand] = [Role.part, CALL, false];
}
// ;;n begins at the first element.
spelling(';;').startsOperand = true;
/** Long texts are data for the most part: reading them can be stopped at their commas. */
const ELEMENT_UNITS = 20;
const comma: [string] = [','];
const elementEnd: [string] = ['\uf765'];
function matchComma(text: string, offset: number): [string] | null {
  const code = text.charCodeAt(offset);
  if (code !== 44 && code !== 0xf765) return null;
  worked(ELEMENT_UNITS);
  return code === 44 ? comma : elementEnd;
}
export const Comma = token('Comma', { exec: matchComma }, [',', '\uf765']);

/** Spellings by their first character, longer ones first, so that === is not read as == and =. */
const signs = new Map<number, [string][]>();
for (const s of [...spellings.keys()].sort((a, b) => b.length - a.length)) {
  const code = s.charCodeAt(0);
  signs.set(code, [...(signs.get(code) ?? []), [s]]);
}
/** /.5 divides and =.5 assigns: the point belongs to the number. */
const beforeDigits = new Set(['/.', '=.']);
function matchSign(text: string, offset: number): [string] | null {
  for (const match of signs.get(text.charCodeAt(offset)) ?? []) {
    const [s] = match;
    if (s.length > 1 && !text.startsWith(s, offset)) continue;
    const next = text.charCodeAt(offset + s.length);
    if (next >= 48 && next <= 57 && beforeDigits.has(s)) continue;
    return match;
  }
  return null;
}
/** Operators and brackets are one kind of token to chevrotain; which one it is, is told by its text. */
const Sign = token(
  'Sign',
  { exec: matchSign },
  [...signs.keys()].map((c) => String.fromCharCode(c)),
);

export const operatorToken = (symbol: string): SyntaxToken => spellings.get(symbol)!;
export const CloseBracket = operatorToken(']');

/** Whatever nothing else matches. */
export const Unknown = token('Unknown', /[\s\S]/, [...ascii('\0', '\x7f'), ...beyondAscii]);

const lexer = new Lexer(all, { positionTracking: 'onlyOffset', ensureOptimizations: false, skipValidations: true });
export const EndOfText: SyntaxToken = Object.assign(EOF as SyntaxToken, {
  role: Role.juxtaposed,
  continues: -1,
  startsOperand: false,
});

export interface Tokens {
  readonly tokens: IToken[];
  readonly comments: readonly IToken[];
}

export function tokenize(text: string): Tokens {
  const { tokens, groups: groupsOfTokens } = lexer.tokenize(text);
  for (const t of tokens) if (t.tokenType === Sign) t.tokenType = spellings.get(t.image)!;
  return { tokens, comments: groupsOfTokens.comments ?? [] };
}
