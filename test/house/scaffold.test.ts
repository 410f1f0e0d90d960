/** The front door: a record that npm run new begins is well-formed, type-checks, and its example fails for the right reason. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kinds, scaffold, Unfit } from '../../scripts/scaffold.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'scheelite-new-'));
const themes = readdirSync(join(root, 'src/builtins')).filter((t) =>
  existsSync(join(root, 'src/builtins', t, 'index.ts')),
);

/** What is begun: one of each kind, and a builtin in each theme; with its example and what that gives before it is written. */
const begun: readonly (readonly [kind: string, args: readonly string[], input: string, value: string])[] = [
  ...themes.map((theme, i) => {
    const name = `Unwritten${i + 1}`;
    return ['builtin', [name, theme], `${name}[1]`, `${name}[1]`] as const;
  }),
  ['layer', ['UnwrittenLayer'], 'UnwrittenLayer[][{1, 2}]', '{1., 2.}'],
  ['operator', ['NetUnwrittenOperator'], 'NetUnwrittenOperator[ElementwiseLayer[Ramp]][{1, 2}]', '{1., 2.}'],
  ['codec', ['Unwritten'], 'NetEncoder["Unwritten"][1]', '1.'],
  ['model', ['Unwritten Model'], 'NetModel["Unwritten Model", "ParametersCount"]', '9'],
];
/** Forms of operations, of each executor that has forms; different ones, since what is not written stops the others too. */
const begunForms = [
  ['eager', 'Cumprod'],
  ['jit', 'Mod'],
  ['onnxruntime', 'Diag'],
  ['replay', 'Cosh'],
  ['tensorflow', 'SearchSorted'],
] as const;
const changed = new Set<string>();

interface Case {
  readonly executor: string;
  readonly operation: string;
}
interface Copied {
  readonly formCases: readonly Case[];
  formProblem(c: Case): string | undefined;
  missingHere(executor: string): string | undefined;
  readonly records: readonly {
    readonly symbol: { readonly name: string };
    readonly examples: Readonly<Record<string, unknown>>;
  }[];
  createSession(): {
    evaluateText?(text: string): unknown;
    parse(text: string): unknown[];
    evaluateInput(e: unknown): unknown;
    inputForm(e: unknown): string;
  };
}
let copied: Copied;

beforeAll(async () => {
  for (const part of [
    'src',
    'grammar',
    'stdlib',
    'models',
    'playground',
    'test',
    'biome.json',
    'tsconfig.json',
    'package.json',
  ])
    cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const all = [...begun, ...begunForms.map((args) => ['executor-form', args] as const)];
  for (const [kind, args] of all) for (const file of scaffold(copy, kind, args).files) changed.add(file);
  execFileSync(join(root, 'node_modules/.bin/biome'), ['check', '--write', ...changed], { cwd: copy, stdio: 'pipe' });
  await build({
    stdin: {
      contents: ['src/index.ts', 'test/compute/form-cases.ts', 'test/compute/form-check.ts']
        .map((file) => `export * from './${file}';`)
        .join('\n'),
      resolveDir: copy,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: join(copy, 'dist/index.js'),
    logLevel: 'error',
  });
  copied = (await import(/* @vite-ignore */ pathToFileURL(join(copy, 'dist/index.js')).href)) as Copied;
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('every kind is begun here', () =>
  expect([...new Set(begun.map(([kind]) => kind)), 'executor-form'].sort()).toEqual(Object.keys(kinds).sort()));

test('all of it type-checks', () => {
  const config = ts.parseConfigFileTextToJson('', ts.sys.readFile(join(copy, 'tsconfig.json'))!).config;
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, copy);
  const files = [...changed].map((file) => join(copy, file));
  const program = ts.createProgram(files, { ...options, incremental: false, tsBuildInfoFile: undefined as never });
  const problems = files.flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  expect(problems.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'))).toEqual([]);
});

describe('the example fails since nothing is written yet', () => {
  test.each(begun)('%s %j', (_kind, _args, input, value) => {
    const stated = copied.records.find((r) => input in r.examples)?.examples[input];
    const session = copied.createSession();
    const actual = session.inputForm(session.evaluateInput(session.parse(input)[0]));
    expect(actual).toBe(value);
    expect(stated).toBeDefined();
    expect(stated).not.toBe(actual);
  });
});

describe('the case of a form fails since it is not written yet', () => {
  test.each(begunForms)('%s %s', (executor, operation) => {
    const begunCase = copied.formCases.find((c) => c.executor === executor && c.operation === operation);
    expect(begunCase).toBeDefined();
    const missing = copied.missingHere(executor);
    expect(copied.formProblem(begunCase!)).toContain(
      missing ?? `The form of ${operation} for ${executor} is not written.`,
    );
  });
});

test.each([
  ['builtin', ['Unwritten', 'nowhere'], 'The themes are'],
  ['builtin', ['unwritten', 'lists'], 'capital letter'],
  ['layer', ['Unwritten'], 'should end in Layer'],
  ['layer', ['SoftmaxLayer'], 'is there already'],
  ['novelty', [], 'The kinds are'],
  ['executor-form', ['abacus', 'Cosh'], 'The executors that have forms are'],
  ['executor-form', ['jit', 'Unwritten'], 'knows no operation'],
  ['executor-form', ['jit', 'Softmax'], 'has a form of Softmax already'],
  ['executor-form', ['jit', 'Tanh'], 'has a form of Tanh already'],
  ['executor-form', ['replay', 'Reshape'], 'needs no form'],
])('what cannot be begun is said: %s %j', (kind, args, reason) => {
  expect(() => scaffold(copy, kind, args)).toThrow(Unfit);
  expect(() => scaffold(copy, kind, args)).toThrow(reason);
});
