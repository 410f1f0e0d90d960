/** Layers of Keras that make pictures larger or smaller, put something around them, or cut something off. */
import { int, normal, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import { netBox } from '../net-box.ts';
import { arranged, type Call, call, listOf, make, rule, span, type Value } from './builder.ts';
import type { Converter, KerasLayer } from './layer.ts';
import { refuse } from './problem.ts';
import { pairList, spatialInput } from './spatial.ts';

type Interpolation = 'bilinear' | 'nearest';
/** Numbers that the weights of one axis are at most. */
const MOST_WEIGHTS = 2 ** 24;

/** The sizes of the axes of a picture, channels first. */
function known(l: KerasLayer, v: Value): readonly number[] {
  const sizes = v.shape.slice(1);
  return sizes.every((n) => typeof n === 'number')
    ? (sizes as number[])
    : refuse(`${l.name} needs sizes that are known`);
}

/** How much of each element is in each new one; centres of pixels lie half a pixel behind their rims. */
function weights(from: number, to: number, kind: Interpolation): Float32Array {
  const out = new Float32Array(to * from);
  const clamp = (k: number): number => Math.min(from - 1, Math.max(0, k));
  for (let i = 0; i < to; i++) {
    const centre = ((i + 0.5) * from) / to;
    if (kind === 'nearest') {
      out[i * from + clamp(Math.floor(centre))] = 1;
      continue;
    }
    const low = Math.floor(centre - 0.5);
    const share = centre - 0.5 - low;
    out[i * from + clamp(low)]! += 1 - share;
    out[i * from + clamp(low + 1)]! += share;
  }
  return out;
}

/** Axis after axis, as a product with weights that do not learn. */
function interpolated(l: KerasLayer, v: Value, sizes: readonly number[], kind: Interpolation): Value {
  const rank = v.shape.length;
  let y = v;
  known(l, v).forEach((from, i) => {
    const to = sizes[i]!;
    if (from === to) return;
    if (!(from * to <= MOST_WEIGHTS)) refuse(`${l.name} makes ${to} of ${from} elements`);
    const order = Array.from({ length: rank }, (_, k) => (k === i + 1 ? rank : k === rank - 1 ? i + 2 : k + 1));
    const swap = (x: Value, name: string): Value =>
      i + 2 === rank ? x : l.net.add(`${l.name}_${name}_${i + 1}`, call('TransposeLayer', listOf(order)), [x], 'first');
    const array = arranged({ dtype: 'F32', shape: [to, from], data: weights(from, to, kind) });
    const frozen = rule(system('LearningRateMultipliers'), S.None);
    let made: Call = call('LinearLayer', int(to), rule('Weights', array), rule('Biases', S.None), frozen);
    for (let level = rank; level > 1; level--) made = call('NetMapOperator', netBox(make(made, l.net.e)));
    y = swap(l.net.add(`${l.name}_axis_${i + 1}`, made, [swap(y, 'turned')], 'first'), 'back');
  });
  return y;
}

const interpolation = (l: KerasLayer, fallback: Interpolation): Interpolation => {
  const kind = l.config.text('interpolation', fallback);
  return kind === 'bilinear' || kind === 'nearest' ? kind : l.config.wrong('interpolation');
};

const resizing: Converter = (l) => {
  const { config: c } = l;
  for (const name of ['crop_to_aspect_ratio', 'pad_to_aspect_ratio', 'antialias']) c.only(name, false);
  return interpolated(l, spatialInput(l, 2), [c.size('height'), c.size('width')], interpolation(l, 'bilinear'));
};

const Scaled = system('Scaled');
const upSampling =
  (axes: number): Converter =>
  (l) => {
    const kind = interpolation(l, 'nearest');
    const factors = l.config.perAxis('size', axes, 2);
    const v = spatialInput(l, axes);
    if (kind === 'bilinear' || axes > 2)
      return interpolated(
        l,
        v,
        known(l, v).map((n, i) => n * factors[i]!),
        kind,
      );
    const scales = factors.map((n) => normal(Scaled, int(n)));
    return l.net.add(l.name, call('ResizeLayer', listOf(scales), rule('Resampling', str('Nearest'))), [v], 'first');
  };

const zeroPadding =
  (axes: number): Converter =>
  (l) =>
    l.net.add(
      l.name,
      call('PaddingLayer', pairList([[0, 0], ...l.config.pairs('padding', axes)])),
      [spatialInput(l, axes)],
      'first',
    );

const All = system('All');
const cropping =
  (axes: number): Converter =>
  (l) => {
    const v = spatialInput(l, axes);
    const spans = l.config.pairs('cropping', axes).map(([b, a]) => span(b + 1, -1 - a));
    return l.net.add(l.name, call('PartLayer', normal(S.List, All, ...spans)), [v], 'first');
  };

const centerCrop: Converter = (l) => {
  const v = spatialInput(l, 2);
  const to = [l.config.size('height'), l.config.size('width')];
  const spans = known(l, v).map((n, i) => {
    if (n < to[i]!) refuse(`${l.name} cuts ${to.join(' x ')} out of a smaller picture, which it would resize`);
    const before = Math.floor((n - to[i]!) / 2);
    return span(before + 1, before + to[i]!);
  });
  return l.net.add(l.name, call('PartLayer', normal(S.List, All, ...spans)), [v], 'first');
};

/** Pools of equal sizes; where the sizes are no multiples they would differ. */
const adaptivePooling =
  (axes: number, f: 'Max' | 'Mean'): Converter =>
  (l) => {
    const v = spatialInput(l, axes);
    const to = l.config.perAxis('output_size', axes);
    const size = known(l, v).map((n, i) => (n % to[i]! === 0 ? n / to[i]! : l.config.wrong('output_size')));
    const made = call('PoolingLayer', listOf(size), listOf(size), rule('Function', system(f)));
    return l.net.add(l.name, made, [v], 'first');
  };

export const resizingLayers: Readonly<Record<string, Converter>> = {
  Resizing: resizing,
  CenterCrop: centerCrop,
  ZeroPadding1D: zeroPadding(1),
  ZeroPadding2D: zeroPadding(2),
  ZeroPadding3D: zeroPadding(3),
  Cropping1D: cropping(1),
  Cropping2D: cropping(2),
  Cropping3D: cropping(3),
  UpSampling1D: upSampling(1),
  UpSampling2D: upSampling(2),
  UpSampling3D: upSampling(3),
  AdaptiveAveragePooling1D: adaptivePooling(1, 'Mean'),
  AdaptiveAveragePooling2D: adaptivePooling(2, 'Mean'),
  AdaptiveAveragePooling3D: adaptivePooling(3, 'Mean'),
  AdaptiveMaxPooling1D: adaptivePooling(1, 'Max'),
  AdaptiveMaxPooling2D: adaptivePooling(2, 'Max'),
  AdaptiveMaxPooling3D: adaptivePooling(3, 'Max'),
};
