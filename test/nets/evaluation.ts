/** Programs of the language as tests use them: values in InputForm, and the messages on the way. */
import { createSession, type KernelSession } from '../../src/index.ts';

export interface Outcome {
  /** InputForm of the last value. */
  readonly value: string;
  readonly messages: readonly string[];
  readonly texts: readonly string[];
}

export function evaluate(text: string, session: KernelSession = createSession({ seed: 1 })): Outcome {
  const messages: string[] = [];
  const texts: string[] = [];
  let value = '';
  for (const expr of session.parse(text)) {
    const result = session.log.collect(() => session.evaluateInput(expr));
    for (const m of result.messages) {
      messages.push(`${m.symbol.name}::${m.tag}`);
      texts.push(m.text);
    }
    value = session.inputForm(result.value);
  }
  return { value, messages, texts };
}

/** The value of a program that has to run without a message. */
export function valueOf(text: string): string {
  const { value, texts } = evaluate(text);
  if (texts.length > 0) throw new Error(`${text}\n${texts.join('\n')}`);
  return value;
}
