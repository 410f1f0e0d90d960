/** The alpha channel of images: taken out, set, dropped. */
import { flattenAlpha, removeAlpha, withAlpha } from '../../render/pixels/color.ts';
import { channelImage, colorChannels } from '../../render/pixels/pixel-image.ts';
import type { Builtin } from '../builtin.ts';
import { colorOf } from '../values/color-value.ts';
import { imageOf } from '../values/image-value.ts';
import { realOf } from '../values/real-arguments.ts';
import { colorFor, imageFunction } from './arguments.ts';

export const AlphaChannel = imageFunction('AlphaChannel', {
  usage: 'AlphaChannel[image] gives the opacity of image as a gray image; white where image has no alpha channel.',
  arity: 1,
  evaluate: (image) =>
    imageOf(
      image.alpha ? channelImage(image, image.channels - 1) : channelImage(withAlpha(image, 1), colorChannels(image)),
    ),
  examples: {
    'ImageData[AlphaChannel[Image[{{{0, 0.25}}}]]]': '{{0.25}}',
    'AlphaChannel[1]': ['AlphaChannel[1]', 'AlphaChannel::imginv'],
  },
});

export const SetAlphaChannel = imageFunction('SetAlphaChannel', {
  usage:
    'SetAlphaChannel[image, a] gives image with opacity a everywhere.\nSetAlphaChannel[image] adds an opaque alpha channel.',
  arity: [1, 2],
  messages: { imgalpha: '`1` is not an opacity from 0 to 1.' },
  evaluate(image, [opacity], e) {
    const a = opacity === undefined ? 1 : realOf(opacity, e);
    return a !== undefined && a >= 0 && a <= 1 ? imageOf(withAlpha(image, a)) : e.message('imgalpha', opacity!);
  },
  examples: {
    'ImageData[SetAlphaChannel[Image[{{1}}], 0.5]]': '{{{1., 0.5}}}',
    'SetAlphaChannel[Image[{{1}}], 2] // Head': ['SetAlphaChannel', 'SetAlphaChannel::imgalpha'],
  },
});

export const RemoveAlphaChannel = imageFunction('RemoveAlphaChannel', {
  usage:
    'RemoveAlphaChannel[image] drops the alpha channel.\nRemoveAlphaChannel[image, color] lets color shine through where image is transparent.',
  arity: [1, 2],
  messages: { imgcol: '`1` is not a color.' },
  evaluate(image, [background], e) {
    if (background === undefined) return imageOf(removeAlpha(image));
    if (colorOf(background) === undefined) return e.message('imgcol', background);
    return imageOf(flattenAlpha(image, colorFor(background, removeAlpha(image))!));
  },
  examples: {
    'ImageData[RemoveAlphaChannel[Image[{{{1, 0.5}}}]]]': '{{1.}}',
    'ImageData[RemoveAlphaChannel[Image[{{{1, 0.5}}}], Black]]': '{{0.5}}',
    'RemoveAlphaChannel[Image[{{{1, 0.5}}}], 3] // Head': ['RemoveAlphaChannel', 'RemoveAlphaChannel::imgcol'],
  },
});

export const transparency: readonly Builtin[] = [AlphaChannel, SetAlphaChannel, RemoveAlphaChannel];
