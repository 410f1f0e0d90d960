/** Random small nets: stacks of layers of many kinds on vectors, images and sequences. */

import { gru } from '../../src/compute/composed/gru.ts';
import { lstm } from '../../src/compute/composed/lstm.ts';
import type { ArraySlot, Tensor, Tensors, TensorValue } from '../../src/compute/contract/step.ts';
import type { Net } from './nets.ts';
import { numbers, size, stream } from './oracle.ts';

type Apply = (t: Tensors, x: Tensor, w: (i: number) => Tensor, extra: (name: string) => Tensor) => Tensor;

/** A layer that fits onto a shape (batch axis first), with the shapes of its arrays. */
interface Layer {
  readonly arrays: readonly (readonly number[])[];
  readonly apply: Apply;
  /** A mask of this shape is drawn for each step. */
  readonly mask?: readonly number[];
}

/** Draws whole numbers from 0. */
type Draw = (n: number) => number;

const activations: readonly ((t: Tensors, x: Tensor) => Tensor)[] = [
  (t, x) => t.relu(x),
  (t, x) => t.tanh(x),
  (t, x) => t.sigmoid(x),
  (t, x) => t.elu(x),
  (t, x) => t.softplus(x),
  (t, x) => t.leakyRelu(x, 0.1),
  (t, x) => t.mul(x, t.sigmoid(x)),
  (t, x) => t.mul(t.mul(x, 0.5), t.add(1, t.erf(t.mul(x, Math.SQRT1_2)))),
  (t, x) => t.abs(x),
  (t, x) => t.sqrt(t.add(t.square(x), 1)),
  (t, x) => t.clipByValue(x, -0.5, 0.7),
];

const plain = (apply: Apply): Layer => ({ arrays: [], apply });
const activation = (draw: Draw): Layer => {
  const f = activations[draw(activations.length)]!;
  return plain((t, x) => f(t, x));
};

/** Mean 0 and variance 1 along the last axis, or over the batch. */
const normalize = (draw: Draw, shape: readonly number[]): Layer => {
  const axes = draw(2) === 0 ? [shape.length - 1] : shape.slice(0, -1).map((_, i) => i);
  return {
    arrays: [[shape.at(-1)!], [shape.at(-1)!]],
    apply: (t, x, w) => {
      const centred = t.sub(x, t.mean(x, axes, true));
      const unit = t.mul(centred, t.rsqrt(t.add(t.mean(t.square(centred), axes, true), 1e-2)));
      return t.add(t.mul(unit, t.add(w(0), 1)), w(1));
    },
  };
};

const dropout = (shape: readonly number[]): Layer => ({
  arrays: [],
  mask: shape,
  apply: (t, x, _, extra) => t.mul(x, t.cast(t.greater(extra('mask'), -0.4), 'float32')),
});

function onVectors(draw: Draw, shape: readonly number[]): Layer {
  const [batch, n] = shape as [number, number];
  const out = 1 + draw(12);
  const dense: Layer = { arrays: [[n, out], [out]], apply: (t, x, w) => t.add(t.matMul(x, w(0)), w(1)) };
  const kinds: Layer[] = [
    dense,
    dense,
    activation(draw),
    normalize(draw, shape),
    dropout(shape),
    plain((t, x) => t.softmax(x)),
    plain((t, x) => t.concat([x, t.square(x)], 1)),
    plain((t, x) => t.reverse(x, 1)),
    plain((t, x) =>
      t.pad(x as never, [
        [0, 0],
        [1, 2],
      ]),
    ),
    plain((t, x) => t.add(x, t.sum(x, 1, true))),
    plain((t, x) => t.maximum(x, t.square(x))),
    plain((t, x) => (n % 2 === 0 ? t.reshape(x, [batch, n / 2, 2]) : x)),
    plain((t, x) => (n >= 3 ? t.slice(x, [0, 1], [batch, n - 2]) : x)),
    plain((t, x) => t.tile(x, [1, 2])),
  ];
  return kinds[draw(kinds.length)]!;
}

function onSequences(draw: Draw, shape: readonly number[]): Layer {
  const [batch, steps, n] = shape as [number, number, number];
  const s = 1 + draw(5);
  const cell = (gates: number): number[][] => [[gates * s, n], [gates * s, s], [gates * s]];
  const kinds: Layer[] = [
    {
      arrays: cell(4),
      apply: (t, x, w) => lstm(t, x, { inputWeights: w(0), stateWeights: w(1), biases: w(2) }).output,
    },
    {
      arrays: [...cell(3), [3 * s]],
      apply: (t, x, w) =>
        gru(t, x, { inputWeights: w(0), stateWeights: w(1), inputBiases: w(2), stateBiases: w(3) }).output,
    },
    {
      arrays: [
        [n, n],
        [n, n],
      ],
      apply: (t, x, w) => {
        const [q, k] = [0, 1].map((i) => t.reshape(t.matMul(t.reshape(x, [-1, n]), w(i)), [batch, steps, n]));
        return t.matMul(t.softmax(t.matMul(q!, k!, false, true)), x);
      },
    },
    plain((t, x) => t.transpose(x, [0, 2, 1])),
    plain((t, x) => t.mean(x, 1)),
    plain((t, x) => t.max(x, 1)),
    plain((t, x) => t.reshape(x, [batch, steps * n])),
    plain((t, x) => t.squeeze(t.slice(x, [0, steps - 1, 0], [batch, 1, n]), [1])),
    plain((t, x) => t.stack(t.unstack(x, 1).reverse(), 1)),
    activation(draw),
    normalize(draw, shape),
  ];
  return kinds[draw(kinds.length)]!;
}

function onImages(draw: Draw, shape: readonly number[]): Layer {
  const [batch, h, w, c] = shape as [number, number, number, number];
  const k = 1 + draw(Math.min(3, h, w));
  const stride = 1 + draw(2);
  const pad = draw(2) === 0 ? 'same' : 'valid';
  const out = 1 + draw(6);
  const conv: Layer = {
    arrays: [[k, k, c, out], [out]],
    apply: (t, x, a) => t.add(t.conv2d(x as never, a(0) as never, stride, pad), a(1)),
  };
  const kinds: Layer[] = [
    conv,
    conv,
    {
      arrays: [[k, k, c, 2]],
      apply: (t, x, a) => t.depthwiseConv2d(x as never, a(0) as never, stride, pad),
    },
    plain((t, x) => t.maxPool(x as never, k, stride, pad)),
    plain((t, x) => t.avgPool(x as never, k, stride, pad)),
    plain((t, x) => t.reshape(x, [batch, h * w * c])),
    plain((t, x) => t.mean(x, [1, 2])),
    plain((t, x) => t.transpose(x, [0, 3, 1, 2])),
    plain((t, x) =>
      t.pad(x as never, [
        [0, 0],
        [1, 1],
        [0, 1],
        [0, 0],
      ]),
    ),
    dropout(shape),
    activation(draw),
    normalize(draw, shape),
  ];
  return kinds[draw(kinds.length)]!;
}

/** The net of a number, always the same. Its shapes are found by running it. */
export function randomNet(t: Tensors, seed: number): Net {
  const next = stream(seed * 2654435761);
  next();
  const draw: Draw = (n) => Math.min(n - 1, Math.floor(((next() + 1) / 2) * n));
  const batch = 1 + draw(4);
  const starts = [
    [batch, 2 + draw(10)],
    [batch, 3 + draw(5), 3 + draw(5), 1 + draw(4)],
    [batch, 1 + draw(5), 1 + draw(6)],
  ];
  const start = starts[draw(3)]!;
  const layers: Layer[] = [];
  let shape: readonly number[] = start;
  for (let i = 0; i < 3 + draw(4); i++) {
    const make = shape.length === 2 ? onVectors : shape.length === 3 ? onSequences : onImages;
    const layer = make(draw, shape);
    layers.push(layer);
    shape = t.tidy(() => {
      const zeros = layer.arrays.map((s) => t.zeros([...s]));
      const mask = layer.mask === undefined ? undefined : t.zeros([...layer.mask]);
      return layer.apply(
        t,
        t.zeros([...shape]),
        (k) => zeros[k]!,
        () => mask!,
      ).shape as never;
    }) as readonly number[];
    if (size(shape) > 4000) break;
  }
  const arrays: ArraySlot[] = layers.flatMap((l, i) =>
    l.arrays.map((s, k) => ({
      key: `${i}.${k}`,
      shape: s,
      multiplier: draw(6) === 0 ? 0 : 1,
      data: numbers(size(s), seed * 31 + i * 7 + k).map((v) => v * Math.sqrt(3 / Math.max(1, size(s.slice(0, -1))))),
    })),
  );
  const value = (s: readonly number[], n: number): TensorValue => ({
    shape: s,
    dtype: 'float32',
    data: numbers(size(s), seed + n),
  });
  const inputs: Record<string, TensorValue> = { x: value(start, 1), y: value(shape, 2) };
  layers.forEach((l, i) => {
    if (l.mask !== undefined) inputs[`mask ${i}`] = value(l.mask, 3 + i);
  });
  return {
    arrays,
    inputs,
    step: (tf, w, given) => {
      let h = given.x!;
      layers.forEach((l, i) => {
        h = l.apply(
          tf,
          h,
          (k) => w[`${i}.${k}`]!,
          (name) => given[`${name} ${i}`]!,
        );
      });
      return { loss: tf.mean(tf.square(tf.sub(h, given.y!))), outputs: { h } };
    },
  };
}
