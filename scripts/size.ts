/** Reports files and functions above the soft limits, and places where types are silenced: npm run size. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const FILE_LIMIT = 250;
const FUNCTION_LIMIT = 60;

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesUnder(path) : path.endsWith('.ts') ? [path] : [];
  });
}

/** Functions that begin in the first column or as members of a class: [name, lines]. */
function functionsOf(lines: readonly string[]): [string, number][] {
  const found: [string, number][] = [];
  lines.forEach((line, i) => {
    const start = /^( {0,2})(?:export )?(?:async )?(?:function )?([\w#]+)\s*(?:<[^>]*>)?\(.*\{$/.exec(line);
    if (start === null || /^\s*(?:if|for|while|switch|return)\b/.test(line)) return;
    const end = lines.findIndex((l, k) => k > i && l.startsWith(`${start[1]}}`));
    if (end > 0) found.push([start[2]!, end - i + 1]);
  });
  return found;
}

const files = ['src', 'grammar'].flatMap(filesUnder).filter((f) => !f.includes('/generated/'));
let total = 0;
let silenced = 0;
const long: [string, number][] = [];
const longFunctions: [string, number][] = [];
for (const file of files) {
  const lines = readFileSync(file, 'utf8').split('\n');
  total += lines.length;
  silenced += lines.filter((l) => /\bas (?:never|any|unknown)\b|@ts-|biome-ignore/.test(l)).length;
  if (lines.length > FILE_LIMIT) long.push([file, lines.length]);
  for (const [name, n] of functionsOf(lines)) if (n > FUNCTION_LIMIT) longFunctions.push([`${file} ${name}`, n]);
}
const report = (title: string, rows: [string, number][]): void => {
  console.log(`\n${title}: ${rows.length}`);
  for (const [name, n] of rows.sort((a, b) => b[1] - a[1])) console.log(`${String(n).padStart(6)}  ${name}`);
};
console.log(`${files.length} files, ${total} lines, ${silenced} casts`);
report(`Files above ${FILE_LIMIT} lines`, long);
report(`Functions above ${FUNCTION_LIMIT} lines`, longFunctions);
