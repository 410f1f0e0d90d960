/** What the session answers the editor, between evaluations. */
import { hasMeaning, parse } from '../../core.ts';
import { system } from '../../expr/intern.ts';
import type { KernelSession } from '../../kernel/session.ts';
import { completionsAt } from './completion.ts';
import { inspectionAt } from './inspection.ts';
import { nearby } from './nearby.ts';
import type { Answers, Completeness, Question } from './questions.ts';
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

/** Names are not looked up: nothing is known of the text afterwards. */
function completenessOf(text: string): Completeness {
  const { incomplete, problems } = parse(text, { resolve: system });
  return incomplete ? 'incomplete' : problems.length > 0 ? 'invalid' : 'complete';
}
