/** What every executor offers: a step or an evaluation compiled for inputs of fixed shapes. */

import type { ExecutorName, Held, OptimizerSettings, TensorValue } from '../contract/step.ts';
import { type Program, workOf } from '../program/program.ts';
import type { ArrayStore } from '../run/store.ts';

export type Values = Readonly<Record<string, TensorValue>>;

/** The numbers that one run gives. */
export interface RunResult {
  /** NaN where the program has no loss. */
  readonly loss: number;
  /** Copies that later runs leave alone. */
  readonly outputs: Values;
  /** New values of arrays that change by rule; whoever runs the step writes them to the store. May be live views. */
  readonly state: Readonly<Record<string, Float32Array>>;
  /** The run is done, and what it throws is to be thrown next: the evaluation was ended when the run could not be undone. */
  readonly ended?: { readonly cause: unknown };
}

/** A run of fixed input shapes. */
export interface Runner {
  /** Reads arrays from the store and writes the gradients of the program there; changes no array. */
  run(inputs: Values): RunResult;
  /**
   * Only where the executor updates arrays itself: a run that also applies the optimizer, step number `count` from 1.
   * Between `push` and `pull` weights and moments may live elsewhere.
   */
  readonly update?: {
    step(inputs: Values, learningRate: number, count: number): RunResult;
    /** Takes weights and moments from the store. */
    push(): void;
    /** Writes weights and moments to the store. */
    pull(): void;
  };
  /**
   * Where the inputs of the next run may be written: every input of the program, in its order, type and shape. A run that is
   * given these very arrays copies nothing. Runs leave the numbers in them alone; they are asked for anew before each.
   */
  readonly feeds?: Values | undefined;
  /** The store has a new value of an array. */
  refresh?(key: string): void;
  dispose(): void;
  /** What there is to dispose, where the runner keeps the step alive: without it, the runner keeps nothing but this. */
  readonly memory?: Held;
}

/** What an executor compiles. */
export interface Compilation {
  readonly program: Program;
  /** Where the arrays are; gradients go there. */
  readonly store: ArrayStore;
  /** The arrays keep their values for the life of the runner: they may be built in. */
  readonly frozen: boolean;
  /** Present in training. */
  readonly optimizer: OptimizerSettings | undefined;
  /** Threads that one run may use. */
  readonly threads: number;
}

export interface Executor {
  readonly name: ExecutorName;
  /** Why it cannot run here, in one sentence; undefined if it can. Loads what it needs. */
  missing(): string | undefined;
  /** What it runs on, in one sentence, where that says why it is the one. */
  where?(): string;
  /** Kernels of the program, with what it is about them, that it has no form for. */
  unsupported(program: Program): readonly string[];
  /** Throws if the native library refuses the program. */
  compile(c: Compilation): Runner;
}

/** Checks that the inputs of a run have the shapes and types of the program. */
export function checkInputs(program: Program, inputs: Values): void {
  for (const { name, value } of program.inputs) {
    const type = program.values[value]!;
    const given = inputs[name];
    const fits =
      given !== undefined &&
      given.dtype === type.dtype &&
      given.shape.length === type.shape.length &&
      given.shape.every((d, i) => d === type.shape[i]);
    if (!fits) throw new Error(`input ${name} is ${given?.dtype} {${given?.shape}}, not ${type.dtype} {${type.shape}}`);
  }
}

/** Threads for the work of a program; one if that is less than `least` operations. */
export const threadsFor = (c: Pick<Compilation, 'program' | 'threads'>, least: number): number =>
  workOf(c.program) < least ? 1 : c.threads;

/** The inputs of a program over these arrays, which stand in its order. */
export const feedsOf = (p: Program, views: readonly TensorValue['data'][]): Values =>
  Object.fromEntries(
    p.inputs.map(({ name, value }, i): [string, TensorValue] => {
      const { shape, dtype } = p.values[value]!;
      return [name, { shape, dtype: dtype === 'float32' ? dtype : 'int32', data: views[i]! }];
    }),
  );

/** Copies an input to its place, if it is not there already. */
export function feed(place: Float32Array | Int32Array | Uint8Array, data: TensorValue['data']): void {
  if (data !== place) place.set(data);
}
