/** The grammar for editors: what the file holds is what the tables say, and it sees the tokens that the lexer sees. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import { textMateGrammar } from '../../grammar/textmate.ts';
import { decodeEscapes } from '../../src/syntax/escapes.ts';
import * as T from '../../src/syntax/lexer.ts';
import { samples } from './samples.ts';
import { sourceFiles } from './source-files.ts';

const file = 'editors/vscode/syntaxes/wolfram.tmLanguage.json';
const written = `${JSON.stringify(textMateGrammar(), undefined, 2)}\n`;

/** Renewed by `npx vitest run test/syntax/textmate.test.ts -u`. */
test('the file in the extension is the grammar', () => expect(written).toMatchFileSnapshot(`../../${file}`));

let grammar: textmate.IGrammar;
beforeAll(async () => {
  const wasm = createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm');
  await oniguruma.loadWASM(new Uint8Array(readFileSync(wasm)).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(written, 'wolfram.json'),
  });
  grammar = (await registry.loadGrammar('source.wolfram'))!;
});

/** The innermost scope of every character, without the name of the language. */
function scopesOf(text: string): string[] {
  const scopes = new Array<string>(text.length).fill('');
  let stack = textmate.INITIAL;
  let offset = 0;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    for (const t of tokens)
      scopes.fill(
        t.scopes.slice(1).join(' '),
        offset + t.startIndex,
        Math.min(offset + t.endIndex, offset + line.length),
      );
    offset += line.length + 1;
  }
  return scopes;
}
/** Stretches of one scope. */
function colored(text: string): string[] {
  const scopes = scopesOf(text);
  const out: string[] = [];
  for (let i = 0; i < text.length; ) {
    let end = i + 1;
    while (end < text.length && scopes[end] === scopes[i]) end++;
    if (scopes[i] !== '') out.push(`${text.slice(i, end)}: ${scopes[i]!.replaceAll('.wolfram', '')}`);
    i = end;
  }
  return out;
}

test.each<readonly [string, ...string[]]>([
  [
    'f[x_Integer] := x',
    'f: entity.name.function',
    '[: punctuation.bracket',
    'x: variable.parameter',
    '_: keyword.other.blank',
    'Integer: entity.name.type',
    ']: punctuation.bracket',
    ':=: keyword.operator.assignment',
    'x: variable.other',
  ],
  [
    '"a\\n(*" (* (* x *) "*)',
    '"a: string.quoted.double',
    '\\n: string.quoted.double constant.character.escape',
    '(*": string.quoted.double',
    '(* : comment.block',
    '(* x *): comment.block comment.block',
    ' "*): comment.block',
  ],
  ['1.5`20 -> 16^^ff', '1.5`20: constant.numeric', '->: keyword.operator.rule', '16^^ff: constant.numeric'],
  [
    'a === b \\[Rule] \\[Alpha]',
    'a: variable.other',
    '===: keyword.operator.comparison',
    'b: variable.other',
    '\\[Rule]: keyword.operator.rule',
    '\\[Alpha]: constant.character.escape',
  ],
  [
    'NetChain[#name &]',
    'NetChain: support.function',
    '[: punctuation.bracket',
    '#name: variable.language.slot',
    '&: keyword.operator.other',
    ']: punctuation.bracket',
  ],
  [
    'f::usage = %3',
    'f: entity.name.function',
    '::: keyword.operator.message',
    'usage: entity.other.message',
    '=: keyword.operator.assignment',
    '%3: variable.language.output',
  ],
  [
    '{True, \u03c0, my`x}',
    '{: punctuation.bracket',
    'True: constant.language',
    ',: punctuation.separator',
    '\u03c0: constant.language',
    ',: punctuation.separator',
    'my`x: variable.other',
    '}: punctuation.bracket',
  ],
])('%s', (text, ...expected) => expect(colored(text)).toEqual(expected));

/** What the scopes of a token of the lexer have to begin with. */
const wanted = new Map<unknown, RegExp>([
  [T.StringLiteral, /^string/],
  [T.NumberLiteral, /^constant\.numeric/],
  [T.SymbolName, /^(?:variable|entity|support|constant\.(?:language|character))/],
  [T.SymbolCharacter, /^constant/],
  [T.Out, /^variable/],
  [T.Blank, /^(?:keyword\.other\.blank|variable)/],
  [T.Slot, /^variable\.language/],
  [T.Comma, /^punctuation/],
]);
const texts = sourceFiles.map((name): [string, string] => [name, readFileSync(name, 'utf8')]);

test.each([...texts, ['samples', samples.join('\n')] as [string, string]])('tokens of %s', (_, whole) => {
  // Boxes written out stand for other tokens than they show.
  const text = whole.replace(/\\!\\(.*\\)/g, (boxes) => ' '.repeat(boxes.length));
  const scopes = scopesOf(text);
  const { text: decoded, originalOffset } = decodeEscapes(text);
  const { tokens, comments } = T.tokenize(decoded);
  const scopeAt = (t: { readonly startOffset: number }): string => scopes[originalOffset(t.startOffset)]!;
  const wrong = tokens.flatMap((t) => {
    const type = t.tokenType as T.SyntaxToken;
    const pattern = wanted.get(type) ?? ((type.opens ?? type.closes) ? /^punctuation/ : /^(?:keyword|string|constant)/);
    return pattern.test(scopeAt(t)) ? [] : [`${t.image} at ${t.startOffset}: ${scopeAt(t)}`];
  });
  for (const c of comments) if (!scopeAt(c).startsWith('comment')) wrong.push(c.image);
  expect(wrong.slice(0, 5)).toEqual([]);
});
