/** Help: what is asked, what is misspelt, what is not here, and habits of other languages. */
import { describe, expect, test } from 'vitest';
import { nodeIO } from '../../../src/frontends/node-io.ts';
import { Interpreter } from '../../../src/frontends/session/interpreter.ts';
import { habitHint, type Role } from '../../../src/frontends/terminal/habits.ts';
import { kindredName, nearestName } from '../../../src/numeric/near-names.ts';
import { inTerminal } from './pty-session.ts';

describe('near names', () => {
  const names = ['NetTrain', 'NetChain', 'Map', 'MapAt', 'Table', 'ListPlot', 'Plot', 'Select', 'MaxTrainingRounds'];
  test.each([
    ['NetTrian', 'NetTrain'],
    ['NetChian', 'NetChain'],
    ['nettrain', 'NetTrain'],
    ['Tabel', 'Table'],
    ['MaxTraningRound', 'MaxTrainingRounds'],
    ['Slect', 'Select'],
    ['xyz', undefined],
    ['Foo', undefined],
    ['Banana', undefined],
  ])('%s', (name, near) => expect(nearestName(name, names)).toBe(near));
  test('names that share words', () => {
    expect(kindredName('ListPlot3D', names)).toBe('ListPlot');
    expect(kindredName('AudioPlot', names)).toBe('Plot');
    expect(kindredName('Manipulate', names)).toBeUndefined();
  });
});

describe('messages say what is near', () => {
  const shown: string[] = [];
  const evaluator = new Interpreter({
    io: nodeIO({ print: (t) => shown.push(t) }),
    seed: 1,
    showMessage: (t) => shown.push(t),
  });
  const say = (text: string): string => {
    shown.length = 0;
    for (const { expr } of evaluator.read(text).expressions) evaluator.evaluate(expr);
    return shown.join('\n');
  };
  test.each([
    ['SetOptions[Plot, PlotRagne -> All]', 'PlotRange'],
    ['Plot[x, {x, 0, 1}, PlotRagne -> All]', 'PlotRange'],
    ['NetExtract[NetChain[<|"hidden" -> Ramp|>], "hiden"]', 'hidden'],
    ['Information[NetChain[{Ramp}], "ArrayCount"]', 'ArraysCount'],
    ['LinearLayer[3, "Biasses" -> None]', 'Biases'],
    ['f[OptionsPattern[{alpha -> 1}]] := OptionValue[alpah]; f[]', 'alpha'],
    ['?NetTrian', 'NetTrain'],
  ])('%s', (text, near) => expect(say(text)).toContain(`Did you mean ${near}?`));
  test('not where nothing is near, or what is named is there', () => {
    expect(say('NetExtract[NetChain[<|"hidden" -> Ramp|>], "zzz"]')).not.toContain('Did you mean');
    expect(say('First[{}]')).not.toContain('Did you mean');
  });
  test('options and settings are the affair of whoever takes them', () => {
    expect(say('Interpolation[{1, 4}, InterpolationOrder -> 1][1.5]; Grid[{{1}}, Alignment -> Left];')).toBe('');
  });
  test('documented symbols that are not here, once each', () => {
    expect(say('AudioPlot[x]; 1')).toMatch(/General::nothere2: AudioPlot .* is Plot\./);
    expect(say('AudioPlot[x]')).toBe('');
    expect(say('FindFormula[data]')).toMatch(/is FindFit\./);
    expect(say('GeoDisk[r_] := r')).toBe('');
  });
  test('?x is short, ??x is all, text is searched, examples are run', () => {
    const short = say('?NetTrain');
    expect(short.split('\n').length).toBeLessThanOrEqual(4);
    expect(short).toMatch(/\(\?\?NetTrain for .*, Examples\[NetTrain\] for examples\)$/);
    expect(say('??NetTrain')).toContain('Options[NetTrain] = ');
    expect(say('?"greatest common divisor"')).toMatch(/^GCD\[/);
    expect(say('Examples[GCD, 1]')).toMatch(/^> GCD\[.*\]\n\d+\n/);
    expect(say('Examples[D, 1]')).toBe(`> D[x^3 + Sin[2 x], x]\n3 x^2 + 2 Cos[2 x]\n\n${shown.at(-1)}`);
  });
});

describe('habits', () => {
  const roles: Readonly<Record<string, Role>> = { list: 'list', k: 'value', square: 'function', Sin: 'function' };
  const hint = (text: string): string | undefined => habitHint(text, (n) => roles[n]);
  test.each([
    ['print("a")', /Print\[x\]/],
    ['len(list)', /Length\[x\]/],
    ['f(x)', /product here.*f\[x\]/],
    ['Sin(x)', /Sin\[x\]/],
    ['square(3)', /square\[3\]/],
    ['for i in list: print(i)', /Do\[\.\.\., \{i, list\}\]/],
    ['list[0]', /list\[\[1\]\]/],
    ['list[2]', /list\[\[2\]\]/],
    ['{1, 2}[0]', /double brackets/],
    ['If[1 < 2, true, 0]', /True/],
    ['import numpy as np', /Needs/],
    ['let x = 3', /x = value/],
    ['def sq(a, b): a', /sq\[a_, b_\] := /],
    ['2 ** 3', /\^/],
  ])('%s', (text, said) => expect(hint(text)).toMatch(said));
  test.each([
    'f[x]',
    'k(2 + 3)',
    '2 (3 + 4)',
    'x(y + 1)',
    '"print(x)"',
    '(* len(x) *) 1',
    'f[0]',
    'list[[1]]',
    "f'[x]",
    'trueValue',
    'Range[3]',
  ])('none in %s', (text) => expect(hint(text)).toBeUndefined());
});

describe.each([40, 80, 120])('at a terminal of %i columns', (columns) => {
  test('hints come after the result, once', async () => {
    await inTerminal({ columns, rows: 40 }, async (t) => {
      await t.prompt(1);
      t.type('NetTrian[1]\r');
      await t.prompt(2);
      expect(t.text().replace(/\s+/g, ' ')).toMatch(
        /Out\[1\]= NetTrian\[1\] NetTrian has no value or definition\. Did you mean NetTrain\?/,
      );
      t.type('NetTrian[2]; {5, 6}[0]\r');
      await t.prompt(3);
      expect(t.text().match(/Did\s+you\s+mean/g)).toHaveLength(1);
      expect(t.text().replace(/\s+/g, ' ')).toContain('Elements are taken with double brackets');
      t.type('help\r');
      await t.until(/Ctrl-D, Quit\s+leave/);
      t.type('help greatest common\r');
      await t.until(/GCD\[n1/);
      t.type('exit()\r');
      expect(await t.exited).toBe(0);
    });
  });
});
