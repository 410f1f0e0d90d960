/** Nets as plain step functions: the eight of the benchmark in small and in full size. */
import { elman } from '../../src/compute/composed/elman.ts';
import { gru } from '../../src/compute/composed/gru.ts';
import { lstm as lstmLayer } from '../../src/compute/composed/lstm.ts';
import type {
  ArraySlot,
  OptimizerSettings,
  StepFunction,
  Tensor,
  Tensors,
  TensorValue,
} from '../../src/compute/contract/step.ts';
import { numbers, size, stream } from './oracle.ts';

/** Without limits and decay; epsilon so large that the rounding of gradients that should be 0 does not become a step. */
export const adam: OptimizerSettings = {
  method: 'ADAM',
  options: { Epsilon: 1e-3 },
  l2: 0,
  gradientClip: Number.POSITIVE_INFINITY,
  weightClip: Number.POSITIVE_INFINITY,
};

export interface Net {
  readonly arrays: readonly ArraySlot[];
  readonly step: StepFunction;
  readonly inputs: Readonly<Record<string, TensorValue>>;
}

type Forward = (t: Tensors, w: Readonly<Record<string, Tensor>>, x: Tensor) => Tensor;

const weights = (key: string, shape: readonly number[], fan: number, multiplier = 1): ArraySlot => ({
  key,
  shape,
  multiplier,
  data: numbers(size(shape), key.length * 7919 + size(shape)).map((v) => v * Math.sqrt(6 / fan)),
});
const zeros = (key: string, shape: readonly number[]): ArraySlot => ({
  key,
  shape,
  multiplier: 1,
  data: new Float32Array(size(shape)),
});

/** Mean cross entropy of a softmax against one-hot rows. */
export const crossEntropy = (t: Tensors, logits: Tensor, y: Tensor): Tensor =>
  t.neg(t.mean(t.sum(t.mul(y, t.logSoftmax(logits)), -1)));

function classifier(arrays: readonly ArraySlot[], forward: Forward, x: readonly number[], classes: number): Net {
  const [batch] = x as [number];
  const hot = new Float32Array(batch * classes);
  const next = stream(5);
  for (let i = 0; i < batch; i++) hot[i * classes + Math.floor(((next() + 1) / 2) * classes)] = 1;
  return {
    arrays,
    step: (t, w, { x: input, y }) => {
      const logits = forward(t, w, input!);
      return { loss: crossEntropy(t, logits, y!), outputs: { probabilities: t.softmax(logits) } };
    },
    inputs: {
      x: { shape: x, dtype: 'float32', data: numbers(size(x), 9) },
      y: { shape: [batch, classes], dtype: 'float32', data: hot },
    },
  };
}

const dense = (t: Tensors, x: Tensor, w: Tensor, b: Tensor): Tensor => t.add(t.matMul(x, w), b);

export function mlp(batch: number, ...sizes: number[]): Net {
  const arrays = sizes.slice(1).flatMap((n, i) => [weights(`w${i}`, [sizes[i]!, n], sizes[i]!), zeros(`b${i}`, [n])]);
  const forward: Forward = (t, w, x) => {
    let h = x;
    for (let i = 0; i + 1 < sizes.length; i++) {
      h = dense(t, h, w[`w${i}`]!, w[`b${i}`]!);
      if (i + 2 < sizes.length) h = t.relu(h);
    }
    return h;
  };
  return classifier(arrays, forward, [batch, sizes[0]!], sizes.at(-1)!);
}

const convolve = (t: Tensors, x: Tensor, w: Tensor, b: Tensor, pad: 'same' | 'valid'): Tensor =>
  t.relu(t.add(t.conv2d(x as never, w as never, 1, pad), b));
const pool = (t: Tensors, x: Tensor): Tensor => t.maxPool(x as never, 2, 2, 'valid');

export function lenet(batch: number, side = 28): Net {
  const flat = (((side - 4) / 2 - 4) / 2) ** 2 * 50;
  const arrays = [
    weights('k1', [5, 5, 1, 20], 25),
    zeros('c1', [20]),
    weights('k2', [5, 5, 20, 50], 500),
    zeros('c2', [50]),
    weights('w3', [flat, 500], flat),
    zeros('b3', [500]),
    weights('w4', [500, 10], 500),
    zeros('b4', [10]),
  ];
  const forward: Forward = (t, w, x) => {
    let h = pool(t, convolve(t, x, w.k1!, w.c1!, 'valid'));
    h = pool(t, convolve(t, h, w.k2!, w.c2!, 'valid'));
    h = t.relu(dense(t, t.reshape(h, [batch, flat]), w.w3!, w.b3!));
    return dense(t, h, w.w4!, w.b4!);
  };
  return classifier(arrays, forward, [batch, side, side, 1], 10);
}

export function cnn(batch: number, side = 32, wide = 64): Net {
  const flat = (side / 4) ** 2 * 2 * wide;
  const channels = [3, wide, wide, 2 * wide, 2 * wide];
  const arrays = [
    ...[0, 1, 2, 3].flatMap((i) => [
      weights(`k${i}`, [3, 3, channels[i]!, channels[i + 1]!], 9 * channels[i]!),
      zeros(`c${i}`, [channels[i + 1]!]),
    ]),
    weights('w4', [flat, 256], flat),
    zeros('b4', [256]),
    weights('w5', [256, 10], 256),
    zeros('b5', [10]),
  ];
  const forward: Forward = (t, w, x) => {
    let h = x;
    for (let i = 0; i < 4; i++) {
      h = convolve(t, h, w[`k${i}`]!, w[`c${i}`]!, 'same');
      if (i % 2 === 1) h = pool(t, h);
    }
    return dense(t, t.relu(dense(t, t.reshape(h, [batch, flat]), w.w4!, w.b4!)), w.w5!, w.b5!);
  };
  return classifier(arrays, forward, [batch, side, side, 3], 10);
}

export function lstm(batch: number, steps = 50, inputs = 64, states = 128): Net {
  const arrays = [
    weights('wx', [inputs, 4 * states], 2 * inputs),
    weights('wh', [states, 4 * states], 2 * states),
    zeros('b', [4 * states]),
    weights('wo', [states, 10], states),
    zeros('bo', [10]),
  ];
  const forward: Forward = (t, w, x) => {
    const projected = dense(t, t.reshape(x, [batch * steps, inputs]), w.wx!, w.b!);
    const parts = t.unstack(t.reshape(projected, [batch, steps, 4 * states]), 1);
    let h: Tensor = t.zeros([batch, states]);
    let c: Tensor = t.zeros([batch, states]);
    for (const part of parts) {
      const [i, f, g, o] = t.split(t.add(part, t.matMul(h, w.wh!)), 4, 1) as [Tensor, Tensor, Tensor, Tensor];
      c = t.add(t.mul(t.sigmoid(f), c), t.mul(t.sigmoid(i), t.tanh(g)));
      h = t.mul(t.sigmoid(o), t.tanh(c));
    }
    return dense(t, h, w.wo!, w.bo!);
  };
  return classifier(arrays, forward, [batch, steps, inputs], 10);
}

export function transformer(batch: number, wide = 64, heads = 4, long = 64): Net {
  const arrays = [
    ...['q', 'k', 'v', 'o'].flatMap((n) => [weights(`w${n}`, [wide, wide], 2 * wide), zeros(`b${n}`, [wide])]),
    weights('w1', [wide, 4 * wide], wide),
    zeros('b1', [4 * wide]),
    weights('w2', [4 * wide, wide], 4 * wide),
    zeros('b2', [wide]),
    weights('wc', [wide, 10], wide),
    zeros('bc', [10]),
    ...['1', '2'].flatMap((n) => [
      { ...zeros(`g${n}`, [wide]), data: new Float32Array(wide).fill(1) },
      zeros(`e${n}`, [wide]),
    ]),
  ];
  const forward: Forward = (t, w, x) => {
    const normalize = (h: Tensor, g: Tensor, e: Tensor): Tensor => {
      const centred = t.sub(h, t.mean(h, -1, true));
      const variance = t.mean(t.square(centred), -1, true);
      return t.add(t.mul(t.mul(centred, t.rsqrt(t.add(variance, 1e-5))), g), e);
    };
    const flat = t.reshape(x, [batch * long, wide]);
    const split = (n: string): Tensor =>
      t.transpose(
        t.reshape(dense(t, flat, w[`w${n}`]!, w[`b${n}`]!), [batch, long, heads, wide / heads]),
        [0, 2, 1, 3],
      );
    const [q, k, v] = [split('q'), split('k'), split('v')];
    const attention = t.softmax(t.mul(t.matMul(q, k, false, true), 1 / Math.sqrt(wide / heads)));
    const joined = t.reshape(t.transpose(t.matMul(attention, v), [0, 2, 1, 3]), [batch * long, wide]);
    let h = normalize(t.add(flat, dense(t, joined, w.wo!, w.bo!)), w.g1!, w.e1!);
    h = normalize(t.add(h, dense(t, t.relu(dense(t, h, w.w1!, w.b1!)), w.w2!, w.b2!)), w.g2!, w.e2!);
    return dense(t, t.mean(t.reshape(h, [batch, long, wide]), 1), w.wc!, w.bc!);
  };
  return classifier(arrays, forward, [batch, long, wide], 10);
}

/** Three recurrent layers, whose steps are loops. */
export function recurrent(batch: number, steps: number, inputs: number, wide: number): Net {
  const arrays = [
    weights('lx', [4 * wide, inputs], 2 * inputs),
    weights('lh', [4 * wide, wide], 2 * wide),
    zeros('lb', [4 * wide]),
    weights('gx', [3 * wide, wide], 2 * wide),
    weights('gh', [3 * wide, wide], 2 * wide),
    zeros('gb', [3 * wide]),
    zeros('gc', [3 * wide]),
    weights('ex', [wide, wide], 2 * wide),
    weights('eh', [wide, wide], 2 * wide),
    zeros('eb', [wide]),
    weights('wo', [wide, 10], wide),
    zeros('bo', [10]),
  ];
  const forward: Forward = (t, w, x) => {
    const first = lstmLayer(t, x, { inputWeights: w.lx!, stateWeights: w.lh!, biases: w.lb! }).output;
    const gates = { inputWeights: w.gx!, stateWeights: w.gh!, inputBiases: w.gb!, stateBiases: w.gc! };
    const second = gru(t, first, gates).output;
    const third = elman(t, second, { inputWeights: w.ex!, stateWeights: w.eh!, biases: w.eb! }).output;
    const last = t.reshape(t.slice(third, [0, steps - 1, 0], [batch, 1, wide]), [batch, wide]);
    return dense(t, last, w.wo!, w.bo!);
  };
  return classifier(arrays, forward, [batch, steps, inputs], 10);
}

/** The nets of the benchmark. */
export const benchmarkNets: Readonly<Record<string, () => Net>> = {
  'mlp-tiny': () => mlp(32, 4, 16, 3),
  'mlp-b64': () => mlp(64, 784, 256, 128, 10),
  'mlp-b256': () => mlp(256, 784, 256, 128, 10),
  lenet: () => lenet(64),
  lstm: () => lstm(32),
  transformer: () => transformer(16),
  'mlp-large': () => mlp(128, 1024, 2048, 2048, 10),
  cnn: () => cnn(32),
};

/** The same kinds, small enough for tests. */
export const smallNets: Readonly<Record<string, () => Net>> = {
  mlp: () => mlp(5, 4, 16, 3),
  wide: () => mlp(8, 70, 33, 10),
  lenet: () => lenet(3),
  lstm: () => lstm(3, 6, 5, 8),
  transformer: () => transformer(2, 8, 2, 5),
  recurrent: () => recurrent(3, 6, 5, 8),
  'recurrent, one step': () => recurrent(2, 1, 5, 4),
  cnn: () => cnn(2, 8, 8),
};
