// Kinds of work on expressions that used to be slow: CPU time of the first run in a fresh session, the best of several, and how it grows with the size.
//   node benchmarks/evaluator/kinds.mjs [name ...]
import { isMainThread, workerData } from 'node:worker_threads';
import { inThread, print, sessionMaker } from './sessions.mjs';

/** `N` in the program is n, then 2 n; `growth`: how many times longer twice the work may take by the algorithm that is written down. */
const kinds = [
  { name: 'sorting by //.', n: 60, growth: 8, setup: 'SeedRandom[1]; l = RandomSample[Range[N]]', input: 'l //. {a___, x_, y_, b___} /; x > y :> {a, y, x, b}' },
  { name: 'duplicates by //.', n: 150, growth: 8, setup: 'l = Mod[Range[N]^2, 97]', input: 'l //. {a___, x_, b___, x_, c___} :> {a, x, b, c}' },
  { name: 'runs by //.', n: 300, growth: 4, setup: 'l = Table[Mod[Quotient[i, 3], 2], {i, N}]', input: 'l //. {a___, x_, x_, b___} :> {a, x, b}' },
  { name: 'three sequences, guard', n: 60, growth: 4, setup: 'l = Range[N]', input: 'MatchQ[l, {a___, b__, c___} /; Length[{b}] == 3 && Plus[b] == 3 N - 3]' },
  { name: 'three sequences, no match', n: 40, growth: 8, setup: 'l = Range[N]', input: 'MatchQ[l, {a__, b__, c__} /; Plus[a] == -1]' },
  { name: 'Plus @@ terms', n: 5000, growth: 2.2, setup: 'l = Table[x[Mod[7919 i, 10007]], {i, N}]', input: 'Plus @@ l' },
  { name: 'Plus @@ powers', n: 3000, growth: 2.2, setup: 'l = Table[i y^Mod[7919 i, 10007], {i, N}]', input: 'Plus @@ l' },
  { name: 'growing sum', n: 1000, growth: 4, setup: '', input: 's = 0; Do[s = s + x[i], {i, N}]; Length[s]' },
  { name: 'growing sum of products', n: 600, growth: 4, setup: '', input: 's = 0; Do[s += i a[i] b^i, {i, N}]; Length[s]' },
  { name: 'total of rationals', n: 10000, growth: 3, setup: 'l = Table[1/i, {i, N}]', input: 'Denominator[Total[l]];' },
  { name: 'total of 1/2^k', n: 2000, growth: 4, setup: 'l = Table[1/2^i, {i, N}]', input: 'Total[l];' },
  { name: 'ReplaceAll, rebuilding', n: 7500, growth: 2.2, setup: 't = Table[f[i, g[i + z]], {i, N}]', input: 'Length[t /. z -> 2 w]' },
  { name: 'ReplaceAll by pattern', n: 7500, growth: 2.2, setup: 't = Table[f[i, g[i, z]], {i, N}]', input: 'Length[t /. g[i_, y_] :> h[y, i]]' },
  { name: 'Count with a test', n: 50000, growth: 2.2, setup: 'l = Range[N]', input: 'Count[l, _?EvenQ]' },
  { name: 'Count with a function', n: 50000, growth: 2.2, setup: 'l = Range[N]', input: 'Count[l, _?(# > 100 &)]' },
  { name: 'Count with a condition', n: 50000, growth: 2.2, setup: 'l = Range[N]', input: 'Count[l, n_ /; Mod[n, 3] == 0]' },
  { name: 'Position with a test', n: 50000, growth: 2.2, setup: 'l = Range[N]', input: 'Length[Position[l, _?PrimeQ]]' },
  { name: 'Position in a tree', n: 7500, growth: 2.2, setup: 't = Table[f[i, g[i, z]], {i, N}]', input: 'Length[Position[t, _Integer?OddQ]]' },
  { name: 'guarded rules', n: 1000, growth: 2.2, setup: 'c[n_] /; n < 2 := 1; c[n_] /; EvenQ[n] := c[n/2]; c[n_] /; OddQ[n] := c[3 n + 1]', input: 'Do[c[i], {i, 2, N}]' },
  { name: 'exact Newton', n: 7, growth: 200, setup: '', input: 'NestList[(# + 2/#)/2 &, 1, N];' },
  { name: 'derivatives', n: 6, growth: 40, setup: '', input: 'Table[D[Sin[x^2] Exp[x]/(1 + x), {x, k}], {k, N/2}];' },
];

const cpu = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
};
const ENOUGH_MS = 300;

function time(make, { setup, input }, n) {
  const sized = (text) => text.replace(/\bN\b/g, String(n));
  let [first, best, total] = [undefined, Number.POSITIVE_INFINITY, 0];
  for (let i = 0; i < 3 || (total < ENOUGH_MS && i < 30); i++) {
    const s = make();
    if (setup !== '') s.evaluate(`${sized(setup)};`);
    const before = process.cpuUsage();
    s.evaluate(sized(input));
    const ms = cpu(before);
    first ??= ms;
    best = Math.min(best, ms);
    total += ms;
    if (total > 4000) break;
  }
  return { first, best };
}

async function main({ file, names }) {
  const make = await sessionMaker(file);
  print(`${'kind'.padEnd(28)}${'first'.padStart(9)}${'n: ms'.padStart(9)}${'2n: ms'.padStart(9)}${'grows'.padStart(8)}`);
  for (const k of kinds) {
    if (names.length > 0 && !names.includes(k.name)) continue;
    const once = time(make, k, k.n);
    const twice = time(make, k, 2 * k.n);
    const ratio = twice.best / once.best;
    const cells = [once.first, once.best, twice.best].map((x) => x.toFixed(1).padStart(9)).join('');
    print(`${k.name.padEnd(28)}${cells}${ratio.toFixed(2).padStart(8)}${ratio > 1.25 * k.growth ? '  TOO FAST A GROWTH' : ''}`);
  }
}

if (isMainThread) process.exitCode = await inThread(import.meta.url, { names: process.argv.slice(2) });
else await main(workerData);
