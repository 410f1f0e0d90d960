/** What a session shows of values: laid out for the width, no more than a screen takes in, nothing lost. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inTerminal } from './pty-session.ts';

describe.each([40, 80, 120])('at %i columns', (columns) => {
  const fits = (lines: readonly string[]): void => {
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
  };

  test('a long result is shortened, and nothing of it is lost', () =>
    inTerminal({ columns }, async (t) => {
      const text = await t.input(1, 'Range[1000]');
      expect(text.split('\n').length).toBeLessThan(36);
      expect(text).toMatch(/<<\d+>>/);
      expect(text).toContain(' 1000}');
      expect(text).toContain('(shortened; :all shows all of it');
      expect(await t.input(2, '{Length[%], Total[%]}')).toContain('Out[2]= {1000, 500500}');
      t.type(':all Out[1]\r');
      expect(await t.until(/1000\}\s+In\[3\]:=$/)).toContain(' 500,');
    }));
  test('so are long tables, by their lines', () =>
    inTerminal({ columns }, async (t) => {
      const text = await t.input(1, 'TableForm[Table[{i, i^2}, {i, 300}]]');
      expect(text).toMatch(/<<\d+ lines>>/);
      expect(text).toContain('300');
      expect(text.split('\n').length).toBeLessThan(36);
    }));
  test('wide tables stand in groups of columns', () =>
    inTerminal({ columns, rows: 40 }, async (t) => {
      const text = await t.input(1, 'TableForm[{10^Range[20]}]');
      for (let i = 1; i <= 20; i++) expect(text).toMatch(new RegExp(`\\b10{${i}}\\b`));
      fits(text.split('\n'));
    }));
  test('printed ones as well', () =>
    inTerminal({ columns, rows: 40 }, async (t) => {
      const text = await t.input(1, 'Print[TableForm[{10^Range[20]}]]');
      for (let i = 1; i <= 20; i++) expect(text).toMatch(new RegExp(`\\b10{${i}}\\b`));
      fits(text.split('\n'));
    }));
  test('long texts in tables are broken at their words', () =>
    inTerminal({ columns }, async (t) => {
      const words = 'several words that make a rather long text in the second column of this table';
      const text = await t.input(1, `t = {"a", "${words}"}; TableForm[{t, t}]`);
      const shown = text.slice(text.indexOf('Out[1]'));
      fits(shown.split('\n'));
      for (const word of words.split(' ')) expect(shown).toMatch(new RegExp(`(^|\\s)${word}(\\s|$)`, 'm'));
    }));
  test('a net is a table; its InputForm makes it again', () =>
    inTerminal({ columns, rows: 40 }, async (t) => {
      await t.input(1, 'net = NetChain[<|"first" -> 5, "act" -> Ramp, "last" -> 2|>, "Input" -> 3];');
      const text = await t.input(2, 'NetReplacePart[net, "first" -> LinearLayer[5, LearningRateMultipliers -> None]]');
      const shown = text.slice(text.indexOf('Out[2]'));
      fits(shown.split('\n'));
      for (const what of ['NetChain of 3 parts', 'first', 'LinearLayer[5]', 'ElementwiseLayer[Ramp]', 'frozen', '20'])
        expect(shown).toContain(what);
      expect(shown.replace(/\s+/g, ' ')).toMatch(/32 parameters, 20 of them frozen/);
      expect((await t.input(3, 'InputForm[net]')).replace(/\s+/g, '')).toContain(
        'NetChain[<|"first"->LinearLayer[5,"Input"->3',
      );
    }));
  test('words of messages are whole', () =>
    inTerminal({ columns }, async (t) => {
      const text = await t.input(1, 'NetChain[{LinearLayer[2, "Input" -> 3], LinearLayer[2, "Input" -> 3]}]');
      const shown = text.slice(text.indexOf('NetChain::tyfail'));
      fits(shown.split('\n'));
      expect(shown).toMatch(/(^|\s)inconsistent\s+shapes\s/);
    }));
});

test('long values in messages are shortened', () =>
  inTerminal({}, async (t) => {
    const text = await t.input(1, 'Range[5000][[6000]]');
    expect(text).toMatch(/Part::partw: Part 6000 of \{1, 2, [^}]*<<\d+>>/);
    expect(text.split('\n').length).toBeLessThan(40);
  }));

test('the pager gets everything', () =>
  inTerminal({ environment: { PAGER: 'tail -c 40' } }, async (t) => {
    await t.input(1, 'Range[3000]');
    t.type(':page\r');
    await t.until(/ 2999, 3000\}\s+In\[2\]:=$/);
  }));
test('words with a colon that are no commands are told', () =>
  inTerminal({}, async (t) => {
    await t.prompt(1);
    t.type(':nothing\r');
    await t.until(/:nothing is no command[^$]*:page \[expr\]/);
    t.type(':all\r');
    await t.until(/There is no output yet\./);
  }));

test('timings on request', () =>
  inTerminal({}, async (t) => {
    expect(await t.input(1, '1 + 1')).not.toMatch(/\d m?s\)/);
    t.type(':time on\r');
    await t.until(/Timings are on\./);
    expect(await t.input(2, 'Pause[0.1]; 5')).toMatch(/Out\[2\]= 5\n\n\(1\d\d ms\)/);
  }));

test('functions of the user stand between reading, evaluating and printing', () =>
  inTerminal({}, async (t) => {
    await t.input(1, '$Post = If[NumberQ[#], 10 #, #] &;');
    expect(await t.input(2, '1 + 1')).toContain('Out[2]= 20');
    await t.input(3, '$Post =.; $PrePrint = f;');
    expect(await t.input(4, '%%')).toContain('Out[4]= f[20]');
    await t.input(5, '$PrePrint =.; $Epilog := Print["good bye"];');
    t.type('Quit\r');
    await t.until(/good bye/);
  }));

describe('the init file', () => {
  const home = mkdtempSync(join(tmpdir(), 'scheelite-init-'));
  mkdirSync(join(home, '.config', 'scheelite'), { recursive: true });
  writeFileSync(join(home, '.config', 'scheelite', 'init.wl'), 'mine = 11;\n\n1/0\n');
  writeFileSync(join(home, 'other.wl'), 'other = 5;\n');
  test('is read first; its messages say where they come from', () =>
    inTerminal({ home }, async (t) => {
      const text = await t.input(1, 'mine');
      expect(text).toContain('Out[1]= 11');
      expect(text.replace(/\s+/g, ' ')).toMatch(/Power::infy: .*init\.wl:3\)/);
    }));
  test('is not read with --noinit, and others with -initfile', () =>
    inTerminal(
      { home, words: ['--color=never', '-noinit', '-initfile', 'other.wl', '-run', 'Print["runs ", other]'] },
      async (t) => {
        const text = await t.input(1, '{mine, other}');
        expect(text).toContain('runs 5');
        expect(text).toContain('Out[1]= {mine, 5}');
        rmSync(home, { recursive: true });
      },
    ));
});
test('what makes a large net is shortened, quickly', () =>
  inTerminal({}, async (t) => {
    const text = await t.input(1, 'InputForm[NetInitialize[NetChain[{100, 100}, "Input" -> 100]]]');
    expect(text).toContain('Out[1]//InputForm= NetChain[{LinearLayer[100, ');
    expect(text).toContain('(shortened;');
    expect(text.split('\n').length).toBeLessThan(36);
  }));
test('arrows stay with what they join', () =>
  inTerminal({}, async (t) => {
    const text = await t.input(1, 'Association[Table[i -> i^2, {i, 60}]]');
    for (const line of text.split('\n')) expect(line).not.toMatch(/^\s*->|->$/);
  }));
