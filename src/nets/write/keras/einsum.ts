/** EinsumDense of Keras: linear functions of the last axes, as linear layers. */
import { int } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { asSingles, type StoredArray } from '../../../formats/arrays/stored.ts';
import { netBox } from '../net-box.ts';
import { activated } from './activations.ts';
import { arranged, call, listOf, make, rule } from './builder.ts';
import type { Converter, KerasLayer } from './layer.ts';
import { refuse } from './problem.ts';

interface Equation {
  /** Letters of the kernel. */
  readonly kernel: string;
  /** Letters of the input that are summed over; they are its last ones. */
  readonly summed: string;
  /** Letters of the output that come from the kernel; they are its last ones. */
  readonly made: string;
}

/** "abc,cde->abde": axes of the input that stay come first, in their order. */
function equationOf(l: KerasLayer): Equation {
  const text = l.config.text('equation', '');
  const [, input, kernel, output] = /^((?:\.\.\.)?[a-zA-Z]+),([a-zA-Z]+)->((?:\.\.\.)?[a-zA-Z]+)$/.exec(text) ?? [];
  if (input === undefined || kernel === undefined || output === undefined) return l.config.wrong('equation');
  const summed = [...input].filter((c) => c !== '.' && kernel.includes(c) && !output.includes(c)).join('');
  const made = [...output].filter((c) => c !== '.' && kernel.includes(c) && !input.includes(c)).join('');
  const stays = input.slice(0, input.length - summed.length);
  const fits = input.endsWith(summed) && output === stays + made && summed !== '' && made !== '';
  return fits && kernel.length === summed.length + made.length && new Set(kernel).size === kernel.length
    ? { kernel, summed, made }
    : l.config.wrong('equation');
}

/** A bias for each output, from one along some of the axes that the kernel makes. */
function biasesOf(l: KerasLayer, bias: StoredArray, axes: string, { made }: Equation, sizes: readonly number[]) {
  if (![...axes].every((c) => made.includes(c))) return l.config.wrong('bias_axes');
  const own = [...made].map((c, i) => (axes.includes(c) ? sizes[i]! : 1));
  const values = asSingles(bias);
  const count = sizes.reduce((a, b) => a * b, 1);
  if (values.length !== own.reduce((a, b) => a * b, 1))
    return refuse(`${l.name} has biases of ${bias.shape.join(' x ')}`);
  const data = Float32Array.from({ length: count }, (_, at) => {
    let [rest, place, step] = [at, 0, 1];
    for (let i = sizes.length - 1; i >= 0; i--) {
      const k = rest % sizes[i]!;
      rest = (rest - k) / sizes[i]!;
      if (own[i] !== 1) place += k * step;
      step *= own[i]!;
    }
    return values[place]!;
  });
  return arranged({ dtype: 'F32', shape: [count], data });
}

const einsumDense: Converter = (l) => {
  const equation = equationOf(l);
  const { kernel: letters, summed, made } = equation;
  const axes = l.config.json.bias_axes;
  const biased = typeof axes === 'string' && axes !== '';
  const [kernel, bias] = l.arrays();
  if (kernel !== undefined && (kernel.shape.length !== letters.length || biased !== (bias !== undefined)))
    return refuse(`${l.name} has arrays that are not those of its equation`);
  const v = l.net.asLast(l.input, l.name);
  const lead = v.shape.length - summed.length;
  if (lead < 0) return l.config.wrong('equation');
  const place = (c: string): number => letters.indexOf(c);
  const stated = l.config.json.output_shape;
  const ends = (Array.isArray(stated) ? stated : [stated]).slice(-made.length) as unknown[];
  const sizes = [...made].map((c, i) => {
    const n = kernel?.shape[place(c)] ?? ends[i];
    return Number.isSafeInteger(n) && (n as number) > 0 ? (n as number) : l.config.wrong('output_shape');
  });
  const outputs = sizes.reduce((a, b) => a * b, 1);
  const order = [...made, ...summed].map(place);
  const arrays = kernel && [
    rule('Weights', arranged(kernel, order, [outputs, kernel.data.length / outputs])),
    ...(biased ? [rule('Biases', biasesOf(l, bias!, axes, equation, sizes))] : []),
  ];
  const target = sizes.length === 1 ? int(sizes[0]!) : listOf(sizes);
  let layer = call('LinearLayer', target, ...(arrays ?? []), ...(biased ? [] : [rule('Biases', S.None)]));
  for (let level = 0; level < lead; level++) layer = call('NetMapOperator', netBox(make(layer, l.net.e)));
  return activated(l.net, l.net.add(l.name, layer, [v], 'last'), l.config.json.activation, l.name, l.version);
};

export const einsumLayers: Readonly<Record<string, Converter>> = { EinsumDense: einsumDense };
