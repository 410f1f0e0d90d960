/** Local symbols of Module: they go when nothing refers to them, and stay when somebody has seen their names. */
import { describe, expect, test } from 'vitest';
import { int, Normal } from '../../src/expr/expr.ts';
import { allSymbols, namedTemporaries } from '../../src/expr/intern.ts';
import * as S from '../../src/expr/symbols.ts';
import { createSession } from '../../src/index.ts';

const evaluator = () => {
  const session = createSession({ seed: 1 });
  return (text: string): string => {
    let value = '';
    for (const e of session.parse(text)) value = session.inputForm(session.evaluateInput(e));
    return value;
  };
};

describe('temporary symbols', () => {
  test('nothing of the session holds those that nobody mentions', () => {
    const evaluate = evaluator();
    evaluate('f[n_] := Module[{a = n, b}, b = a; g[b]]; h[n_] := Module[{s = n}, Function[s = s + 1]]; i = 0;');
    const work = (n: number): string =>
      evaluate(`Do[f[i]; h[i][]; Module[{q}, q[i] = i; q /: q + i = 2; q[i] + Length[{q}]], {i, ${n}}]`);
    work(10);
    const before = [allSymbols().length, namedTemporaries().length];
    work(2000);
    expect([allSymbols().length, namedTemporaries().length]).toEqual(before);
  });
  test('a closure keeps its variable', () => {
    const evaluate = evaluator();
    evaluate('counter[n_] := Module[{s = n}, Function[s = s + 1]]; c = counter[5]; d = counter[50];');
    evaluate('Do[counter[i], {i, 100}]');
    expect(evaluate('{c[], c[], d[], c[]}')).toBe('{6, 7, 51, 8}');
  });
  test('a printed name is that symbol when it is read again', () => {
    const evaluate = evaluator();
    const name = evaluate('Module[{x}, x[1] = 7; x]');
    expect(evaluate(`{${name}[1], Names["Global\`x$*"]}`)).toBe(`{7, {"${name}"}}`);
    expect(evaluate(`Attributes[${name}]`)).toBe('{Temporary}');
    evaluate(`Remove[${name}]`);
    expect(evaluate(`${name}[1]`)).toBe(`${name}[1]`);
  });
  test('a name that somebody has written before belongs to that symbol', () => {
    const evaluate = evaluator();
    const name = evaluate('Module[{z}, z]');
    const next = `z$${Number(name.slice(2)) + 1}`;
    evaluate(`${next} = 5;`);
    expect(evaluate('Module[{z}, z]')).not.toBe(next);
  });
  test('another session knows nothing of the value, and may give its own', () => {
    const [a, b] = [createSession({ seed: 1 }), createSession({ seed: 1 })];
    const local = a.evaluateInput(a.parse('Module[{y}, y[1] = 3; y]')[0]!);
    const call = new Normal(local, [int(1)]);
    expect(a.inputForm(a.evaluateInput(call))).toBe('3');
    expect(b.evaluateInput(call)).toEqual(call);
    b.evaluateInput(new Normal(S.Set, [call, int(4)]));
    expect([a, b].map((s) => s.inputForm(s.evaluateInput(call)))).toEqual(['3', '4']);
  });
});
