/** The grammar that editors color by, in the form of TextMate: made from the operator table and the named characters. */
import { characterName, LETTERS, symbolCharacters } from './characters.ts';
import { groups, operators, RULE, SET } from './operators.ts';

const LANGUAGE = 'wolfram';
/** The same ranges as this kind of expression writes them; it reads characters beyond 16 bits as one, not as two halves. */
const OTHERS = `${LETTERS.replace('\\udfff', '\\ud7ff').replace(/\\u(....)/g, '\\x{$1}')}\\x{10000}-\\x{10ffff}`;
const LETTER = `a-zA-Z$${OTHERS}`;
const NAME = `[${LETTER}][${LETTER}0-9]*`;
const SYMBOL = `\`?${NAME}(?:\`${NAME})*`;
const ESCAPE = '\\\\(?:\\[[A-Za-z0-9]+\\]|:[0-9a-fA-F]{4}|\\.[0-9a-fA-F]{2}|\\|[0-9a-fA-F]{6}|[0-7]{3}|[\\s\\S])';
const DIGITS = '\\d+(?:\\.(?!\\.)\\d*)?';
const NUMBER =
  `(?:\\d+\\^\\^[0-9a-zA-Z]+(?:\\.(?!\\.)[0-9a-zA-Z]*)?|${DIGITS}|\\.\\d+)` +
  `(?:\`\`[+-]?${DIGITS}|\`(?:[+-]?${DIGITS})?)?(?:\\*\\^[+-]?\\d+)?`;

const scope = (name: string): string => `${name}.${LANGUAGE}`;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');

/** How a sign may be spelled: the character, and its name. */
function spellings(sign: string): string[] {
  const name = sign.length === 1 && sign.charCodeAt(0) > 127 ? characterName(sign) : undefined;
  return name === undefined ? [sign] : [sign, `\\[${name}]`];
}
/** Longer spellings first, so that === is not == and =. */
const anyOf = (signs: Iterable<string>): string =>
  [...new Set([...signs].flatMap(spellings))]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map(escaped)
    .join('|');

/** What a sign does, by where it binds and what it stands for. */
function kindOf(head: string, precedence: number): string {
  if (/^(?:Up|Tag)?(?:Set|Unset)(?:Delayed)?$/.test(head)) return 'assignment';
  if (precedence > SET && precedence <= RULE && /Rule|Replace/.test(head)) return 'rule';
  if (/^(?:And|Or|Not|Xor|Nand|Nor)$/.test(head)) return 'logical';
  if (/Equal|^Less|^Greater|^SameQ$|^UnsameQ$/.test(head)) return 'comparison';
  return /^(?:Plus|Subtract|Minus|Times|Divide|Power|Dot)$/.test(head) ? 'arithmetic' : 'other';
}

interface Rule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Rule[];
  readonly include?: string;
}

/** One rule for all signs, longest first, with a group for each kind. */
function signs(): Rule {
  const kinds = new Map<string, string>();
  for (const o of operators)
    for (const s of [o.symbol, ...(o.alternates ?? [])]) if (!kinds.has(s)) kinds.set(s, kindOf(o.head, o.precedence));
  const inOrder = [...kinds.keys()].flatMap((s) => spellings(s).map((text) => ({ text, kind: kinds.get(s)! })));
  inOrder.sort((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1));
  // Signs of one length and kind stand together, so that there are few groups.
  const groupsOf: { length: number; kind: string; texts: string[] }[] = [];
  for (const { text, kind } of inOrder) {
    const known = groupsOf.find((g) => g.length === text.length && g.kind === kind);
    if (known !== undefined) known.texts.push(text);
    else groupsOf.push({ length: text.length, kind, texts: [text] });
  }
  return {
    match: groupsOf.map((g) => `(${g.texts.map(escaped).join('|')})`).join('|'),
    captures: Object.fromEntries(
      groupsOf.map((g, i) => [String(i + 1), { name: scope(`keyword.operator.${g.kind}`) }]),
    ),
  };
}

const brackets = (): string => anyOf(groups.flatMap((g) => [g.open, g.close, ...(g.alternates ?? [])]));

export function textMateGrammar(): object {
  const repository: Readonly<Record<string, Rule>> = {
    comment: { name: scope('comment.block'), begin: '\\(\\*', end: '\\*\\)', patterns: [{ include: '#comment' }] },
    string: {
      name: scope('string.quoted.double'),
      begin: '"',
      end: '"',
      patterns: [{ name: scope('constant.character.escape'), match: ESCAPE }],
    },
    query: { name: scope('keyword.other.query'), match: '^\\s*\\?\\??[A-Za-z$`*@][A-Za-z0-9$`*@]*\\s*$' },
    file: { name: scope('string.unquoted.file'), match: '(?:<<|>>>?)[ \\t]*[A-Za-z0-9$_./~`\\\\:*?@!-]+' },
    number: { name: scope('constant.numeric'), match: NUMBER },
    pattern: {
      match: `(${SYMBOL})?(_\\.(?!\\.)|_{1,3})(${SYMBOL})?`,
      captures: {
        1: { name: scope('variable.parameter') },
        2: { name: scope('keyword.other.blank') },
        3: { name: scope('entity.name.type') },
      },
    },
    slot: { name: scope('variable.language.slot'), match: `##\\d*|#(?:\\d+|${NAME}|"(?:[^"\\\\]|\\\\.)*")?` },
    output: { name: scope('variable.language.output'), match: '%%+|%\\d*' },
    message: {
      match: `(${SYMBOL})(::)(${SYMBOL})`,
      captures: {
        1: { name: scope('entity.name.function') },
        2: { name: scope('keyword.operator.message') },
        3: { name: scope('entity.other.message') },
      },
    },
    constant: {
      name: scope('constant.language'),
      match: `(?<![${LETTER}0-9\`])(?:True|False|Null|None|All|Automatic|Infinity|Pi|E|I|Degree|Indeterminate)(?![${LETTER}0-9\`])|[${[...symbolCharacters.keys()].join('')}]`,
    },
    call: {
      match: `([A-Z$][a-zA-Z$0-9]*)(?=\\[(?!\\[))|(${SYMBOL})(?=\\[(?!\\[))`,
      captures: { 1: { name: scope('support.function') }, 2: { name: scope('entity.name.function') } },
    },
    symbol: { name: scope('variable.other'), match: SYMBOL },
    bracket: { name: scope('punctuation.bracket'), match: brackets() },
    sign: signs(),
    comma: { name: scope('punctuation.separator'), match: ',' },
    escape: { name: scope('constant.character.escape'), match: '\\\\\\[[A-Za-z0-9]+\\]' },
  };
  return {
    $schema: 'https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json',
    name: 'Wolfram Language',
    scopeName: scope('source'),
    fileTypes: ['wl', 'wls', 'wlt'],
    patterns: Object.keys(repository).map((name) => ({ include: `#${name}` })),
    repository,
  };
}
