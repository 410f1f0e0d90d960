/** Messages that are written down can be issued: their tags stand where something is done, in the sources or in stdlib. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { filesUnder } from '../../scripts/source-index.ts';
import { records } from '../../src/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = [...filesUnder(`${root}src`, '.ts'), ...filesUnder(`${root}stdlib`, '.wl')]
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** Names in quotes and after ::. Tags that are put together of parts have to be written out somewhere all the same. */
const issued = new Set([...text.matchAll(/['"`]([A-Za-z]\w*)['"`]|::(\w+)/g)].map((m) => m[1] ?? m[2]!));

test.each(records.filter((r) => r.messages !== undefined).map((r) => [r.symbol.name, r] as const))('%s', (_name, r) => {
  expect(Object.keys(r.messages!).filter((tag) => !issued.has(tag))).toEqual([]);
});
