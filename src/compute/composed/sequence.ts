/** Layouts of sequences for recurrent operations: {steps size, batch}, one step below the other. */
import type { Tensor, Tensors } from '../contract/step.ts';

/** W x + b for all steps at once: {batch, steps, inputs} to {steps rows, batch}. */
export function standing(t: Tensors, input: Tensor, weights: Tensor, biases: Tensor): Tensor {
  const [batch, steps, inputs] = input.shape as [number, number, number];
  const rows = weights.shape[0]!;
  const projected = t.add(t.matMul(t.reshape(input, [batch * steps, inputs]), weights, false, true), biases);
  return t.reshape(t.transpose(t.reshape(projected, [batch, steps, rows]), [1, 2, 0]), [steps * rows, batch]);
}

/** {steps size, batch} to {batch, steps, size}. */
export function leaning(t: Tensors, x: Tensor, steps: number): Tensor {
  const batch = x.shape[1]!;
  return t.transpose(t.reshape(x, [steps, -1, batch]), [2, 0, 1]);
}

/** {steps size, batch} to {size, steps batch}: the form in which a product sums over steps and batch. */
export function rowsOf(t: Tensors, x: Tensor, steps: number): Tensor {
  const [all, batch] = x.shape as [number, number];
  const size = all / steps;
  return t.reshape(t.transpose(t.reshape(x, [steps, size, batch]), [1, 0, 2]), [size, steps * batch]);
}

/** Dropout inside of the steps: 0, or what makes up for the zeros. */
export interface StepMasks {
  /** {size, batch}: of what a step recalls, the same in all steps. */
  readonly state?: Tensor | undefined;
  /** {steps size, batch}: of what a step adds to the state. */
  readonly update?: Tensor | undefined;
}

/** What an operation gives, and how its gradients follow from what it saved. */
interface Made {
  readonly value: Tensor;
  readonly saved: readonly Tensor[];
  readonly gradients: (dy: Tensor, saved: readonly Tensor[], masks: StepMasks) => readonly Tensor[];
}

/** An operation with its own gradient, beside masks that have none. */
export function maskedOperation(
  t: Tensors,
  masks: StepMasks,
  operation: (x: readonly Tensor[], masks: StepMasks) => Made,
): (...x: Tensor[]) => Tensor {
  const names = (['state', 'update'] as const).filter((n) => masks[n] !== undefined);
  const named = (list: readonly Tensor[]): StepMasks => Object.fromEntries(names.map((n, i) => [n, list[i]!]));
  return (...x) => {
    const f = (...given: unknown[]): { value: Tensor; gradFunc: never } => {
      const [own, beside] = [given.slice(0, x.length), given.slice(x.length, -1)] as [Tensor[], Tensor[]];
      const save = given.at(-1) as (list: Tensor[]) => void;
      const { value, saved, gradients } = operation(own, named(beside));
      save([...saved, ...beside]);
      const gradFunc = (dy: Tensor, all: readonly Tensor[]): Tensor[] => {
        const kept = all.slice(saved.length);
        return [...gradients(dy, all.slice(0, saved.length), named(kept)), ...kept.map((m) => t.zerosLike(m))];
      };
      return { value, gradFunc: gradFunc as never };
    };
    return t.customGrad(f as never)(...x, ...names.map((n) => masks[n]!));
  };
}

/** x times a mask, where there is one. */
export const masked = (t: Tensors, x: Tensor, mask: Tensor | undefined): Tensor =>
  mask === undefined ? x : t.mul(x, mask);

/** What the steps recalled: {steps size, batch} times the mask of each. */
export function recalledBy(t: Tensors, before: Tensor, steps: number, mask: Tensor | undefined): Tensor {
  if (mask === undefined) return before;
  return t.reshape(t.mul(t.reshape(before, [steps, ...mask.shape]), mask), before.shape);
}
