/** Runs the statements of an example in a session: the printed value of the last one, and the messages of all. */
import type { KernelSession } from '../src/index.ts';

export interface Outcome {
  readonly value: string;
  readonly messages: readonly string[];
}

export function evaluateExample(session: KernelSession, input: string): Outcome {
  const messages: string[] = [];
  let value = '';
  for (const expr of session.parse(input)) {
    const result = session.collectMessages(() => session.evaluateInput(expr));
    messages.push(...result.messages.map((m) => `${m.symbol.name}::${m.tag}`));
    value = session.inputForm(result.value);
  }
  return { value, messages };
}
