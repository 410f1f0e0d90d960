/** Programs in TypeScript that import the package see its types: those that npm run types writes, by package.json. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'scheelite-types-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PROGRAM = `import { createSession, type SessionOptions } from 'scheelite';

const options: SessionOptions = { seed: 1, sandbox: true };
const session = createSession(options);
const text: string = session.inputForm(session.evaluateInput(session.parse('1 + 1')[0]!));
console.log(text);
`;

/** What is wrong with a program beside an installed package. */
function problems(text: string, module: ts.ModuleKind, resolution: ts.ModuleResolutionKind): string[] {
  const file = join(folder, 'program.mts');
  writeFileSync(file, text);
  const program = ts.createProgram([file], {
    module,
    moduleResolution: resolution,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
  });
  return ts.getPreEmitDiagnostics(program).map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
}

/** What npm would install with the package: its dependencies, and nothing that only its development needs. */
function linkDependencies(modules: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { dependencies: object };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(modules, name), 'dir');
  }
}

test('a program that imports the package type-checks, and a wrong one does not', { timeout: 600_000 }, async () => {
  const script = new URL('../../scripts/types.mjs', import.meta.url).href;
  const { writeTypes } = (await import(script)) as { writeTypes: (folder: string) => number };
  const installed = join(folder, 'node_modules/scheelite');
  mkdirSync(installed, { recursive: true });
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  linkDependencies(join(folder, 'node_modules'));
  expect(writeTypes(join(installed, 'dist/types'))).toBeLessThan(100);
  for (const [module, resolution] of [
    [ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
    [ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
  ] as const) {
    expect(problems(PROGRAM, module, resolution)).toEqual([]);
    expect(problems(PROGRAM.replace('seed: 1', "seed: 'one'"), module, resolution).join()).toContain("type 'number'");
  }
});
