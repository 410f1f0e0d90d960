/** Tensor functions that write down what is to be computed, in place of those that compute. */
import type { Tensors } from '../../compute/contract/step.ts';

/** An operation with a gradient of its own is written as what it computes. */
const customGrad =
  (f: (...x: unknown[]) => { value: unknown }) =>
  (...x: unknown[]) =>
    f(...x, () => {}).value;

/** These functions and no others: `refuse` makes what is thrown where another one is called. */
export const writingTensors = (
  functions: Readonly<Record<string, unknown>>,
  refuse: (what: string) => unknown,
): Tensors =>
  new Proxy({ customGrad, ...functions } as Record<string, unknown>, {
    get(known, name) {
      if (name in known) return known[name as string];
      throw refuse(`the function ${String(name)}`);
    },
  }) as unknown as Tensors;
