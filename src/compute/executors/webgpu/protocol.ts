/** What the evaluating thread and the thread of the device tell each other. */
import type { OptimizerSettings } from '../../contract/step.ts';
import type { ArraySettings } from '../../optimizers/segments.ts';
import type { Program } from '../../program/program.ts';

/** Backends of tfjs that a worker can start; `cpu` serves tests where there is no GPU. */
export type BackendName = 'webgpu' | 'cpu';

/** Main files of packages. */
export interface Files {
  readonly backend: string;
  /** WebGPU for Node; only of the backend `webgpu`. */
  readonly dawn: string | undefined;
}

/** The words of shared memory. */
export const WORDS = {
  /** Counts answers; waited for. */
  answers: 0,
  /** What has become of the request that is waited for; see Fate. */
  fate: 1,
  /** 1 when the worker has ended. */
  ended: 2,
  /** Counts on while the worker is at a request. */
  beats: 3,
} as const;

/**
 * The one word that both threads decide by whether a request takes effect, each with one compare and exchange: it holds 2 n
 * while request n may still be given up, and 2 n + 1 from when it changes arrays.
 */
export class Fate {
  readonly #words: Int32Array;
  constructor(words: Int32Array) {
    this.#words = words;
  }

  /** Request n begins to be waited for. */
  begin(n: number): void {
    Atomics.store(this.#words, WORDS.fate, 2 * n);
  }

  /** Whether request n is still wanted. */
  wanted(n: number): boolean {
    return Atomics.load(this.#words, WORDS.fate) >> 1 === n;
  }

  /** Request n takes effect; false if it was given up. */
  commit(n: number): boolean {
    return Atomics.compareExchange(this.#words, WORDS.fate, 2 * n, 2 * n + 1) === 2 * n;
  }

  /** Request n is given up; false if it has taken effect already. */
  giveUp(n: number): boolean {
    return Atomics.compareExchange(this.#words, WORDS.fate, 2 * n, 0) !== 2 * n + 1;
  }
}

/** What a worker starts with. */
export interface WorkerStart {
  readonly backend: BackendName;
  readonly files: Files;
  readonly words: Int32Array;
  /** ENDING_WORDS. */
  readonly ending: Int32Array;
}

/** The answer to the start, number 0. */
export interface DeviceFacts {
  /** What runs there, for people. */
  readonly device: string;
  /** Kernels that the backend has. */
  readonly kernels: readonly string[];
}

export type Numbers = Float32Array | Int32Array;

/** By array key: weights, and behind them moments where they are told. */
export type ArrayNumbers = Readonly<Record<string, readonly Float32Array[]>>;

/** An array that the optimizer changes. */
export interface Learner {
  readonly key: string;
  readonly shape: readonly number[];
  readonly settings: ArraySettings;
}

export interface Installation {
  readonly program: Program;
  /** Inputs in the order of the program, in shared memory: they are written before each run. */
  readonly inputs: readonly Numbers[];
  /** Shapes of all arrays that the program reads or that change. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly learners: readonly Learner[];
  /** Present in training. */
  readonly optimizer: OptimizerSettings | undefined;
}

/** `runner`: a number for each installed program. */
export type Request = { readonly runner: number } & (
  | { readonly kind: 'install'; readonly installation: Installation }
  /** New values of arrays. Answer: nothing. */
  | { readonly kind: 'write'; readonly arrays: ArrayNumbers }
  /** Answer: the numbers of all outputs of the program, in order. */
  | { readonly kind: 'run' }
  /** A run with an optimizer step. Answer: loss and outputs of the program, in order. */
  | { readonly kind: 'step'; readonly learningRate: number; readonly count: number }
  /** Answer: ArrayNumbers of what changes in training. */
  | { readonly kind: 'read' }
  | { readonly kind: 'forget' }
);

export type Answer = { readonly id: number } & (
  | { readonly result: unknown }
  /** `lost`: the worker is of no use any more. */
  | { readonly problem: string; readonly lost: boolean }
);
