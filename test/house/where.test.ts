/** npm run where: every symbol is written down in one place that can be found. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sourceIndex } from '../../scripts/source-index.ts';
import { libraryThemes, records, themes } from '../../src/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const index = sourceIndex(root, themes, libraryThemes());

test('every symbol has one place', () => {
  expect([...index].filter(([, places]) => places.length !== 1)).toEqual([]);
  expect(records.map((r) => r.symbol.name).filter((name) => !index.has(name))).toEqual([]);
});

test.each([
  ['Plus', 'arithmetic/plus.ts', "builtin('Plus'"],
  ['Greater', 'arithmetic/comparison.ts', 'Greater'],
  ['FaceGrids', 'words/words.ts', 'FaceGrids'],
  ['LinearLayer', 'records/layers/linear.ts', "('LinearLayer'"],
  ['Limit', 'stdlib/limits.wl', 'Limit::usage'],
])('%s is in %s', (name, file, text) => {
  const [place] = index.get(name)!;
  expect(place!.file).toContain(file);
  expect(readFileSync(`${root}${place!.file}`, 'utf8').split('\n')[place!.line - 1]).toContain(text);
});
