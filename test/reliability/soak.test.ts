/** Sessions and trainings for long: memory, tensors and bytes stay where they were. RELIABILITY=long runs for half an hour. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, expect, test } from 'vitest';
import { engine } from '../../src/compute/machine/engine.ts';
import { createSession } from '../../src/index.ts';
import { evaluate } from '../nets/evaluation.ts';
import { CommandClient } from './command-client.ts';
import { amount, figure, randomOf, replay } from './figures.ts';

const PATIENCE = { abortAfter: 60_000, giveUpAfter: 30_000 };
const client = new CommandClient(['--memory', '1500'], tmpdir());
afterAll(() => client.end());

/** Inputs as they come in notebooks; they define the same names again and again. Most are done in a moment. */
const light: readonly string[] = [
  'x = 3; y = x^2 + 1; {x, y, x y}',
  'Clear[x, y]; Expand[(x + 1)^5]',
  'f[n_] := n f[n - 1]; f[0] = 1; f[20]',
  'words = StringSplit["the quick brown fox"]; StringLength /@ words',
  'Select[Range[200], PrimeQ]',
  'm = {{1, 2}, {3, 4}}; Inverse[m] . m',
  'Solve[x^2 - 5 x + 6 == 0, x]',
  'D[Sin[x]^2, x]',
  'Integrate[x Exp[x], x]',
  'as = <|"a" -> 1, "b" -> 2|>; as["c"] = 3; KeySort[Reverse[as]]',
  'Module[{s = 0}, Do[s += i, {i, 100}]; s]',
  'Map[#^2 &, Range[50]] // Total',
  'StringReplace["banana", "a" ~~ x_ -> x <> "!"]',
  '{1, 2, 3} /. {a_, b__} :> {b, a}',
  'N[Pi, 50]',
  'FactorInteger[123456789]',
  'Sort[RandomReal[1, 500]] // First',
  'Table[{i, j}, {i, 5}, {j, 5}] // Flatten // Tally',
  'ToExpression["1 + " <> ToString[7]]',
  'DateString[DateObject[{2020, 1, 31}]]',
  'Names["Str*"] // Length',
  'ImportString["[1, {\\"a\\": 2}]", "JSON"]',
  'Uncompress[Compress[Range[300]]] // Total',
  'Fold[f0, x0, Range[20]]',
  'g[x_Integer] := even /; EvenQ[x]; g[x_] := odd; g /@ Range[6]',
  'Catch[Do[If[i > 10, Throw[i]], {i, 100}]]',
  'Union[1, {2}]; Plus[1, "a"]; Part[{1, 2}, 7]',
  'SymbolName[Unique[u]]; Remove["u$*"]',
  'chain = NetInitialize[NetChain[{3, Tanh, 1}, "Input" -> 2]]; chain[{1., 2.}]',
  'NetEncoder[{"Class", {"a", "b"}}]["b"]',
  'Plot[x^2, {x, 0, 1}]; Graphics[{Red, Disk[]}]',
  'Block[{$RecursionLimit = 100}, r[n_] := r[n + 1] + 1; r[1]]; Clear[r]',
];
/** Others take longer. */
const heavy: readonly string[] = [
  'f[n_] := If[n < 2, n, f[n - 1] + f[n - 2]]; f[15]',
  'a = Table[i j, {i, 60}, {j, 60}]; Total[a . a, 2]',
  'Expand[(x + y + 1)^12] // Factor',
  'D[Sin[x^2] Exp[x]/(1 + x), {x, 3}]; Simplify[Sin[x]^2 + Cos[x]^2 + D[x^3, x]]',
  'NIntegrate[Sin[x]/x, {x, 1, 10}]',
  'StringReplace[StringRepeat["the cat ", 200], RegularExpression["(?<=t)h(.)"] -> "$1"] // StringLength',
  'as = GroupBy[Range[2000], Mod[#, 17] &]; Total /@ as',
  'Eigenvalues[RandomReal[1, {40, 40}]] // Length',
  'ExportString[Plot[Sin[x], {x, 0, 9}], "SVG"] // StringLength',
  'ImportString[ExportString[RandomReal[1, {100, 5}], "CSV"], "CSV"] // Dimensions',
  'net = NetTrain[NetChain[{16, Tanh, 1}, "Input" -> 4], RandomReal[1, {64, 4}] -> RandomReal[1, {64, 1}], MaxTrainingRounds -> 5, TrainingProgressReporting -> None]; net[{1, 2, 3, 4}]',
  'NetInitialize[NetChain[{ConvolutionLayer[4, 3], Ramp, FlattenLayer[], 5}, "Input" -> {1, 12, 12}]][RandomReal[1, {1, 12, 12}]] // Length',
  'NetInitialize[NetChain[{LongShortTermMemoryLayer[8], SequenceLastLayer[]}, "Input" -> {"Varying", 3}]][RandomReal[1, {9, 3}]] // Length',
  'TimeConstrained[While[True], 0.02]; MemoryConstrained[Range[10^7], 10^6]',
  'ImageDimensions[Blur[Image[RandomReal[1, {60, 60, 3}]], 3]]',
  '1/0; First[{}]; NetChain[{1, 2}, "Input" -> "x"]; %',
  'b = Nest[Append[#, Length[#]] &, {}, 300]; Remove[b]; SortBy[Range[3000], Mod[7 #, 101] &] // Hash',
];

/** One of so many inputs is one that takes longer. */
const HEAVY = 12;
const inputs: readonly string[] = [...light, ...heavy];

/** Megabytes of the whole process that no file stands for. */
function megabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/RssAnon:\s+(\d+) kB/.exec(status)![1]) / 1024;
}

const seconds = amount(20, 1800);
test(`${seconds} seconds of sessions and trainings`, { timeout: 2 * seconds * 1000 + 300_000 }, async ({ skip }) => {
  skip(process.platform !== 'linux', 'memory is read from /proc');
  const r = randomOf(0);
  let n = 0;
  /** The least that was in use in each tenth of the time, after a collection. */
  const least: number[] = [];
  const end = performance.now() + seconds * 1000;
  for (let at = 0; performance.now() < end; n++) {
    const list = r.integer(1, HEAVY) === 1 ? heavy : light;
    const text = n < inputs.length ? inputs[n]! : list[r.integer(0, list.length - 1)]!;
    const { answer, ended } = await client.ask(text, PATIENCE, n % 400 === 399);
    expect([ended, answer?.error], `${text}; ${replay('soak.test.ts', n)}`).toEqual([undefined, null]);
    if (n < 2 * inputs.length || n % 50 !== 0) continue;
    at = Math.min(9, Math.floor(10 * (1 - (end - performance.now()) / (seconds * 1000))));
    // A small limit has the garbage collected first.
    await client.ask('MemoryConstrained[Range[10], 10^6]', PATIENCE);
    least[at] = Math.min(least[at] ?? Number.POSITIVE_INFINITY, megabytes(client.pid!));
  }
  const known = least.filter((m) => m !== undefined);
  const grown = known.length < 2 ? 0 : known.at(-1)! - known[Math.min(1, known.length - 2)]!;
  figure(
    'soak: seconds, inputs, megabytes at first, growth',
    `${seconds}, ${n}, ${known[0]?.toFixed(0)}, ${grown.toFixed(0)}`,
  );
  if (seconds >= 600) expect(grown).toBeLessThan(50);
});

const steps = amount(2000, 100_000);
test(`${steps} steps of training: tensors and bytes stay`, { timeout: 3_600_000 }, () => {
  const session = createSession({ seed: 1 });
  const train = (batches: number): void => {
    const { messages } = evaluate(
      `net = NetTrain[NetChain[{16, Ramp, DropoutLayer[0.2], 1}, "Input" -> 4], RandomReal[1, {64, 4}] -> RandomReal[1, {64, 1}], BatchSize -> 8, MaxTrainingRounds -> Quantity[${batches}, "Batches"], TrainingProgressReporting -> None];`,
      session,
    );
    expect(messages).toEqual([]);
  };
  train(100);
  const before = engine().tf.memory();
  train(steps);
  const after = engine().tf.memory();
  figure(
    'tensors and bytes before and after training steps',
    `${steps}: ${before.numTensors} ${before.numBytes}, ${after.numTensors} ${after.numBytes}`,
  );
  expect(after.numTensors).toBeLessThanOrEqual(before.numTensors);
  expect(after.numBytes).toBeLessThanOrEqual(before.numBytes);
});
