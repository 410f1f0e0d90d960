/** Notebooks as files: program texts, files of Jupyter, and the command that converts and runs them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromNotebook, toNotebook } from '../../src/frontends/notebook/ipynb.ts';
import { streamOutput } from '../../src/frontends/notebook/outputs.ts';
import { fromProgram, toProgram } from '../../src/frontends/notebook/program.ts';

const cells = [
  { kind: 'text', source: '# Title\n\nTwo paragraphs,\nthree lines.' },
  { kind: 'code', source: 'f[x_] := x^2;\nf[3]' },
  { kind: 'code', source: 'Module[{a = 1},\n\n a + 1]' },
  { kind: 'code', source: '"text\n\nwith (* an empty line"' },
] as const;

describe('program texts', () => {
  test('have empty lines between the cells', () => {
    expect(fromProgram(toProgram(cells))).toEqual(cells);
    expect(toProgram(cells)).not.toContain('::');
    expect(fromProgram('1 +\r\n 2\r\n\r\n\r\n(* a *)\n')).toEqual([
      { kind: 'code', source: '1 +\n 2' },
      { kind: 'text', source: 'a' },
    ]);
    expect(fromProgram('')).toEqual([]);
    // What is not closed is the last cell.
    expect(fromProgram('1\n\nf[2,\n\n3')).toEqual([
      { kind: 'code', source: '1' },
      { kind: 'code', source: 'f[2,\n\n3' },
    ]);
  });
  test('say what each cell is where empty lines do not', () => {
    const two = [
      { kind: 'code', source: 'a = 1\n\nb = 2' },
      { kind: 'code', source: '(* nothing but a comment *)' },
      { kind: 'text', source: 'with (* a comment *) and \\(\\* more' },
    ] as const;
    expect(toProgram(two)).toContain('(* ::Code:: *)');
    expect(fromProgram(toProgram(two))).toEqual(two);
  });
  test('are read as notebooks of the language are saved', () => {
    const saved =
      '(* ::Package:: *)\n\n(* ::Section:: *)\n(*Nets*)\n\n\n(* ::Text:: *)\n(*Two layers.*)\n\n\n(* ::Input:: *)\n(*net = 1*)\n\n\n(* ::Input::Initialization:: *)\nf[x_] := x\n';
    expect(fromProgram(saved)).toEqual([
      { kind: 'text', source: '### Nets' },
      { kind: 'text', source: 'Two layers.' },
      { kind: 'code', source: 'net = 1' },
      { kind: 'code', source: 'f[x_] := x' },
    ]);
  });
  test('any cells come back', () => {
    const source = fc
      .array(
        fc.constantFrom('a', ' = 1', ';', '\n', '\n\n', '(*', '*)', '"', '[', ']', ' ', '\\', '*', '(', ')', '::'),
        {
          minLength: 1,
          maxLength: 12,
        },
      )
      .map((parts) => parts.join('').trim())
      .filter((text) => text !== '' && !/\(\*\s*::/.test(text));
    const cell = fc.record({ kind: fc.constantFrom('code' as const, 'text' as const), source });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 4 }), (list) => {
        expect(fromProgram(toProgram(list))).toEqual(list);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('files of Jupyter', () => {
  const picture = { output_type: 'display_data', data: { 'image/png': 'AAAA' }, metadata: {} } as const;
  test('hold cells and what they have shown', () => {
    const outputs = [streamOutput('stdout', 'a\nb\n'), picture];
    const shown = cells.map((c) => (c.kind === 'code' ? { ...c, outputs } : c));
    const file = toNotebook(shown);
    expect(fromNotebook(file)).toEqual(shown);
    const { cells: saved, nbformat } = JSON.parse(file);
    expect(nbformat).toBe(4);
    expect(saved[0]).toMatchObject({ cell_type: 'markdown' });
    expect(saved[1].outputs).toEqual([{ output_type: 'stream', name: 'stdout', text: ['a\n', 'b\n'] }, picture]);
  });
  test.each([
    ['{', 'it is not JSON'],
    ['{"a": 1}', 'it has no cells'],
    ['{"nbformat": 4, "cells": [1]}', 'it has no cells'],
    ['{"nbformat": 3, "worksheets": []}', 'the format 4 is read'],
  ])('%s is none: %s', (text, problem) => {
    expect(() => fromNotebook(text)).toThrow(problem);
  });
});

describe('scheelite nb', () => {
  const command = fileURLToPath(new URL('../../dist/repl.js', import.meta.url));
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'scheelite-nb-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const nb = (...words: string[]) =>
    spawnSync(process.execPath, [command, 'nb', ...words], { encoding: 'utf8', cwd: folder });
  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), 'utf8'));

  test('converts there and back', () => {
    write('a.wl', '(* # Title *)\n\nx = 3;\nx^2\n\nPlot[Sin[t], {t, 0, 6}]\n');
    expect(nb('convert', 'a.wl', 'a.ipynb').stdout).toBe('a.ipynb: 3 cells\n');
    expect(nb('convert', 'a.ipynb', 'b.wl').status).toBe(0);
    expect(readFileSync(join(folder, 'b.wl'), 'utf8')).toBe(readFileSync(join(folder, 'a.wl'), 'utf8'));
  });
  test('runs the cells and writes what they show; what it does not know stays', () => {
    const file = JSON.parse(
      toNotebook([
        { kind: 'text', source: 'text' },
        { kind: 'code', source: 'Print["a"]; Print["b"]; x = 3;\nx^2' },
        { kind: 'code', source: 'PrintTemporary["gone"]; Plot[Sin[t], {t, 0, %}]' },
        { kind: 'code', source: '1/0;' },
        { kind: 'code', source: 'FileExistsQ["mark.txt"]' },
      ]),
    );
    file.metadata.own = { kept: true };
    file.cells[1].metadata = { tags: ['kept'] };
    write('mark.txt', '');
    write('run.ipynb', JSON.stringify(file));
    const { stdout, stderr, status } = nb('run', 'run.ipynb', '--output', 'ran.ipynb');
    expect([stderr, status]).toEqual(['', 0]);
    expect(stdout).toMatch(/^ran\.ipynb: 4 code cells, [\d.]+ s\n$/);
    const ran = read('ran.ipynb');
    expect(ran.metadata.own).toEqual({ kept: true });
    expect(ran.cells[1].metadata).toEqual({ tags: ['kept'] });
    expect(ran.cells[1].outputs).toEqual([
      { output_type: 'stream', name: 'stdout', text: ['a\n', 'b\n'] },
      { output_type: 'execute_result', execution_count: 2, data: { 'text/plain': ['9'] }, metadata: {} },
    ]);
    expect(ran.cells.map((c: { execution_count?: number }) => c.execution_count)).toEqual([undefined, 2, 3, 4, 5]);
    expect(Object.keys(ran.cells[2].outputs[0].data)).toContain('image/svg+xml');
    expect(ran.cells[2].outputs).toHaveLength(1);
    expect(ran.cells[3].outputs[0]).toMatchObject({ name: 'stderr', text: [expect.stringContaining('Power::infy')] });
    // In the folder of the notebook.
    expect(ran.cells[4].outputs[0].data['text/plain']).toEqual(['True']);
    expect(read('run.ipynb').cells[1].outputs).toEqual([]);
  });
  test('stops at an error and says where; --allow-errors goes on', () => {
    const text = toNotebook(['1 + 1', '2 + ]', '3 + 3'].map((source) => ({ kind: 'code', source })));
    write('bad.ipynb', text);
    const stopped = nb('run', 'bad.ipynb');
    expect(stopped.status).toBe(1);
    expect(stopped.stderr).toMatch(/^bad\.ipynb: code cell 2: Syntax::/);
    expect(
      read('bad.ipynb').cells.map((c: { outputs: { output_type: string }[] }) => c.outputs.map((o) => o.output_type)),
    ).toEqual([['execute_result'], ['error'], []]);
    expect(nb('run', 'bad.ipynb', '--allow-errors').status).toBe(0);
    expect(read('bad.ipynb').cells[2].outputs).toHaveLength(1);
  });
  test('ends in time, and with Quit', () => {
    write('long.ipynb', toNotebook([{ kind: 'code', source: 'While[True]' }]));
    const timed = nb('run', 'long.ipynb', '--timeout', '1');
    expect([timed.status, timed.stderr]).toEqual([
      124,
      'long.ipynb: code cell 1: stopped after 1 seconds (--timeout)\n',
    ]);
    write('quit.ipynb', toNotebook([{ kind: 'code', source: 'Print["x"]; Quit[4]' }]));
    expect(nb('run', 'quit.ipynb').status).toBe(4);
    expect(read('quit.ipynb').cells[0].outputs[0].text).toEqual(['x\n']);
  });
  test('tells what is wrong in one line, and leaves files as they are', () => {
    write(
      'python.ipynb',
      '{"nbformat": 4, "nbformat_minor": 5, "cells": [], "metadata": {"kernelspec": {"name": "python3", "language": "python"}}}',
    );
    write('no.ipynb', '{');
    for (const [words, problem, code] of [
      [['run', 'python.ipynb'], 'the notebook is written in python', 64],
      [['run', 'no.ipynb'], 'no.ipynb: The file is no notebook: it is not JSON.', 66],
      [['run', 'missing.ipynb'], `there is no file ${join(folder, 'missing.ipynb')}`, 66],
      [['convert', 'no.ipynb', 'x.wl'], 'no.ipynb: The file is no notebook: it is not JSON.', 66],
      [['convert', 'a.txt', 'x.wl'], 'a.txt: notebooks end in .ipynb, .wl, .wls, .m, .nb', 64],
      [['convert', 'a.wl', 'no/folder/x.ipynb'], expect.stringMatching(/^no\/folder\/x\.ipynb: /), 66],
      [['walk'], 'nb walk is not there; scheelite nb --help lists what there is', 64],
    ] as const) {
      const { stderr, status } = nb(...words);
      expect([stderr.replace(/^scheelite: |\n$/g, ''), status]).toEqual([problem, code]);
    }
    expect(readdirSync(folder)).not.toContain('x.wl');
  });
});
