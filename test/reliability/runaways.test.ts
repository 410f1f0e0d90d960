/** What runs for very long is stopped when its time is over, and the session goes on. */
import { describe, expect, test } from 'vitest';
import { nodeIO } from '../../src/frontends/node-io.ts';
import { createSession } from '../../src/index.ts';
import { evaluate } from '../nets/evaluation.ts';
import { amount, figure } from './figures.ts';

const runaways = [
  'Fibonacci[10^9]',
  'Factor[x^5000 - 1]',
  'Prime[10^11]',
  'Expand[Product[1 + x[i], {i, 22}]]',
  'Nest[#^2 &, 3, 40]',
  'x = 3; Do[x = x x, {40}]',
  'StringReplace[StringRepeat["a", 3000], x__ ~~ y__ ~~ x__ ~~ y__ ~~ "b" -> "c"]',
  'Together[Sum[1/(x + i), {i, 200}]]',
  'Det[Array[a, {10, 10}]]',
  'NetInitialize[LinearLayer[20000, "Input" -> 20000]]',
  'ToString[Range[3 10^6] + 1/2]',
  'ToString[2^(10^7)]',
  'Factorial[10^8]',
  'PrimePi[10^13]',
  'FactorInteger[10^60 + 7]',
  'Tuples[Range[10], 9]',
  'Permutations[Range[12]]',
  'Subsets[Range[30]]',
  'N[Pi, 10^7]',
  'Solve[x^50 + x + 1 == 0, x]',
  'Eigenvalues[RandomReal[1, {800, 800}]]',
  'StringSplit[StringRepeat["ab ", 5 10^6]]',
  'Range[10^7]/3',
  'MatrixPower[{{1, 1}, {1, 0}}, 10^9]',
  'Binomial[10^8, 5 10^7]',
  'RandomPrime[10^500]',
  'EditDistance[StringRepeat["ab", 20000], StringRepeat["ba", 20000]]',
  'Hash[Range[10^7], "SHA256"]',
  'Collect[Expand[(a + b + c + d)^40], a]',
  'D[Nest[Sin[#^2] &, x, 25], {x, 5}]',
  'While[True]',
  'f[n_] := f[n]; f[1]; While[True, f[1]]',
  'FixedPoint[# + 1 &, 0]',
  'x = 1; While[True, CheckAbort[x++, 0]]',
];

describe('a time limit', () => {
  let slowest = 0;
  const chosen = runaways.slice(0, amount(12, runaways.length));
  test.each(chosen)('%s', (code) => {
    const session = createSession({ seed: 1, io: nodeIO({ print: () => {} }), memoryLimit: 2e9 });
    const start = performance.now();
    const { value } = evaluate(`TimeConstrained[${code}, 0.3, "late"]; 41 + 1`, session);
    slowest = Math.max(slowest, performance.now() - start - 300);
    expect(value).toBe('42');
  });
  test('figures', () => {
    figure('runaways that a time limit stopped', `${chosen.length} of ${chosen.length}`);
    figure('milliseconds from the end of the time to the answer, worst', Math.round(slowest));
  });
});
