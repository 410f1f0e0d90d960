/** The table of documented attributes: groups of symbols, with exceptions behind a colon. */
import { readFileSync } from 'node:fs';

/** Attributes by symbol, without Protected. */
export function documentedAttributes(root: string): ReadonlyMap<string, readonly string[]> {
  const out = new Map<string, readonly string[]>();
  const text = readFileSync(`${root}/test/golden/language/attributes.txt`, 'utf8');
  for (const line of text.split('\n')) {
    const parts = /^([A-Za-z ]+): (.*)$/.exec(line);
    if (line.startsWith('#') || parts === null) continue;
    const group = parts[1] === 'none' ? [] : parts[1]!.split(' ');
    for (const word of parts[2]!.trim().split(/\s+/)) {
      const [name, own] = word.split(':') as [string, string?];
      out.set(name, own === undefined ? group : own === '-' ? [] : exceptions(own.split(','), group));
    }
  }
  return out;
}
/** Attributes that hold stand instead of those of the group, others beside them. */
const exceptions = (own: readonly string[], group: readonly string[]): readonly string[] =>
  own.some((a) => a.startsWith('Hold')) || group.some((a) => a.startsWith('Hold')) ? own : [...own, ...group];
