/** Loops over steps: one operation, whose size does not depend on how many there are. */
import type { Tensor, Tensors } from '../contract/step.ts';
import { op } from '../program/operations.ts';

/** What one step gives. */
export interface StepTensors {
  /** Of every step they stand below each other in the end. */
  readonly outputs: readonly Tensor[];
  /** What the next step starts from, of the shapes that it started from. */
  readonly states: readonly Tensor[];
}

/** One step: a pure function of its share of each sequence, of the states, and of what is the same in all steps. */
export type LoopBody = (
  t: Tensors,
  sequences: readonly Tensor[],
  states: readonly Tensor[],
  fixed: readonly Tensor[],
) => StepTensors;

export interface Loop {
  readonly steps: number;
  /** From the last step to the first. */
  readonly reverse?: boolean;
  /** {steps rows, ...}: the shares of the steps one below the other. */
  readonly sequences: readonly Tensor[];
  readonly states: readonly Tensor[];
  readonly fixed: readonly Tensor[];
}

/** The attributes of the operation; of a program the body is a program itself. */
export interface LoopAttributes<Body = LoopBody> {
  readonly steps: number;
  readonly reverse: boolean;
  /** How many of the inputs, which stand in this order, are of each kind; the others are fixed. */
  readonly sequences: number;
  readonly states: number;
  readonly body: Body;
}

/** Runs a loop. It has no gradient of its own: who calls it, within customGrad, has the loop backwards. */
export function loop(
  t: Tensors,
  { steps, reverse = false, sequences, states, fixed }: Loop,
  body: LoopBody,
): StepTensors {
  const attributes: LoopAttributes = { steps, reverse, sequences: sequences.length, states: states.length, body };
  const given = [...sequences, ...states, ...fixed];
  const made = t.engine().runKernel(op.Loop, given as never, attributes as never) as unknown as Tensor[];
  const last = made.length - states.length;
  return { outputs: made.slice(0, last), states: made.slice(last) };
}
