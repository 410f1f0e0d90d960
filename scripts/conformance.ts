/** Writes docs/conformance.md from the records and the tests of documented behaviour: npm run conformance. */
import { writeFileSync } from 'node:fs';
import { conformancePage } from './conformance-page.ts';

writeFileSync('docs/conformance.md', conformancePage(process.cwd()));
console.log('docs/conformance.md');
