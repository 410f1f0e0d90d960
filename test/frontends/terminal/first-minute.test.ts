/** What somebody sees who has just installed the command: greeting, help, tour, and a picture. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { inTerminal } from './pty-session.ts';

const command = fileURLToPath(new URL('../../../dist/repl.js', import.meta.url));

describe.each([40, 80, 120])('at %i columns', (columns) => {
  const fits = (text: string): void => {
    for (const line of text.split('\n')) expect([...line].length).toBeLessThanOrEqual(columns);
  };
  const words = (text: string): string => text.replace(/\s+/g, ' ');

  test('a greeting of two lines says what helps', () =>
    inTerminal({ columns }, async (t) => {
      const text = await t.prompt(1);
      fits(text);
      expect(words(text)).toContain(
        'neural nets ?name explains, Tab completes, Ctrl-C stops, Quit leaves. Tour: scheelite --tour',
      );
      if (columns >= 80) expect(text.split('\n')).toHaveLength(4);
      // No word is broken.
      for (const word of ['language', 'trainable', 'completes', 'scheelite'])
        expect(text).toMatch(new RegExp(`\\b${word}\\b`));
    }));
  test('the tour trains a net, ends with a picture, and goes on in the session', () =>
    inTerminal({ columns, rows: 30, words: ['--color=never', '--tour'] }, async (t) => {
      for (let i = 1; i <= 5; i++) {
        await t.until((text) => text.includes(`${i} of 6.`) && text.endsWith('Return goes on'));
        t.type('\r');
      }
      const text = await t.prompt(7);
      fits(text);
      for (const what of ['Out[1]= 2 Cos[x]', 'NetChain of 5 parts', 'round 600/600', '6 of 6.'])
        expect(text).toContain(what);
      expect(text.slice(text.indexOf('Out[6]=')).match(/[\u2801-\u28ff]/g)!.length).toBeGreaterThan(60);
      expect(await t.input(7, 'Abs[trained[1.] - f[1.]] < 0.1')).toContain('Out[7]= True');
    }));
  test('a plot has its labels and its curve, in color', () =>
    inTerminal({ columns, words: [], environment: { COLORTERM: 'truecolor' } }, async (t) => {
      const text = await t.input(1, 'Plot[Sin[x], {x, 0, 10}, PlotLabel -> "waves"]');
      fits(text);
      expect(text).toContain('waves');
      expect(text).toMatch(/10\b/);
      expect(text.match(/[\u2801-\u28ff]/g)!.length).toBeGreaterThan(columns);
      expect(t.raw).toMatch(/\x1b\[38;2;\d+;\d+;\d+m[\u2801-\u28ff]/);
      expect(t.raw).not.toMatch(/\x1b\[48;2;255;255;255m/);
    }));
});

test('the tour can be left', () =>
  inTerminal({ words: ['--color=never', '--tour'] }, async (t) => {
    await t.until(/Return goes on$/);
    t.type('\x03');
    await t.prompt(2);
    expect(await t.input(2, '1 + 1')).toContain('Out[2]= 2');
  }));
test('and runs through where nobody presses keys', () => {
  const r = spawnSync(process.execPath, [command, '--tour'], { encoding: 'utf8', input: '' });
  expect(r.status).toBe(0);
  expect(r.stdout).toContain('6 of 6.');
  expect(r.stdout).toMatch(/[\u2801-\u28ff]{3}/);
  expect(r.stdout).not.toContain('\x1b');
  expect(r.stderr).not.toContain('::');
});
test('--help fits a usual terminal, and its examples run', () => {
  const r = spawnSync(process.execPath, [command, '--help'], { encoding: 'utf8' });
  for (const line of r.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  for (const option of ['-code', '-function', '-linewise', '--tour', '-format', '--strict', '--timeout', '--noinit'])
    expect(r.stdout).toContain(option);
  const shown = spawnSync(
    'sh',
    [
      '-c',
      `scheelite() { "${process.execPath}" "${command}" "$@"; }; seq 3 | scheelite -code 'ToExpression[$ScriptInputString]^2' -linewise; scheelite -code 'Integrate[x Sin[x], x]'`,
    ],
    {
      encoding: 'utf8',
    },
  );
  expect(shown.stdout).toMatch(/^1\n4\n9\n.*Sin\[x\]/);
});
