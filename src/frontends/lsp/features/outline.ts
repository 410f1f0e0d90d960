/** Symbols of a document: what it defines, and its headings. */
import type { DefinitionKind } from '../definitions.ts';
import type { Facts } from '../facts.ts';

export interface Entry {
  readonly name: string;
  readonly kind: DefinitionKind | 'section';
  readonly start: number;
  readonly end: number;
  readonly selection: readonly [start: number, end: number];
}

/** Comments that are headings: (* ::Section:: *) and the line behind it. */
const HEADING = /\(\*\s*::(Title|Chapter|Section|Subsection|Subsubsection)::\s*\*\)\s*\(\*\s*(.*?)\s*\*\)/g;

export function outlineOf(facts: Facts): Entry[] {
  const entries: Entry[] = [];
  for (const { base, kind, left, whole } of facts.allDefinitions()) {
    const name = facts.document.text.slice(left[0] + base, left[1] + base).replace(/\s+/g, ' ');
    entries.push({
      name: name.length > LONGEST ? `${name.slice(0, LONGEST)}...` : name,
      kind,
      start: whole[0] + base,
      end: whole[1] + base,
      selection: [left[0] + base, left[1] + base],
    });
  }
  for (const m of facts.document.text.matchAll(HEADING)) {
    const end = m.index + m[0].length;
    entries.push({ name: m[2]!, kind: 'section', start: m.index, end, selection: [m.index, end] });
  }
  return entries.sort((a, b) => a.start - b.start);
}
const LONGEST = 80;
