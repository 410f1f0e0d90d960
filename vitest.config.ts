import { defineConfig } from 'vitest/config';

/** What takes long: machine code against its oracles, real processes and terminals, many random cases. npm run test:all runs these too, --mode rest these alone. */
const SLOW = [
  'test/compute/{device,executors,jit,random-nets,tensorflow,without-onnxruntime,traps,memory,trainer,refusals}.test.ts',
  'test/frontends/**/*.test.ts',
  'test/house/scaffold.test.ts',
  'test/host/**/*.test.ts',
  'test/kernel/deep.test.ts',
  'test/models/**/*.test.ts',
  'test/nets/{compiled-layers,device,frozen,gpu,layers,memory,out-of-memory,robustness,training}.test.ts',
  'test/reliability/**/*.test.ts',
  'test/syntax/{deep,fuzz}.test.ts',
];
/** Which symbols there are in a process shows in the names that are made in it. */
const APART = ['test/conformance/*.test.ts', 'test/kernel/*.test.ts'];
const ALL = ['test/**/*.test.ts'];

export default defineConfig(({ mode }) => ({
  test: {
    // Quick tests share the modules of a process where they can, so that these are loaded once.
    ...(mode === 'quick'
      ? {
          projects: [
            { extends: true as const, test: { name: 'apart', include: APART, exclude: SLOW } },
            {
              extends: true as const,
              test: { name: 'quick', include: ALL, exclude: [...SLOW, ...APART], isolate: false },
            },
          ],
        }
      : { include: mode === 'rest' ? SLOW : ALL }),
    // In between, sessions are shared where an example leaves one as it was (test/fresh-session.ts); all: never.
    env: mode === 'all' ? { EVERY_TEST: '1' } : {},
    globalSetup: ['test/build.ts'],
    setupFiles: ['test/setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
}));
