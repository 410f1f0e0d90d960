/** Whatever tag the sources report has a text: nobody reads "Message text not found". */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = (readdirSync('src', { recursive: true }) as string[])
  .filter((f) => f.endsWith('.ts'))
  .map((f) => readFileSync(`src/${f}`, 'utf8'));
const library = readdirSync('stdlib').map((f) => readFileSync(`stdlib/${f}`, 'utf8'));
const all = [...sources, ...library].join('\n');

/** Tags that stand as words in calls that report. */
const REPORTED = /(?:\bmessageOf\(\s*[\w.]+(?:\('\w+'\))?,|\bmessage\(|\bnew NetProblem\()\s*'(\w+)'/g;
/** Where a text is given: as a field of a record, or by an assignment in the library. */
const hasText = (tag: string): boolean =>
  new RegExp(`\\b${tag}\\b'?\\]?:|\\[?'${tag}'\\]?:|::${tag} =|\\b${tag},? }|[{,] ${tag},`).test(all);

const tags = [...new Set(sources.flatMap((s) => [...s.matchAll(REPORTED)].map((m) => m[1]!)))].sort();

test('there are many tags', () => expect(tags.length).toBeGreaterThan(300));
test.each(tags)('%s has a text', (tag) => expect(hasText(tag)).toBe(true));
