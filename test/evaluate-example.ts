/** Runs the statements of an example in a session: the printed value of the last one, and the messages of all. */
import { type KernelSession, statements } from '../src/index.ts';

export interface Outcome {
  readonly value: string;
  readonly messages: readonly string[];
}

export function evaluateExample(session: KernelSession, input: string): Outcome {
  const messages: string[] = [];
  let value = '';
  for (const { expr, problem } of statements(input, session)) {
    if (problem !== undefined) throw new Error(`${problem.text} in ${input}`);
    const result = session.log.collect(() => session.evaluateInput(expr));
    messages.push(...result.messages.map((m) => `${m.symbol.name}::${m.tag}`));
    value = session.inputForm(result.value);
  }
  return { value, messages };
}
