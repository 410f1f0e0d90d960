/** Smoothing of images. */
import type { Expr } from '../../expr/expr.ts';
import { boxKernel, gaussianKernel, smoothImage } from '../../render/pixels/filter.ts';
import type { Builtin, Evaluation } from '../builtin.ts';
import { imageOf } from '../values/image-value.ts';
import { realOf, realsOf } from '../values/real-arguments.ts';
import { imageFunction } from './arguments.ts';

const messages = { imgrad: '`1` is not a radius in pixels (or {radius, standard deviation}) of at most 500.' } as const;
const MAX_RADIUS = 500;
const radiusOf = (x: Expr, e: Evaluation): number | undefined => {
  const r = realOf(x, e);
  return r !== undefined && r >= 0 && r <= MAX_RADIUS ? r : undefined;
};

export const GaussianFilter = imageFunction('GaussianFilter', {
  usage:
    'GaussianFilter[image, r] blurs image by a Gaussian of radius r and standard deviation r/2.\nGaussianFilter[image, {r, sigma}] uses the standard deviation sigma.',
  arity: 2,
  messages,
  evaluate(image, [radius], e) {
    const r = radiusOf(radius!, e);
    const [size, sigma] = r === undefined ? (realsOf(radius, 2) ?? []) : [r, r / 2];
    if (size === undefined || sigma === undefined || size < 0 || size > MAX_RADIUS || sigma < 0)
      return e.message('imgrad', radius!);
    return imageOf(size === 0 || sigma === 0 ? image : smoothImage(image, gaussianKernel(size, sigma)));
  },
  examples: {
    'ImageData[GaussianFilter[ConstantImage[0.5, {3, 1}], 2]]': '{{0.5, 0.5, 0.5}}',
    'GaussianFilter[Image[{{0, 1}}], -1] // Head': ['GaussianFilter', 'GaussianFilter::imgrad'],
  },
});

export const Blur = imageFunction('Blur', {
  usage: 'Blur[image] gives a blurred version of image.\nBlur[image, r] blurs over a radius of r pixels.',
  arity: [1, 2],
  messages,
  evaluate(image, [radius], e) {
    const r = radius === undefined ? 2 : radiusOf(radius, e);
    if (r === undefined) return e.message('imgrad', radius!);
    return imageOf(r === 0 ? image : smoothImage(image, gaussianKernel(r)));
  },
  examples: {
    'ImageDimensions[Blur[ConstantImage[1, {5, 4}]]]': '{5, 4}',
    'Blur[1]': ['Blur[1]', 'Blur::imginv'],
  },
});

export const MeanFilter = imageFunction('MeanFilter', {
  usage: 'MeanFilter[image, r] replaces every value by the mean over its neighbourhood of radius r.',
  arity: 2,
  messages,
  evaluate(image, [radius], e) {
    const r = radiusOf(radius!, e);
    return r === undefined ? e.message('imgrad', radius!) : imageOf(smoothImage(image, boxKernel(Math.floor(r))));
  },
  examples: {
    'ImageData[MeanFilter[Image[{{0, 0.75, 0}}], 1]]': '{{0.25, 0.25, 0.25}}',
    'MeanFilter[Image[{{0, 1}}], "x"] // Head': ['MeanFilter', 'MeanFilter::imgrad'],
  },
});

export const filtering: readonly Builtin[] = [GaussianFilter, Blur, MeanFilter];
