// npm start: builds the command where a source is newer than it, and runs it. (A prestart script would not run: .npmrc ignores scripts of packages.)
import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const newest = (path) => {
  const s = statSync(path);
  return s.isDirectory() ? Math.max(...readdirSync(path).map((name) => newest(`${path}/${name}`))) : s.mtimeMs;
};
const built = statSync(`${root}dist/repl.js`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (['repl.ts', 'package.json', 'src', 'grammar', 'scripts'].some((p) => newest(root + p) > built))
  execFileSync(process.execPath, [`${root}scripts/build.mjs`], { cwd: root, stdio: 'inherit' });
await import('../dist/repl.js');
