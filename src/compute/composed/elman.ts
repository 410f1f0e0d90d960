/** A simple recurrence over a whole sequence as one operation with its own gradient; layouts as for lstm. */
import type { Tensor, Tensors } from '../contract/step.ts';
import { loop } from './loop.ts';
import { leaning, masked, maskedOperation, recalledBy, rowsOf, type StepMasks, standing } from './sequence.ts';

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
export function elman(
  t: Tensors,
  input: Tensor,
  arrays: ElmanArrays,
  state?: Tensor,
  masks: StepMasks = {},
): ElmanResult {
  const [batch, steps] = input.shape as [number, number];
  const size = arrays.stateWeights.shape[1]!;
  const start = state === undefined ? t.zeros([size, batch]) : t.transpose(state);
  const projected = standing(t, input, arrays.inputWeights, arrays.biases);
  const all = sequence(t, steps, masks)(projected, arrays.stateWeights, start);
  const last = t.slice(all, [(steps - 1) * size, 0], [size, batch]);
  return { output: leaning(t, all, steps), state: t.transpose(last) };
}

/** {steps size, batch}, {size, size}, {size, batch} to all states below each other. */
const sequence = (t: Tensors, steps: number, masks: StepMasks): ((...x: Tensor[]) => Tensor) =>
  maskedOperation(t, masks, ([projected, weights, h0], m) => {
    const sequences = [projected!, ...(m.update === undefined ? [] : [m.update])];
    const run = { steps, sequences, states: [h0!], fixed: [weights!, ...(m.state === undefined ? [] : [m.state])] };
    const { outputs } = loop(t, run, (_, [part, update], [h], [w, recall]) => {
      const made = t.tanh(t.add(t.matMul(w!, masked(t, h!, recall)), part!));
      const next = masked(t, made, update);
      return { outputs: update === undefined ? [next] : [next, made], states: [next] };
    });
    const [states, made = states] = outputs as [Tensor, Tensor?];
    return {
      value: states,
      saved: [weights!, h0!, states, made],
      gradients: (dy, saved, own) => backward(t, steps, dy, saved as Saved, own),
    };
  });

type Saved = readonly [weights: Tensor, h0: Tensor, states: Tensor, made: Tensor];

/** Gradients of projected, weights and h0. */
function backward(t: Tensors, steps: number, dy: Tensor, [weights, h0, states, made]: Saved, m: StepMasks): Tensor[] {
  const [size, batch] = h0.shape as [number, number];
  const slope = masked(t, t.sub(1, t.square(made)), m.update);
  const fixed = [weights, ...(m.state === undefined ? [] : [m.state])];
  const run = { steps, reverse: true, sequences: [dy, slope], states: [t.zeros([size, batch])], fixed };
  const { outputs, states: ends } = loop(t, run, (_, [given, s], [back], [w, recall]) => {
    const d = t.mul(t.add(back!, given!), s!);
    return { outputs: [d], states: [masked(t, t.matMul(w!, d, true, false), recall)] };
  });
  const all = outputs[0]!;
  const before = steps === 1 ? h0 : t.concat([h0, t.slice(states, [0, 0], [(steps - 1) * size, batch])], 0);
  const recalled = recalledBy(t, before, steps, m.state);
  return [all, t.matMul(rowsOf(t, all, steps), rowsOf(t, recalled, steps), false, true), ends[0]!];
}
