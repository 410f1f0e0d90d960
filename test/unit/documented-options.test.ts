/** Options as the public documentation has them (test/golden/language/options.txt): each is known, and what is not honoured says so. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as S from '../../src/expr/symbols.ts';
import { createSession, statements } from '../../src/index.ts';
import { rulesOf } from '../../src/kernel/definitions/options.ts';

const session = createSession({ seed: 1 });
const file = new URL('../golden/language/options.txt', import.meta.url);
const rows = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split(': ').map((words) => words.split(' ')) as [options: string[], symbols: string[]]);
const table = rows.flatMap(([options, symbols]) => symbols.map((symbol) => ({ symbol, options })));

function run(input: string): { value: string; messages: string[] } {
  const { value, messages } = session.log.collect(() => {
    let last = '';
    for (const { expr } of statements(input, session)) last = session.inputForm(session.evaluateInput(expr!));
    return last;
  });
  return { value, messages: messages.map((m) => `${m.symbol.name}::${m.tag}`) };
}

describe.each(table)('$symbol', ({ symbol, options }) => {
  test('knows its options, by names of the language', () => {
    const { value } = run(`Map[Context, Select[Keys[Options[${symbol}]], Head[#] === Symbol &]]`);
    expect(
      new Set(
        value
          .slice(1, -1)
          .split(', ')
          .filter((c) => c !== ''),
      ),
    ).toEqual(new Set(['"System`"']));
    const known = run(`Map[ToString, Keys[Options[${symbol}]]]`).value;
    const names = known.slice(1, -1).replace(/"/g, '').split(', ');
    expect(options.filter((o) => !names.includes(o))).toEqual([]);
  });
  test('says what becomes of those that it does not honour', () => {
    const d = session.definitions.known(session.names.resolve(symbol));
    const declared = new Set([...rulesOf(d?.options ?? S.Null)].map(([name]) => name));
    for (const [name, option] of d?.aside ?? []) {
      if (option.said === undefined || declared.has(name)) continue;
      const { messages } = run(`${symbol}[${name} -> "an unusual value"]`);
      expect([name, messages.some((m) => m === `${symbol}::${option.said![0]}`)]).toEqual([name, true]);
    }
  });
});
