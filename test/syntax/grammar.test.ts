/** The operator table is sound, and grammar/README.md shows it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { characterName, characterNames, namedCharacter } from '../../grammar/characters.ts';
import { grammarTables } from '../../grammar/describe.ts';
import { groups, operators } from '../../grammar/operators.ts';
import { parse } from '../../src/syntax/parser.ts';
import { resolveName } from './names.ts';

const readme = new URL('../../grammar/README.md', import.meta.url);
const BEGIN = '<!-- tables: made by describe.ts -->\n';
const END = '\n<!-- end of tables -->';

test('the README has the rows of the table', () => {
  const text = readFileSync(readme, 'utf8');
  const [before, rest] = text.split(BEGIN) as [string, string];
  const after = rest.slice(rest.indexOf(END));
  // UPDATE_README=1 npx vitest run test/syntax/grammar.test.ts writes them.
  if (process.env.UPDATE_README) writeFileSync(readme, before + BEGIN + grammarTables() + after);
  else expect(rest.slice(0, rest.indexOf(END))).toBe(grammarTables());
});

describe('rows', () => {
  test('are about a hundred or more', () => expect(operators.length).toBeGreaterThan(100));
  test('have no spelling twice in one place', () => {
    const seen = new Set<string>();
    for (const o of operators)
      for (const s of [o.symbol, ...(o.alternates ?? [])]) {
        expect(seen.has(`${o.form} ${s}`), `${o.form} ${s}`).toBe(false);
        seen.add(`${o.form} ${s}`);
      }
  });
  test('have precedences below those of operands', () => {
    for (const o of operators) expect(o.precedence > 0 && o.precedence < 1000).toBe(true);
  });
});

describe('named characters', () => {
  test('are a thousand', () => expect(characterNames().length).toBeGreaterThan(1000));
  test('have names that lead back to them', () => {
    for (const name of characterNames())
      expect(namedCharacter(characterName(namedCharacter(name)!)!)).toBe(namedCharacter(name));
  });
  test.each([
    ['Alpha', '\u03b1'],
    ['CapitalOmega', '\u03a9'],
    ['Rule', '\uf522'],
    ['Element', '\u2208'],
    ['ScriptCapitalL', '\u2112'],
    ['GothicCapitalC', '\u212d'],
    ['DoubleStruckCapitalR', '\uf7b5'],
    ['FormalX', '\uf817'],
    ['RightArrow', '\u2192'],
    ['LeftDoubleBracket', '\u301a'],
    ['Euro', '\u20ac'],
    ['EAcute', '\u00e9'],
    ['Nu', '\u03bd'],
  ])('%s', (name, c) => expect(namedCharacter(name)).toBe(c));
  test('are read in strings, and as operands, operators, brackets or blanks', () => {
    // Box syntax, keys and parts of notebook displays are no program text.
    const odd: string[] = [];
    for (const name of characterNames()) {
      const text = `"\\[${name}]"`;
      expect(parse(text, { resolve: resolveName }).expressions[0]?.expr).toMatchObject({ value: namedCharacter(name) });
      const places = [`\\[${name}]`, `a \\[${name}] b`, `\\[${name}] a`, `a \\[${name}]`];
      const brackets = groups.flatMap((g) => [g.open, g.close, ...(g.alternates ?? [])]);
      if (brackets.includes(namedCharacter(name)!) || name.startsWith('Raw')) continue;
      if (!places.some((p) => parse(p, { resolve: resolveName }).problems.length === 0)) odd.push(name);
    }
    expect(odd).toMatchSnapshot();
  });
});
