// How late an abort is: long programs on large data, each stopped at many moments of its run.
//   node benchmarks/evaluator/abort.mjs [name ...]
// `late` is the worst time between the request and the end, `median` the usual one, both without the pauses of V8's garbage
// collector, which no program can shorten; `with gc` is the worst time with them. 10 ms are allowed. What is marked with a
// reason is one step of the host that cannot be divided. Blocks must have given their values back.
import { PerformanceObserver } from 'node:perf_hooks';
import { isMainThread, workerData } from 'node:worker_threads';
import { inThread, print, sessionMaker } from './sessions.mjs';

const ALLOWED_MS = 10;
/** Moments at which each program is stopped, as parts of the time that it has. */
const MOMENTS = 12;
/** Programs are stopped within this time, however long they would take. */
const WINDOW_MS = 600;
/** What is so late is not tried again. */
const HOPELESS_MS = 500;

const pauses = [];
/** The time that the collector took between two moments; its records come when the thread is idle. */
async function paused(from, to) {
  await new Promise((resolve) => setTimeout(resolve, 1));
  let sum = 0;
  for (const { startTime, duration } of pauses)
    sum += Math.max(0, Math.min(to, startTime + duration) - Math.max(from, startTime));
  pauses.length = 0;
  return sum;
}

/** [name, program, setup, reason why it may be late] */
const cases = [
  ['Fold', 'Fold[#1 + #2 &, 0, x]', 'x = Range[10^7]'],
  ['Fold of a call', 'Fold[f, 0, x]', 'x = Range[10^7]'],
  ['FoldList', 'FoldList[Plus, 0, x]', 'x = Range[10^7]'],
  ['Select', 'Select[x, PrimeQ]', 'x = Range[10^7]'],
  ['Scan', 'Scan[h, x]', 'x = Range[10^7]'],
  ['Map', 'Map[# + 1. &, x]', 'x = RandomReal[1, 10^6]'],
  ['Map of a symbol', 'Map[g, x]', 'x = Range[5 10^6]'],
  ['Map at level 2', 'Map[g, x, {2}]', 'x = RandomReal[1, {2000, 1000}]'],
  ['MapIndexed', 'MapIndexed[g, x]', 'x = Range[3 10^6]'],
  ['MapThread', 'MapThread[g, {x, x}]', 'x = Range[3 10^6]'],
  ['Nest', 'Nest[Sqrt[# + 1.] &, 1., 10^7]', ''],
  ['Range', 'Range[5 10^7]', ''],
  ['Range of reals', 'Range[0., 1., 1/4 10^-7]', ''],
  ['Table', 'Table[i^2, {i, 10^7}]', ''],
  ['Table of constants', 'Table[0, {10^7}]', ''],
  ['ConstantArray', 'ConstantArray[0, {6000, 6000}]', ''],
  ['ConstantArray of symbols', 'ConstantArray[a, 10^7]', '', 'one allocation of the host'],
  ['Array', 'Array[f, 5 10^6]', ''],
  ['RandomReal', 'RandomReal[1, 3 10^7]', ''],
  ['RandomInteger', 'RandomInteger[100, 10^7]', ''],
  ['RandomSample', 'RandomSample[x]', 'x = Range[5 10^6]'],
  ['Sort of reals', 'Sort[x]', 'x = RandomReal[1, 10^7]'],
  ['Sort of integers', 'Sort[x]', 'x = RandomInteger[10^6, 5 10^6]'],
  ['Sort of expressions', 'Sort[x]', 'x = Map[f, RandomInteger[10^6, 10^6]]'],
  ['Sort of strings', 'Sort[x]', 'x = Map[ToString, RandomInteger[10^6, 3 10^5]]'],
  ['Sort by a function', 'Sort[x, Greater]', 'x = RandomReal[1, 10^6]'],
  ['SortBy', 'SortBy[x, -# &]', 'x = RandomReal[1, 10^6]'],
  ['Ordering', 'Ordering[x]', 'x = RandomReal[1, 5 10^6]'],
  ['Total', 'Total[x]', 'x = RandomReal[1, 5 10^7]'],
  ['Total of columns', 'Total[x]', 'x = RandomReal[1, {5000, 5000}]'],
  ['Total of symbols', 'Total[x]', 'x = Array[f, 3 10^5]'],
  ['arithmetic', 'Sqrt[x^2 + 3 x - 1.] Sin[x]', 'x = RandomReal[{1, 2}, 10^7]'],
  ['integer arithmetic', '3 x^2 + Mod[x, 7]', 'x = Range[10^7]'],
  ['comparison', 'Count[x, _?(# > 0.5 &)]', 'x = RandomReal[1, 5 10^6]'],
  ['Accumulate', 'Accumulate[x]', 'x = RandomReal[1, 10^7]'],
  ['Differences', 'Differences[x]', 'x = RandomReal[1, 10^7]'],
  ['Reverse', 'Reverse[x]', 'x = RandomReal[1, 3 10^7]'],
  ['Join', 'Join[x, x]', 'x = RandomReal[1, 2 10^7]'],
  ['Flatten', 'Flatten[x]', 'x = Table[g[i, j], {i, 1500}, {j, 1500}]', 'growth of an array of millions of elements'],
  ['Flatten of a matrix', 'Flatten[x]', 'x = RandomReal[1, {6000, 4000}]'],
  ['Partition', 'Partition[x, 3, 1]', 'x = Range[10^7]'],
  ['Transpose', 'Transpose[x]', 'x = RandomReal[1, {5000, 5000}]'],
  ['Dot', 'x . x', 'x = RandomReal[1, {1500, 1500}]'],
  ['LinearSolve', 'LinearSolve[x, x[[1]]]', 'x = RandomReal[1, {1500, 1500}]'],
  ['Inverse', 'Inverse[x]', 'x = RandomReal[1, {800, 800}]'],
  ['Eigenvalues', 'Eigenvalues[x]', 'x = RandomReal[1, {300, 300}]'],
  ['SingularValueDecomposition', 'SingularValueDecomposition[x]', 'x = RandomReal[1, {300, 300}]'],
  ['exact Det', 'Det[x]', 'x = RandomInteger[9, {150, 150}]'],
  ['Union', 'Union[x]', 'x = RandomInteger[10^6, 5 10^6]'],
  ['DeleteDuplicates', 'DeleteDuplicates[x]', 'x = RandomInteger[10^6, 5 10^6]'],
  ['Tally', 'Tally[x]', 'x = RandomInteger[10^6, 3 10^6]'],
  ['Counts', 'Counts[x]', 'x = RandomInteger[10^6, 3 10^6]'],
  ['GroupBy', 'GroupBy[x, Mod[#, 1000] &]', 'x = RandomInteger[10^6, 10^6]'],
  ['GatherBy', 'GatherBy[x, Mod[#, 1000] &]', 'x = RandomInteger[10^6, 10^6]'],
  ['AssociationThread', 'AssociationThread[x -> x]', 'x = Range[2 10^6]'],
  ['Association', 'Association[x]', 'x = Table[i -> i^2, {i, 10^6}]'],
  ['Position', 'Position[x, 7]', 'x = RandomInteger[10, 10^7]'],
  ['Cases', 'Cases[x, a_ /; a > 5]', 'x = RandomInteger[10, 5 10^6]'],
  ['Count', 'Count[x, 7]', 'x = RandomInteger[10, 10^7]'],
  ['MemberQ', 'MemberQ[x, 17]', 'x = RandomInteger[10, 10^7]'],
  ['FreeQ', 'FreeQ[x, q]', 'x = Nest[{#, # + 1} &, p, 21]'],
  ['ReplaceAll', 'x /. 3 -> 4', 'x = RandomInteger[10, 10^7]'],
  ['ReplaceAll in expressions', 'x /. f[a_] :> a', 'x = Map[f, Range[2 10^6]]'],
  ['Apply', 'Apply[Plus, x]', 'x = Map[f, Range[3 10^5]]'],
  ['Apply at level 1', 'Apply[g, x, {1}]', 'x = Partition[Range[2 10^6], 2]'],
  ['Part assignment', 'y = x; Do[y[[i]] = 0.; z = y, {i, 100}]', 'x = RandomReal[1, 10^7]'],
  ['Part with a list', 'x[[r]]', 'x = RandomReal[1, 10^7]; r = RandomInteger[{1, 10^7}, 10^7]'],
  ['StringJoin', 'StringJoin[x]', 'x = Map[ToString, Range[2 10^6]]'],
  ['StringReplace', 'StringReplace[x, "1" -> "one"]', 'x = StringJoin[Map[ToString, Range[10^6]]]'],
  ['StringReplace, patterns', 'StringReplace[x, d : DigitCharacter ~~ "1" :> "<" <> d <> ">"]', 'x = StringJoin[Map[ToString, Range[3 10^5]]]'],
  ['StringCases', 'StringCases[x, RegularExpression["1[0-9]*2"]]', 'x = StringJoin[Riffle[Map[ToString, Range[10^6]], " "]]'],
  ['StringSplit', 'StringSplit[x]', 'x = StringJoin[Riffle[Map[ToString, Range[10^6]], " "]]'],
  ['Characters', 'Characters[x]', 'x = StringJoin[Map[ToString, Range[10^6]]]', 'growth of an array of millions of elements'],
  ['ToCharacterCode', 'ToCharacterCode[x]', 'x = StringJoin[Map[ToString, Range[10^6]]]'],
  ['backtracking string pattern', 'StringMatchQ[x, (("a" ..) ..) ~~ "b"]', 'x = StringJoin[Table["a", 40]]'],
  ['backtracking regular expression', 'StringMatchQ[x, RegularExpression["(a+)+b"]]', 'x = StringJoin[Table["a", 40]]'],
  ['ToString', 'ToString[x]', 'x = Range[2 10^6]'],
  ['ToString of a tree', 'ToString[x, InputForm]', 'x = Nest[{#, # + q} &, p, 18]'],
  ['ToExpression', 'ToExpression[x]', 'x = ToString[Range[2 10^5]]'],
  ['IntegerDigits', 'IntegerDigits[x]', 'x = 3^(2 10^5)'],
  ['big factorial', '200000!', '', 'one multiplication of the host'],
  ['big product', 'Product[i, {i, 30000}]', ''],
  ['big power', '3^(2 10^6)', '', 'one multiplication of the host'],
  ['big multiplication', 'x x', 'x = 3^(10^6)', 'one multiplication of the host'],
  ['digits of pi', 'N[Pi, 20000]', ''],
  ['FactorInteger', 'FactorInteger[x]', 'x = NextPrime[10^14] NextPrime[3 10^14]'],
  ['NextPrime', 'NextPrime[x]', 'x = 10^700'],
  ['Permutations', 'Permutations[Range[10]]', ''],
  ['Subsets', 'Subsets[Range[20]]', ''],
  ['Tuples', 'Tuples[{0, 1}, 21]', ''],
  ['Outer', 'Outer[Times, x, x]', 'x = Range[3000]'],
  ['Expand', 'Expand[(a + b + c + d)^40]', ''],
  ['sequence patterns', 'MatchQ[x, {___, a_, ___, b_, ___, c_, ___, d_, ___} /; False]', 'x = Range[60]'],
  ['orderless patterns', 'MatchQ[x, HoldPattern[Plus[a_, b_, c_, d_, ___]] /; False]', 'x = Plus @@ Array[f, 40]'],
  ['ReplaceList', 'ReplaceList[x, {___, a__, ___, b__, ___} :> {a, b}]', 'x = Range[50]'],
  ['SameQ of shared trees', 'x === y', 'x = Nest[{#, #} &, p, 40]; y = Nest[{#, #} &, p, 40]'],
  ['Order of shared trees', 'Order[x, y]', 'x = Nest[g[#, #] &, p, 40]; y = Nest[g[#, #] &, p, 40]'],
  ['LeafCount of shared trees', 'LeafCount[x]', 'x = Nest[g[#, #] &, p, 40]'],
  ['printing shared trees', 'ToString[x]', 'x = Nest[g[#, #] &, p, 40]'],
  ['ReplaceAll in shared trees', 'x /. q -> 1', 'x = Nest[g[#, #] &, p, 40]'],
  ['Hash', 'Hash[x]', 'x = Map[f, Range[2 10^6]]'],
  ['Import CSV', 'ImportString[x, "CSV"]', 'x = StringJoin[Table["1,2,3,abc\\n", 300000]]'],
  ['ExportString JSON', 'ExportString[x, "JSON"]', 'x = Range[10^6]'],
  ['ImageConvolve', 'ImageConvolve[x, BoxMatrix[5]/121.]', 'x = RandomImage[1, {800, 800}]'],
  ['ListConvolve', 'ListConvolve[{1., 2., 3.}, x]', 'x = RandomReal[1, 3 10^6]'],
  ['Fourier', 'Fourier[x]', 'x = RandomReal[1, 2^20]'],
  ['NIntegrate', 'NIntegrate[Sin[1/t], {t, 10^-6, 1}]', ''],
  ['Module in a loop', 'Do[Module[{a = i}, a + 1], {i, 10^7}]', ''],
  ['memo definitions', 'm[k_] := m[k] = k; Do[m[i], {i, 10^6}]', ''],
  ['AppendTo', 'l = {}; Do[AppendTo[l, i], {i, 10^7}]', ''],
];

async function main({ file, names }) {
  const make = await sessionMaker(file);
  const observer = new PerformanceObserver((records) => pauses.push(...records.getEntries()));
  observer.observe({ entryTypes: ['gc'] });
  let bad = 0;
  print(`${'program'.padEnd(34)}${'takes ms'.padStart(10)}${'median'.padStart(9)}${'late'.padStart(9)}${'with gc'.padStart(9)}`);
  for (const [name, program, setup, reason] of cases) {
    if (names.length > 0 && !names.includes(name)) continue;
    let at = Number.POSITIVE_INFINITY;
    const { session, evaluate, text } = make({ abortRequested: () => performance.now() >= at });
    const stopped = async (after, input) => {
      const start = performance.now();
      at = start + after;
      evaluate(input);
      const end = performance.now();
      const requested = end > at;
      const all = requested ? end - at : 0;
      const gc = requested ? await paused(at, end) : 0;
      at = Number.POSITIVE_INFINITY;
      return { took: end - start, requested, all, late: Math.max(0, all - gc) };
    };
    for (const line of setup.split('; ')) if (line !== '') evaluate(`${line};`);
    evaluate('blocked = 1');
    const input = `Block[{blocked = 2}, ${program}; blocked = 3]`;
    const whole = await stopped(WINDOW_MS, input);
    const runs = whole.requested ? [whole] : [];
    for (let i = 1; i <= MOMENTS && !runs.some((r) => r.late > HOPELESS_MS); i++) {
      const r = await stopped((Math.min(whole.took, WINDOW_MS) * i) / (MOMENTS + 1), input);
      if (r.requested) runs.push(r);
    }
    const sound = text(evaluate('blocked')) === '1' && session.evaluator.depth === 0;
    const lates = runs.map((r) => r.late).sort((a, b) => a - b);
    const worst = lates.at(-1) ?? 0;
    const all = Math.max(0, ...runs.map((r) => r.all));
    const late = worst > ALLOWED_MS && reason === undefined;
    if (late || !sound) bad++;
    const numbers = [whole.took, lates[lates.length >> 1] ?? 0, worst, all];
    print(
      name.padEnd(34) +
        numbers.map((x, i) => x.toFixed(1).padStart(i === 0 ? 10 : 9)).join('') +
        (late ? '  LATE' : worst > ALLOWED_MS ? `  ${reason}` : '') +
        (sound ? '' : '  NOT SOUND'),
    );
  }
  observer.disconnect();
  print(`${bad} late`);
  process.exitCode = bad > 0 ? 1 : 0;
}

if (isMainThread) process.exitCode = await inThread(import.meta.url, { names: process.argv.slice(2) });
else await main(workerData);
