/** Checks what a compiler and a linter do not: lengths, exports and packages that nothing uses. Part of npm run check. */

import { FILE_LIMIT, FUNCTION_LIMIT, silenced, tooLong } from './sizes.ts';
import { readSources } from './sources.ts';
import { entryPoints, unusedExports, unusedPackages } from './unused.ts';

/** Exports that tests alone use, and why they are there. */
const FOR_TESTS: ReadonlySet<string> = new Set([
  'src/compute/machine/jit/system.ts heldBytes', // that what was allocated is given back
  'src/pace.ts lookEvery', // looks more often, so that every moment to stop at is tried
  'src/formats/json.ts readJson', // the format by itself, against the standard
  'src/expr/intern.ts allSymbols', // that symbols are given back
  'src/syntax/node.ts nodeAt', // what editors ask of positions
  'src/syntax/node.ts nodeAround',
  'grammar/characters.ts characterNames', // that every name can be read and written
  'grammar/describe.ts grammarTables', // the tables of grammar/README.md
  'grammar/textmate.ts textMateGrammar', // the file of the extension for VS Code
]);

const root = process.cwd();
const product = readSources(root, ['src', 'grammar', 'repl.ts', 'playground', 'editors/vscode/src']);
const around = readSources(root, ['test', 'scripts', 'benchmarks']);
const { files, functions } = tooLong(product.values());

let failures = 0;
function report(title: string, rows: readonly string[]): void {
  if (rows.length === 0) return;
  failures += rows.length;
  console.log(`\n${title}: ${rows.length}`);
  for (const row of rows) console.log(`  ${row}`);
}
const row = ({ what, lines }: { readonly what: string; readonly lines: number }): string =>
  `${String(lines).padStart(4)}  ${what}`;

report(`Files above ${FILE_LIMIT} lines`, files.map(row));
report(`Functions above ${FUNCTION_LIMIT} lines`, functions.map(row));
report(
  'Exports that nothing imports',
  unusedExports(product, around, entryPoints(root))
    .filter(({ name, inTests }) => !inTests || !FOR_TESTS.has(name))
    .map(({ name, inTests }) => `${name}${inTests ? ' (tests alone do)' : ''}`),
);
report('Packages that nothing names', unusedPackages(root));
console.log(
  `\n${product.size} files, ${silenced(product.values())} casts to never, any or unknown and comments that silence a rule`,
);
if (failures > 0) {
  console.error(`${failures} things to mend`);
  process.exitCode = 1;
}
