/** Arguments that come out of packed arrays mean what the same arguments mean where somebody wrote them. */
import { describe, expect, test } from 'vitest';
import { createSession } from '../../src/index.ts';

const session = createSession({ seed: 1 });
const valueOf = (text: string): string => {
  let last = '';
  for (const e of session.parse(text)) last = session.inputForm(session.evaluateInput(e));
  return last;
};

/** Calls with a place for a short list of numbers, and lists for it. */
const calls: readonly (readonly [call: string, rows: string])[] = [
  ['Take[Range[30], #]', '{i, i + 1}'],
  ['Drop[Range[30], #]', '{i, i + 1}'],
  ['Clip[5, #]', '{i, i + 1}'],
  ['Clip[5, #]', '{i/2., i}'],
  ['Map[f, {{a}, {b, {c}}}, #]', '{Mod[i, 3]}'],
  ['Apply[f, {{a}, {b}}, #]', '{1, 1}'],
  ['Cases[{1, {2, {3}}}, _Integer, #]', '{1, Mod[i, 3] + 1}'],
  ['Position[{1, {2, {3}}}, _Integer, #]', '{1, Mod[i, 3] + 1}'],
  ['Level[{a, {b, {c}}}, #]', '{1, 2}'],
  ['Total[{{1, 2}, {3, 4}}, #]', '{1, 1}'],
  ['RotateLeft[{{1, 2}, {3, 4}}, #]', '{1, i}'],
  ['Partition[Range[6], 2, 2, #]', '{1, 1}'],
  ['IdentityMatrix[#]', '{2, 3}'],
  ['ConstantArray[x, #]', '{1, Mod[i, 3] + 1}'],
  ['Subsets[{a, b, c}, #]', '{1, 2}'],
  ['Permutations[{a, b, c}, #]', '{2, 2}'],
  ['Tuples[{a, b}, #]', '{1, 2}'],
  ['StringTake["abcdefghijklmnopqrstuvwxyz", #]', '{i, i + 2}'],
  ['Part[Range[30], #]', '{i, i + 2}'],
  ['Extract[{{1, 2}, {3, 4}}, #]', '{1, 2}'],
  ['Insert[{a, b}, x, #]', '{1, 1}[[;; 1]]'],
  ['Lookup[<|1 -> a, 2 -> b|>, #]', '{i, i + 1}'],
  ['FromDigits[#, 10]', '{i, i + 1}'],
  ['UniformDistribution[#] // Mean', '{i, i + 1}'],
  ['NumberForm[2.345, #] // ToString', '{3, 1}'],
  ['DateString[#]', '{2000 + i, 1}'],
  ['MatchQ[#, {_, _}]', '{i, i + 1}'],
  ['# /. {x_, y_} :> f[y, x]', '{i, i + 1}'],
  ['EvenQ[#]', '{i, i + 1}'],
  ['Interval[#]', '{i, i + 1}'],
  ['NetChain[{LinearLayer[#]}, "Input" -> 2]', '{2, 3}'],
  ['DeleteCases[#, 2]', '{i, i + 1}'],
];

describe('rows of a packed matrix', () => {
  test.each(calls)('%s for %s', (call, row) => {
    const wanted = valueOf(`Table[(${call.replaceAll('#', '#1')}) &[Evaluate[${row}]], {i, 20}]`);
    expect(valueOf(`Map[(${call}) &, Table[${row}, {i, 20}]]`)).toBe(wanted);
    expect(valueOf(`rows = Table[${row}, {i, 20}]; Table[With[{r = rows[[k]]}, (${call}) &[r]], {k, 20}]`)).toBe(
      wanted,
    );
  });
});

test.each(['EvenQ', 'OddQ', 'PrimeQ', 'MersennePrimeExponentQ', 'PolygonalNumber', 'SquareFreeQ', 'Fibonacci'])(
  '%s threads over packed numbers',
  (f) => expect(valueOf(`${f}[Range[40]] === Map[${f}, Range[40]]`)).toBe('True'),
);
