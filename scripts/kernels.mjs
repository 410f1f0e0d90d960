// Compiles the AssemblyScript kernels of src/compute/machine/native to generated/kernels.ts; with --check only compares.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('../src/compute/machine/native/', import.meta.url));
const target = `${folder}generated/kernels.ts`;

/** The text of the generated file. */
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = await compileKernels();
  if (!process.argv.includes('--check')) writeFileSync(target, text);
  else if (readFileSync(target, 'utf8') !== text) throw new Error('generated/kernels.ts is not what the sources give');
}
