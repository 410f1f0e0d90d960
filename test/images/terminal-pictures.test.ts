/** What a terminal is asked to show for images and graphics. */
import { expect, test } from 'vitest';
import { picture, pictureTerminal } from '../../src/frontends/terminal/pictures.ts';
import { createSession } from '../../src/index.ts';

const session = createSession({ seed: 1 });
const shown = (code: string, environment: Record<string, string>): string | undefined =>
  picture(
    session.evaluateInput(session.parse(code)[0]!),
    session,
    pictureTerminal(environment, () => 80),
  );

test('half blocks where nothing better is known', () => {
  const text = shown('ConstantImage[Red, {4, 2}]', { COLORTERM: 'truecolor' })!;
  expect(text).toBe('\u001b[38;2;255;0;0;48;2;255;0;0m\u2580\u2580\u2580\u2580\u001b[0m');
});
test('256 colors in older terminals', () => {
  expect(shown('ConstantImage[Red, {1, 2}]', { TERM: 'xterm-256color' })).toContain('38;5;196');
});
test('the protocols of kitty and iTerm2', () => {
  expect(shown('Graphics[Disk[]]', { TERM: 'xterm-kitty' })!.startsWith('\u001b_Ga=T')).toBe(true);
  expect(shown('Graphics[Disk[]]', { TERM_PROGRAM: 'iTerm.app' })!.startsWith('\u001b]1337;File=')).toBe(true);
  expect(shown('Graphics[Disk[]]', { TERM_PROGRAM: 'iTerm.app', TMUX: '1' })!.startsWith('\u001b[38')).toBe(true);
});
test('a row of images', () => {
  expect(shown('{ConstantImage[Red, {2, 2}], ConstantImage[Blue, {2, 2}]}', { COLORTERM: 'truecolor' })).toContain(
    '0;0;255',
  );
});
test('other values are text', () => {
  expect(shown('1 + 1', {})).toBeUndefined();
  expect(shown('{1, Red}', {})).toBeUndefined();
});
