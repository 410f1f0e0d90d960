/** The operator table as the README of this folder shows it. */
import { characterName } from './characters.ts';
import { type Group, groups, type Operator, operators } from './operators.ts';

const spelling = (s: string): string => {
  const name = characterName(s);
  const code = s.replace(/\|/g, '\\|').replace(/`/g, '\\`');
  if (s.charCodeAt(0) < 127) return `\`${code}\``;
  return name === undefined ? `\`\\:${s.charCodeAt(0).toString(16)}\`` : `\`\\[${name}]\``;
};

const places: Readonly<Record<Operator['form'], string>> = { infix: 'between', prefix: 'before', postfix: 'behind' };
const row = (o: Operator): string => {
  const all = [o.symbol, ...(o.alternates ?? [])].map(spelling).join(' ');
  return `| ${o.precedence} | ${all} | ${places[o.form]} | ${o.form === 'infix' ? o.associativity : ''} | ${o.head} |`;
};
const group = (g: Group): string => {
  const other = g.alternates === undefined ? '' : ` ${g.alternates.map(spelling).join(' ')}`;
  return `| ${spelling(g.open)} ${spelling(g.close)}${other} | ${g.head ?? ''} |`;
};

/** Two Markdown tables: operators by precedence, brackets. */
export function grammarTables(): string {
  const sorted = operators.map((o, i) => ({ o, i })).sort((x, y) => x.o.precedence - y.o.precedence || x.i - y.i);
  return [
    '| binds | operator | stands | chains | head |',
    '|---|---|---|---|---|',
    ...sorted.map(({ o }) => row(o)),
    '',
    '| brackets | head |',
    '|---|---|',
    ...groups.map(group),
  ].join('\n');
}
