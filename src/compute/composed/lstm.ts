/**
 * Long short-term memory over a whole sequence as one operation with its own gradient: whatever does not wait for the
 * next step runs once for all steps. States stand as {size, batch}, so that the weights are always the left factor.
 */
import type { Tensor, Tensors } from '../contract/step.ts';
import { loop } from './loop.ts';
import { leaning, masked, maskedOperation, recalledBy, rowsOf, type StepMasks, standing } from './sequence.ts';

export interface LstmArrays {
  /** {4 size, inputs}: the rows of the input, forget, output and memory gates, in this order. */
  readonly inputWeights: Tensor;
  /** {4 size, size} */
  readonly stateWeights: Tensor;
  /** {4 size} */
  readonly biases: Tensor;
}

export interface LstmResult {
  /** {batch, steps, size} */
  readonly output: Tensor;
  /** {batch, size}, after the last step. */
  readonly state: Tensor;
  readonly cell: Tensor;
}

/**
 * i, f, o = sigmoid, g = tanh of (W x + U h + b); c = f c + i g; h = o tanh c. Hochreiter and Schmidhuber 1997; Gers,
 * Schmidhuber and Cummins 2000. `input` is {batch, steps, inputs}; states are {batch, size}, 0 if absent.
 */
export function lstm(
  t: Tensors,
  input: Tensor,
  arrays: LstmArrays,
  state?: Tensor,
  cell?: Tensor,
  masks: StepMasks = {},
): LstmResult {
  const [batch, steps] = input.shape as [number, number];
  const size = arrays.stateWeights.shape[1]!;
  const start = (x: Tensor | undefined): Tensor => (x === undefined ? t.zeros([size, batch]) : t.transpose(x));
  const projected = standing(t, input, arrays.inputWeights, arrays.biases);
  const run = sequence(t, steps, masks);
  const all = run(projected, arrays.stateWeights, start(state), start(cell));
  const outputs = t.slice(all, [0, 0], [steps * size, batch]);
  const last = (i: number): Tensor => t.transpose(t.slice(all, [(steps + i) * size, 0], [size, batch]));
  return { output: leaning(t, outputs, steps), state: last(-1), cell: last(0) };
}

/** Numbers of the forward run that the gradient needs, one step below the other. */
interface Kept {
  readonly sigmoids: Tensor;
  readonly memory: Tensor;
  readonly cells: Tensor;
  readonly states: Tensor;
}

/** {steps 4 size, batch}, {4 size, size}, {size, batch}, {size, batch} to all states and the last cell below each other. */
const sequence = (t: Tensors, steps: number, masks: StepMasks): ((...x: Tensor[]) => Tensor) =>
  maskedOperation(t, masks, (given, m) => {
    const [projected, weights, h0, c0] = given as [Tensor, Tensor, Tensor, Tensor];
    const { kept, cell } = forward(t, steps, projected, weights, h0, c0, m);
    return {
      value: t.concat([kept.states, cell], 0),
      saved: [weights, h0, c0, kept.sigmoids, kept.memory, kept.cells, kept.states],
      gradients: (dy, saved, own) => {
        const [w, h, c, sigmoids, memory, cells, states] = saved as [Tensor, Tensor, Tensor, ...Tensor[]];
        return backward(t, steps, dy, w, h, c, { sigmoids, memory, cells, states } as Kept, own);
      },
    };
  });

function forward(
  t: Tensors,
  steps: number,
  projected: Tensor,
  weights: Tensor,
  h0: Tensor,
  c0: Tensor,
  masks: StepMasks,
): { kept: Kept; cell: Tensor } {
  const size = weights.shape[1]!;
  const sequences = [projected, ...(masks.update === undefined ? [] : [masks.update])];
  const fixed = [weights, ...(masks.state === undefined ? [] : [masks.state])];
  const run = { steps, sequences, states: [h0, c0], fixed };
  const { outputs, states } = loop(t, run, (_, [part, update], [h, cell], [w, recall]) => {
    const product = t.add(t.matMul(w!, masked(t, h!, recall)), part!);
    const [gates, rest] = t.split(product, [3 * size, size], 0) as [Tensor, Tensor];
    const s = t.sigmoid(gates);
    const g = t.tanh(rest);
    const [i, f, o] = t.split(s, 3, 0) as [Tensor, Tensor, Tensor];
    const c = t.add(t.mul(f, cell!), masked(t, t.mul(i, g), update));
    const next = t.mul(o, t.tanh(c));
    return { outputs: [s, g, c, next], states: [next, c] };
  });
  const [sigmoids, memory, cells, all] = outputs as [Tensor, Tensor, Tensor, Tensor];
  return { kept: { sigmoids, memory, cells, states: all }, cell: states[1]! };
}

/** Gradients of projected, weights, h0 and c0. */
function backward(
  t: Tensors,
  steps: number,
  dy: Tensor,
  weights: Tensor,
  h0: Tensor,
  c0: Tensor,
  kept: Kept,
  masks: StepMasks,
): Tensor[] {
  const size = weights.shape[1]!;
  const batch = h0.shape[1]!;
  const cube = (x: Tensor): Tensor => t.reshape(x, [steps, -1, batch]);
  const flat = (x: Tensor): Tensor => t.reshape(x, [-1, batch]);
  const slope = (s: Tensor): Tensor => t.mul(s, t.sub(1, s));
  const before = (x: Tensor, first: Tensor): Tensor =>
    steps === 1 ? first : t.concat([first, t.slice(x, [0, 0], [(steps - 1) * size, batch])], 0);
  const [i, f, o] = t.split(cube(kept.sigmoids), 3, 1) as [Tensor, Tensor, Tensor];
  const g = cube(kept.memory);
  const tc = t.tanh(cube(kept.cells));
  const added = (x: Tensor): Tensor => masked(t, x, masks.update && cube(masks.update));
  // What multiplies dc and dh to give the gradient before each gate.
  const factors = t.concat(
    [
      added(t.mul(g, slope(i))),
      t.mul(cube(before(kept.cells, c0)), slope(f)),
      t.mul(tc, slope(o)),
      added(t.mul(i, t.sub(1, t.square(g)))),
    ],
    1,
  );
  const toCell = flat(t.mul(o, t.sub(1, t.square(tc))));
  const given = t.slice(dy, [0, 0], [steps * size, batch]);
  const last: Tensor = t.slice(dy, [steps * size, 0], [size, batch]);
  // What comes back from the step behind: to the state through the weights, to the cell through its forget gate.
  const run = {
    steps,
    reverse: true,
    sequences: [given, toCell, flat(f), flat(factors)],
    states: [t.zeros([size, batch]), last],
    fixed: [weights, ...(masks.state === undefined ? [] : [masks.state])],
  };
  const { outputs, states } = loop(t, run, (_, [dh0, to, forget, factor], [back, carried], [w, recall]) => {
    const dh = t.add(back!, dh0!);
    const dc = t.add(t.mul(dh, to!), carried!);
    const dz = t.mul(t.concat([dc, dc, dh, dc], 0), factor!);
    return { outputs: [dz], states: [masked(t, t.matMul(w!, dz, true, false), recall), t.mul(dc, forget!)] };
  });
  const all = outputs[0]!;
  const recalled = recalledBy(t, before(kept.states, h0), steps, masks.state);
  const dw = t.matMul(rowsOf(t, all, steps), rowsOf(t, recalled, steps), false, true);
  return [all, dw, states[0]!, states[1]!];
}
