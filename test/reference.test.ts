/** The reference pages are what the records say: npm run docs writes them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { referencePages } from '../scripts/reference-pages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}docs/reference/`;
const pages = referencePages(root);
/** A line number moves with every change above it: `npm run docs` brings them up to date, and nobody has to for this test. */
const withoutLines = (text: string): string => text.replaceAll(/:\d+\]\((\S+?)#L\d+\)/g, ']($1)');

test('the pages are those of the records', () => expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort()));
test.each([...pages])('%s is up to date', (name, text) =>
  expect(withoutLines(readFileSync(folder + name, 'utf8'))).toBe(withoutLines(text)),
);
