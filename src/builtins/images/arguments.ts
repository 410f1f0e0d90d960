/** Reading the arguments that image functions share: images, whole numbers, sizes, factors, margins, paddings, colors. */
import { type Expr, isCall, isRealNumber, Kind, real } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { convertColor } from '../../render/pixels/color.ts';
import type { Padding } from '../../render/pixels/padding.ts';
import { colorChannels, type PixelImage } from '../../render/pixels/pixel-image.ts';
import { WHITE } from '../../render/scenes/canvas.ts';
import { type Builtin, type BuiltinDefinition, builtin, type Evaluation, type OptionValues } from '../builtin.ts';
import { graphicsPixels, isPicture, sceneOf } from '../graphics/picture.ts';
import type { Problem } from '../graphics/plot-options.ts';
import { colorOf, isColor } from '../values/color-value.ts';
import { denseNumbers } from '../values/dense-numbers.ts';
import { isImage } from '../values/image-value.ts';
import { toDouble } from '../values/number.ts';
import { realsOf } from '../values/real-arguments.ts';

export const imageMessages = { imginv: 'Expecting an image or graphics instead of `1`.' } as const;

export interface ImageFunction extends Omit<BuiltinDefinition, 'evaluate'> {
  readonly evaluate: (
    image: PixelImage,
    args: readonly Expr[],
    e: Evaluation,
    options: OptionValues,
  ) => Expr | undefined;
}

const Rasterize = system('Rasterize');

/** The pixels of an image, or of graphics as they are drawn on white; undefined: neither. */
export function imageArgument(x: Expr | undefined, e: Evaluation): PixelImage | undefined {
  if (isImage(x)) return x.content;
  if (x === undefined || !isPicture(x)) return undefined;
  const problem: Problem = (tag, ...parameters) => e.messageOf(Rasterize, tag, ...parameters);
  return graphicsPixels(sceneOf(x, e.session, problem), WHITE);
}

/** The record of a function whose first argument is an image (or graphics): anything else gives the message imginv. */
export const imageFunction = (name: string, definition: ImageFunction): Builtin =>
  builtin(name, {
    ...definition,
    packed: true,
    messages: { ...imageMessages, ...definition.messages },
    evaluate([first, ...rest], e, options) {
      const image = imageArgument(first, e);
      return image ? definition.evaluate(image, rest, e, options) : e.message('imginv', first!);
    },
  });

const All = S.All;
const Scaled = system('Scaled');
const Tiny: Readonly<Record<string, number>> = { Tiny: 50, Small: 100, Medium: 250, Large: 500 };

/** No picture that is made here has more pixels: 256 MB with four channels of bytes. */
export const MAX_PIXELS = 64e6;

/**
 * The size in pixels that a specification asks of a picture of so many pixels: width, {width, height}, {width}, {All, height},
 * {Automatic, height}, Scaled[s], Small, ...; what is not stated follows from the aspect ratio.
 */
export function sizeFor(
  x: Expr,
  image: { readonly width: number; readonly height: number },
): readonly [width: number, height: number] | undefined {
  const [w, h] = isCall(x, S.List) ? x.args : x.kind === Kind.Packed ? (realsOf(x) ?? []).map(asReal) : [x];
  const width = pixelsOf(w, image.width);
  const height = pixelsOf(h, image.height);
  const free = (y: Expr | undefined) => y === undefined || y === All || y === S.Automatic;
  if ((width === undefined && !free(w)) || (height === undefined && !free(h))) return undefined;
  if (width === undefined && height === undefined) return undefined;
  const size = [
    width ?? Math.max(1, Math.round((height! * image.width) / image.height)),
    height ?? Math.max(1, Math.round((width! * image.height) / image.width)),
  ] as const;
  return size[0] * size[1] <= MAX_PIXELS ? size : undefined;
}

const asReal = (value: number): Expr => real(value);

function pixelsOf(x: Expr | undefined, whole: number): number | undefined {
  if (x === undefined) return undefined;
  const scaled = isCall(x, Scaled) && x.args.length === 1 && isRealNumber(x.args[0]!) ? toDouble(x.args[0]) : undefined;
  const named = x.kind === Kind.Symbol ? Tiny[x.name] : undefined;
  const value = scaled !== undefined ? scaled * whole : (named ?? (isRealNumber(x) ? toDouble(x) : undefined));
  return value !== undefined && value > 0 && Number.isFinite(value) ? Math.max(1, Math.round(value)) : undefined;
}

/** m or {{left, right}, {bottom, top}} or {horizontal, vertical}. */
export function marginsOf(x: Expr | undefined) {
  const one = x?.kind === Kind.Integer ? Number(x.value) : undefined;
  if (one !== undefined) return { left: one, right: one, bottom: one, top: one };
  const numbers = x === undefined ? undefined : denseNumbers(x);
  if (numbers?.whole !== true) return undefined;
  const [a, b, c, d] = numbers.data;
  if (numbers.shape.join() === '2,2') return { left: a!, right: b!, bottom: c!, top: d! };
  return numbers.shape.join() === '2' ? { left: a!, right: a!, bottom: b!, top: b! } : undefined;
}

const METHODS: ReadonlySet<string> = new Set(['Fixed', 'Periodic', 'Reflected', 'Reversed']);

/** "Fixed", "Periodic", "Reflected", "Reversed", a number for all channels, or a color. */
export function paddingOf(x: Expr, image: PixelImage): Padding | undefined {
  if (x.kind === Kind.String) return METHODS.has(x.value) ? (x.value as Padding) : undefined;
  if (isRealNumber(x)) return [toDouble(x)];
  if (isColor(x)) return colorFor(x, image);
  return realsOf(x, image.channels);
}

/** A color as values of an image's channels, alpha included where the image has it. */
export function colorFor(x: Expr, image: PixelImage): number[] | undefined {
  const color = colorOf(x);
  if (color === undefined) return undefined;
  const values = convertColor(color.slice(0, 3), 'RGB', image.colorSpace ?? 'RGB').slice(0, colorChannels(image));
  return image.alpha ? [...values, color[3]] : values;
}
