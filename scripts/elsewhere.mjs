// Runs test files under another Node, or under an emulator of another processor, where Vitest does not start.
//
// usage: [TEST_NAME=part] node scripts/elsewhere.mjs 'COMMAND' test/file.test.ts …
//   node scripts/elsewhere.mjs 'qemu-aarch64 -L ROOT NODE' test/compute/jit.test.ts
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const [command, ...files] = process.argv.slice(2);
if (files.length === 0) throw new Error("usage: node scripts/elsewhere.mjs 'COMMAND' test/file.test.ts …");
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
// beside the product's own bundles, from where it finds the library in the language
const outdir = path.join(root, 'dist');
mkdirSync(outdir, { recursive: true });
let failed = false;
for (const file of files) {
  const outfile = path.join(outdir, `.elsewhere-${path.basename(file, '.ts')}.mjs`);
  await build({
    stdin: { contents: `import './test/setup.ts';\nimport './${file}';`, resolveDir: root },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    alias: { vitest: path.join(root, 'scripts', 'elsewhere', 'vitest.ts') },
    packages: 'external',
    define: { 'import.meta.dirname': JSON.stringify(path.dirname(path.join(root, file))) },
    banner: { js: "import { createRequire as __r } from 'node:module'; const require = __r(import.meta.url);" },
    logLevel: 'error',
  });
  console.log(file);
  const { status } = spawnSync(`${command} --enable-source-maps ${outfile}`, {
    shell: true,
    stdio: 'inherit',
    cwd: root,
  });
  rmSync(outfile, { force: true });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
