/** What compiling gives. */
import type { ExecutorChoice } from '../contract/step.ts';
import type { Runner } from '../executors/executor.ts';
import type { Program } from '../program/program.ts';

export interface Compiled {
  readonly runner: Runner;
  readonly choice: ExecutorChoice;
  /** Absent for eager. */
  readonly program: Program | undefined;
  /** The program as it was recorded, by which it is known again; absent where the runner serves nobody else. */
  readonly recorded?: Program | undefined;
}

/** A program that is compiled, and the bytes that its runner takes. */
export interface Sized {
  readonly compiled: Compiled;
  readonly bytes: number;
}
