/** The arithmetic of a training step: what every framework has to do for it. */
import { optimize } from '../../src/compute/passes.ts';
import { operations, programText } from '../../src/compute/program.ts';
import type { ArraySlot, StepFunction, TensorValue } from '../../src/compute/step.ts';
import { ArrayStore } from '../../src/compute/store.ts';
import { trace } from '../../src/compute/trace.ts';

type Inputs = Readonly<Record<string, TensorValue>>;
const programOf = (arrays: readonly ArraySlot[], step: StepFunction, inputs: Inputs) =>
  optimize(trace(new ArrayStore(arrays, 0), step, inputs, true));

/** Multiplications and additions of products and convolutions. */
export const operationsOf = (arrays: readonly ArraySlot[], step: StepFunction, inputs: Inputs): number =>
  operations(programOf(arrays, step, inputs));

export const programTextOf = (arrays: readonly ArraySlot[], step: StepFunction, inputs: Inputs): string =>
  programText(programOf(arrays, step, inputs));
