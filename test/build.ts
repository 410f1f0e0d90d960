/** Builds the command before the tests, so that those of the frontends run what users run; not again where nothing has changed since. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What the build reads. */
const SOURCES = ['src', 'grammar', 'stdlib', 'models', 'scripts', 'repl.ts', 'package.json', 'package-lock.json'];

const changedAt = (path: string): number => statSync(join(root, path)).mtimeMs;
const below = (folder: string): string[] =>
  (readdirSync(join(root, folder), { recursive: true }) as string[]).map((name) => join(folder, name));

function isFresh(): boolean {
  if (!existsSync(join(root, 'dist/repl.js'))) return false;
  const built = changedAt('dist/repl.js');
  const files = SOURCES.flatMap((s) => (statSync(join(root, s)).isDirectory() ? [s, ...below(s)] : [s]));
  return files.every((file) => changedAt(file) < built);
}

export default function build(): void {
  if (isFresh()) return;
  execFileSync(process.execPath, [join(root, 'scripts/build.mjs')], { stdio: 'inherit' });
}
