/** What binds a name, by the text alone. */
import { expect, test } from 'vitest';
import { Document } from '../../../src/frontends/lsp/document.ts';
import { scopesOf } from '../../../src/frontends/lsp/scopes.ts';
import { resolveName } from '../../syntax/names.ts';

/** The text with a number behind each local name: equal numbers are one binding; ! is where it is bound. */
function marked(text: string): string {
  const { occurrences, bindings } = scopesOf(new Document(text, resolveName).segments[0]!.node!, text);
  let out = '';
  let at = 0;
  for (const { start, end, name, binding, binds } of occurrences) {
    expect(text.slice(start, end)).toBe(name);
    if (binding === undefined) continue;
    out += `${text.slice(at, end)}${bindings.indexOf(binding)}${binds ? '!' : ''}`;
    at = end;
  }
  return out + text.slice(at);
}

test.each([
  'f[x0!_, n1!_Integer: 2] := x0 + n1',
  'f[x0!_] := Module[{x1! = x0, y2!}, x1 + y2 + z]',
  'Block[{a0! = 1, b1! := a}, a0 b1]',
  'With[{x0! = 2}, {y1! = x0}, Hold[x0, y1]]',
  'Function[{x0!, y1!}, x0 + y1 + z][x, y]',
  'Function[x0!, Function[x1!, x1] + x0]',
  'x0! |-> x0^2',
  'Table[i0 + j1, {i0!, 3}, {j1!, i0}] + i',
  'Do[Print[k0], {k0!, {1, k}}]',
  'Sum[i0^2, {i0!, 10}]; Table[7, {3}]',
  'Cases[l, {a0!_, b1!_} /; a0 > b1]',
  'MatchQ[e, {b0!_, b0!_}] + b',
  'e /. x0!_ -> f[x0, x1!_ :> x1]',
  'f /: g[f[x0!_]] := x0',
  'f[y : {x1!_, __}] := y0 + x1'.replace('y :', 'y0! :'),
  'Switch[e, x0!_Integer, x, _, y]',
  'm[x0!_, x0!_] = x0',
  'f[x0!_?OddQ, rest1!___, o2! : OptionsPattern[]] := {x0, rest1, o2}',
])('%s', (expected) => expect(marked(expected.replace(/(?<=[a-z])\d!?(?=[^\d])/g, ''))).toBe(expected));
