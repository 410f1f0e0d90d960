/** Messages as a session shows them: repeated ones are cut off, $MessageList tells of the present input. */
import { expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';

function session(): { run: (text: string) => string; shown: string[] } {
  const s = createSession({ seed: 1 });
  const shown: string[] = [];
  s.log.show = (m) => shown.push(`${m.symbol.name}::${m.tag}: ${m.text}`);
  return { shown, run: (text) => s.parse(text).reduce((_, e) => s.inputForm(s.evaluateInput(e)), '') };
}

test('a message is shown three times, then General::stop', () => {
  const { run, shown } = session();
  run('f::m = "no `1`"; Do[Message[f::m, i], {i, 5}]');
  expect(shown).toEqual([
    'f::m: no 1',
    'f::m: no 2',
    'f::m: no 3',
    'General::stop: Further output of f::m will be suppressed during this calculation.',
  ]);
  run('Message[f::m, 6]');
  expect(shown.at(-1)).toBe('f::m: no 6');
});

test('$MessageList has the messages of this input that were not kept from being shown', () => {
  const { run } = session();
  expect(run('1/0; Quiet[0^0]; $MessageList')).toBe('{HoldForm[Power::infy]}');
  expect(run('$MessageList')).toBe('{}');
});

test('a switched-off message is neither shown nor checked', () => {
  const { run, shown } = session();
  expect(run('Off[Power::infy]; Check[Head[1/0], "bad"]')).toBe('DirectedInfinity');
  expect(shown).toEqual([]);
  run('On[Power::infy]; 1/0');
  expect(shown).toHaveLength(1);
});

test('parameters are filled in by number and in order', () => {
  const { run, shown } = session();
  run('f::t = "`2` before `1`, `` and ``"; Message[f::t, a, b]');
  expect(shown).toEqual(['f::t: b before a, a and b']);
});
