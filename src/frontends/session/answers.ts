/** What the session answers the editor, between evaluations. */
import { completenessOf, hasMeaning } from '../../core.ts';
import type { KernelSession } from '../../kernel/session.ts';
import { completionsAt } from './completion.ts';
import { inspectionAt } from './inspection.ts';
import { nearby } from './nearby.ts';
import type { Answers, Question } from './questions.ts';
import { signatureOf } from './signature.ts';

export function answer(question: Question, session: KernelSession): Answers[Question['kind']] {
  switch (question.kind) {
    case 'names':
      return question.names.map((name) => isDefined(name, session));
    case 'complete': {
      const { text, from } = nearby(question.text, question.cursor);
      const found = completionsAt(text, question.cursor - from, session);
      return { ...found, from: found.from + from, to: found.to + from };
    }
    case 'inspect': {
      const { text, from } = nearby(question.text, question.cursor);
      return inspectionAt(text, question.cursor - from, question.whole, session);
    }
    case 'complete?':
      return completenessOf(question.text);
    case 'signature':
      return signatureOf(question, session);
  }
}

/** Does a name mean something: a symbol of the language, or one with a value or rules? */
function isDefined(name: string, session: KernelSession): boolean {
  const s = session.contexts.find(name);
  return s !== undefined && hasMeaning(s, session);
}
