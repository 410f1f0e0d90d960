/** The arithmetic of a training step: what every framework has to do for it. */
import { availableParallelism } from 'node:os';
import type { ArraySlot, OptimizerSettings, StepFunction, TensorValue } from '../../src/compute/contract/step.ts';
import { momentsOf } from '../../src/compute/optimizers/segments.ts';
import { optimize } from '../../src/compute/program/passes/passes.ts';
import { workOf } from '../../src/compute/program/program.ts';
import { trace } from '../../src/compute/program/trace.ts';
import { ArrayStore } from '../../src/compute/run/store.ts';
import { profile } from './profile.ts';
import { programText } from './program-text.ts';

type Inputs = Readonly<Record<string, TensorValue>>;
const programOf = (arrays: readonly ArraySlot[], step: StepFunction, inputs: Inputs) =>
  optimize(trace(new ArrayStore(arrays, 0), step, inputs, true));

/** Multiplications and additions of products and convolutions. */
export const operationsOf = (arrays: readonly ArraySlot[], step: StepFunction, inputs: Inputs): number =>
  workOf(programOf(arrays, step, inputs));

export const programTextOf = (arrays: readonly ArraySlot[], step: StepFunction, inputs: Inputs): string =>
  programText(programOf(arrays, step, inputs));

/** Milliseconds of each part of a step as machine code, the slowest first. */
export function profileOf(
  arrays: readonly ArraySlot[],
  step: StepFunction,
  inputs: Inputs,
  optimizer: OptimizerSettings,
): ReturnType<typeof profile> {
  const store = new ArrayStore(arrays, momentsOf(optimizer));
  const program = optimize(trace(store, step, inputs, true));
  return profile({ program, store, frozen: false, optimizer, threads: availableParallelism() });
}
