/** Recurrent operations against the same cells written step by step, values and gradients. */
import { expect, test } from 'vitest';
import { gru } from '../../src/compute/composed/gru.ts';
import { lstm } from '../../src/compute/composed/lstm.ts';
import { standardize } from '../../src/compute/composed/standardize.ts';
import type { Tensor, Tensors } from '../../src/compute/contract/step.ts';
import { engine } from '../../src/compute/machine/engine.ts';
import { numbers, relativeDifference, size } from './oracle.ts';

type Cell = (t: Tensors, ...x: Tensor[]) => Tensor[];
const [BATCH, STEPS, INPUTS, SIZE] = [3, 4, 5, 6];

/** Values and gradients of both forms, with every result weighed in the loss. */
function compare(shapes: number[][], whole: Cell, stepwise: Cell): void {
  const { tf } = engine();
  const given = shapes.map((s, i) => tf.tensor(numbers(size(s), i + 1), s));
  const run = (f: Cell) => {
    const loss = (...x: Tensor[]): Tensor =>
      f(tf, ...x)
        .map((y, i) => tf.sum(tf.mul(y, tf.tensor(numbers(y.size, 20 + i), y.shape))))
        .reduce((a, b) => tf.add(a, b));
    const { value, grads } = tf.valueAndGrads(loss as never)(given);
    return [value, ...f(tf, ...given), ...grads];
  };
  const [a, b] = [run(whole), run(stepwise)];
  a.forEach((x, i) => {
    expect(x.shape).toEqual(b[i]!.shape);
    expect(relativeDifference(x.dataSync(), b[i]!.dataSync())).toBeLessThan(2e-6);
  });
}

const stepAt = (t: Tensors, x: Tensor, k: number): Tensor => t.squeeze(t.slice(x, [0, k, 0], [BATCH, 1, INPUTS]), [1]);

test('lstm', () => {
  const shapes = [
    [BATCH, STEPS, INPUTS],
    [4 * SIZE, INPUTS],
    [4 * SIZE, SIZE],
    [4 * SIZE],
    [BATCH, SIZE],
    [BATCH, SIZE],
  ];
  compare(
    shapes,
    (t, x, inputWeights, stateWeights, biases, h, c) => {
      const r = lstm(t, x!, { inputWeights: inputWeights!, stateWeights: stateWeights!, biases: biases! }, h, c);
      return [r.output, r.state, r.cell];
    },
    (t, x, w, u, b, h0, c0) => {
      let [h, c] = [h0!, c0!];
      const all: Tensor[] = [];
      for (let k = 0; k < STEPS; k++) {
        const z = t.add(t.add(t.matMul(stepAt(t, x!, k), w!, false, true), t.matMul(h, u!, false, true)), b!);
        const [i, f, o, g] = t.split(z, 4, 1) as [Tensor, Tensor, Tensor, Tensor];
        c = t.add(t.mul(t.sigmoid(f), c), t.mul(t.sigmoid(i), t.tanh(g)));
        h = t.mul(t.sigmoid(o), t.tanh(c));
        all.push(h);
      }
      return [t.stack(all, 1), h, c];
    },
  );
});

test('gru', () => {
  const shapes = [[BATCH, STEPS, INPUTS], [3 * SIZE, INPUTS], [3 * SIZE, SIZE], [3 * SIZE], [3 * SIZE], [BATCH, SIZE]];
  compare(
    shapes,
    (t, x, inputWeights, stateWeights, inputBiases, stateBiases, h) => {
      const r = gru(t, x!, { inputWeights, stateWeights, inputBiases, stateBiases } as never, h);
      return [r.output, r.state];
    },
    (t, x, w, u, b, s, h0) => {
      let h = h0!;
      const all: Tensor[] = [];
      for (let k = 0; k < STEPS; k++) {
        const [wr, wu, wm] = t.split(t.add(t.matMul(stepAt(t, x!, k), w!, false, true), b!), 3, 1) as Tensor[];
        const [ur, uu, um] = t.split(t.add(t.matMul(h, u!, false, true), s!), 3, 1) as Tensor[];
        const [r, z] = [t.sigmoid(t.add(wr!, ur!)), t.sigmoid(t.add(wu!, uu!))];
        const m = t.tanh(t.add(wm!, t.mul(r, um!)));
        h = t.add(t.mul(z, h), t.mul(t.sub(1, z), m));
        all.push(h);
      }
      return [t.stack(all, 1), h];
    },
  );
});

test('one step alone', () => {
  const { tf: t } = engine();
  const x = t.tensor(numbers(BATCH * INPUTS, 3), [BATCH, 1, INPUTS]);
  const arrays = { inputWeights: t.ones([4, INPUTS]), stateWeights: t.ones([4, 1]), biases: t.zeros([4]) };
  const r = lstm(t, x, arrays);
  expect(relativeDifference(r.output.dataSync(), r.state.dataSync())).toBe(0);
});

test.each([
  { axes: [2], epsilon: 0.01 },
  { axes: [0, 2], epsilon: 0.01, factor: 15 / 14 },
  { axes: [1], epsilon: 0.01, centre: false },
])('standardize %o', (s) => {
  compare(
    [[BATCH, STEPS, INPUTS]],
    (t, x) => [standardize(t, x!, s)],
    (t, x) => {
      const centred = s.centre === false ? x! : t.sub(x!, t.mean(x!, s.axes, true));
      const squares = t.mul(t.mean(t.square(centred), s.axes, true), s.factor ?? 1);
      return [t.div(centred, t.sqrt(t.add(squares, s.epsilon)))];
    },
  );
});
