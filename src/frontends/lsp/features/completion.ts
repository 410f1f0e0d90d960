/** What could stand at the cursor: what a session would say, and the names that the files define. */
import { completionsAt } from '../../session/completion.ts';
import type { Facts } from '../facts.ts';
import type { Workspace } from '../workspace.ts';

export type CompletionKind = 'builtin' | 'own' | 'option' | 'text';
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  readonly note: string | undefined;
}
export interface CompletionList {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Completion[];
}

export function completionAt(facts: Facts, offset: number, workspace: Workspace): CompletionList {
  const { document, language } = facts;
  const { start } = document.at(Math.max(0, offset - 1));
  const { from, to, candidates } = completionsAt(
    document.text.slice(start, document.at(offset).end),
    offset - start,
    language.session,
  );
  const items = candidates.map(({ text, note }): Completion => ({ label: text, kind: kindOf(text, facts), note }));
  const word = /[A-Za-z$][\w$]*$/.exec(document.text.slice(from + start, to + start))?.[0];
  if (word !== undefined && !items.some((i) => i.kind === 'text')) {
    const listed = new Set(items.map((i) => i.label));
    for (const label of [...workspace.namesLike(word)].sort())
      if (!listed.has(label)) items.unshift({ label, kind: 'own', note: undefined });
  }
  return { start: from + start, end: to + start, items };
}

function kindOf(text: string, facts: Facts): CompletionKind {
  if (text.endsWith(' -> ')) return 'option';
  if (!/^[\w$`]+$/.test(text)) return 'text';
  return facts.language.has(text) ? 'builtin' : 'own';
}
