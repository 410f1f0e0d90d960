/** What Tab offers, by what stands around the cursor; and how functions are called. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeIO } from '../../../src/frontends/node-io.ts';
import { answer } from '../../../src/frontends/session/answers.ts';
import { completionsAt } from '../../../src/frontends/session/completion.ts';
import { signatureOf } from '../../../src/frontends/session/signature.ts';
import { createSession, parse } from '../../../src/index.ts';

const session = createSession({ io: nodeIO({ print: () => {} }), seed: 1 });
const enter = (text: string): void => {
  for (const { expr } of parse(text, { resolve: (n) => session.names.resolve(n) }).expressions)
    session.evaluateInput(expr);
};
enter('net = NetChain[<|"hidden" -> LinearLayer[3], "ramp" -> Ramp, "out" -> LinearLayer[1]|>, "Input" -> 2]');
enter('data = <|"alpha" -> 1, "beta" -> {2}|>; userValue = 3');
enter('area[width_, height_] := width height; area[square_] := square^2');

/** What is offered where | stands. */
function offered(text: string): string[] {
  const cursor = text.indexOf('|');
  return completionsAt(text.slice(0, cursor) + text.slice(cursor + 1), cursor, session).candidates.map((c) => c.text);
}

describe('completion', () => {
  test('of symbols: those of the user first, then those of the language', () => {
    expect(offered('MapAt[f, MapI|')).toEqual(['MapIndexed']);
    expect(offered('user|')).toEqual(['userValue']);
    expect(offered('Module[{longName = 1}, longN|')).toEqual(['longName']);
    parse('mentionedOnly; mentioned', { resolve: (n) => session.names.resolve(n) });
    expect(offered('mentioned|')).toEqual(['mentionedOnly']);
  });
  test('of names in other letters, and by first letters', () => {
    expect(offered('nettr|')).toContain('NetTrain');
    expect(offered('NCh|')).toContain('NetChain');
  });
  test('of options of the head one is in', () => {
    expect(offered('NetTrain[net, data, MaxTrainingR|')[0]).toBe('MaxTrainingRounds -> ');
    expect(offered('NetTrain[net, data, |')).toContain('BatchSize -> ');
    expect(offered('f[NetTrain[net, data], MaxTrainingR|')).not.toContain('MaxTrainingRounds -> ');
  });
  test('of layers of a net, in Part and in functions that take parts', () => {
    expect(offered('net[["hi|')).toEqual(['hidden"']);
    expect(offered('NetExtract[net, "o|')).toEqual(['out"']);
    expect(offered('net[[|')).toEqual(['"hidden"', '"ramp"', '"out"']);
  });
  test('of what lies further inside of a net', () => {
    expect(offered('net[["hidden", "W|')).toEqual(['Weights"']);
    expect(offered('NetExtract[net, {"hidden", "B|')).toEqual(['Biases"']);
    enter('nested = NetChain[<|"block" -> NetChain[<|"inner" -> Ramp|>]|>, "Input" -> 2]');
    expect(offered('nested[["block", "i|')).toEqual(['inner"']);
  });
  test('of layers without names, by number', () => {
    enter('plain = NetChain[{3, Ramp}, "Input" -> 2]');
    expect(offered('plain[[|')).toEqual(['1', '2']);
  });
  test('of keys of an association', () => {
    expect(offered('data["al|')).toEqual(['alpha"']);
    expect(offered('Lookup[data, "b|"]')).toEqual(['beta']);
    expect(offered('data[|')).toEqual(['"alpha"', '"beta"']);
  });
  test('of properties and models', () => {
    expect(offered('Information[net, "ArraysC|')).toEqual(['ArraysCount"']);
    expect(offered('NetModel["LeNet|')).toEqual(['LeNet Trained on MNIST Data"']);
  });
  test('of files in strings and behind <<', () => {
    const folder = mkdtempSync(join(tmpdir(), 'scheelite-'));
    try {
      mkdirSync(join(folder, 'inner'));
      writeFileSync(join(folder, 'data.csv'), '1');
      writeFileSync(join(folder, 'more.wl'), '1');
      expect(offered(`Import["${folder}/da|`)).toEqual([`${folder}/data.csv"`]);
      expect(offered(`Import["${folder}/in|`)).toEqual([`${folder}/inner/`]);
      expect(offered(`<<${folder}/mo|`)).toEqual([`${folder}/more.wl`]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
  test('of characters by name', () => {
    expect(offered('\\[Alp|')).toEqual(['Alpha]']);
    expect(offered('"\\[CapitalOmeg|')).toEqual(['CapitalOmega]']);
  });
  test('nothing in comments, and nothing for nothing', () => {
    expect(offered('(* Map|')).toEqual([]);
    expect(offered('1 + |')).toEqual([]);
  });
});

describe('how functions are called', () => {
  test('the form that has the argument', () => {
    expect(signatureOf({ name: 'NetTrain', argument: 0, inList: false }, session)).toMatch(/^NetTrain\[net, \{input1/);
    expect(signatureOf({ name: 'NetTrain', argument: 2, inList: false }, session)).toMatch(/^NetTrain\[net, /);
    expect(signatureOf({ name: 'Table', argument: 1, inList: true }, session)).toMatch(/^Table\[expr, \{/);
    expect(signatureOf({ name: 'Map', argument: 2, inList: false }, session)).toMatch(/^Map\[f, expr, levelspec\]/);
  });
  test('definitions of the user', () => {
    expect(signatureOf({ name: 'area', argument: 0, inList: false }, session)).toBe('area[width_, height_]');
    expect(signatureOf({ name: 'area', argument: 1, inList: false }, session)).toBe('area[width_, height_]');
    expect(signatureOf({ name: 'nothing', argument: 0, inList: false }, session)).toBeUndefined();
  });
});

test('names mean something when they have a value, rules, or belong to the language', () => {
  const names = ['Map', 'net', 'area', 'nothingHere', 'userValue', 'D'];
  expect(answer({ kind: 'names', names }, session)).toEqual([true, true, true, false, true, true]);
});
