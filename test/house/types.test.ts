/** Programs in TypeScript that import the package see its types: those that npm run types writes, by package.json. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('a program that imports the package type-checks, and a wrong one does not', { timeout: 600_000 }, async () => {
  const script = new URL('../../scripts/types.mjs', import.meta.url).href;
  const { writeTypes } = (await import(script)) as { writeTypes: (folder: string) => number };
  const installed = join(folder, 'node_modules/scheelite');
  mkdirSync(installed, { recursive: true });
  cpSync(join(root, 'package.json'), join(installed, 'package.json'));
  expect(writeTypes(join(installed, 'dist/types'))).toBeLessThan(100);
  for (const [module, resolution] of [
    [ts.ModuleKind.NodeNext, ts.ModuleResolutionKind.NodeNext],
    [ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler],
  ] as const) {
    expect(problems(PROGRAM, module, resolution)).toEqual([]);
    expect(problems(PROGRAM.replace('seed: 1', "seed: 'one'"), module, resolution).join()).toContain("type 'number'");
  }
});
