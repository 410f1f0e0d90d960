/** What the session answers the editor, between evaluations. */
import type { Sym } from '../../expr/expr.ts';
import type { KernelSession } from '../../kernel/session.ts';
import type { Completions } from './editor/editor.ts';
import type { Answers, Question } from './protocol.ts';

export function answer(question: Question, session: KernelSession): Answers[Question['kind']] {
  switch (question.kind) {
    case 'names':
      return question.names.map((name) => isDefined(name, session));
    case 'complete':
      return completions(question.text, question.cursor, session);
    case 'signature':
      return undefined;
  }
}

/** Does a name mean something: a symbol of the language, or one with a value or rules? */
function isDefined(name: string, session: KernelSession): boolean {
  const s = session.contexts.find(name);
  return s !== undefined && hasMeaning(s, session);
}

function hasMeaning(s: Sym, session: KernelSession): boolean {
  const d = session.known(s);
  if (d === undefined) return false;
  if (d.native !== undefined || d.own !== undefined || d.attributes !== 0) return true;
  if (d.messages !== undefined || d.options !== undefined) return true;
  return [d.down, d.sub, d.up, ...Object.values(d.more)].some((rules) => rules !== undefined && rules.size > 0);
}

function completions(text: string, cursor: number, session: KernelSession): Completions {
  const word = /[A-Za-z$][\w$`]*$/.exec(text.slice(0, cursor))?.[0] ?? '';
  const names = new Set<string>();
  for (const s of session.knownSymbols())
    if (s.name.startsWith(word) && !s.name.includes('$') === !word.includes('$')) names.add(s.name);
  return {
    from: cursor - word.length,
    to: cursor,
    candidates: word === '' ? [] : [...names].sort().map((name) => ({ text: name })),
  };
}
