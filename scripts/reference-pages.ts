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

function entry(b: Builtin): string {
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
    ...table('message', Object.entries(b.messages ?? {})),
    code(exampleLines(b)),
    '',
  ].join('\n');
}

const anchor = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '');

/** File names below docs/reference with their texts; `root` is that of the package. */
export function referencePages(root: string): ReadonlyMap<string, string> {
  const pages = new Map<string, string>();
  const themes = { ...builtinThemes, ...libraryThemes() };
  const all: (readonly [string, string])[] = [];
  for (const [theme, records] of Object.entries(themes)) {
    const sorted = [...records].sort((a, b) => (a.symbol.name < b.symbol.name ? -1 : 1));
    for (const r of sorted) all.push([r.symbol.name, theme]);
    pages.set(`${theme}.md`, [`# ${theme}`, '', ...sorted.map(entry)].join('\n'));
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
  return pages;
}
