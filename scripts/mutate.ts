/**
 * A sample of small changes of the sources, and which of them no test notices: npm run mutate -- --seed 1 --count 20 [--in src/nets].
 * In a copy, with low priority; a change that does not type-check is passed over and does not count.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { themes as builtinThemes, libraryThemes } from '../src/index.ts';
import { RandomStream } from '../src/numeric/random.ts';
import { type Mutation, mutated, mutationsOf } from './mutations.ts';
import { nearTests } from './near-tests.ts';
import { sourceIndex } from './source-index.ts';
import { isGenerated, readSources } from './sources.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '10' },
    in: { type: 'string', default: 'src' },
  },
});
const root = process.cwd();
const copy = mkdtempSync(join(tmpdir(), 'scheelite-mutate-'));
process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
for (const part of [
  'src',
  'grammar',
  'stdlib',
  'models',
  'examples',
  'scripts',
  'test',
  'docs',
  'repl.ts',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
])
  cpSync(join(root, part), join(copy, part), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

const near = nearTests(readSources(copy, ['src', 'test']));
const places = sourceIndex(copy, builtinThemes, libraryThemes());
/** Symbols whose records stand in a file. */
const symbolsIn = (file: string): string[] =>
  [...places].filter(([, found]) => found.some((p) => p.file === file)).map(([name]) => name);

const LANGUAGE = ['test/examples.test.ts', 'test/conformance', 'test/properties'];
/** Tests that stand so near to a file are run before all others of its folder. */
const NEAR = 3;

/** Arguments of runs of tests, one after another until the first that fails: what is nearest to a file comes first. */
function runsFor(file: string): string[][] {
  const room = file.split('/')[1]!;
  const symbols = symbolsIn(file).join('|').replaceAll('$', '\\$');
  const nearest = near(file)
    .map(([test]) => test)
    .filter((test) => !LANGUAGE.some((l) => test.startsWith(l)))
    .slice(0, NEAR);
  const own = room === 'builtins' ? ['test/render', 'test/images'] : [`test/${room}`];
  // Quick runs need no built command; only the last has the tests that do.
  const quick = ['--mode', 'quick', '--passWithNoTests'];
  return [
    ...(symbols === '' ? [] : [[...quick, LANGUAGE[0]!, '-t', `^(${symbols}) `]]),
    ...(nearest.length === 0 ? [] : [[...quick, ...nearest]]),
    [...quick, ...LANGUAGE],
    ...own.filter((folder) => existsSync(join(copy, folder))).map((folder) => ['--mode', 'test', folder]),
  ];
}

/** Types of one file, with what is known of all others from before. */
let program: ts.Program | undefined;
const { options } = ts.convertCompilerOptionsFromJson(
  ts.parseConfigFileTextToJson('', readFileSync(join(copy, 'tsconfig.json'), 'utf8')).config.compilerOptions,
  copy,
);
function typeChecks(path: string): boolean {
  program = ts.createProgram(
    [join(copy, 'src/index.ts'), path],
    { ...options, incremental: false, tsBuildInfoFile: undefined as never },
    undefined,
    program,
  );
  const source = program.getSourceFile(path);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].length === 0;
}

function noticed(file: string): boolean {
  for (const tests of runsFor(file)) {
    const run = spawnSync('nice', ['-n', '19', 'npx', 'vitest', 'run', '--bail', '1', '--reporter', 'dot', ...tests], {
      cwd: copy,
      timeout: 600_000,
      stdio: 'ignore',
    });
    if (run.status !== 0) return true;
  }
  return false;
}

const random = new RandomStream(Number(values.seed));
const below = (n: number): number => Math.floor(random.uniform() * n);
const sources = [...readSources(copy, [values.in!]).values()].filter(
  (s) => !isGenerated(s.file) && !s.file.endsWith('.d.ts'),
);
const all: { file: string; text: string; mutation: Mutation }[] = sources.flatMap(({ file, tree }) =>
  mutationsOf(tree).map((mutation) => ({ file, text: tree.text, mutation })),
);

const survivors: string[] = [];
let tried = 0;
while (tried < Number(values.count) && all.length > 0) {
  const [{ file, text, mutation }] = all.splice(below(all.length), 1) as [(typeof all)[number]];
  const path = join(copy, file);
  writeFileSync(path, mutated(text, mutation));
  try {
    if (!typeChecks(path)) continue;
    tried++;
    const what = `${file}:${mutation.line} ${mutation.before} -> ${mutation.after}`;
    const found = noticed(file);
    console.log(`${tried} ${found ? 'noticed ' : 'SURVIVED'} ${what}`);
    if (!found) survivors.push(what);
  } finally {
    writeFileSync(path, text);
  }
}
console.log(
  `\n${tried - survivors.length} of ${tried} noticed${survivors.length === 0 ? '' : `; not noticed:\n${survivors.join('\n')}`}`,
);
