/** The extension for VS Code, as far as it goes without VS Code: the package, notebooks as files, cells in a session. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { type Cell, readNotebook, writeNotebook } from '../../editors/vscode/src/notebook.ts';
import { Session } from '../../editors/vscode/src/session.ts';

const command = [process.execPath, fileURLToPath(new URL('../../dist/repl.js', import.meta.url))];

describe('notebooks', () => {
  const cells: Cell[] = [
    { kind: 'text', text: '# Title\n\u03b1', outputs: [] },
    {
      kind: 'code',
      text: 'Plot[x, {x, 0, 1}]\n1',
      outputs: [
        { mime: 'application/vnd.code.notebook.stdout', data: 'hello\n' },
        { mime: 'application/vnd.code.notebook.stderr', data: 'Power::infy: ...\n' },
        { mime: 'image/png', data: 'iVBORw0KGgo=' },
        { mime: 'text/plain', data: '1' },
      ],
    },
  ];
  test('are read as they were written', () => expect(readNotebook(writeNotebook(cells))).toEqual(cells));
  test('of Jupyter, with texts in lists of lines', () => {
    const file = {
      nbformat: 4,
      cells: [
        {
          cell_type: 'code',
          source: ['a = 1\n', 'b'],
          outputs: [{ output_type: 'execute_result', data: { 'text/plain': ['1'], 'image/png': 'AAAA' } }],
        },
      ],
    };
    expect(readNotebook(JSON.stringify(file))).toEqual([
      { kind: 'code', text: 'a = 1\nb', outputs: [{ mime: 'image/png', data: 'AAAA' }] },
    ]);
  });
  test('that are empty or none', () => {
    expect(readNotebook('')).toEqual([]);
    expect(() => readNotebook('{"a": 1}')).toThrow('no cells');
    expect(() => readNotebook('{"cells": [], "nbformat": 3}')).toThrow('format 3');
  });
});

describe('a session', () => {
  let session: Session;
  afterEach(() => session.close());
  const evaluate = (text: string) => session.evaluate(text, () => {});

  test('gives values, prints, messages and pictures', async () => {
    session = new Session(command, undefined);
    expect(await evaluate('x = 3;')).toEqual([]);
    const outputs = await evaluate('Print["hi"]; 1/0; x + 1');
    expect(outputs.map((o) => `${o.mime.replace(/.*[./]/, '')}: ${o.data.trim().slice(0, 30)}`)).toEqual([
      'stdout: hi',
      'stderr: Power::infy: Infinite expressi',
      'plain: 4',
    ]);
    const [sum, list, plot] = await evaluate('%\n<|"a" -> 1|>\nPlot[Sin[x], {x, 0, 3}]');
    expect([sum!.data, list!.mime]).toEqual(['4', 'text/html']);
    expect(plot!.mime).toBe('image/png');
    expect(Buffer.from(plot!.data, 'base64').subarray(1, 4).toString()).toBe('PNG');
  });
  const line = 'f[x_, y_] := Module[{a = 1}, (* one of many *) a + x y];\n';
  test.each([
    ['a loop', 'While[True]'],
    ['a cell of 10 MB', line.repeat(10_000_000 / line.length)],
  ])('is interrupted in %s and goes on', async (_, text) => {
    session = new Session(command, undefined);
    await evaluate('y = 7');
    const endless = evaluate(text);
    setTimeout(() => session.interrupt(), 300);
    expect(await endless).toEqual([{ mime: 'text/plain', data: '$Aborted' }]);
    expect(await evaluate('y')).toEqual([{ mime: 'text/plain', data: '7' }]);
  });
  test('that ends, or that there is no command for, says so', async () => {
    session = new Session(command, undefined);
    await expect(evaluate('Quit[]')).rejects.toThrow('the session has ended');
    session = new Session(['/no/such/command'], undefined);
    await expect(evaluate('1')).rejects.toThrow('/no/such/command cannot be started');
  });
});

describe('the package', () => {
  const said = execFileSync(process.execPath, ['scripts/vscode.mjs'], { encoding: 'utf8' });
  const files = unzipSync(new Uint8Array(readFileSync(said.split(':')[0]!)));
  const text = (name: string): string => new TextDecoder().decode(files[name]);

  test('has what its manifests name', () => {
    const manifest = JSON.parse(text('extension/package.json'));
    const { languages, grammars } = manifest.contributes;
    for (const file of [manifest.main, languages[0].configuration, grammars[0].path])
      expect(files[`extension/${file.replace('./', '')}`], file).toBeDefined();
    for (const [, file] of text('extension.vsixmanifest').matchAll(/Path="([^"]+)"/g))
      expect(files[file!]).toBeDefined();
    expect(text('extension.vsixmanifest')).toContain(`Version="${manifest.version}"`);
    expect(text('extension/LICENSE.txt')).toContain('vscode-languageclient');
    expect(JSON.parse(text('extension/language-configuration.json')).comments.blockComment).toEqual(['(*', '*)']);
  });

  test('is loaded, registers its notebooks and starts the server', async () => {
    const calls: string[] = [];
    // Whatever the packages of the protocol ask of the editor is there and does nothing.
    const anything: object = new Proxy(function editor() {}, {
      get: (target, name) => {
        if (name === 'prototype') return target.prototype;
        if (name === Symbol.toPrimitive) return () => '';
        if (name === 'then') return undefined;
        if (typeof name === 'string' && /^register|^createNotebook/.test(name))
          return (first: unknown) => {
            calls.push(`${name} ${String(first)}`);
            return anything;
          };
        return name === 'get' ? (_key: string, fallback: unknown) => fallback : anything;
      },
      apply: () => anything,
      construct: () => ({}),
      set: () => true,
    });
    // A bundle copies what it finds in a module; what the packages ask for besides is looked up.
    const names = 'workspace window notebooks commands Uri NotebookCellKind'.split(' ');
    const editor = new Proxy(Object.fromEntries(names.map((n) => [n, anything])), { get: () => anything });
    const loader = Module as unknown as { _load: (name: string, ...more: unknown[]) => unknown };
    const load = loader._load;
    loader._load = (name, ...more) => (name === 'vscode' ? editor : load(name, ...more));
    try {
      const extension = createRequire(import.meta.url)('../../dist/vscode/extension.js') as {
        activate: (context: object) => Promise<void>;
      };
      await extension.activate({ subscriptions: [] }).catch((x: Error) => calls.push(`started: ${x.message}`));
    } finally {
      loader._load = load;
    }
    expect(calls.slice(0, 2)).toEqual(['createNotebookController scheelite', 'registerNotebookSerializer scheelite']);
    expect(calls).toContain('registerCommand scheelite.restartServer');
  });
});
