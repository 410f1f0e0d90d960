/** Loops one step after the other. */
import type { LoopAttributes } from '../../../composed/loop.ts';
import type { Tensor, Tensors } from '../../../contract/step.ts';
import { op } from '../../../program/operations.ts';
import type { Run } from '../form.ts';

const loop =
  (tf: Tensors): Run =>
  ({ inputs, attrs }) => {
    const { steps, reverse, sequences, states, body } = attrs as unknown as LoopAttributes;
    const given = inputs as unknown as readonly Tensor[];
    const shares = given.slice(0, sequences).map((x): Tensor[] => (steps === 1 ? [x] : tf.split(x, steps, 0)));
    const fixed = given.slice(sequences + states);
    let now: readonly Tensor[] = given.slice(sequences, sequences + states);
    const outputs: Tensor[][] = [];
    for (let i = 0; i < steps; i++) {
      const k = reverse ? steps - 1 - i : i;
      const made = body(
        tf,
        shares.map((s) => s[k]!),
        now,
        fixed,
      );
      now = made.states;
      made.outputs.forEach((x, j) => {
        outputs[j] ??= new Array(steps);
        outputs[j]![k] = x;
      });
    }
    return [...outputs.map((list) => (steps === 1 ? list[0]! : tf.concat(list, 0))), ...now];
  };

/** For a backend of tfjs that has no memory of ours; on any backend a loop is made of other kernels. */
export function registerLoops(tf: Tensors, backendName: string): void {
  tf.registerKernel({ kernelName: op.Loop, backendName, kernelFunc: loop(tf) });
}

export const loopKernels = { Loop: loop };
