/** Layers of Keras that work on vectors and single numbers, and those that move numbers around. */
import { int, real, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import type { StoredArray } from '../../../formats/arrays/stored.ts';
import { netBox } from '../net-box.ts';
import { activated, elementwise } from './activations.ts';
import { arranged, type Call, call, listOf, make, rule, type Value } from './builder.ts';
import type { Converter, KerasLayer } from './layer.ts';
import { refuse } from './problem.ts';

const biases = (a: StoredArray | undefined, used: boolean) =>
  used ? (a === undefined ? [] : [rule('Biases', arranged(a))]) : [rule('Biases', S.None)];

/** The rows of a kernel that reads a vector with channels first, in that order. */
function inOrder(kernel: StoredArray, v: Value): StoredArray {
  if (v.channels !== 'flat') return kernel;
  const sizes = v.unflat!;
  const columns = kernel.shape[1]!;
  const count = sizes.reduce((n, d) => n * d, 1);
  if (kernel.shape[0] !== count) return refuse(`a kernel of ${kernel.shape[0]} rows reads ${count} numbers`);
  const channels = sizes.at(-1)!;
  const places = count / channels;
  const data = new Float32Array(count * columns);
  for (let c = 0; c < channels; c++)
    for (let p = 0; p < places; p++)
      for (let k = 0; k < columns; k++)
        data[(c * places + p) * columns + k] = Number(kernel.data[(p * channels + c) * columns + k]);
  return { dtype: 'F32', shape: kernel.shape, data };
}

const dense: Converter = (l) => {
  const bias = l.config.flag('use_bias', true);
  const flat = l.input.shape.length === 1;
  const v = flat ? l.input : l.net.asLast(l.input, l.name);
  const [kernel, b] = l.weights(bias ? [2, 1] : [2]) ?? [];
  const linear = call(
    'LinearLayer',
    int(l.config.size('units')),
    ...(kernel === undefined ? [] : [rule('Weights', arranged(inOrder(kernel, v), [1, 0]))]),
    ...biases(b, bias),
  );
  const y = l.net.add(l.name, mapped(linear, v, l), [v], 'last');
  return activated(l.net, y, l.config.json.activation, l.name, l.version);
};

/** A layer of vectors for each vector of a larger array. */
export function mapped(linear: Call, v: Value, l: KerasLayer): Call {
  let made = linear;
  for (let level = v.shape.length; level > 1; level--) made = call('NetMapOperator', netBox(make(made, l.net.e)));
  return made;
}

/** Channels are the last axis, wherever that lies. */
export function onlyLast(l: KerasLayer): void {
  const { axis } = l.config.json;
  const [one] = Array.isArray(axis) && axis.length === 1 ? axis : [axis];
  if (one !== undefined && one !== -1 && one !== l.input.shape.length) l.config.wrong('axis');
}

const batchNormalization: Converter = (l) => {
  onlyLast(l);
  const { config: c } = l;
  const v = l.input.channels === 'flat' ? l.net.asLast(l.input, l.name) : l.input;
  const names = [
    ...(c.flag('scale', true) ? ['Scaling'] : []),
    ...(c.flag('center', true) ? ['Biases'] : []),
    'MovingMean',
    'MovingVariance',
  ];
  const arrays = l.weights(names.map(() => 1));
  const values = names.map((name, i) => rule(name, arrays === undefined ? S.Automatic : arranged(arrays[i]!)));
  const absent = ['Scaling', 'Biases'].filter((n) => !names.includes(n)).map((n) => rule(n, S.None));
  const last = v.channels === 'last' && v.shape.length > 1;
  const settings = [
    rule('Epsilon', real(c.number('epsilon', 1e-3))),
    rule('Momentum', real(c.number('momentum', 0.99))),
  ];
  return l.net.add(
    l.name,
    call('BatchNormalizationLayer', ...values, ...absent, ...settings, ...(last ? [rule('Interleaving', S.True)] : [])),
    [v],
  );
};

const layerNormalization: Converter = (l) => {
  onlyLast(l);
  const { config: c } = l;
  c.only('rms_scaling', false);
  const v = l.input.channels === 'flat' ? l.net.asLast(l.input, l.name) : l.input;
  const names = [...(c.flag('scale', true) ? ['Scaling'] : []), ...(c.flag('center', true) ? ['Biases'] : [])];
  const arrays = l.weights(names.map(() => 1));
  const values = names.map((name, i) => rule(name, arrays === undefined ? S.Automatic : arranged(arrays[i]!)));
  const absent = ['Scaling', 'Biases'].filter((n) => !names.includes(n)).map((n) => rule(n, S.None));
  const level = int(v.channels === 'first' ? 1 : -1);
  return l.net.add(
    l.name,
    call(
      'NormalizationLayer',
      level,
      str('Same'),
      ...values,
      ...absent,
      rule('Epsilon', real(c.number('epsilon', 1e-3))),
    ),
    [v],
  );
};

const flatten: Converter = (l) => {
  const v = l.input;
  if (v.shape.length === 1) return v;
  if (v.channels === 'last') return l.net.add(l.name, call('FlattenLayer'), [v]);
  if (!v.shape.every((n) => typeof n === 'number')) return refuse(`${l.name} flattens an array whose sizes vary`);
  const [channels, ...places] = v.shape as number[];
  return { ...l.net.add(l.name, call('FlattenLayer'), [v], 'flat'), unflat: [...places, channels!] };
};

const reshape: Converter = (l) => {
  const sizes = l.config.json.target_shape;
  if (!Array.isArray(sizes) || !sizes.every(Number.isSafeInteger)) return l.config.wrong('target_shape');
  const v = l.net.asLast(l.input, l.name);
  return l.net.add(
    l.name,
    call('ReshapeLayer', listOf(sizes.map((n: number) => (n < 0 ? S.Automatic : n)))),
    [v],
    'last',
  );
};

const permute: Converter = (l) => {
  const { dims } = l.config.json;
  const rank = l.input.shape.length;
  if (
    !Array.isArray(dims) ||
    dims.length !== rank ||
    !Array.from({ length: rank }, (_, i) => i + 1).every((i) => dims.includes(i))
  )
    return l.config.wrong('dims');
  const to = Array.from({ length: rank }, (_, i) => dims.indexOf(i + 1) + 1);
  return l.net.add(l.name, call('TransposeLayer', listOf(to)), [l.net.asLast(l.input, l.name)], 'last');
};

const embedding: Converter = (l) => {
  const { config: c } = l;
  c.only('mask_zero', false);
  const [table] = l.weights([2]) ?? [];
  // Classes are counted from 1 here, from 0 there.
  const index = elementwise(l.net, `${l.name}_index`, '# + 1 &', l.input);
  const arrays = table === undefined ? [] : [rule('Weights', arranged(table))];
  return l.net.add(l.name, call('EmbeddingLayer', int(c.size('output_dim')), int(c.size('input_dim')), ...arrays), [
    { ...index, channels: 'last' },
  ]);
};

/** Several values made to lie the same way. */
function aligned(l: KerasLayer): readonly Value[] {
  const [first] = l.inputs;
  if (first === undefined) return refuse(`${l.name} has no inputs`);
  const rank = Math.max(...l.inputs.map((v) => v.shape.length));
  const some = l.inputs.some((v) => v.channels === 'first' && v.shape.length === rank);
  return l.inputs.map((v) => (some && v.channels !== 'flat' ? l.net.asFirst(v, l.name) : l.net.asLast(v, l.name)));
}

const threaded =
  (f: 'Plus' | 'Times' | 'Subtract' | 'Max' | 'Min', mean = false): Converter =>
  (l) => {
    const values = aligned(l);
    const sum = l.net.add(l.name, call('ThreadingLayer', system(f)), values);
    return mean ? elementwise(l.net, `${l.name}_mean`, `#/${values.length} &`, sum) : sum;
  };

const concatenate: Converter = (l) => {
  const values = aligned(l);
  const rank = values[0]!.shape.length;
  const axis = l.config.number('axis', -1);
  const level = axis < 0 ? rank + 1 + axis : axis;
  if (!(Number.isInteger(level) && level >= 1 && level <= rank)) return l.config.wrong('axis');
  const place = values[0]!.channels === 'first' ? (level % rank) + 1 : level;
  return l.net.add(l.name, call('CatenateLayer', int(place)), values);
};

const activation: Converter = (l) => activated(l.net, l.input, l.config.json.activation, l.name, l.version, l.name);
const softmax: Converter = (l) => {
  onlyLast(l);
  return activated(
    l.net,
    l.input.channels === 'flat' ? l.net.asLast(l.input, l.name) : l.input,
    'softmax',
    l.name,
    l.version,
    l.name,
  );
};
const relu: Converter = (l) => {
  const most = l.config.json.max_value;
  l.config.only('threshold', 0);
  const slope = l.config.number('negative_slope', 0);
  if (slope === 0)
    return elementwise(l.net, l.name, typeof most === 'number' ? `Clip[#, {0, ${decimal(most)}}] &` : 'Ramp', l.input);
  l.config.only('max_value');
  return elementwise(l.net, l.name, leaky(slope), l.input);
};
/** A number as the language writes it. */
export const decimal = (x: number): string => String(x).replace(/e\+?/, '*^');
const leaky = (slope: number): string => `If[# > 0, #, ${decimal(slope)} #] &`;
const leakyRelu: Converter = (l) =>
  elementwise(l.net, l.name, leaky(l.config.number('negative_slope', l.config.number('alpha', 0.3))), l.input);
const elu: Converter = (l) =>
  elementwise(l.net, l.name, `If[# > 0, #, ${decimal(l.config.number('alpha', 1))} (Exp[Min[#, 0]] - 1)] &`, l.input);

const rescaling: Converter = (l) =>
  elementwise(
    l.net,
    l.name,
    `${decimal(l.config.number('scale'))} # + ${decimal(l.config.number('offset', 0))} &`,
    l.input,
  );

const dropout: Converter = (l) => {
  l.config.only('noise_shape');
  return l.net.add(l.name, call('DropoutLayer', real(l.config.number('rate'))), [l.input]);
};
const repeat: Converter = (l) =>
  l.net.add(l.name, call('ReplicateLayer', int(l.config.size('n'))), [l.net.asLast(l.input, l.name)], 'last');
const nothing: Converter = (l) => l.input;

export const plainLayers: Readonly<Record<string, Converter>> = {
  Dense: dense,
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  Flatten: flatten,
  Reshape: reshape,
  Permute: permute,
  RepeatVector: repeat,
  Embedding: embedding,
  Add: threaded('Plus'),
  Subtract: threaded('Subtract'),
  Multiply: threaded('Times'),
  Average: threaded('Plus', true),
  Maximum: threaded('Max'),
  Minimum: threaded('Min'),
  Concatenate: concatenate,
  Activation: activation,
  Softmax: softmax,
  ReLU: relu,
  LeakyReLU: leakyRelu,
  ELU: elu,
  Rescaling: rescaling,
  Dropout: dropout,
  ActivityRegularization: nothing,
  Identity: nothing,
};
