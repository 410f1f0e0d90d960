/** The same seed gives the same bits: in every process, with every number of threads, on every Node that is promised; and how far executors agree. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { executors } from '../../src/compute/executors/index.ts';
import { createSession } from '../../src/index.ts';
import { evaluate } from '../nets/evaluation.ts';
import { command } from './command-client.ts';
import { amount, cases, figure } from './figures.ts';

const train = (net: string, data: string, options: string): string =>
  `SeedRandom[5]; data = ${data}; net = NetTrain[${net}, data, ${options}, BatchSize -> 8, MaxTrainingRounds -> 3, TrainingProgressReporting -> None]; Flatten[Normal[Values[Information[net, "Arrays"]]]]`;
const numbers = 'RandomReal[{-1, 1}, {30, 4}] -> RandomReal[1, {30, 1}]';
const trainings: readonly (readonly [net: string, data: string, options: string])[] = [
  ['NetChain[{16, Tanh, 1}, "Input" -> 4]', numbers, 'Method -> "ADAM"'],
  ['NetChain[{16, Ramp, DropoutLayer[0.4], 1}, "Input" -> 4]', numbers, 'Method -> "SGD"'],
  ['NetChain[{8, BatchNormalizationLayer[], Tanh, 1}, "Input" -> 4]', numbers, 'Method -> "RMSProp"'],
  [
    'NetChain[{ConvolutionLayer[4, 3], Ramp, PoolingLayer[2], FlattenLayer[], 2, SoftmaxLayer[]}, "Input" -> {1, 8, 8}, "Output" -> NetDecoder[{"Class", {"a", "b"}}]]',
    'RandomReal[1, {24, 1, 8, 8}] -> RandomChoice[{"a", "b"}, 24]',
    'Method -> "ADAM"',
  ],
  [
    'NetChain[{GatedRecurrentLayer[5], SequenceLastLayer[], 1}, "Input" -> {"Varying", 2}]',
    'Table[RandomReal[1, {Mod[i, 3] + 1, 2}] -> {N[Mod[i, 2]]}, {i, 20}]',
    'Method -> "ADAM"',
  ],
  [
    'NetGraph[{AttentionLayer["Dot"], AggregationLayer[Mean, 1], 1}, {NetPort["Input"] -> {NetPort[{1, "Query"}], NetPort[{1, "Key"}], NetPort[{1, "Value"}]}, 1 -> 2 -> 3}, "Input" -> {5, 3}]',
    'RandomReal[1, {20, 5, 3}] -> RandomReal[1, {20, 1}]',
    'Method -> "ADAM", ValidationSet -> Scaled[0.25]',
  ],
];
const chosen = cases(3, trainings.length).map((i) => trainings[i % trainings.length]!);

/** The numbers of a training in a process of its own, as a digest. */
function digest(program: string, node: string, environment: Readonly<Record<string, string>> = {}): string {
  const code = `Hash[ToString[FullForm[${program.replace(/^(.*); ([^;]*)$/s, '($1; $2)')}]], "SHA256"]`;
  return execFileSync(node, [command, '-code', code], {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  }).trim();
}

/** Programs of other versions of Node that npm run node-versions has fetched. */
function otherNodes(): string[] {
  const cache = fileURLToPath(new URL('../../node_modules/.cache/node/', import.meta.url));
  if (!existsSync(cache)) return [];
  return readdirSync(cache)
    .map((version) => `${cache}${version}/node_modules/node-${process.platform}-${process.arch}/bin/node`)
    .filter((program) => existsSync(program));
}

describe('the same seed, the same bits', () => {
  const others = otherNodes();
  test.each(chosen)('%s', { timeout: 600_000 }, (...training) => {
    const program = train(...training);
    const first = digest(program, process.execPath);
    expect(first).toMatch(/^\d+$/);
    expect(digest(program, process.execPath), 'in another process').toBe(first);
    expect(digest(program, process.execPath, { UV_THREADPOOL_SIZE: '1', OMP_NUM_THREADS: '1' }), 'on one thread').toBe(
      first,
    );
    for (const node of others) expect(digest(program, node), node).toBe(first);
  });
  test('figures', () => {
    figure(
      'trainings with the same bits in other processes and on other versions of Node',
      `${chosen.length}, versions ${1 + others.length}`,
    );
  });
});

describe('executors', () => {
  const numbersOf = (training: readonly [string, string, string], executor: string): number[] | undefined => {
    const [net, data, options] = training;
    const session = createSession({ seed: 1 });
    const { value, messages } = evaluate(
      train(net, data, `${options}, TargetDevice -> {"CPU", "Executor" -> "${executor}"}`),
      session,
    );
    if (messages.length > 0) return undefined;
    // Names of types in quotes have digits too.
    const text = value.replaceAll('*^', 'e').replace(/"[^"]*"/g, '');
    return (text.match(/-?\d+\.?\d*(?:e-?\d+)?/g) ?? []).map(Number);
  };
  test('agree with eager as far as the table says', { timeout: 600_000 }, () => {
    const used = trainings.slice(0, amount(2, trainings.length));
    const known = used.map((t) => numbersOf(t, 'eager')!);
    for (const { name } of executors) {
      if (name === 'webgpu') continue;
      const differences = used.map((t, i) => {
        const ours = numbersOf(t, name);
        return ours && Math.max(...known[i]!.map((x, k) => Math.abs(x - ours[k]!)));
      });
      if (differences.some((d) => d === undefined)) {
        figure(`executor ${name}`, 'not here');
        continue;
      }
      const worst = Math.max(...(differences as number[]));
      figure(`executor ${name}: arrays after three rounds, greatest difference to eager`, worst.toExponential(1));
      expect(worst, name).toBeLessThan(1e-4);
    }
  });
});
