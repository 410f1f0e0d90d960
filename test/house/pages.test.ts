/** What the pages for contributors say about files is so. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { filesUnder } from '../../scripts/source-index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const architecture = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

/** Folders and files that are part of the project, not of what was built or installed. */
const ignored = (path: string): boolean => {
  try {
    execFileSync('git', ['check-ignore', '-q', path], { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const folders = readdirSync(root).filter(
  (name) =>
    !name.startsWith('.') && statSync(join(root, name)).isDirectory() && name !== 'node_modules' && !ignored(name),
);
const inSource = readdirSync(join(root, 'src')).map((name) =>
  statSync(join(root, 'src', name)).isDirectory() ? `src/${name}/` : `src/${name}`,
);

test.each([...folders.filter((f) => f !== 'src').map((f) => `${f}/`), ...inSource])(
  'ARCHITECTURE.md names %s',
  (path) => expect(architecture).toContain(`\`${path}\``),
);

/** `src/x.ts`, `x/`, `src/*form.ts`: what looks like a file or a folder. */
const pathsIn = (page: string): string[] =>
  [...page.matchAll(/`([\w./<>*-]+)`/g)]
    .map((m) => m[1]!)
    .filter((p) => /^[\w.-]+\/[\w./<>*-]*$|^[\w-]+\.(?:ts|mjs|as)$/.test(p) && !p.startsWith('node_modules'));

const everyFile = ['src', 'grammar', 'scripts', 'test', 'stdlib'].flatMap((f) => filesUnder(join(root, f), ''));
/** A file or a folder from the root, from src or from the folder of the page; or a file by its bare name. */
function isThere(path: string, page: string): boolean {
  const open = path.search(/[<*]/);
  const stem = open < 0 ? path : dirname(`${path.slice(0, open)}x`);
  const places = [root, join(root, 'src'), join(root, dirname(page))];
  if (places.some((place) => existsSync(join(place, stem)))) return true;
  const folder = `/${stem.replace(/\/?$/, '/')}`;
  return everyFile.some((f) => f.endsWith(`/${stem}`) || (f.startsWith(places[2]!) && f.includes(folder)));
}

/** Named as what is to be made, or not to be made. */
const NOT_THERE = ['src/builtins/lists/accumulate.ts', 'utils.ts'];

const pages = [
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...filesUnder(join(root, 'docs/design'), '.md').map((f) => f.slice(root.length)),
  ...filesUnder(join(root, 'src'), 'README.md').map((f) => f.slice(root.length)),
];
describe('files that are named exist', () => {
  test.each(pages)('%s', (page) => {
    const named = pathsIn(readFileSync(join(root, page), 'utf8'));
    expect(named.filter((path) => !NOT_THERE.includes(path) && !isThere(path, page))).toEqual([]);
  });
});
