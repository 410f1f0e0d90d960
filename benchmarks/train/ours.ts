/**
 * Trains one net of the benchmark with NetTrain and prints one line of JSON.
 *
 * usage: ours NET [--executor NAME] [--without NAME] [--seconds S] [--busy] [--program | --profile | --first | --beside A,B]
 * ms: a step of the compute core on a fixed batch, median over windows; whole_ms: a step of the whole NetTrain call, with
 * data feeding and reporting, without compiling: median over the rounds of a training. --busy: processor time of one thread.
 * --beside A,B: steps of the compute core on these executors in turns, so that other work on the machine hits them alike.
 * --first: from NetTrain to the first finished step, in a fresh session and in the second training of the same net.
 */
import { parseArgs } from 'node:util';
import type {
  ComputeOptions,
  ExecutorName,
  StepFunction,
  TensorValue,
  Trainer,
} from '../../src/compute/contract/step.ts';
import type { Executor } from '../../src/compute/executors/executor.ts';
import { executors } from '../../src/compute/executors/index.ts';
import { createSession, statements } from '../../src/index.ts';
import { noIO } from '../../src/kernel/io.ts';
import { backend } from '../../src/nets/run/backend.ts';
import { benchmarkNets } from './nets.ts';
import { operationsOf, profileOf, programTextOf } from './work.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    executor: { type: 'string' },
    seconds: { type: 'string', default: '1.5' },
    program: { type: 'boolean' },
    profile: { type: 'boolean' },
    without: { type: 'string' },
    busy: { type: 'boolean' },
    first: { type: 'boolean' },
    beside: { type: 'string' },
  },
});
const net = benchmarkNets.find((n) => n.name === positionals[0]);
if (net === undefined) throw new Error(`NET is one of ${benchmarkNets.map((n) => n.name).join(', ')}`);
const seconds = Number(options.seconds);
if (options.without !== undefined) {
  const index = executors.findIndex((x) => x.name === options.without);
  if (index >= 0) (executors as Executor[]).splice(index, 1);
}

/** Milliseconds. */
function clock(): number {
  if (!options.busy) return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
/** What is asked of the compute core besides what NetTrain asks. */
const own: ComputeOptions = {
  ...(options.executor !== undefined && { executor: options.executor as ExecutorName }),
  ...(options.busy && { threads: 1 }),
};

/** What the first training asks of the compute core. */
interface Seen {
  trainer?: Trainer;
  inputs?: Readonly<Record<string, TensorValue>>;
  rate: number;
  arrays: Parameters<ReturnType<typeof backend>['createTrainer']>[0];
  step: StepFunction;
  firstMs: number;
}
let seen: Seen | undefined;
/** When the steps of NetTrain began. */
const stamps: number[] = [];
/** When the first step since this was cleared had ended. */
let finished: number | undefined;
const compute = backend();
const { createTrainer } = compute;
Object.assign(compute, {
  createTrainer: (...[arrays, step, optimizer, given]: Parameters<typeof createTrainer>): Trainer => {
    const trainer = createTrainer(arrays, step, optimizer, { ...given, ...own });
    const mine: Seen = { rate: 0.001, arrays, step, firstMs: 0 };
    const original = trainer.step.bind(trainer);
    trainer.step = (inputs, rate) => {
      const start = clock();
      stamps.push(start);
      const result = original(inputs, rate);
      finished ??= clock();
      if (mine.inputs === undefined) {
        mine.firstMs = clock() - start;
        mine.inputs = Object.fromEntries(
          Object.entries(inputs).map(([n, v]) => [n, { ...v, data: v.data.slice() } as TensorValue]),
        );
        mine.trainer = trainer;
        seen ??= mine;
      }
      return result;
    };
    return trainer;
  },
});

let progressed = 0;
const session = createSession({ seed: 1, io: { ...noIO, progress: () => progressed++, print: () => progressed++ } });
function evaluate(text: string): string {
  let value = '';
  for (const { expr, problem } of statements(text, session)) {
    if (problem !== undefined) throw new Error(problem.text);
    const result = session.log.collect(() => session.evaluateInput(expr));
    for (const m of result.messages) throw new Error(`${m.symbol.name}::${m.tag} ${m.text ?? ''}`);
    value = session.inputForm(result.value);
  }
  return value;
}

const median = (list: readonly number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1]!;
function timed(f: () => void): number {
  const start = clock();
  f();
  return clock() - start;
}

const examples = Math.max(net.batch * 8, Math.min(4096, Math.floor(8e6 / net.input.reduce((a, b) => a * b, 1))));
const steps = Math.floor(examples / net.batch);
evaluate(`x = RandomReal[{-1, 1}, {${steps * net.batch}, ${net.input.join(', ')}}];
y = RandomInteger[{1, ${net.classes}}, ${steps * net.batch}];
net = ${net.net};`);
const train = (rounds: number): number =>
  timed(() =>
    evaluate(
      `NetTrain[net, <|"Input" -> x, "Output" -> y|>, BatchSize -> ${net.batch}, MaxTrainingRounds -> ${rounds}, RandomSeeding -> 1];`,
    ),
  );

if (options.first) {
  const first = (): number => {
    finished = undefined;
    const start = clock();
    train(1);
    return +(finished! - start).toFixed(1);
  };
  console.log(JSON.stringify({ what: 'first', net: net.name, first_ms: first(), again_ms: first() }));
  process.exit(0);
}
train(1);
if (seen?.trainer === undefined) throw new Error('NetTrain made no step');
const { inputs, trainer, rate } = seen as Required<Seen>;
if (options.program) {
  console.log(programTextOf(seen.arrays, seen.step, inputs));
  process.exit(0);
}
if (options.profile) {
  for (const { name, ms } of profileOf(seen.arrays, seen.step, inputs, adam())) console.log(`${ms.toFixed(4)} ${name}`);
  process.exit(0);
}
if (options.beside !== undefined) {
  const { arrays, step: computed } = seen;
  const all = options.beside.split(',').map((name) => {
    const trainer = createTrainer(arrays, computed, adam(), { ...own, executor: name as ExecutorName });
    const step = (): void => void trainer.step(inputs, rate);
    for (let i = 0; i < 6; i++) step();
    return { name, step, ms: [] as number[] };
  });
  for (const start = performance.now(); performance.now() - start < seconds * 1000 * all.length; )
    for (const { step, ms } of all) ms.push(timed(step));
  const found = all.map(({ name, ms }) => [name, { ms: +median(ms).toFixed(3), best: +Math.min(...ms).toFixed(3) }]);
  console.log(JSON.stringify({ what: 'beside', net: net.name, node: process.version, ...Object.fromEntries(found) }));
  process.exit(0);
}
const fresh = createTrainer(seen.arrays, seen.step, adam(), own);
const step = (): void => void fresh.step(inputs, rate);
for (let i = 0; i < 6; i++) step();
const per = Math.max(1, Math.round((seconds * 1000) / 15 / timed(step)));
const windows = Array.from(
  { length: 15 },
  () =>
    timed(() => {
      for (let i = 0; i < per; i++) step();
    }) / per,
);
const ms = median(windows);
// whole rounds of one training, from the beginning of one to that of the next; the first, which compiles, does not count
const rounds = Math.max(4, Math.round((seconds * 1000) / (ms * steps)));
stamps.length = 0;
train(rounds + 1);
const whole = Array.from(
  { length: rounds - 1 },
  (_, r) => (stamps[(r + 2) * steps]! - stamps[(r + 1) * steps]!) / steps,
);
console.log(
  JSON.stringify({
    what: 'train',
    framework: 'Scheelite',
    setting: trainer.executor.name,
    reason: trainer.executor.reason,
    net: net.name,
    ms: +ms.toFixed(4),
    best: +Math.min(...windows).toFixed(4),
    whole_ms: +median(whole).toFixed(4),
    whole_best: +Math.min(...whole).toFixed(4),
    first_ms: +seen.firstMs.toFixed(0),
    mflop: +(operationsOf(seen.arrays, seen.step, inputs) / 1e6).toPrecision(4),
    reports: progressed,
  }),
);
process.exit(0);

function adam(): Parameters<typeof createTrainer>[2] {
  const none = Number.POSITIVE_INFINITY;
  return {
    method: 'ADAM',
    options: {},
    l2: 0,
    gradientClip: none,
    weightClip: none,
  };
}
