/** Rasterize: expressions to pixels. */

import { type Expr, int, isRealNumber, Kind, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { packageFonts } from '../../render/fonts/package-fonts.ts';
import { layoutText, rasterizeText, type TextRun } from '../../render/fonts/text.ts';
import type { PixelImage } from '../../render/pixels/pixel-image.ts';
import { resizeImage } from '../../render/pixels/resize.ts';
import { type Color, WHITE } from '../../render/scenes/canvas.ts';
import { scaleScene } from '../../render/scenes/scene.ts';
import { type Builtin, builtin, type Evaluation, type OptionValues } from '../builtin.ts';
import { colorOf } from '../values/color-value.ts';
import { imageOf, isImage } from '../values/image-value.ts';
import { toDouble } from '../values/number.ts';
import { listItems } from '../values/sequences.ts';
import { drawingMessages, graphicsPixels, isPicture, reportFamily, sceneOf } from './picture.ts';
import { LARGEST, type Problem } from './plot-options.ts';
import { textLines } from './text-lines.ts';

type Size = { readonly width?: number; readonly height?: number };

/** w, {w, h}, {w}, {Automatic, h}; undefined: no size. */
function sizeOf(x: Expr): Size | undefined {
  if (x === S.Automatic || x === S.All) return {};
  const one = (y: Expr | undefined): number | undefined => {
    const n = y !== undefined && isRealNumber(y) ? toDouble(y) : Number.NaN;
    return n >= 1 && n <= LARGEST ? Math.round(n) : undefined;
  };
  const free = (y: Expr | undefined) => y === undefined || y === S.Automatic || y === S.All;
  const items = listItems(x);
  const [w, h] = items ?? [x];
  const [width, height] = [one(w), one(h)];
  if ((width === undefined && !free(w)) || (height === undefined && !free(h))) return undefined;
  return { ...(width !== undefined && { width }), ...(height !== undefined && { height }) };
}

interface RasterForm {
  readonly size: Size;
  readonly raster: Size;
  /** Pixels for one point where no raster size is stated. */
  readonly scale: number;
  readonly background: Color | undefined;
}

/** Points in an inch: at this resolution one point is one pixel. */
const POINTS = 72;

function readForm(e: Evaluation, options: OptionValues): RasterForm | undefined {
  const size = sizeOf(options.get('ImageSize'));
  if (size === undefined) return e.message('imgsz', options.get('ImageSize'));
  const raster = sizeOf(options.get('RasterSize'));
  if (raster === undefined) return e.message('imgsz', options.get('RasterSize'));
  const dpi = options.get('ImageResolution');
  const resolution = dpi === S.Automatic ? POINTS : isRealNumber(dpi) ? toDouble(dpi) : Number.NaN;
  if (!(resolution > 0 && resolution <= 2400)) return e.message('imgres', dpi);
  const given = options.get('Background');
  const background = given === S.Automatic ? WHITE : given === S.None ? undefined : colorOf(given);
  if (background === undefined && given !== S.None) return e.message('imgcol', given);
  return { size, raster, scale: resolution / POINTS, background };
}

/** Runs with all sizes in pixels instead of points. */
const enlarge = (lines: readonly (readonly TextRun[])[], scale: number): TextRun[][] =>
  lines.map((line) => line.map((run) => ({ ...run, size: (run.size ?? 12) * scale })));

/** A canvas needs 16 bytes a pixel. */
const MAX_PIXELS = 25e6;

const scaled = (own: number | undefined, scale: number): number | undefined =>
  own === undefined ? undefined : own * scale;

/** Can the text be drawn in reasonable memory? Looked at closely only where its length leaves a doubt. */
function fits(lines: readonly (readonly TextRun[])[], scale: number, size: Size, raster: Size): boolean {
  const [w, h] = [raster.width ?? scaled(size.width, scale), raster.height ?? scaled(size.height, scale)];
  if (w !== undefined && h !== undefined) return w * h <= MAX_PIXELS;
  let [width, height] = [0, 0];
  for (const line of lines) {
    width = Math.max(
      width,
      line.reduce((sum, run) => sum + run.text.length * (run.size ?? 12), 0),
    );
    height += 2 * line.reduce((most, run) => Math.max(most, run.size ?? 12), 0);
  }
  if (2 * (w ?? width * scale) * (h ?? height * scale) <= MAX_PIXELS) return true;
  const layout = layoutText(lines, {}, packageFonts);
  return (w ?? layout.width * scale) * (h ?? layout.height * scale) <= MAX_PIXELS;
}

/** Text stands in the middle of the region that ImageSize asks for, and is not scaled to it. */
function textPixels(x: Expr, form: RasterForm, e: Evaluation, problem: Problem): PixelImage | undefined {
  const { lines, background, unknown, cut } = textLines(x, e.session);
  if (cut) problem('longtext');
  for (const d of unknown) problem('nostyle', d);
  for (const name of new Set(lines.flatMap((line) => line.map((run) => run.family ?? ''))))
    if (name !== '') reportFamily(name, problem);
  const ground = background ?? form.background;
  const { raster, size } = form;
  let scale = form.scale;
  if (raster.width !== undefined || raster.height !== undefined) {
    const natural =
      size.width === undefined || size.height === undefined ? rasterizeText(lines, {}, packageFonts).image : undefined;
    const [w, h] = [size.width ?? natural!.width, size.height ?? natural!.height];
    scale = Math.min((raster.width ?? Number.POSITIVE_INFINITY) / w, (raster.height ?? Number.POSITIVE_INFINITY) / h);
  }
  if (!fits(lines, scale, size, raster)) return e.message('imglarge');
  const pixels = (own: number | undefined, given: number | undefined) =>
    given ?? (own === undefined ? undefined : Math.max(1, Math.round(own * scale)));
  const [width, height] = [pixels(size.width, raster.width), pixels(size.height, raster.height)];
  return rasterizeText(enlarge(lines, scale), {}, packageFonts, {
    background: ground,
    ...(width !== undefined && { width }),
    ...(height !== undefined && { height }),
  }).image;
}

/** Graphics drawn at so many pixels; everything in it that is measured in points grows along. */
function graphicsImage(
  x: Parameters<typeof sceneOf>[0],
  form: RasterForm,
  e: Evaluation,
  problem: Problem,
): PixelImage | undefined {
  const { size, raster } = form;
  const wanted =
    size.width === undefined && size.height === undefined
      ? []
      : [normal(S.Rule, system('ImageSize'), sizeExpression(size))];
  const scene = sceneOf(x, e.session, problem, wanted);
  const scale =
    raster.width !== undefined
      ? raster.width / scene.width
      : raster.height !== undefined
        ? raster.height / scene.height
        : form.scale;
  if (scene.width * scene.height * scale * scale > MAX_PIXELS) return e.message('imglarge');
  return graphicsPixels(scale === 1 ? scene : scaleScene(scene, scale), form.background);
}

const sizeExpression = ({ width, height }: Size): Expr =>
  normal(S.List, width === undefined ? S.Automatic : int(width), height === undefined ? S.Automatic : int(height));

function resized(image: PixelImage, { size, raster }: RasterForm): PixelImage {
  const { width, height } = { ...size, ...raster };
  if (width === undefined && height === undefined) return image;
  const w = width ?? Math.max(1, Math.round((height! * image.width) / image.height));
  return resizeImage(image, w, height ?? Math.max(1, Math.round((w * image.height) / image.width)));
}

export function rasterize(x: Expr, e: Evaluation, options: OptionValues): PixelImage | undefined {
  const form = readForm(e, options);
  if (form === undefined) return undefined;
  const problem: Problem = (tag, ...parameters) => e.message(tag, ...parameters);
  if (isImage(x)) return resized(x.content, form);
  return isPicture(x) ? graphicsImage(x, form, e, problem) : textPixels(x, form, e, problem);
}

export const Rasterize = builtin('Rasterize', {
  usage:
    'Rasterize[expr] gives an image of expr: text as it is printed and styled, graphics as they are drawn.\nRasterize[expr, "Data"] gives the array of bytes, Rasterize[expr, "RasterSize"] the size in pixels.\nImageSize is the size of the region in points, in whose middle text stands unscaled; RasterSize the size in pixels, to which everything is scaled; ImageResolution the pixels an inch.\nBackground -> None is transparent.',
  arity: [1, 2],
  packed: true,
  options: { Background: 'Automatic', ImageResolution: 'Automatic', ImageSize: 'Automatic', RasterSize: 'Automatic' },
  messages: {
    ...drawingMessages,
    imgsz: '`1` is not a size in pixels.',
    imglarge: 'The picture would have more than 25 megapixels.',
    imgres: '`1` is not a number of pixels an inch.',
    imgcol: '`1` is not a color.',
    rastel: '`1` is not one of "Image", "Data", "RasterSize".',
  },
  evaluate([x, element], e, options) {
    const wanted = element === undefined ? 'Image' : element.kind === Kind.String ? element.value : '';
    if (!['Image', 'Data', 'RasterSize'].includes(wanted)) return e.message('rastel', element!);
    const image = rasterize(x!, e, options);
    if (image === undefined) return S.Failed;
    if (wanted === 'Image') return imageOf(image);
    if (wanted === 'RasterSize') return normal(S.List, int(image.width), int(image.height));
    return e.session.call(system('ImageData'), [imageOf(image), str('Byte')]);
  },
  examples: {
    'ImageDimensions[Rasterize[Style["x", FontFamily -> "Times", FontSize -> 20], ImageSize -> {28, 28}]]': '{28, 28}',
    'ImageDimensions[Rasterize["x", RasterSize -> {50, 50}]]': '{50, 50}',
    'ImageChannels[Rasterize["x", Background -> None]]': '4',
    'Rasterize["x", "RasterSiz"]': ['Rasterize["x", "RasterSiz"]', 'Rasterize::rastel'],
    'Rasterize["x", ImageSize -> "big"]': ['$Failed', 'Rasterize::imgsz'],
  },
});

export const rasterizing: readonly Builtin[] = [Rasterize];
