/** Whatever tag the sources report has a text: nobody reads "Message text not found". */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = (readdirSync('src', { recursive: true }) as string[])
  .filter((f) => f.endsWith('.ts'))
  .map((f) => readFileSync(`src/${f}`, 'utf8'));
const library = readdirSync('stdlib').map((f) => readFileSync(`stdlib/${f}`, 'utf8'));

/** Tags that stand as words in calls that report. */
const REPORTED = /(?:\bmessageOf\(\s*[\w.]+(?:\('\w+'\))?,|\bmessage\(|\bnew NetProblem\()\s*'(\w+)'/g;
/** Names that a text may be given: fields of records, shorthand ones too, and assignments in the library. */
const GIVEN = /\b(\w+)'?\]?:(?!:)|::(\w+) =|[{,]\s*(\w+)(?=\s*[,}])/g;
const given = new Set(
  [...sources, ...library].flatMap((text) => [...text.matchAll(GIVEN)].map((m) => m[1] ?? m[2] ?? m[3])),
);

const tags = [...new Set(sources.flatMap((s) => [...s.matchAll(REPORTED)].map((m) => m[1]!)))].sort();

test('there are many tags', () => expect(tags.length).toBeGreaterThan(300));
test.each(tags)('%s has a text', (tag) => expect(given.has(tag)).toBe(true));
