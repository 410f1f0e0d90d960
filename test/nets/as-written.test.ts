/**
 * Nets as people write them: small inputs, each for a way of writing that occurs in public programs and questions.
 * as-written.jsonl has one a line, {id, steps: [{input, value, messages}]}; the steps of a line share a session. Where a value depends on
 * random numbers, heads, dimensions and relations are compared. Reports to files need a file system: reporting.test.ts.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createSession, statements } from '../../src/index.ts';

interface Step {
  readonly input: string;
  /** As OutputForm shows it; absent: Null. */
  readonly value?: string;
  readonly messages?: readonly string[];
}

const lines = readFileSync(new URL('as-written.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');

describe('nets as written', () => {
  test.each(lines.map((l) => JSON.parse(l) as { id: string; steps: Step[] }))('$id', ({ steps }) => {
    const session = createSession({ seed: 1 });
    for (const { input, value = 'Null', messages = [] } of steps) {
      const said: string[] = [];
      let shown = '';
      for (const { expr, problem } of statements(input, session)) {
        if (expr === undefined) throw new Error(`${problem?.text} in ${input}`);
        const result = session.log.collect(() => session.evaluateInput(expr));
        said.push(...result.messages.map((m) => `${m.symbol.name}::${m.tag}`));
        shown = session.outputForm(result.value);
      }
      expect([input, shown, said]).toEqual([input, value, messages]);
    }
  });
});
