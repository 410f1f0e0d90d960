/** scheelite jupyter install: the description of the kernel, where Jupyter looks for it. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { command } from './client.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scheelite-kernels-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function jupyter(...words: string[]): { out: string; code: number | null } {
  const r = spawnSync(process.execPath, [command, 'jupyter', ...words], {
    encoding: 'utf8',
    cwd: folder,
    env: { ...process.env, JUPYTER_DATA_DIR: join(folder, 'user') },
  });
  return { out: r.stdout + r.stderr, code: r.status };
}
const description = (place: string) => JSON.parse(readFileSync(join(place, 'kernel.json'), 'utf8'));

test('for an environment, with logos; it goes again', () => {
  const place = join(folder, 'env', 'share', 'jupyter', 'kernels', 'scheelite');
  expect(jupyter('install', '--prefix', 'env')).toEqual({ out: `The kernel Scheelite is in ${place}\n`, code: 0 });
  const { argv, ...rest } = description(place);
  expect(rest).toMatchObject({ display_name: 'Scheelite', language: 'wolfram', interrupt_mode: 'message' });
  expect(argv).toEqual([process.execPath, command, 'jupyter', 'kernel', '{connection_file}']);
  expect(isAbsolute(argv[0]) && existsSync(argv[1])).toBe(true);
  expect(readdirSync(place).sort()).toEqual(['kernel.json', 'logo-32x32.png', 'logo-64x64.png', 'logo-svg.svg']);
  const logo = readFileSync(join(place, 'logo-64x64.png'));
  expect([logo.subarray(1, 4).toString(), logo.readUInt32BE(16), logo.readUInt32BE(20)]).toEqual(['PNG', 64, 64]);
  // Again is no mistake.
  expect(jupyter('install', '--prefix', 'env').code).toBe(0);
  expect(jupyter('uninstall', '--prefix', 'env')).toEqual({ out: `${place} is gone\n`, code: 0 });
  expect(existsSync(place)).toBe(false);
  expect(jupyter('uninstall', '--prefix', 'env').code).toBe(66);
});

test('for the user, under a name, with options of the sessions', () => {
  const { code } = jupyter('install', '--user', '--name=strangers', '--', '--sandbox', '--memory', '1GB');
  expect(code).toBe(0);
  const { argv, display_name } = description(join(folder, 'user', 'kernels', 'strangers'));
  expect(display_name).toBe('Scheelite (strangers)');
  expect(argv.slice(4)).toEqual(['{connection_file}', '--sandbox', '--memory', '1GB']);
});

test('leaves other kernels alone', () => {
  const place = join(folder, 'other', 'share', 'jupyter', 'kernels', 'python3');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'kernel.json'), '{"argv": ["python3", "-m", "ipykernel_launcher"]}');
  for (const what of ['install', 'uninstall']) {
    const { out, code } = jupyter(what, '--prefix', 'other', '--name', 'python3');
    expect(out).toContain('belongs to another kernel');
    expect(code).toBe(64);
  }
  expect(description(place).argv[0]).toBe('python3');
});

test.each([
  [['install', '--user', '--prefix', 'x'], '--user and --prefix are two places; take one'],
  [['install', '--name', 'a/b'], 'a name has letters, digits, dots, dashes and underscores; a/b is none'],
  [['install', '--prefix'], '--prefix needs a value'],
  [['install', 'here'], 'unknown word here; scheelite jupyter --help lists what there is'],
  [['install', '--', '--no-such-option'], 'unknown option --no-such-option; scheelite --help lists them'],
  [['kernel'], 'jupyter kernel needs the connection file that Jupyter writes'],
] as const)('%j is refused', (words, problem) => {
  expect(jupyter(...words)).toEqual({ out: `scheelite: ${problem}\n`, code: 64 });
});

test('a folder that cannot be written is told of', () => {
  writeFileSync(join(folder, 'file'), '');
  const { out, code } = jupyter('install', '--prefix', 'file');
  expect([out.split('\n').length, code]).toEqual([2, 66]);
});
