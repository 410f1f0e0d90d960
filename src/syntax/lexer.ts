/** Text to tokens, by chevrotain; the token types of operators come from grammar/operators.ts. */
import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain';
import { symbolCharacters } from '../../grammar/characters.ts';
import { type Operator, operators } from '../../grammar/operators.ts';

/** A token type with what the parser needs to know of it. */
export interface SyntaxToken extends TokenType {
  infix?: Operator;
  prefix?: Operator;
  postfix?: Operator;
  /** Can begin an operand. */
  startsOperand?: boolean;
}

const all: SyntaxToken[] = [];
const token = (name: string, pattern: Parameters<typeof createToken>[0]['pattern'], more: object = {}): SyntaxToken => {
  const t = createToken({ name, pattern: pattern!, ...more }) as SyntaxToken;
  all.push(t);
  return t;
};
const operand = (t: SyntaxToken): SyntaxToken => {
  t.startsOperand = true;
  return t;
};

/** Comments nest; an open one runs to the end of the text and is reported by the parser. */
function matchComment(text: string, offset: number): [string] | null {
  if (text.charCodeAt(offset) !== 40 || text.charCodeAt(offset + 1) !== 42) return null;
  let depth = 1;
  let i = offset + 2;
  for (; i < text.length && depth > 0; i++) {
    const c = text.charCodeAt(i);
    if (c === 42 && text.charCodeAt(i + 1) === 41) {
      depth--;
      i++;
    } else if (c === 40 && text.charCodeAt(i + 1) === 42) {
      depth++;
      i++;
    }
  }
  return depth > 0 ? null : [text.slice(offset, i)];
}

/** ?name and ??name, alone at the beginning of a line. */
const queryPattern = /\?\??[A-Za-z$`*@][A-Za-z0-9$`*@]*[ \t]*(?=\n|\r|;|$)/y;
function matchQuery(text: string, offset: number): RegExpExecArray | null {
  for (let i = offset - 1; i >= 0 && text[i] !== '\n'; i--) if (text[i] !== ' ' && text[i] !== '\t') return null;
  queryPattern.lastIndex = offset;
  return queryPattern.exec(text);
}

const LETTER =
  'a-zA-Z$\\u00aa\\u00b5\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0370-\\u03ff\\u0400-\\u04ff\\u3040-\\u9fff\\uac00-\\ud7af\\uf6b2-\\uf73f\\uf770-\\uf833';
const NAME = `[${LETTER}][${LETTER}0-9]*`;
const SYMBOL = `\`?${NAME}(?:\`${NAME})*`;

export const Space = token('Space', /[ \t\r\n\f\u00a0\u2009\u2062\uf360]+/, {
  group: Lexer.SKIPPED,
  line_breaks: true,
});
/** A backslash at the end of a line joins it to the next. */
export const Continuation = token('Continuation', /\\\r?\n/, { group: Lexer.SKIPPED, line_breaks: true });
export const Comment = token(
  'Comment',
  { exec: matchComment },
  { group: 'comments', line_breaks: true, start_chars_hint: ['('] },
);
export const Query = operand(token('Query', { exec: matchQuery }, { start_chars_hint: ['?'], line_breaks: false }));
export const StringLiteral = operand(token('String', /"(?:[^"\\]|\\[\s\S])*"/, { line_breaks: true }));
export const NumberLiteral = operand(
  token(
    'Number',
    /(?:\d+\^\^[0-9a-zA-Z]+(?:\.(?!\.)[0-9a-zA-Z]*)?|\d+(?:\.(?!\.)\d*)?|\.\d+)(?:``[+-]?\d+(?:\.\d*)?|`(?:[+-]?\d+(?:\.\d*)?)?)?(?:\*\^[+-]?\d+)?/,
  ),
);
export const Blank = operand(
  token('Blank', new RegExp(`(?:${SYMBOL})?(?:_\\.(?!\\.)|_{1,3}(?:${SYMBOL})?)`), {
    start_chars_hint: letters().concat('_', '`'),
  }),
);
export const SymbolName = operand(token('Symbol', new RegExp(SYMBOL), { start_chars_hint: letters().concat('`') }));
export const SymbolCharacter = operand(
  token('SymbolCharacter', new RegExp(`[${[...symbolCharacters.keys()].filter((c) => c !== '\u03c0').join('')}]`)),
);
export const Slot = operand(token('Slot', new RegExp(`##\\d*|#(?:\\d+|${NAME}|"(?:[^"\\\\]|\\\\[\\s\\S])*")?`)));
export const Out = operand(token('Out', /%%+|%\d*/));
export const GetFile = operand(token('GetFile', /<<[ \t]*[A-Za-z0-9$_./~`\\:*?@!-]+/));
export const GetString = operand(token('GetString', /<<(?=[ \t]*")/));
/** The file after >> may stand without quotes. */
export const PutFile = token('PutFile', />>>?[ \t]*[A-Za-z0-9$_./~`\\:-]+/);
export const OpenAssociation = operand(token('OpenAssociation', /<\||\uf113/));
export const CloseAssociation = token('CloseAssociation', /\|>|\uf114/);
export const OpenList = operand(token('OpenList', '{'));
export const CloseList = token('CloseList', '}');
export const OpenParenthesis = operand(token('OpenParenthesis', '('));
export const CloseParenthesis = token('CloseParenthesis', ')');
export const OpenPart = token('OpenPart', /\[\[|\u301a/);
export const OpenBracket = token('OpenBracket', '[');
export const CloseBracket = token('CloseBracket', ']');
export const ClosePart = token('ClosePart', '\u301b');
export const Comma = token('Comma', ',');

function letters(): string[] {
  const out: string[] = ['$'];
  for (let i = 0; i < 26; i++) out.push(String.fromCharCode(65 + i), String.fromCharCode(97 + i));
  for (const [a, b] of [
    [0xaa, 0xaa],
    [0xb5, 0xb5],
    [0xc0, 0x24f],
    [0x370, 0x4ff],
  ])
    for (let c = a!; c <= b!; c++) out.push(String.fromCharCode(c));
  for (let c = 0x3040; c < 0xfa00; c += 64) out.push(String.fromCharCode(c));
  return out;
}

/** Longer spellings first, so that === is not read as == and =. */
const spellings = new Map<string, SyntaxToken>();
for (const o of operators)
  for (const s of [o.symbol, ...(o.alternates ?? [])])
    if (!spellings.has(s)) spellings.set(s, createToken({ name: `Operator ${s}`, pattern: s }) as SyntaxToken);
for (const o of operators)
  for (const s of [o.symbol, ...(o.alternates ?? [])]) {
    const t = spellings.get(s)!;
    t[o.form] = o;
    if (o.form === 'prefix') t.startsOperand = true;
  }
export const operatorToken = (symbol: string): SyntaxToken => spellings.get(symbol)!;
// Span may begin an operand: ;;n.
operatorToken(';;').startsOperand = true;
// |> closes an association before | and > are looked at, and <| opens one before < and |.
all.push(...[...spellings].sort((a, b) => b[0].length - a[0].length).map(([, t]) => t));

const lexer = new Lexer(all, { positionTracking: 'onlyOffset', ensureOptimizations: false, skipValidations: true });
export const vocabulary: readonly SyntaxToken[] = all;

export interface Tokens {
  readonly tokens: IToken[];
  readonly comments: readonly IToken[];
  /** Where text could not be read as a token. */
  readonly errors: readonly { readonly offset: number; readonly length: number }[];
}

export function tokenize(text: string): Tokens {
  const { tokens, errors, groups } = lexer.tokenize(text);
  return { tokens, comments: groups.comments ?? [], errors };
}
