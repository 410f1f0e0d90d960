/** Writes docs/reference from the records: npm run docs. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { referencePages } from './reference-pages.ts';

const folder = 'docs/reference';
mkdirSync(folder, { recursive: true });
const pages = referencePages(process.cwd());
for (const old of readdirSync(folder)) if (!pages.has(old)) rmSync(`${folder}/${old}`);
for (const [name, text] of pages) writeFileSync(`${folder}/${name}`, text);
console.log(`${pages.size} pages in ${folder}`);
