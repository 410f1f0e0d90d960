/** The reference as pages of Markdown, made from the records and from nothing else. */
import type { Builtin } from '../src/builtins/builtin.ts';
import { themes as builtinThemes, libraryThemes } from '../src/index.ts';
import { attributeNames } from '../src/kernel/definitions/attributes.ts';
import { sourceIndex } from './source-index.ts';

const code = (text: string): string => `\`\`\`wl\n${text}\n\`\`\``;

/** Examples as a session shows them, so that a page can be pasted into one. */
function exampleLines(b: Builtin): string {
  const lines: string[] = [];
  Object.entries(b.examples).forEach(([input, expected], i) => {
    const [value, ...messages] = typeof expected === 'string' ? [expected] : expected;
    lines.push(`In[${i + 1}]:= ${input}`, ...messages.map((m) => `${m}: …`));
    if (value !== 'Null') lines.push(`Out[${i + 1}]= ${value}`);
    lines.push('');
  });
  return lines.join('\n').trimEnd();
}

function table(title: string, rows: readonly (readonly [string, string])[]): string[] {
  if (rows.length === 0) return [];
  const cell = (s: string): string => s.replaceAll('|', '\\|').replaceAll('\n', ' ');
  return [`| ${title} | |`, '|---|---|', ...rows.map(([k, v]) => `| \`${cell(k)}\` | ${cell(v)} |`), ''];
}

const messageRow = (tag: string, text: string): string => `${tag} ${text}`;
/** Messages that so many symbols of a page have stand once, at its top. */
const SHARED_BY = 4;

/** The messages that many records of a page have, by tag and text. */
function sharedMessages(records: readonly Builtin[]): ReadonlyMap<string, readonly [tag: string, text: string]> {
  const counts = new Map<string, { readonly row: readonly [string, string]; count: number }>();
  for (const r of records)
    for (const row of Object.entries(r.messages ?? {})) {
      const known = counts.get(messageRow(...row));
      if (known === undefined) counts.set(messageRow(...row), { row, count: 1 });
      else known.count++;
    }
  return new Map([...counts].filter(([, c]) => c.count >= SHARED_BY).map(([key, c]) => [key, c.row] as const));
}

function messageLines(b: Builtin, shared: ReadonlyMap<string, unknown>): string[] {
  const rows = Object.entries(b.messages ?? {});
  const common = rows.filter((r) => shared.has(messageRow(...r))).map(([tag]) => `\`${tag}\``);
  return [
    ...table(
      'message',
      rows.filter((r) => !shared.has(messageRow(...r))),
    ),
    ...(common.length > 0 ? [`Messages from the top of this page: ${common.join(', ')}`, ''] : []),
  ];
}

function entry(b: Builtin, shared: ReadonlyMap<string, unknown>): string {
  const attributes = b.attributes === undefined ? [] : attributeNames(b.attributes);
  return [
    `## ${b.symbol.name}`,
    '',
    ...b.usage.split('\n').map((line) => `- ${line}`),
    '',
    ...(attributes.length > 0 ? [`Attributes: ${attributes.map((a) => `\`${a}\``).join(', ')}`, ''] : []),
    ...table(
      'option',
      Object.entries(b.options ?? {}).map(([k, v]) => [k, `\`${v}\``] as const),
    ),
    ...messageLines(b, shared),
    code(exampleLines(b)),
    '',
  ].join('\n');
}

const anchor = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '');

/** The texts of all messages, sorted, each with the symbols that have it: a text that changes shows as a changed line of one file. */
function messageTexts(records: readonly Builtin[]): string {
  const owners = new Map<string, string[]>();
  for (const { symbol, messages = {} } of records)
    for (const row of Object.entries(messages)) {
      const line = `${row[0]}  ${row[1].replaceAll('\n', '\u21b5')}`;
      owners.set(line, [...(owners.get(line) ?? []), symbol.name]);
    }
  return [...owners]
    .map(([line, names]) => `${line}\n    ${names.sort().join(' ')}\n`)
    .sort()
    .join('');
}

/** File names below docs/reference with their texts; `root` is that of the package. */
export function referencePages(root: string): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  const themes = { ...builtinThemes, ...libraryThemes() };
  const all: (readonly [string, string])[] = [];
  for (const [theme, records] of Object.entries(themes)) {
    const sorted = [...records].sort((a, b) => (a.symbol.name < b.symbol.name ? -1 : 1));
    for (const r of sorted) all.push([r.symbol.name, theme]);
    const shared = sharedMessages(sorted);
    const top =
      shared.size === 0
        ? []
        : ['Messages that many symbols of this page have:', '', ...table('message', [...shared.values()])];
    pages.set(`${theme}.md`, [`# ${theme}`, '', ...top, ...sorted.map((r) => entry(r, shared))].join('\n'));
  }
  all.sort((a, b) => (a[0] < b[0] ? -1 : 1));
  const head = `# Reference\n\n${all.length} symbols. Every example on these pages is run as a test.\n`;
  const themesLine = Object.keys(themes)
    .map((t) => `[${t}](${t}.md)`)
    .join(' · ');
  const places = sourceIndex(root, builtinThemes, libraryThemes());
  const list = all.map(([name, theme]) => {
    const { file, line } = places.get(name)![0]!;
    return `| [${name}](${theme}.md#${anchor(name)}) | [${file}:${line}](../../${file}#L${line}) |`;
  });
  pages.set('index.md', `${head}\n${themesLine}\n\n| symbol | is written down in |\n|---|---|\n${list.join('\n')}\n`);
  pages.set('message-texts.txt', messageTexts(Object.values(themes).flat()));
  return pages;
}
