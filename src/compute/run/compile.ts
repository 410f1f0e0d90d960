/** From a step function to something that runs: trace, passes, choice of the executor. */
import { host } from '../../host/host.ts';
import { DeviceProblem, OutOfMemory, Refusal } from '../contract/problems.ts';
import {
  type BugReport,
  type ComputeOptions,
  deviceOf,
  type ExecutorName,
  type OptimizerSettings,
  type StepFunction,
} from '../contract/step.ts';
import { capital, choose } from '../executors/choose.ts';
import { eagerEvaluation, eagerTraining } from '../executors/eager/eager.ts';
import type { Executor, Runner, Values } from '../executors/executor.ts';
import { memoryLimit } from '../machine/memory-limit.ts';
import { optimize, peakBytes } from '../program/passes/passes.ts';
import { elements, type Program, sameProgram, traffic } from '../program/program.ts';
import { trace } from '../program/trace.ts';
import type { Compiled, Sized } from './compiled.ts';
import { clearSpare, spareBytes } from './spare.ts';
import type { ArrayStore } from './store.ts';

export interface Job {
  readonly store: ArrayStore;
  readonly step: StepFunction;
  readonly options: ComputeOptions;
  /** Present in training. */
  readonly optimizer: OptimizerSettings | undefined;
  /** The arrays never change while the runner lives. */
  readonly frozen: boolean;
  /** Told of an error of an executor that is none of its refusals; it may throw, or another executor runs. */
  readonly bug: BugReport;
  /** Programs that were compiled on this store, and that nobody uses; one that is taken leaves them. */
  readonly left?: Sized[] | undefined;
}

/** What the runner of a compiled program takes in memory, about: its values, and perhaps a copy of the arrays. */
export const bytesOf = ({ program }: Compiled, store: ArrayStore): number =>
  store.memory.buffer.byteLength + (program === undefined ? 0 : peakBytes(program));

/** What eager holds at once: nearly every value of a step, in the memory of WebAssembly. */
const eagerBytes = (p: Program): number => 4 * traffic(p);
const EAGER_LIMIT = 3 * 2 ** 30;

/** Whether a step may also run on eager, as the oracle of a check. */
export const fitsEager = (p: Program): boolean => eagerBytes(p) < EAGER_LIMIT;

export const eager = (job: Job, reason: string): Compiled => ({
  runner: job.optimizer === undefined ? eagerEvaluation(job.store, job.step) : eagerTraining(job.store, job.step),
  choice: { name: 'eager', reason },
  program: undefined,
});

/** The job on eager instead of what was chosen. Throws DeviceProblem where it has to run on another device than the processor. */
export function insteadEager(job: Job, reason: string): Compiled {
  if (deviceOf(job.options.executor) !== 'CPU') throw new DeviceProblem(reason);
  return eager(job, reason);
}

/** Bytes of one value that no net in use comes near; executors and views of their memory count in 32 bits. */
const LARGEST_VALUE = 2 ** 32;

/** The best way to run a job on inputs of these shapes; eager where nothing else does. Throws OutOfMemory and DeviceProblem. */
export function compile(job: Job, inputs: Values): Compiled {
  if (job.options.executor === 'eager') return eager(job, 'It was asked for.');
  let recorded: Program;
  try {
    recorded = trace(job.store, job.step, inputs, job.optimizer !== undefined);
  } catch (e) {
    if (e instanceof Refusal) return insteadEager(job, capital(e.message));
    throw e;
  }
  const known = job.left?.findIndex(({ compiled: c }) => sameProgram(c.recorded!, recorded)) ?? -1;
  if (known >= 0) return withPresentArrays(job.left!.splice(known, 1)[0]!.compiled, job.store);
  const program = optimize(recorded);
  const bytes = peakBytes(program) + job.store.memory.buffer.byteLength;
  const largest = Math.max(0, ...program.values.map((v) => 4 * elements(v.shape)));
  if (bytes + spareBytes() > memoryLimit()) clearSpare();
  if (bytes > memoryLimit() || largest > LARGEST_VALUE) throw new OutOfMemory(Math.max(bytes, largest));
  const compiled = chosen(job, program);
  const { name } = compiled.choice;
  return name === 'eager' || name === 'pytorch' || deviceOf(name) !== 'CPU' ? compiled : { ...compiled, recorded };
}

/** What was compiled for others, with the arrays that do not learn as they are now. */
function withPresentArrays(c: Compiled, { places }: ArrayStore): Compiled {
  for (const [key, { learns }] of places) if (!learns) c.runner.refresh?.(key);
  return c;
}

/** A program on the best executor that takes it. */
function chosen(job: Job, program: Program): Compiled {
  const failed = new Map<ExecutorName, string>();
  for (;;) {
    const { executor, ...why } = choose(program, job.options, failed);
    if (executor === undefined && deviceOf(job.options.executor) !== 'CPU') throw new DeviceProblem(why.reason);
    if (executor === undefined && !fitsEager(program)) throw new OutOfMemory(eagerBytes(program));
    if (executor === undefined) return { ...eager(job, why.reason), choice: { name: 'eager', ...why } };
    const runner = runnerOf(job, program, executor);
    if (typeof runner !== 'string') return { runner, choice: { name: executor.name, ...why }, program };
    failed.set(executor.name, runner);
  }
}

/** The program on one executor, or why that does not run it. */
function runnerOf(job: Job, program: Program, executor: Executor): Runner | string {
  const threads = Math.max(1, job.options.threads ?? host().cores());
  const { store, frozen, optimizer } = job;
  try {
    return executor.compile({ program, store, frozen, optimizer, threads });
  } catch (e) {
    if (e instanceof DeviceProblem) throw e;
    if (e instanceof Refusal || e instanceof OutOfMemory) return `It refuses the step: ${e.message}`;
    job.bug(executor.name, e);
    return `It fails to compile the step, which is a bug: ${e instanceof Error ? e.message : String(e)}`;
  }
}

/** A text that two sets of inputs share exactly if one program serves both. */
export const shapeKey = (inputs: Values): string =>
  Object.entries(inputs)
    .map(([name, v]) => `${name}:${v.dtype}${v.shape}`)
    .join(' ');

/** What of inputs decides the program: names, types and sizes, flat. */
export type Shapes = readonly (string | number)[];

export const shapesOf = (inputs: Values): Shapes =>
  Object.entries(inputs).flatMap(([name, v]) => [name, v.dtype, v.shape.length, ...v.shape]);

/** Whether inputs have these shapes. Makes nothing: it is asked before every step. */
export function sameShapes(known: Shapes, inputs: Values): boolean {
  let at = 0;
  for (const name in inputs) {
    const { dtype, shape } = inputs[name]!;
    if (known[at] !== name || known[at + 1] !== dtype || known[at + 2] !== shape.length) return false;
    at += 3;
    for (let i = 0; i < shape.length; i++) if (known[at++] !== shape[i]) return false;
  }
  return at === known.length;
}
