/** Renaming of local names. */
import type { Segment } from '../document.ts';
import type { Facts, Place } from '../facts.ts';
import type { Occurrence } from '../scopes.ts';

/** The local name at an offset; those of the language and of other files are not renamed. */
export function canRename(facts: Facts, offset: number): Place | undefined {
  const found = facts.nameAt(offset);
  if (found === undefined || found.name.binding === undefined) return undefined;
  const { name, segment } = found;
  return { start: name.start + segment.base, end: name.end + segment.base };
}

/** Where the new name has to stand; a text says why it cannot. */
export function renamed(facts: Facts, offset: number, newName: string): Place[] | string {
  const found = facts.nameAt(offset);
  if (found === undefined || found.name.binding === undefined) return 'Only local names are renamed.';
  if (!NAME.test(newName)) return `"${newName}" is no name: letters, digits and $, and no digit at the beginning.`;
  if (isTaken(newName, found.segment, found.name, facts))
    return `${newName} is in use where ${found.name.name} is: the two would be one.`;
  return facts.occurrencesOf(found.segment, found.name);
}
const NAME = /^[\p{L}$][\p{L}$0-9]*$/u;

/** Is the name used between the first and the last place of the one that is renamed? */
function isTaken(newName: string, segment: Segment, { binding }: Occurrence, facts: Facts): boolean {
  const places = binding!.occurrences.map((o) => o.start);
  const [first, last] = [Math.min(...places), Math.max(...places)];
  return facts.scopes(segment).occurrences.some((o) => o.name === newName && first <= o.start && o.start <= last);
}
