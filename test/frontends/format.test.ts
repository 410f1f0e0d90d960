/** `scheelite format` as users run it. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../dist/repl.js', import.meta.url));
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scheelite-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(words: readonly string[], input = ''): { out: string; err: string; code: number | null } {
  const r = spawnSync(process.execPath, [command, 'format', ...words], { input, encoding: 'utf8', cwd: folder });
  return { out: r.stdout, err: r.stderr, code: r.status };
}
const write = (name: string, text: string | Uint8Array): void => writeFileSync(join(folder, name), text);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test('standard input to standard output', () => {
  expect(run(['-'], 'a+b (* c *)\n')).toEqual({ out: 'a + b (* c *)\n', err: '', code: 0 });
});

test('files are printed, checked and written', () => {
  write('a.wl', 'a+b\n');
  write('b.wl', 'c\n');
  expect(run(['a.wl']).out).toBe('a + b\n');
  expect(run(['--check', 'a.wl', 'b.wl'])).toEqual({ out: 'a.wl\n', err: '', code: 1 });
  expect(read('a.wl')).toBe('a+b\n');
  expect(run(['--write', 'a.wl', 'b.wl'])).toEqual({ out: 'a.wl\n', err: '', code: 0 });
  expect(read('a.wl')).toBe('a + b\n');
  expect(run(['--check', 'a.wl', 'b.wl'])).toEqual({ out: '', err: '', code: 0 });
});

test('folders are searched for program texts', () => {
  mkdirSync(join(folder, 'src/deep'), { recursive: true });
  mkdirSync(join(folder, 'src/node_modules'));
  for (const name of ['src/a.wl', 'src/deep/b.wlt', 'src/deep/c.txt', 'src/node_modules/d.wl']) write(name, 'a+b');
  expect(run(['--check', 'src']).out).toBe('src/a.wl\nsrc/deep/b.wlt\n');
});

test('a file with a mistake stays as it is, and the others are done', () => {
  write('bad.wl', 'a+b\nf[1,}\n');
  write('good.wl', 'a+b\n');
  const r = run(['--write', 'bad.wl', 'good.wl']);
  expect(r.code).toBe(65);
  expect(r.out).toBe('good.wl\n');
  expect(r.err).toMatch(/^Syntax::sntxf: .* \(bad\.wl:2:5\)\n/);
  expect(read('bad.wl')).toBe('a+b\nf[1,}\n');
});

test('what is no text is not touched', () => {
  write('x.wl', Uint8Array.of(0x61, 0xff, 0x62));
  expect(run(['--write', 'x.wl'])).toEqual({
    out: '',
    err: 'Get::noopen: Cannot open x.wl: it is not a text in UTF-8.\n',
    code: 66,
  });
  expect(statSync(join(folder, 'x.wl')).size).toBe(3);
  expect(run(['none.wl'])).toEqual({
    out: '',
    err: 'Get::noopen: Cannot open none.wl: there is no such file or folder.\n',
    code: 66,
  });
});

test.each([
  [[], /nothing to format/],
  [['--wide', 'a.wl'], /unknown option --wide/],
  [['--check', '--write', 'a.wl'], /mean two things/],
  [['--write', '-'], /stands alone/],
])('%j is refused', (words, message) => {
  const r = run(words);
  expect(r.code).toBe(64);
  expect(r.err).toMatch(message);
});
