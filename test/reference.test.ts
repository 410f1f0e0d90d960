/** The reference pages are what the records say: npm run docs writes them. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { referencePages } from '../scripts/reference-pages.ts';

const folder = fileURLToPath(new URL('../docs/reference/', import.meta.url));
const pages = referencePages();

test('the pages are those of the records', () => expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort()));
test.each([...pages])('%s is up to date', (name, text) => expect(readFileSync(folder + name, 'utf8')).toBe(text));
