// Operations that must take amortised constant time: twice the work may take at most 2.5 times as long.
//   node benchmarks/evaluator/doubling.mjs [name ...]
import { isMainThread, workerData } from 'node:worker_threads';
import { inThread, print, sessionMaker } from './sessions.mjs';

/** `n` is large enough for tens of milliseconds, and maps are beyond the size at which they are divided; `N` in the program is n, then 2 n. */
const cases = [
  { name: 'memo definitions', n: 20000, program: 'm[0] = 0; m[k_] := m[k] = m[k - 1] + 1; Do[m[i], {i, N}]' },
  { name: 'literal definitions', n: 100000, program: 'Do[t[i] = i, {i, N}]; Do[t[i], {i, N}]' },
  { name: 'association update', n: 100000, program: 'as = <||>; Do[as[i] = i; as[i] = as[i] + 1, {i, N}]' },
  { name: 'association of strings', n: 10000, program: 'as = <||>; Do[as["k" <> ToString[i]] = i, {i, N}]' },
  { name: 'AppendTo', n: 100000, program: 'l = {}; Do[AppendTo[l, i], {i, N}]' },
  { name: 'AssociateTo', n: 100000, program: 'as = <||>; Do[AssociateTo[as, i -> i], {i, N}]' },
  { name: 'Part assignment', n: 200000, program: 'p = ConstantArray[0, N]; Do[p[[i]] = i, {i, N}]' },
  { name: 'Part assignment, symbolic', n: 100000, program: 'p = ConstantArray[x, N]; Do[p[[i]] = f[i], {i, N}]' },
  { name: 'Part update', n: 20000, program: 'p = ConstantArray[0, N]; Do[p[[i]] += i; p[[i]]++, {i, N}]' },
  { name: 'matrix assignment', n: 400, square: true, program: 'p = ConstantArray[0, {N, N}]; Do[p[[i, j]] = i j, {i, N}, {j, N}]' },
  // So many that the collector of garbage has come to its steady state.
  { name: 'Sow and Reap', n: 400000, program: 'Reap[Do[Sow[i], {i, N}]];' },
  { name: 'string building', n: 100000, program: 's = ""; Do[s = s <> "abc", {i, N}]; StringLength[s]' },
  { name: 'Module in a loop', n: 60000, program: 'Do[Module[{a = i, b}, b = a + 1], {i, N}]' },
  { name: 'list in a variable', n: 20000, program: 'l = Range[N]; c = 0; Do[c = c + l[[i]], {i, N}]' },
  { name: 'symbolic list in a variable', n: 20000, program: 'l = Array[f, N]; c = 0; Do[c = c + 1; l[[i]], {i, N}]' },
];

function time(make, program) {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) {
    const s = make();
    const start = performance.now();
    s.evaluate(program);
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

async function main({ file, names }) {
  const make = await sessionMaker(file);
  let bad = 0;
  print(`${'operation'.padEnd(30)}${'n: ms'.padStart(10)}${'2n: ms'.padStart(10)}${'ratio'.padStart(8)}`);
  for (const c of cases) {
    if (names.length > 0 && !names.includes(c.name)) continue;
    const sized = (n) => c.program.replace(/\bN\b/g, String(n));
    time(make, sized(c.n));
    const once = time(make, sized(c.n));
    const twice = time(make, sized(c.square ? Math.round(c.n * Math.SQRT2) : 2 * c.n));
    const ratio = twice / once;
    if (ratio > 2.5) bad++;
    print(
      `${c.name.padEnd(30)}${once.toFixed(1).padStart(10)}${twice.toFixed(1).padStart(10)}${ratio.toFixed(2).padStart(8)}${ratio > 2.5 ? '  TOO SLOW' : ''}`,
    );
  }
  process.exitCode = bad > 0 ? 1 : 0;
}

if (isMainThread) process.exitCode = await inThread(import.meta.url, { names: process.argv.slice(2) });
else await main(workerData);
