/** The generated binary of the kernels is what their sources give. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the generated binary is what the sources give', async () => {
  const script = new URL('../../scripts/kernels.mjs', import.meta.url).href;
  const { compileKernels, codeTables } = (await import(script)) as {
    compileKernels: () => Promise<string>;
    codeTables: () => string;
  };
  const generated = (name: string): string =>
    readFileSync(new URL(`../../src/compute/machine/native/generated/${name}`, import.meta.url), 'utf8');
  expect(generated('kernels.ts')).toBe(await compileKernels());
  expect(generated('codes.ts')).toBe(codeTables());
});
