import { defineConfig } from 'vitest/config';

/** Front ends in a terminal of their own. */
const TERMINALS = 'test/frontends/terminal/{editing,first-minute,help,interrupts,output,queue,training-panel}.test.ts';

/** What takes long: machine code against its oracles, real processes and terminals, many random cases. npm run test:all runs these too, --mode rest these alone. */
const SLOW = [
  'test/compute/{device,executors,generated,jit,random-nets,tensorflow,without-onnxruntime,traps,memory,trainer,refusals,wasm}.test.ts',
  'test/formats/bombs.test.ts',
  'test/frontends/{browser,command,format,notebook,playground,vscode}.test.ts',
  'test/frontends/jupyter/*.test.ts',
  'test/frontends/lsp/{document,server}.test.ts',
  TERMINALS,
  'test/house/{scaffold,types}.test.ts',
  'test/host/**/*.test.ts',
  'test/kernel/{deep,euler}.test.ts',
  'test/models/**/*.test.ts',
  'test/nets/{compiled-layers,device,frozen,gpu,layers,memory,models,out-of-memory,robustness,training,training-fuzz}.test.ts',
  'test/nets/onnx/{import,round-trip,runtime}.test.ts',
  'test/nets/{collected,golden,golden-training,loss-functions,random-arrays}.test.ts',
  'test/numeric/learning.test.ts',
  'test/reliability/**/*.test.ts',
  'test/syntax/{deep,format,fuzz,round-trip-random,textmate}.test.ts',
];
/** Of these, what waits for real terminals and clocks or measures memory: one file at a time, when all others are done. */
const ALONE = [
  'test/compute/{device,memory,traps}.test.ts',
  'test/formats/bombs.test.ts',
  'test/frontends/{browser,command,playground,vscode}.test.ts',
  'test/frontends/jupyter/*.test.ts',
  TERMINALS,
  'test/frontends/lsp/server.test.ts',
  'test/host/mailbox.test.ts',
  'test/nets/{device,gpu,memory,out-of-memory}.test.ts',
  'test/reliability/{calls,kills,memory,runaways,sandbox,sessions,soak}.test.ts',
];
/** Modules are replaced by models in these, or missing. */
const APART = ['test/{compute/jit-plan,nets/onnx/runtime-absent}.test.ts'];
const ALL = ['test/**/*.test.ts'];

/** Once more with machine code for less than the processor may have. */
const capped = {
  name: 'avx2',
  include: [
    'test/compute/{executors,jit,jit-plan,loops,random-nets,trainer}.test.ts',
    'test/nets/{compiled-layers,layers,training}.test.ts',
  ],
  env: { SCHEELITE_ISA: 'avx2' },
};

const shared = {
  setupFiles: ['test/setup.ts'],
  testTimeout: 120_000,
  hookTimeout: 60_000,
};

const PROJECTS = {
  quick: [
    { name: 'apart', include: APART, exclude: SLOW },
    // These share the modules of a process, so that they are loaded once.
    { name: 'quick', include: ALL, exclude: [...SLOW, ...APART], isolate: false },
  ],
  // Real processes and terminals in real time: once more where the machine was busy with something else.
  rest: [
    { name: 'rest', include: SLOW, exclude: ALONE, maxWorkers: '100%' },
    { ...capped, maxWorkers: '100%' },
    { name: 'alone', include: ALONE, maxWorkers: 1, sequence: { groupOrder: 1 } },
  ].map((p) => ({ ...p, retry: process.env.CI ? 1 : 0 })),
  // Else sessions are shared where an example leaves one as it was (test/fresh-session.ts).
  all: [
    { name: 'all', include: ALL, env: { EVERY_TEST: '1' } },
    { ...capped, env: { ...capped.env, EVERY_TEST: '1' } },
  ],
  test: [{ name: 'test', include: ALL }],
};

/** npm run coverage: what the quick tests run of the rooms that everything stands on, and below which share of lines and branches it fails. */
const FLOORS = {
  'src/kernel/**/*.ts': { lines: 93, branches: 86 },
  'src/syntax/**/*.ts': { lines: 87, branches: 76 },
  'src/nets/**/*.ts': { lines: 78, branches: 65 },
};
export default defineConfig(({ mode }) => ({
  test: {
    // Sources that did not change are not translated again: half of the time of a run of few tests.
    experimental: { fsModuleCache: true, fsModuleCachePath: '.vite/modules' },
    coverage: {
      provider: 'v8',
      include: Object.keys(FLOORS),
      exclude: ['**/*.d.ts'],
      reportOnFailure: true,
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: FLOORS,
    },
    // No quick test runs the built command, and none measures time: they take all cores.
    ...(mode === 'quick' ? { maxWorkers: '100%' } : { globalSetup: ['test/build.ts'] }),
    projects: PROJECTS[mode as keyof typeof PROJECTS].map((test) => ({ test: { ...shared, ...test } })),
  },
}));
