/** The tests of the package, run by what records and selects them; those that read the sources as texts see other texts here. */
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

const OF_TEXTS = ['test/{architecture,reference}.test.ts', 'test/house/**/*.test.ts', 'test/compute/generated.test.ts'];

/** In the copy, which is where this runs. */
const runner = resolve(`scripts/mutants/${process.env.MUTANT_JOBS === undefined ? 'recorder' : 'hunter'}.ts`);

export default defineConfig(async (env) => {
  const { test } = await base(env);
  const projects = test!.projects!.map((p) => {
    const project = (p as { readonly test: { readonly exclude?: string[] } }).test;
    const exclude = [...(project.exclude ?? []), ...OF_TEXTS];
    return { test: { ...project, exclude, runner } };
  });
  return { test: { ...test, projects } };
});
