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
import { RandomStream } from '../src/numeric/random.ts';
import { type Mutation, mutated, mutationsOf } from './mutations.ts';
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

/** Tests that are nearest to a file first; they end with the first that fails. */
function testsFor(file: string): string[][] {
  const room = file.split('/')[1]!;
  const own = existsSync(join(copy, 'test', room)) ? [[`test/${room}`]] : [];
  const language = ['test/examples.test.ts', 'test/conformance', 'test/properties'];
  return room === 'builtins' ? [language, ['test/render', 'test/images']] : [...own, language];
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
  for (const tests of testsFor(file)) {
    const run = spawnSync('nice', ['-n', '10', 'npx', 'vitest', 'run', '--bail', '1', '--reporter', 'dot', ...tests], {
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
