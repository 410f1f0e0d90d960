/** Gated recurrence over a whole sequence as one operation with its own gradient; layouts as for lstm. */
import type { Tensor, Tensors } from '../contract/step.ts';
import { loop } from './loop.ts';
import { leaning, masked, maskedOperation, recalledBy, rowsOf, type StepMasks, standing } from './sequence.ts';

export interface GruArrays {
  /** {3 size, inputs}: the rows of the reset, update and memory gates, in this order. */
  readonly inputWeights: Tensor;
  /** {3 size, size} */
  readonly stateWeights: Tensor;
  /** {3 size} */
  readonly inputBiases: Tensor;
  /** {3 size}; those of the memory gate are inside of the reset. */
  readonly stateBiases: Tensor;
}

export interface GruResult {
  /** {batch, steps, size} */
  readonly output: Tensor;
  /** {batch, size}, after the last step. */
  readonly state: Tensor;
}

/**
 * r, u = sigmoid of (W x + U h + b); m = tanh(W x + b + r (U h + b')); h = u h + (1 - u) m. Cho et al. 2014. `input`
 * is {batch, steps, inputs}; the state is {batch, size}, 0 if absent.
 */
export function gru(t: Tensors, input: Tensor, arrays: GruArrays, state?: Tensor, masks: StepMasks = {}): GruResult {
  const [batch, steps] = input.shape as [number, number];
  const size = arrays.stateWeights.shape[1]!;
  const start = state === undefined ? t.zeros([size, batch]) : t.transpose(state);
  const projected = standing(t, input, arrays.inputWeights, arrays.inputBiases);
  const all = sequence(t, steps, masks)(
    projected,
    arrays.stateWeights,
    t.reshape(arrays.stateBiases, [3 * size, 1]),
    start,
  );
  const last = t.slice(all, [(steps - 1) * size, 0], [size, batch]);
  return { output: leaning(t, all, steps), state: t.transpose(last) };
}

interface Kept {
  /** Reset and update gates. */
  readonly gates: Tensor;
  readonly memory: Tensor;
  /** U h + b' of the memory gate, before the reset. */
  readonly recalled: Tensor;
  readonly states: Tensor;
}

/** {steps 3 size, batch}, {3 size, size}, {3 size, 1}, {size, batch} to all states below each other. */
const sequence = (t: Tensors, steps: number, masks: StepMasks): ((...x: Tensor[]) => Tensor) =>
  maskedOperation(t, masks, (given, m) => {
    const [projected, weights, biases, h0] = given as [Tensor, Tensor, Tensor, Tensor];
    const kept = forward(t, steps, projected, weights, biases, h0, m);
    return {
      value: kept.states,
      saved: [weights, h0, kept.gates, kept.memory, kept.recalled, kept.states],
      gradients: (dy, saved, own) => {
        const [w, h, gates, memory, recalled, states] = saved as [Tensor, Tensor, ...Tensor[]];
        return backward(t, steps, dy, w, h, { gates, memory, recalled, states } as Kept, own);
      },
    };
  });

function forward(
  t: Tensors,
  steps: number,
  projected: Tensor,
  weights: Tensor,
  biases: Tensor,
  h0: Tensor,
  masks: StepMasks,
): Kept {
  const size = weights.shape[1]!;
  const own = t.split(t.reshape(projected, [steps, 3 * size, -1]), [2 * size, size], 1) as [Tensor, Tensor];
  const batch = h0.shape[1]!;
  const sequences = [
    ...own.map((x) => t.reshape(x, [-1, batch])),
    ...(masks.update === undefined ? [] : [masks.update]),
  ];
  const fixed = [weights, biases, ...(masks.state === undefined ? [] : [masks.state])];
  const run = { steps, sequences, states: [h0], fixed };
  const { outputs } = loop(t, run, (_, [first, second, update], [h], [w, b, recall]) => {
    const product = t.add(t.matMul(w!, masked(t, h!, recall)), b!);
    const [both, recalled] = t.split(product, [2 * size, size], 0) as [Tensor, Tensor];
    const s = t.sigmoid(t.add(both, first!));
    const [r, u] = t.split(s, 2, 0) as [Tensor, Tensor];
    const m = masked(t, t.tanh(t.add(second!, t.mul(r, recalled))), update);
    const next = t.add(m, t.mul(u, t.sub(h!, m)));
    return { outputs: [s, m, recalled, next], states: [next] };
  });
  const [gates, memory, recalled, states] = outputs as [Tensor, Tensor, Tensor, Tensor];
  return { gates, memory, recalled, states };
}

/** Gradients of projected, weights, biases and h0. */
function backward(
  t: Tensors,
  steps: number,
  dy: Tensor,
  weights: Tensor,
  h0: Tensor,
  kept: Kept,
  masks: StepMasks,
): Tensor[] {
  const size = weights.shape[1]!;
  const batch = h0.shape[1]!;
  const cube = (x: Tensor): Tensor => t.reshape(x, [steps, -1, batch]);
  const flat = (x: Tensor): Tensor => t.reshape(x, [-1, batch]);
  const slope = (s: Tensor): Tensor => t.mul(s, t.sub(1, s));
  const before = steps === 1 ? h0 : t.concat([h0, t.slice(kept.states, [0, 0], [(steps - 1) * size, batch])], 0);
  const [r, u] = t.split(cube(kept.gates), 2, 1) as [Tensor, Tensor];
  const m = cube(kept.memory);
  // dh times these are the gradients before the memory and the update gate.
  const toMemory = t.mul(t.sub(1, u), slopeOfMemory(t, m, masks.update && cube(masks.update)));
  const toUpdate = t.mul(t.sub(cube(before), m), slope(u));
  // The gradient before the memory gate times these: before the reset gate, and of what was recalled.
  const toReset = t.mul(cube(kept.recalled), slope(r));
  const factors = [toMemory, toUpdate, toReset, r, u].map(flat);
  const run = {
    steps,
    reverse: true,
    sequences: [dy, ...factors],
    states: [t.zeros([size, batch])],
    fixed: [weights, ...(masks.state === undefined ? [] : [masks.state])],
  };
  const { outputs, states } = loop(t, run, (_, [given, memory, update, reset, recall, passed], [back], [w, mask]) => {
    const d = t.add(back!, given!);
    const dm = t.mul(d, memory!);
    const gates = t.concat([t.mul(dm, reset!), t.mul(d, update!)], 0);
    const projected = t.concat([gates, dm], 0);
    const product = t.concat([gates, t.mul(dm, recall!)], 0);
    return {
      outputs: [projected, product],
      states: [t.add(masked(t, t.matMul(w!, product, true, false), mask), t.mul(d, passed!))],
    };
  });
  const [projected, products] = outputs as [Tensor, Tensor];
  const rows = rowsOf(t, products, steps);
  const dw = t.matMul(rows, rowsOf(t, recalledBy(t, before, steps, masks.state), steps), false, true);
  return [projected, dw, t.sum(rows, 1, true), states[0]!];
}

/** Of a mask times a tanh: mask (1 - tanh^2), from the product m and the mask, which is c or 0: c - m^2/c where it is not 0. */
function slopeOfMemory(t: Tensors, m: Tensor, mask: Tensor | undefined): Tensor {
  if (mask === undefined) return t.sub(1, t.square(m));
  return t.sub(mask, t.divNoNan(t.square(m), mask));
}
