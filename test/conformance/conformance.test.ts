/** Runs the VerificationTest[input, expected, {messages}] of every .wlt file here; any kernel of the language can read them too. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Expr, isCall } from '../../src/expr/expr.ts';
import { system } from '../../src/expr/intern.ts';
import { same } from '../../src/expr/same.ts';
import * as S from '../../src/expr/symbols.ts';
import { createSession, parse } from '../../src/index.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const VerificationTest = system('VerificationTest');

for (const file of readdirSync(here).filter((f) => f.endsWith('.wlt')))
  describe(file, () => {
    const session = createSession({ seed: 1 });
    const text = readFileSync(here + file, 'utf8');
    const { expressions, problems } = parse(text, { resolve: (name) => session.names.resolve(name) });
    test('is well-formed', () => expect(problems).toEqual([]));
    // Definitions between the tests are evaluated when it is their turn, as a kernel that reads the file would do it.
    const waiting: Expr[] = [];
    for (const { expr, start, end } of expressions) {
      const line = text.slice(0, start).split('\n').length;
      if (!isCall(expr, VerificationTest)) {
        waiting.push(expr);
        continue;
      }
      const before = waiting.splice(0);
      const [input, expected, messages] = expr.args as readonly [Expr, Expr?, Expr?];
      test(`${file}:${line} ${session.inputForm(input)}`, () => {
        if (messages === undefined && expected !== undefined)
          expect(same(input, expected), `both sides are the same: ${text.slice(start, end)}`).toBe(false);
        for (const definition of before) session.evaluateInput(definition);
        const actual = session.log.collect(() => session.evaluateInput(input));
        const wanted = session.log.collect(() => session.evaluateInput(expected ?? S.True));
        expect(session.inputForm(actual.value)).toBe(session.inputForm(wanted.value));
        const names = messages === undefined ? [] : isCall(messages, S.List) ? messages.args : [messages];
        expect(actual.messages.map((m) => `${m.symbol.name}::${m.tag}`)).toEqual(
          names.map((m) => session.inputForm(m)),
        );
      });
    }
  });
