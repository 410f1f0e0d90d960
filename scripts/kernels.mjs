// Compiles the AssemblyScript kernels of src/compute/machine/native to generated/kernels.ts, and copies the tables of codes.as to
// generated/codes.ts; with --check only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('../src/compute/machine/native/', import.meta.url));
/** The text of generated/kernels.ts. */
export async function compileKernels() {
  let binary;
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      '--outFile',
      'kernels.wasm',
      '--enable',
      'simd',
      '-O3',
      '--runtime',
      'stub',
      '--noAssert',
      '--importMemory',
    ],
    {
      // The compiler asks for .ts; the sources are called .as because they are not TypeScript.
      readFile: (name) => {
        try {
          return readFileSync(`${folder}${name.replace(/\.ts$/, '.as')}`, 'utf8');
        } catch {
          return null;
        }
      },
      writeFile: (_, contents) => {
        binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || binary === undefined) throw new Error(`the kernels do not compile: ${error ?? ''}\n${stderr}`);
  const text = Buffer.from(binary)
    .toString('base64')
    .replace(/.{1,110}/g, "  '$&',\n");
  return `/** The compiled kernels of the folder above; made by scripts/kernels.mjs. */\nexport const kernelsBase64 = [\n${text}].join('');\n`;
}

/** The text of generated/codes.ts. */
export function codeTables() {
  const source = readFileSync(`${folder}codes.as`, 'utf8');
  const tables = [...source.matchAll(/export const enum (\w+) \{\n([^}]*)\}/g)].map(
    ([, name, rows]) => `export const ${name} = {\n${rows.replaceAll(' = ', ': ')}} as const;\n`,
  );
  return `/** The tables of codes.as; made by scripts/kernels.mjs. */\n\n${tables.join('\n')}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const texts = { 'kernels.ts': await compileKernels(), 'codes.ts': codeTables() };
  for (const [name, text] of Object.entries(texts)) {
    const target = `${folder}generated/${name}`;
    if (!process.argv.includes('--check')) writeFileSync(target, text);
    else if (readFileSync(target, 'utf8') !== text) throw new Error(`generated/${name} is not what the sources give`);
  }
}
