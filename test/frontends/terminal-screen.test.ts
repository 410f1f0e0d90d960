/** Sessions as people see them, on an emulated screen. */
import { afterEach, describe, expect, test } from 'vitest';
import { TerminalScreen } from './terminal-screen.ts';

let screen: TerminalScreen | undefined;
afterEach(() => screen?.close());

describe.each([40, 80, 120])('at %i columns', (columns) => {
  test('inputs are numbered and answered', async () => {
    screen = new TerminalScreen([], { columns });
    await screen.input(1, '6 7');
    await screen.input(2, '% + 1');
    expect(screen.text).toContain('Out[1]= 42');
    expect(screen.text).toContain('Out[2]= 43');
    screen.type('Quit\r');
    expect(await screen.ended()).toBe(0);
  });
});
