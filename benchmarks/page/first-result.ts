/**
 * How long after a cold load the playground shows its first result: node scripts/run.mjs benchmarks/page/first-result.ts [times],
 * after npm run playground. Each time a new profile of Chromium (nothing in its cache) opens the page, and all cells are evaluated
 * as soon as the page takes a click.
 */
import { join } from 'node:path';
import { launch, serve } from '../../test/frontends/browser-page.ts';

const times = Number(process.argv[2] ?? 5);
const { server, url } = await serve(
  (path) => join(process.cwd(), 'dist/playground', path === '/' ? 'index.html' : path),
  false,
);
const found: number[] = [];
for (let i = 0; i < times; i++) {
  const browser = await launch();
  const page = await browser.newPage();
  const begun = performance.now();
  await page.goto(url, { waitUntil: 'commit' });
  await page.click('#run-all');
  await page.waitForFunction("document.querySelector('.output pre')?.textContent");
  found.push(performance.now() - begun);
  await browser.close();
}
server.close();
found.sort((a, b) => a - b);
console.log(
  `first result after ${found.map((t) => (t / 1000).toFixed(2)).join(', ')} s; median ${(found[times >> 1]! / 1000).toFixed(2)} s`,
);
