/** Further layers of Keras that scale and shift, those that only training knows, and products of two values. */
import { int, real } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import { elementwise } from './activations.ts';
import { arranged, call, listOf, rule, type Value } from './builder.ts';
import type { Converter, KerasLayer } from './layer.ts';
import { decimal, mapped, onlyLast } from './plain.ts';
import { refuse } from './problem.ts';

const lying = (l: KerasLayer): Value => (l.input.channels === 'flat' ? l.net.asLast(l.input, l.name) : l.input);

/** Factors and biases of each channel, or None. */
function scaled(l: KerasLayer) {
  const names = [
    ...(l.config.flag('scale', true) ? ['Scaling'] : []),
    ...(l.config.flag('center', true) ? ['Biases'] : []),
  ];
  const arrays = l.weights(names.map(() => 1));
  return ['Scaling', 'Biases'].map((name) => {
    const at = names.indexOf(name);
    return rule(name, at < 0 ? S.None : arrays === undefined ? S.Automatic : arranged(arrays[at]!));
  });
}

const groupNormalization: Converter = (l) => {
  onlyLast(l);
  const v = lying(l);
  const rank = v.shape.length;
  const at = v.channels === 'first' ? 0 : rank - 1;
  const channels = v.shape[at];
  const given = l.config.number('groups', 32);
  const groups = given === -1 && typeof channels === 'number' ? channels : given;
  const levels = listOf(Array.from({ length: rank }, (_, i) => i + 1));
  const numbers = listOf(Array.from({ length: rank }, (_, i) => (i === at ? groups : 1)));
  const settings = [rule('GroupNumber', numbers), rule('Epsilon', real(l.config.number('epsilon', 1e-3)))];
  return l.net.add(l.name, call('NormalizationLayer', levels, listOf([at + 1]), ...scaled(l), ...settings), [v]);
};

/** Divided by the root of the mean square along the channels, times factors. */
const rmsNormalization: Converter = (l) => {
  onlyLast(l);
  const v = lying(l);
  const squares = elementwise(l.net, `${l.name}_squares`, '#^2 &', v);
  const wide = alongChannels(l, squares, 'Mean');
  const eps = decimal(l.config.number('epsilon', 1e-6));
  const factor = elementwise(l.net, `${l.name}_factor`, `(# + ${eps})^(-1/2) &`, wide);
  const divided = l.net.add(`${l.name}_divided`, call('ThreadingLayer', system('Times')), [v, factor]);
  const [scale] = l.weights([1]) ?? [];
  const scaling = call('ConstantTimesLayer', ...(scale === undefined ? [] : [rule('Scaling', arranged(scale))]));
  return l.net.add(l.name, v.channels === 'first' ? scaling : mapped(scaling, divided, l), [divided]);
};

/** One number for all channels of a place, repeated for each of them. */
function alongChannels(l: KerasLayer, v: Value, f: 'Mean' | 'Total'): Value {
  const level = v.channels === 'first' ? 1 : v.shape.length;
  const width = v.shape[level - 1];
  if (typeof width !== 'number') return refuse(`${l.name}: the size of its last axis is not known`);
  const one = l.net.add(`${l.name}_sum`, call('AggregationLayer', system(f), int(level)), [v]);
  return l.net.add(`${l.name}_repeat`, call('ReplicateLayer', int(width), int(level)), [one], v.channels);
}

/** The number of boundaries that are not above. */
const discretization: Converter = (l) => {
  l.config.only('output_mode', 'int');
  l.config.only('sparse', false);
  const bounds = l.config.json.bin_boundaries;
  if (
    !Array.isArray(bounds) ||
    bounds.length === 0 ||
    !bounds.every((b) => typeof b === 'number' && Number.isFinite(b))
  )
    return l.config.wrong('bin_boundaries');
  if (bounds.length > MOST_BOUNDS) return l.config.wrong('bin_boundaries');
  return elementwise(l.net, l.name, `${bounds.map((b) => `If[# < ${decimal(b)}, 0, 1]`).join(' + ')} &`, l.input);
};
const MOST_BOUNDS = 100;

/** Vectors of length 1 along the channels. */
const unitNormalization: Converter = (l) => {
  onlyLast(l);
  const v = lying(l);
  const wide = alongChannels(l, elementwise(l.net, `${l.name}_squares`, '#^2 &', v), 'Total');
  return l.net.add(l.name, call('ThreadingLayer', system('Times')), [
    v,
    elementwise(l.net, `${l.name}_factor`, 'Max[#, 1.*^-12]^(-1/2) &', wide),
  ]);
};

/** Means and variances that were measured before. */
const normalization: Converter = (l) => {
  onlyLast(l);
  const invert = l.config.flag('invert', false);
  const arrays = l.arrays();
  const [mean, variance] = arrays.length >= 2 ? arrays : [];
  if (mean === undefined || variance === undefined)
    return refuse(`${l.name} has no means and variances: it was not adapted to data`);
  const v = lying(l);
  if (invert) return l.config.wrong('invert');
  const frozen = rule(system('LearningRateMultipliers'), S.None);
  const names = {
    Scaling: S.None,
    Biases: S.None,
    MovingMean: arranged(mean, undefined, [mean.data.length]),
    MovingVariance: arranged(variance, undefined, [variance.data.length]),
  };
  const last = v.channels === 'last' && v.shape.length > 1 ? [rule('Interleaving', S.True)] : [];
  const settings = [
    ...Object.entries(names).map(([n, x]) => rule(n, x)),
    rule('Epsilon', real(1e-14)),
    ...last,
    frozen,
  ];
  return l.net.add(l.name, call('BatchNormalizationLayer', ...settings), [v]);
};

/** A slope below 0 for each number, or each channel where the others are shared. */
const prelu: Converter = (l) => {
  const shared = l.config.json.shared_axes;
  const rank = l.input.shape.length;
  const axes = Array.isArray(shared) ? (shared as number[]) : [];
  const perChannel = rank === 1 || (axes.length === rank - 1 && axes.every((a) => a < rank));
  const [slope] = l.weights([rank]) ?? [];
  const v = perChannel && rank > 1 ? l.net.asFirst(l.input, l.name) : l.net.asLast(l.input, l.name);
  if (perChannel || axes.length === 0) {
    const shape = perChannel ? [slope?.data.length ?? 0] : slope?.shape;
    const arrays = slope === undefined ? [] : [rule('Slope', arranged(slope, undefined, shape))];
    return l.net.add(
      l.name,
      call(
        'ParametricRampLayer',
        ...(perChannel ? [] : [listOf(Array.from({ length: rank }, (_, i) => i + 1))]),
        ...arrays,
      ),
      [v],
    );
  }
  return l.config.wrong('shared_axes');
};

const thresholded: Converter = (l) =>
  elementwise(l.net, l.name, `If[# > ${decimal(l.config.number('theta', 1))}, #, 0] &`, l.input);

/** In training numbers are left out here, not whole channels. */
const spatialDropout: Converter = (l) =>
  l.net.add(l.name, call('DropoutLayer', real(l.config.number('rate'))), [l.input]);

/** In use the value goes through these as it is. */
const nothing: Converter = (l) => l.input;
const IN_TRAINING =
  'GaussianNoise GaussianDropout AlphaDropout RandomFlip RandomRotation RandomZoom RandomTranslation RandomContrast RandomBrightness RandomShear RandomHue RandomInvert RandomGrayscale RandomPosterization RandomSaturation RandomSharpness RandomPerspective RandomGaussianBlur RandomErasing RandomElasticTransform RandomColorJitter RandomColorDegeneration RandAugment MixUp CutMix AugMix'.split(
    ' ',
  );

/** Dot products along an axis of each of two values. */
const dot: Converter = (l) => {
  const { axes } = l.config.json;
  l.config.only('normalize', false);
  const [a, b] = l.inputs.map((v) => l.net.asLast(v, l.name)) as [Value?, Value?];
  if (a === undefined || b === undefined) return refuse(`${l.name} takes two values`);
  const at = (Array.isArray(axes) ? axes : [axes, axes]).map((x: unknown, i) => {
    const rank = [a, b][i]!.shape.length;
    return typeof x === 'number' ? (x < 0 ? x + rank + 1 : x) : l.config.wrong('axes');
  });
  if (at.some((x, i) => x < 1 || x > [a, b][i]!.shape.length)) return l.config.wrong('axes');
  const order = (v: Value, to: 'last' | 'first', x: number): Value => {
    const rank = v.shape.length;
    const rest = Array.from({ length: rank }, (_, i) => i + 1).filter((i) => i !== x);
    const places = to === 'last' ? [...rest, x] : [x, ...rest];
    if (places.every((p, i) => p === i + 1)) return v;
    const list = places.map((_, i) => places.indexOf(i + 1) + 1);
    return l.net.add(`${l.name}_transpose`, call('TransposeLayer', listOf(list)), [v], 'last');
  };
  return l.net.add(l.name, call('DotLayer'), [order(a, 'last', at[0]!), order(b, 'first', at[1]!)], 'last');
};

export const normLayers: Readonly<Record<string, Converter>> = {
  GroupNormalization: groupNormalization,
  UnitNormalization: unitNormalization,
  Normalization: normalization,
  PReLU: prelu,
  ThresholdedReLU: thresholded,
  SpatialDropout1D: spatialDropout,
  SpatialDropout2D: spatialDropout,
  SpatialDropout3D: spatialDropout,
  RMSNormalization: rmsNormalization,
  Discretization: discretization,
  ...Object.fromEntries(IN_TRAINING.map((name) => [name, nothing])),
  Dot: dot,
};
