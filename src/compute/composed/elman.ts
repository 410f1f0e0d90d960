/** A simple recurrence over a whole sequence as one operation with its own gradient; layouts as for lstm. */
import type { Tensor, Tensors } from '../contract/step.ts';
import { loop } from './loop.ts';
import { leaning, rowsOf, standing } from './sequence.ts';

export interface ElmanArrays {
  /** {size, inputs} */
  readonly inputWeights: Tensor;
  /** {size, size} */
  readonly stateWeights: Tensor;
  /** {size} */
  readonly biases: Tensor;
}

export interface ElmanResult {
  /** {batch, steps, size} */
  readonly output: Tensor;
  /** {batch, size}, after the last step. */
  readonly state: Tensor;
}

/** h = tanh(W x + U h + b). Elman 1990. `input` is {batch, steps, inputs}; the state is {batch, size}, 0 if absent. */
export function elman(t: Tensors, input: Tensor, arrays: ElmanArrays, state?: Tensor): ElmanResult {
  const [batch, steps] = input.shape as [number, number];
  const size = arrays.stateWeights.shape[1]!;
  const start = state === undefined ? t.zeros([size, batch]) : t.transpose(state);
  const projected = standing(t, input, arrays.inputWeights, arrays.biases);
  const all = sequence(t, steps)(projected, arrays.stateWeights, start);
  const last = t.slice(all, [(steps - 1) * size, 0], [size, batch]);
  return { output: leaning(t, all, steps), state: t.transpose(last) };
}

/** {steps size, batch}, {size, size}, {size, batch} to all states below each other. */
function sequence(t: Tensors, steps: number): (...x: Tensor[]) => Tensor {
  return t.customGrad((...given: unknown[]) => {
    const [projected, weights, h0, save] = given as [Tensor, Tensor, Tensor, (x: Tensor[]) => void];
    const run = { steps, sequences: [projected], states: [h0], fixed: [weights] };
    const { outputs } = loop(t, run, (_, [part], [h], [w]) => {
      const next = t.tanh(t.add(t.matMul(w!, h!), part!));
      return { outputs: [next], states: [next] };
    });
    const states = outputs[0]!;
    save([weights, h0, states]);
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] =>
      backward(t, steps, dy, saved as [Tensor, Tensor, Tensor]);
    return { value: states, gradFunc: gradFunc as never };
  });
}

/** Gradients of projected, weights and h0. */
function backward(
  t: Tensors,
  steps: number,
  dy: Tensor,
  [weights, h0, states]: readonly [Tensor, Tensor, Tensor],
): Tensor[] {
  const [size, batch] = h0.shape as [number, number];
  const slope = t.sub(1, t.square(states));
  const run = { steps, reverse: true, sequences: [dy, slope], states: [t.zeros([size, batch])], fixed: [weights] };
  const { outputs, states: ends } = loop(t, run, (_, [given, s], [back], [w]) => {
    const d = t.mul(t.add(back!, given!), s!);
    return { outputs: [d], states: [t.matMul(w!, d, true, false)] };
  });
  const all = outputs[0]!;
  const before = steps === 1 ? h0 : t.concat([h0, t.slice(states, [0, 0], [(steps - 1) * size, batch])], 0);
  return [all, t.matMul(rowsOf(t, all, steps), rowsOf(t, before, steps), false, true), ends[0]!];
}
