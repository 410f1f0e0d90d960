/** Gated recurrence over a whole sequence as one operation with its own gradient; layouts as for lstm. */
import type { Tensor, Tensors } from '../contract/step.ts';
import { leaning, rowsOf, standing, stepsOf } from './sequence.ts';

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
export function gru(t: Tensors, input: Tensor, arrays: GruArrays, state?: Tensor): GruResult {
  const [batch, steps] = input.shape as [number, number];
  const size = arrays.stateWeights.shape[1]!;
  const start = state === undefined ? t.zeros([size, batch]) : t.transpose(state);
  const projected = standing(t, input, arrays.inputWeights, arrays.inputBiases);
  const all = sequence(t, steps)(projected, arrays.stateWeights, t.reshape(arrays.stateBiases, [3 * size, 1]), start);
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
function sequence(t: Tensors, steps: number): (...x: Tensor[]) => Tensor {
  return t.customGrad((...given: unknown[]) => {
    const [projected, weights, biases, h0, save] = given as [Tensor, Tensor, Tensor, Tensor, (x: Tensor[]) => void];
    const kept = forward(t, steps, projected, weights, biases, h0);
    save([weights, h0, kept.gates, kept.memory, kept.recalled, kept.states]);
    const gradFunc = (dy: Tensor, saved: Tensor[]): Tensor[] => {
      const [w, h, gates, memory, recalled, states] = saved as [Tensor, Tensor, ...Tensor[]];
      return backward(t, steps, dy, w, h, { gates, memory, recalled, states } as Kept);
    };
    return { value: kept.states, gradFunc: gradFunc as never };
  });
}

function forward(t: Tensors, steps: number, projected: Tensor, weights: Tensor, biases: Tensor, h0: Tensor): Kept {
  const size = weights.shape[1]!;
  const [gates, memory, recalled, states]: Tensor[][] = [[], [], [], []];
  const own = t.split(t.reshape(projected, [steps, 3 * size, -1]), [2 * size, size], 1) as [Tensor, Tensor];
  const batch = h0.shape[1]!;
  const [first, second] = own.map((x) => stepsOf(t, t.reshape(x, [-1, batch]), steps)) as [Tensor[], Tensor[]];
  let h = h0;
  for (let k = 0; k < steps; k++) {
    const [both, recall] = t.split(t.add(t.matMul(weights, h), biases), [2 * size, size], 0) as [Tensor, Tensor];
    const s = t.sigmoid(t.add(both, first[k]!));
    const [r, u] = t.split(s, 2, 0) as [Tensor, Tensor];
    const m = t.tanh(t.add(second[k]!, t.mul(r, recall)));
    h = t.add(m, t.mul(u, t.sub(h, m)));
    gates!.push(s);
    memory!.push(m);
    recalled!.push(recall);
    states!.push(h);
  }
  const all = (x: Tensor[] | undefined): Tensor => t.concat(x!, 0);
  return { gates: all(gates), memory: all(memory), recalled: all(recalled), states: all(states) };
}

/** Gradients of projected, weights, biases and h0. */
function backward(t: Tensors, steps: number, dy: Tensor, weights: Tensor, h0: Tensor, kept: Kept): Tensor[] {
  const size = weights.shape[1]!;
  const batch = h0.shape[1]!;
  const cube = (x: Tensor): Tensor => t.reshape(x, [steps, -1, batch]);
  const flat = (x: Tensor): Tensor => t.reshape(x, [-1, batch]);
  const slope = (s: Tensor): Tensor => t.mul(s, t.sub(1, s));
  const before = steps === 1 ? h0 : t.concat([h0, t.slice(kept.states, [0, 0], [(steps - 1) * size, batch])], 0);
  const [r, u] = t.split(cube(kept.gates), 2, 1) as [Tensor, Tensor];
  const m = cube(kept.memory);
  // dh times these are the gradients before the memory and the update gate.
  const toMemory = t.mul(t.sub(1, u), t.sub(1, t.square(m)));
  const toUpdate = t.mul(t.sub(cube(before), m), slope(u));
  // The gradient before the memory gate times these: before the reset gate, and of what was recalled.
  const toReset = t.mul(cube(kept.recalled), slope(r));
  const factors = [toMemory, toUpdate, toReset, r, u].map((x) => stepsOf(t, flat(x), steps)) as [
    Tensor[],
    Tensor[],
    Tensor[],
    Tensor[],
    Tensor[],
  ];
  const given = stepsOf(t, dy, steps);
  const [projected, products]: [Tensor[], Tensor[]] = [new Array(steps), new Array(steps)];
  let dh: Tensor | undefined;
  for (let k = steps - 1; k >= 0; k--) {
    const d: Tensor = dh === undefined ? given[k]! : t.add(dh, given[k]!);
    const dm = t.mul(d, factors[0][k]!);
    const gates = t.concat([t.mul(dm, factors[2][k]!), t.mul(d, factors[1][k]!)], 0);
    projected[k] = t.concat([gates, dm], 0);
    products[k] = t.concat([gates, t.mul(dm, factors[3][k]!)], 0);
    dh = t.add(t.matMul(weights, products[k]!, true, false), t.mul(d, factors[4][k]!));
  }
  const all = t.concat(products, 0);
  const rows = rowsOf(t, all, steps);
  const dw = t.matMul(rows, rowsOf(t, before, steps), false, true);
  return [t.concat(projected, 0), dw, t.sum(rows, 1, true), dh!];
}
