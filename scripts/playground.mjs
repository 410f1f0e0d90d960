// The playground as a static site in dist/playground: node scripts/playground.mjs [--built]; `--built`: npm run build has just run.
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { BROWSER_FILES, buildBrowser, pageScript } from './browser.mjs';
import { copyFonts } from './fonts.mjs';

const SITE = 'dist/playground';
const WASM = '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.wasm';

const script = (name, define) =>
  build({
    ...pageScript,
    entryPoints: { [name]: `playground/${name}.ts` },
    outdir: SITE,
    define,
  });

const library = readdirSync('stdlib').flatMap((name) => (name.endsWith('.wl') ? [`stdlib/${name}`] : []));
/** What is kept from the first visit on, since any visit may need it. */
const NEEDED = ['index.html', 'style.css', 'main.js', ...BROWSER_FILES, ...library, `packages/${WASM}`];

rmSync(SITE, { recursive: true, force: true });
mkdirSync(SITE, { recursive: true });
if (!process.argv.includes('--built')) await buildBrowser();
for (const name of BROWSER_FILES) copyFileSync(`dist/${name}`, `${SITE}/${name}`);
mkdirSync(`${SITE}/stdlib`);
for (const name of library) copyFileSync(name, `${SITE}/${name}`);
for (const name of ['index.html', 'style.css']) copyFileSync(`playground/${name}`, `${SITE}/${name}`);
if (existsSync('models')) cpSync('models', `${SITE}/models`, { recursive: true });
copyFonts(`${SITE}/fonts`);
const wasm = path.join(SITE, 'packages', WASM);
mkdirSync(path.dirname(wasm), { recursive: true });
copyFileSync(path.join('node_modules', WASM), wasm);
const examples = Object.fromEntries(
  ['welcome.wl', ...readdirSync('playground/examples').filter((n) => n !== 'welcome.wl')].map((name) => [
    name,
    readFileSync(`playground/examples/${name}`, 'utf8'),
  ]),
);
await script('main', { EXAMPLES: JSON.stringify(examples) });
const hash = createHash('sha256');
for (const name of NEEDED) hash.update(readFileSync(`${SITE}/${name}`));
await script('service-worker', {
  VERSION: JSON.stringify(`scheelite-${hash.digest('hex').slice(0, 16)}`),
  FILES: JSON.stringify(['./', ...NEEDED.slice(1)]),
});
