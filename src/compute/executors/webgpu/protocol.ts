/** What the evaluating thread and the thread of the device tell each other. */
import type { MessagePort } from 'node:worker_threads';
import type { OptimizerSettings } from '../../contract/step.ts';
import type { ArraySettings } from '../../optimizer.ts';
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
  /** Number of the request whose answer nobody wants any more. */
  cancelled: 1,
  /** 1 when the worker has ended. */
  ended: 2,
  /** Counts on while the worker is at a request. */
  beats: 3,
} as const;

/** What a worker starts with. */
export interface WorkerStart {
  readonly backend: BackendName;
  readonly files: Files;
  readonly words: Int32Array;
  /** ENDING_WORDS. */
  readonly ending: Int32Array;
  readonly port: MessagePort;
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
