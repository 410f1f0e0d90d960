/** What a terminal is asked to show for images and graphics. */
import { describe, expect, test } from 'vitest';
import { abilities, abilitiesIn } from '../../src/frontends/terminal/abilities.ts';
import { picture } from '../../src/frontends/terminal/pictures.ts';
import { createSession } from '../../src/index.ts';
import { sixelImage } from '../../src/render/cells/sixel.ts';

const session = createSession({ seed: 1 });
function shown(
  code: string,
  environment: Record<string, string>,
  { columns = 80, rows = 24, answers = '', color = true } = {},
): string | undefined {
  const size = { columns, rows };
  return picture(session.evaluateInput(session.parse(code)[0]!), session, {
    ...abilities(environment, abilitiesIn(answers), color),
    size,
  });
}
const plain = (text: string): string => text.replace(/\x1b\[[\d;]*m/g, '');

test('half blocks for images where nothing better is known', () => {
  const text = shown('ConstantImage[Red, {4, 2}]', { COLORTERM: 'truecolor' })!;
  expect(text).toBe('\u001b[38;2;255;0;0;48;2;255;0;0m\u2580\u2580\u2580\u2580\u001b[0m');
});
test('what is transparent shows the background of the terminal', () => {
  const text = shown('Image[{{{1, 0, 0, 0}, {1, 0, 0, 1}}, {{1, 0, 0, 0}, {1, 0, 0, 0}}}, ColorSpace -> "RGB"]', {
    COLORTERM: 'truecolor',
  })!;
  expect(text).toContain('49m ');
  expect(text).toContain('38;2;255;0;0;49m\u2580');
});
test('256 colors in older terminals, none where they are not wanted', () => {
  expect(shown('ConstantImage[Red, {1, 2}]', { TERM: 'xterm-256color' })).toContain('38;5;196');
  expect(shown('Plot[x, {x, 0, 1}]', {}, { color: false })).not.toContain('\x1b');
});
test('the protocols of kitty, iTerm2 and sixel', () => {
  expect(shown('Graphics[Disk[]]', { TERM: 'xterm-kitty' })!.startsWith('\u001b_Ga=T')).toBe(true);
  expect(shown('Graphics[Disk[]]', { TERM_PROGRAM: 'iTerm.app' })!.startsWith('\u001b]1337;File=')).toBe(true);
  expect(shown('Graphics[Disk[]]', {}, { answers: '\x1b[?62;4;22c' })!.startsWith('\u001bP0;1q')).toBe(true);
  expect(plain(shown('Graphics[Disk[]]', { TERM_PROGRAM: 'iTerm.app', TMUX: '1' })!)).toContain('█');
});
test('answers of the terminal', () => {
  const told = (report: string) => abilities({}, abilitiesIn(report), true);
  expect(told('\x1b]11;rgb:ffff/ffff/ffff\x1b\\').background).toBe('light');
  expect(told('\x1b]11;rgb:1e/1e/2e\x07').background).toBe('dark');
  expect(told('\x1b[?1;2c')).toMatchObject({ background: 'unknown', protocol: 'cells' });
  expect(abilities({ COLORFGBG: '15;0' }, 0, true).background).toBe('dark');
});

describe.each([40, 80, 120])('a plot in the cells of %i columns', (columns) => {
  const plot = 'Plot[Sin[x], {x, 0, 10}, PlotLabel -> "waves", AxesLabel -> {"t", "y"}]';
  const text = shown(plot, { COLORTERM: 'truecolor' }, { columns })!;
  const lines = plain(text).split('\n');
  test('fits', () => {
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
    expect(lines.length).toBeLessThanOrEqual(21);
    // As wide as there is room for, up to a usual page.
    expect(Math.max(...lines.map((l) => [...l].length))).toBeGreaterThan(Math.min(columns, 72) / 2);
  });
  test('has its labels, its numbers and its curve', () => {
    for (const label of ['waves', 't', 'y', '1.0', '10']) expect(plain(text)).toContain(label);
    expect(plain(text).match(/[\u2801-\u28ff]/g)!.length).toBeGreaterThan(columns);
    expect(text).toMatch(/\x1b\[38;2;\d+;\d+;\d+m[\u2801-\u28ff]/);
  });
  test('leaves the background alone', () => expect(text).not.toMatch(/\x1b\[[\d;]*48;/));
});

test('points are seen', () => {
  const text = plain(shown('ListPlot[{{1, 1}, {2, 3}, {3, 2}}]', {})!);
  expect(text.match(/[⠛⠶⣤⢠⡄⠘⠃⠰⠆⣀⢀⡀⠉⠈⠁]/g)!.length).toBeGreaterThanOrEqual(3);
});
test('bars are areas with their numbers beside them', () => {
  const lines = plain(shown('BarChart[{1, 3}]', {})!).split('\n');
  expect(lines.some((l) => l.includes('███'))).toBe(true);
  for (const n of ['1', '2', '3']) expect(lines.some((l) => new RegExp(`(^|\\D)${n}(\\D|$)`).test(l))).toBe(true);
});
test('ink is light on a dark background, colors keep apart from it', () => {
  const blue = (answers: string) =>
    /38;2;(\d+);(\d+);(\d+)m[\u2801-\u28ff]/.exec(
      shown('Graphics[{Blue, Line[{{0, 0}, {1, 1}}]}]', { COLORTERM: 'truecolor' }, { answers })!,
    );
  const brightness = (m: RegExpExecArray | null): number =>
    0.3 * Number(m![1]) + 0.6 * Number(m![2]) + 0.1 * Number(m![3]);
  expect(brightness(blue('\x1b]11;rgb:00/00/00\x07'))).toBeGreaterThan(90);
  expect(brightness(blue('\x1b]11;rgb:ff/ff/ff\x07'))).toBeLessThan(60);
});

test('sixel data give the pixels back', () => {
  const data = Uint8Array.of(255, 0, 0, 255, 0, 0, 255, 255, 255, 0, 0, 255, 0, 0, 0, 0);
  const text = sixelImage({ width: 2, height: 2, channels: 4, type: 'Byte', colorSpace: 'RGB', alpha: true, data });
  // Red above left, blue above right, red below left; the last pixel is transparent.
  expect(text).toMatch(/^\x1bP0;1q"1;1;2;2/);
  const colors = new Map([...text.matchAll(/#(\d+);2;(\d+);(\d+);(\d+)/g)].map((m) => [m[1]!, m.slice(2).join(' ')]));
  const body = text.replace(/^\x1bP0;1q"1;1;2;2(#\d+;2;\d+;\d+;\d+)*/, '').replace(/\x1b\\$/, '');
  const pixels: Record<string, string> = {};
  for (const part of body.split('$')) {
    const [, color, dots] = /^#(\d+)(.*)$/.exec(part)!;
    [...dots!].forEach((c, x) => {
      const bits = c.charCodeAt(0) - 63;
      for (let y = 0; y < 6; y++) if (bits & (1 << y)) pixels[`${x},${y}`] = colors.get(color!)!;
    });
  }
  expect(pixels).toEqual({ '0,0': '100 0 0', '1,0': '0 0 100', '0,1': '100 0 0' });
});
