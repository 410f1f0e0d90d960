/** Writes docs/coverage.md; with --check it only says whether that is as it would be written: npm run coverage-page. */
import { readFileSync, writeFileSync } from 'node:fs';
import { coveragePage } from './coverage-page.ts';

const FILE = 'docs/coverage.md';
const page = coveragePage(process.cwd());
if (!process.argv.includes('--check')) writeFileSync(FILE, page);
else if (readFileSync(FILE, 'utf8') !== page) {
  console.error(`${FILE} is not as the records are: npm run coverage-page`);
  process.exit(1);
}
