/** In and Out of a session in a terminal, as far back as $HistoryLength says. */
import { expect, test } from 'vitest';
import { Interpreter } from '../../src/frontends/session/interpreter.ts';
import { TerminalSession } from '../../src/frontends/terminal/session.ts';
import { themeOf } from '../../src/frontends/terminal/theme.ts';
import { noIO } from '../../src/kernel/io.ts';

function terminal(): (text: string) => string {
  const shown: string[] = [];
  const evaluator = new Interpreter({ io: noIO, seed: 1, showMessage: (m) => shown.push(m) });
  const session = new TerminalSession(evaluator, {
    out: (text) => shown.push(text),
    error: (text) => shown.push(text),
    size: () => ({ columns: 80, rows: 24 }),
    theme: themeOf(false),
  });
  return (text) => {
    shown.length = 0;
    session.input(text);
    return shown.join('').trim();
  };
}

test('all lines are remembered at first', () => {
  const input = terminal();
  input('2 + 3');
  input('10');
  expect(input('{%1, %%, %}')).toBe('Out[3]= {5, 5, 10}');
});

test('$HistoryLength makes earlier lines be forgotten', () => {
  const input = terminal();
  input('2 + 3');
  input('$HistoryLength = 2');
  input('7');
  expect(input('{%1, %3}')).toBe('Out[4]= {Out[1], 7}');
});
