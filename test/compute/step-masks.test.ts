/** Dropout inside of the steps of recurrent operations: outputs and gradients as of steps one by one that tfjs differentiates. */
import { beforeAll, describe, expect, test } from 'vitest';
import { elman } from '../../src/compute/composed/elman.ts';
import { gru } from '../../src/compute/composed/gru.ts';
import { lstm } from '../../src/compute/composed/lstm.ts';
import type { StepMasks } from '../../src/compute/composed/sequence.ts';
import type { Tensor, Tensors } from '../../src/compute/contract/step.ts';
import { engine } from '../../src/compute/machine/engine.ts';
import { createSession } from '../../src/index.ts';

const [BATCH, STEPS, INPUTS, SIZE] = [3, 4, 2, 5];
let t: Tensors;
beforeAll(() => {
  createSession();
  t = engine().tf;
});

type Arrays = readonly [x: Tensor, inputWeights: Tensor, stateWeights: Tensor, biases: Tensor];
interface Kind {
  readonly gates: number;
  readonly states: number;
  readonly all: (a: Arrays, masks: StepMasks) => Tensor;
  /** From the shares of input and state, and the states, to the states after a step. */
  readonly step: (share: Tensor, recalled: Tensor, states: readonly Tensor[], drop: (x: Tensor) => Tensor) => Tensor[];
}
const kinds: Readonly<Record<string, Kind>> = {
  elman: {
    gates: 1,
    states: 1,
    all: ([x, inputWeights, stateWeights, biases], m) =>
      elman(t, x, { inputWeights, stateWeights, biases }, undefined, m).output,
    step: (share, recalled, _, drop) => [drop(t.tanh(t.add(share, recalled)))],
  },
  gru: {
    gates: 3,
    states: 1,
    all: ([x, inputWeights, stateWeights, inputBiases], m) =>
      gru(t, x, { inputWeights, stateWeights, inputBiases, stateBiases: t.zerosLike(inputBiases) }, undefined, m)
        .output,
    step: (share, recalled, [state], drop) => {
      const [r0, i0, m0] = t.split(share, 3, 1) as [Tensor, Tensor, Tensor];
      const [r1, i1, m1] = t.split(recalled, 3, 1) as [Tensor, Tensor, Tensor];
      const i = t.sigmoid(t.add(i0, i1));
      const m = drop(t.tanh(t.add(m0, t.mul(t.sigmoid(t.add(r0, r1)), m1))));
      return [t.add(m, t.mul(i, t.sub(state!, m)))];
    },
  },
  lstm: {
    gates: 4,
    states: 2,
    all: ([x, inputWeights, stateWeights, biases], m) =>
      lstm(t, x, { inputWeights, stateWeights, biases }, undefined, undefined, m).output,
    step: (share, recalled, [, cell], drop) => {
      const [i, f, o, m] = t.split(t.add(share, recalled), 4, 1) as [Tensor, Tensor, Tensor, Tensor];
      const next = t.add(t.mul(t.sigmoid(f), cell!), drop(t.mul(t.sigmoid(i), t.tanh(m))));
      return [t.mul(t.sigmoid(o), t.tanh(next)), next];
    },
  },
};

const waves = (shape: readonly number[], phase: number, f: (x: number) => number): Tensor => {
  const count = shape.reduce((a, b) => a * b, 1);
  return t.tensor(
    Float32Array.from({ length: count }, (_, i) => f(Math.sin(i * 1.7 + phase))),
    [...shape],
  );
};
const dropped = (x: number): number => (x > -0.3 ? 1 / 0.7 : 0);

function oneByOne(k: Kind, [x, w, u, b]: Arrays, state: Tensor | undefined, update: Tensor | undefined): Tensor {
  let states = Array.from({ length: k.states }, (): Tensor => t.zeros([BATCH, SIZE]));
  const outputs = Array.from({ length: STEPS }, (_, s) => {
    const input = t.reshape(t.slice(x, [0, s, 0], [BATCH, 1, INPUTS]), [BATCH, INPUTS]);
    const share = t.add(t.matMul(input, w as never, false, true), b);
    const recalled = t.matMul(
      (state === undefined ? states[0]! : t.mul(states[0]!, state)) as never,
      u as never,
      false,
      true,
    );
    const drop = (y: Tensor): Tensor =>
      update === undefined ? y : t.mul(y, t.slice(update, [0, s * SIZE], [BATCH, SIZE]));
    states = k.step(share, recalled, states, drop);
    return states[0]!;
  });
  return t.stack(outputs, 1);
}

describe.each(Object.entries(kinds))('%s', (_, k) => {
  test.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('states dropped: %s, updates: %s', (ofState, ofUpdate) => {
    const state = ofState ? waves([BATCH, SIZE], 1, dropped) : undefined;
    const update = ofUpdate ? waves([BATCH, STEPS * SIZE], 2, dropped) : undefined;
    const masks = { state: state && t.transpose(state), update: update && t.transpose(update) };
    const rows = k.gates * SIZE;
    const shapes = [[BATCH, STEPS, INPUTS], [rows, INPUTS], [rows, SIZE], [rows]];
    const arrays = shapes.map((s, i) => waves(s, i, (x) => 0.6 * x));
    const weights = waves([BATCH, STEPS, SIZE], 9, (x) => x);
    const gradients = (f: (a: Arrays) => Tensor): Float32Array[] =>
      t
        .grads((...a) => t.sum(t.mul(f(a as unknown as Arrays), weights)))(arrays)
        .map((g) => g.dataSync() as Float32Array);
    const found = gradients((a) => k.all(a, masks));
    gradients((a) => oneByOne(k, a, state, update)).forEach((right, i) => {
      found[i]!.forEach((x, j) => {
        expect(x).toBeCloseTo(right[j]!, 5);
      });
    });
  });
});
