/** docs/coverage.md: the documented symbols by theme, which are here, and what forms and options of them are missing. */
import { readFileSync } from 'node:fs';
import { system } from '../src/expr/intern.ts';
import { createSession, hasMeaning } from '../src/index.ts';

interface Theme {
  readonly title: string;
  readonly names: readonly string[];
}
/** docs/documented-names.txt: a line `# theme`, then names. */
function themes(text: string): readonly Theme[] {
  return text
    .split(/^# /m)
    .slice(1)
    .map((part) => {
      const [title, ...rest] = part.split('\n');
      return { title: title!, names: rest.join(' ').split(/\s+/).filter(Boolean) };
    });
}
const missingForms = (text: string): readonly string[] =>
  text
    .split('\n')
    .slice(1)
    .filter((line) => line.includes(':'))
    .map((line) => {
      const [names, what] = line.split(/:(.*)/s) as [string, string];
      return `| ${names
        .split(', ')
        .map((n) => `\`${n}\``)
        .join(', ')} | ${what.trim()} |`;
    });

const percent = (here: number, all: number): string => `${Math.round((100 * here) / Math.max(1, all))} %`;

/** The page, from the two lists in docs/ and the records. */
export function coveragePage(root: string): string {
  const session = createSession({ seed: 1 });
  const here = (name: string): boolean => hasMeaning(system(name), session);
  const all = themes(readFileSync(`${root}/docs/documented-names.txt`, 'utf8'));
  const rows = all.map(({ title, names }) => ({
    title,
    have: names.filter(here),
    lack: names.filter((n) => !here(n)),
  }));
  const count = (f: (r: (typeof rows)[number]) => number): number => rows.reduce((sum, r) => sum + f(r), 0);
  const [have, total] = [count((r) => r.have.length), count((r) => r.have.length + r.lack.length)];
  const table = rows.map(
    (r) =>
      `| ${r.title} | ${r.have.length} | ${r.have.length + r.lack.length} | ${percent(r.have.length, r.have.length + r.lack.length)} |`,
  );
  return [
    '# Coverage of the language',
    '',
    'Made by `npm run coverage-page` from the records, `docs/documented-names.txt` and `docs/missing-forms.txt`; do not edit. That a symbol is here says',
    'that it has a meaning, not that each of its documented forms has: what is known to be missing of those stands below.',
    '',
    `${have} of ${total} documented symbols (${percent(have, total)}) are here.`,
    '',
    '| theme | here | documented | part |',
    '|---|---|---|---|',
    ...table,
    '',
    '## Missing forms and options',
    '',
    '| symbols | what is missing |',
    '|---|---|',
    ...missingForms(readFileSync(`${root}/docs/missing-forms.txt`, 'utf8')),
    ...rows.flatMap((r) => [
      '',
      `## ${r.title}`,
      '',
      `Here: ${r.have.map((n) => `\`${n}\``).join(', ') || 'none'}.`,
      '',
      `Missing: ${r.lack.map((n) => `\`${n}\``).join(', ') || 'none'}.`,
    ]),
    '',
  ].join('\n');
}
