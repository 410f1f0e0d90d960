/** The rule that chooses the executor of a program: from the program and from what is installed, never from a race. */

import { type ComputeOptions, deviceOf, type ExecutorChoice, type ExecutorName } from '../contract/step.ts';
import { isKind } from '../program/operations.ts';
import { callsOf, type Program, traffic, workOf } from '../program/program.ts';
import type { Executor } from './executor.ts';
import { executors } from './index.ts';

/** Below this work a call into a native library costs more than the work itself. */
const TINY_OPERATIONS = 1e5;
const TINY_TRAFFIC = 2e4;
/** The kernels of TensorFlow are the fastest, its session the dearest to call: 20 microseconds, and some for each node. */
const SMALL_CONVOLUTIONS = 3e7;
const SMALL_PRODUCTS = 3e8;
const MANY_CALLS = 500;
/** Work of a call, on average, below which calling costs more, and graphs of many take long to load. */
const SMALL_CALL = 2e4;
/** What needs no native library: modules of WebAssembly, and the interpreter where one is refused. */
const OWN: readonly ExecutorName[] = ['wasm', 'replay'];
/** Up to this work WebAssembly, which does not grow with the number of steps, is ahead of graphs that do. */
const LOOPING = 1e9;

export interface Choice extends Omit<ExecutorChoice, 'name'> {
  /** Absent: eager. */
  readonly executor: Executor | undefined;
}

interface Ranking {
  readonly names: readonly ExecutorName[];
  readonly why: string;
}

const convolutions = (p: Program): boolean => p.calls.some((c) => isKind(c, 'convolution'));

/** The order in which executors are asked, and what it follows from: machine code is the fastest for every net measured. */
function ranking(p: Program): Ranking {
  const { names, why } = withoutMachineCode(p);
  return { names: ['jit', ...names], why };
}

function withoutMachineCode(p: Program): Ranking {
  const [work, moved] = [workOf(p), traffic(p)];
  // others have the steps of loops one by one in their graphs, which takes them long to load
  if (work < LOOPING && p.calls.some((c) => isKind(c, 'loop')))
    return { names: [...OWN, 'onnxruntime', 'tensorflow'], why: 'the net has steps that follow one another' };
  if (work < TINY_OPERATIONS && moved < TINY_TRAFFIC)
    return {
      names: [...OWN, 'onnxruntime', 'tensorflow'],
      why: `the step is tiny: ${Math.round(work / 1000)} thousand operations`,
    };
  const calls = callsOf(p);
  if (calls > MANY_CALLS && work + moved < SMALL_CALL * calls)
    return {
      names: [...OWN, 'onnxruntime', 'tensorflow'],
      why: `the step has ${calls} calls with little work each`,
    };
  const size = `${(work / 1e6).toPrecision(3)} million operations`;
  if (work < (convolutions(p) ? SMALL_CONVOLUTIONS : SMALL_PRODUCTS))
    return { names: ['onnxruntime', 'tensorflow', ...OWN], why: `the step is small: ${size}` };
  if (calls > MANY_CALLS && !convolutions(p))
    return { names: ['onnxruntime', 'tensorflow', ...OWN], why: `the step has ${calls} calls, ${size}` };
  return { names: ['tensorflow', 'onnxruntime', ...OWN], why: `the step is large: ${size}` };
}

const problemOf = (executor: Executor, p: Program): string | undefined => {
  const missing = executor.missing();
  if (missing !== undefined) return missing;
  const unsupported = executor.unsupported(p);
  return unsupported.length === 0 ? undefined : `It has no form for ${unsupported.join(', ')}.`;
};

export const capital = (s: string): string => `${s[0]!.toUpperCase()}${s.slice(1)}`;

const askedFor = (executor: Executor): string =>
  executor.where === undefined ? 'It was asked for.' : `It was asked for. ${executor.where()}`;

/** Nothing takes the place of an executor on another device. */
const orderOf = (asked: ExecutorName | undefined, names: readonly ExecutorName[]): readonly ExecutorName[] => {
  if (asked === undefined) return names;
  return deviceOf(asked) === 'CPU' ? [asked, ...names.filter((n) => n !== asked)] : [asked];
};

/** The executor for a program, and why. `failed` names executors that are out, with the reason. */
export function choose(p: Program, options: ComputeOptions, failed: ReadonlyMap<ExecutorName, string>): Choice {
  const { names, why } = ranking(p);
  if (options.executor === 'eager') return { executor: undefined, reason: 'It was asked for.' };
  const order = orderOf(options.executor, names);
  const notes: string[] = [];
  for (const name of order) {
    const executor = executors.find((x) => x.name === name);
    if (executor === undefined) continue;
    const problem = failed.get(name) ?? problemOf(executor, p);
    if (problem !== undefined) {
      notes.push(order.length === 1 ? problem : `${name}: ${problem}`);
      continue;
    }
    const because = name === options.executor ? askedFor(executor) : (executor.where?.() ?? `${capital(why)}.`);
    return { executor, reason: [because, ...notes].join(' '), ...hintFor(p, name, order) };
  }
  return { executor: undefined, reason: notes.join(' '), ...hintFor(p, 'eager', order) };
}

/** Said where a step that is not tiny runs in WebAssembly because nothing native is there; the factors are measured. */
function hintFor(p: Program, name: ExecutorName, order: readonly ExecutorName[]): { hint?: string } {
  const slow = name === 'eager' || (OWN.includes(name) && order[0] === 'jit' && workOf(p) >= TINY_OPERATIONS);
  const native = executors.filter((x) => !OWN.includes(x.name) && deviceOf(x.name) === 'CPU');
  // A page has nothing to install: its executors know none.
  if (!slow || native.length === 0 || native.some((x) => x.missing() === undefined)) return {};
  return {
    hint:
      'Steps run in WebAssembly, since no native library is there: the npm package koffi makes them 2 to 6 times as fast on x86-64 ' +
      'processors of the last ten years (AVX2), onnxruntime-node up to twice.',
  };
}
