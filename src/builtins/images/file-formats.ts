/** Pictures as file formats: PNG and JPEG of images, graphics and text, SVG of graphics, IDX lists of images. */
import { type Expr, int, isRealNumber, Kind, normal, Packed, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { FormatError } from '../../formats/format-error.ts';
import { readIdx } from '../../formats/idx.ts';
import { jpegSize } from '../../formats/jpeg.ts';
import { pngSize } from '../../formats/png.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { pngAddress } from '../../render/cells/images.ts';
import { packageFonts } from '../../render/fonts/package-fonts.ts';
import type { PixelImage } from '../../render/pixels/pixel-image.ts';
import type { Scene } from '../../render/scenes/scene.ts';
import { sceneToSvg } from '../../render/scenes/svg.ts';
import { isPicture, sceneOf } from '../graphics/picture.ts';
import { type ElementReader, type Format, type FormatCall, format } from '../io/formats/format.ts';
import { imageNumbers, imageOf, isImage } from '../values/image-value.ts';
import { toDouble } from '../values/number.ts';
import { readIdxImages, readJpeg, readPng, toJpeg, toPng } from './decode.ts';

const size = ({ width, height }: { readonly width: number; readonly height: number }): Expr =>
  normal(S.List, int(width), int(height));

const elements = (
  read: (bytes: Uint8Array) => PixelImage,
  sizeOf: (bytes: Uint8Array) => { width: number; height: number },
): Record<string, ElementReader> => ({
  Image: (bytes) => imageOf(read(bytes)),
  Data: (bytes) => imageNumbers(read(bytes)),
  ImageSize: (bytes) => size(sizeOf(bytes)),
  RasterSize: (bytes) => size(sizeOf(bytes)),
  ColorSpace: (bytes) => str(read(bytes).colorSpace ?? 'Automatic'),
  ImageChannels: (bytes) => int(read(bytes).channels),
});

/** The pixels of an image as they are; of everything else as Rasterize makes them. */
function pixelsOf(value: Expr, { e, option }: FormatCall): PixelImage | undefined {
  if (isImage(value)) return value.content;
  const rules = ['ImageSize', 'RasterSize', 'ImageResolution', 'Background'].map((name) =>
    normal(S.Rule, system(name), option(name)),
  );
  const made = e.evaluate(normal(system('Rasterize'), value, ...rules));
  return isImage(made) ? made.content : undefined;
}

const DRAWING = {
  ImageSize: 'Automatic',
  RasterSize: 'Automatic',
  ImageResolution: 'Automatic',
  Background: 'Automatic',
};

export const PNG = format('PNG', {
  extensions: ['png'],
  binary: true,
  options: DRAWING,
  read: elements(readPng, pngSize),
  write(value, call) {
    const image = pixelsOf(value, call);
    return image && toPng(image);
  },
});

/** A share from 0 to 1, or Automatic. */
function quality({ option }: FormatCall): number {
  const level = option('CompressionLevel');
  if (level === S.Automatic) return 90;
  const share = isRealNumber(level) ? toDouble(level) : Number.NaN;
  if (!(share >= 0 && share <= 1)) throw new FormatError('JPEG', 'CompressionLevel is a number from 0 to 1');
  return Math.max(1, Math.round(100 * (1 - share)));
}

export const JPEG = format('JPEG', {
  extensions: ['jpg', 'jpeg'],
  aliases: ['JPG'],
  binary: true,
  options: { ...DRAWING, CompressionLevel: 'Automatic' },
  read: elements(readJpeg, jpegSize),
  write(value, call) {
    const image = pixelsOf(value, call);
    return image && toJpeg(image, quality(call));
  },
});

const svgContext = { fonts: packageFonts, imageAddress: (image: PixelImage) => pngAddress(toPng(image)) };

/** The document of a scene, with the fonts that come as packages. */
export const svgOfScene = (scene: Scene): string => sceneToSvg(scene, svgContext);

export const SVG = format('SVG', {
  extensions: ['svg'],
  options: { ImageSize: 'Automatic', Background: 'None' },
  write(value, call) {
    const { e, option } = call;
    const picture = isPicture(value)
      ? value
      : isImage(value)
        ? undefined
        : (drawingOf(value, e) ?? textGraphics(value));
    if (picture === undefined || !isPicture(picture))
      return isImage(value) ? encode(imageSvg(value.content)) : undefined;
    const rules = ['ImageSize', 'Background']
      .filter((name) => option(name) !== S.Automatic && option(name) !== S.None)
      .map((name) => normal(S.Rule, system(name), option(name)));
    const scene = sceneOf(
      picture,
      e.session,
      (tag, ...parameters) => e.messageOf(system('Rasterize'), tag, ...parameters),
      rules,
    );
    return encode(svgOfScene(scene));
  },
});

/** The graphics that a value with a picture of its own is drawn as, such as a net. */
function drawingOf(value: Expr, e: Evaluation): Expr | undefined {
  if (value.kind !== Kind.Boxed) return undefined;
  const shown = e.session.log.collect(() => e.evaluate(normal(system('Show'), value))).value;
  return isPicture(shown) ? shown : undefined;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const textGraphics = (x: Expr): Expr => normal(system('Graphics'), normal(system('Text'), x));
const imageSvg = (image: PixelImage): string =>
  svgOfScene({
    width: image.width,
    height: image.height,
    items: [{ kind: 'Raster', image, corners: [0, image.height, image.width, 0] }],
  });

/** The whole array of an IDX file. */
function idxNumbers(bytes: Uint8Array): Expr {
  const { shape, data } = readIdx(bytes);
  const whole = !(data instanceof Float32Array || data instanceof Float64Array);
  return new Packed(whole ? 'Integer' : 'Real64', shape, Float64Array.from(data));
}

export const IDX = format('IDX', {
  extensions: ['idx', 'idx1-ubyte', 'idx3-ubyte'],
  binary: true,
  read: {
    Data: idxNumbers,
    Images: (bytes) => normal(S.List, ...readIdxImages(bytes).map((image) => imageOf(image))),
    Dimensions: (bytes) => normal(S.List, ...readIdx(bytes).shape.map((n) => int(n))),
  },
});

export const pictureFormats: readonly Format[] = [PNG, JPEG, SVG, IDX];
