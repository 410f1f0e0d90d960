/** What every executor offers: a step or an evaluation compiled for inputs of fixed shapes. */
import type { TensorValue } from '../step.ts';

export type Values = Readonly<Record<string, TensorValue>>;

/** The numbers that one run gives. */
export interface RunResult {
  /** NaN in an evaluation. */
  readonly loss: number;
  /** Copies that later runs leave alone. */
  readonly outputs: Values;
}

/** A run of fixed input shapes. It reads arrays from the store and writes gradients and new states there. */
export interface Runner {
  run(inputs: Values): RunResult;
  /** The store has a new value of an array that the runner took to be constant. */
  refresh?(key: string): void;
  dispose(): void;
}
