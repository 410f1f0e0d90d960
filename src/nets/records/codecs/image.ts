/** The "Image" coder: images to arrays {channels, height, width} of numbers from 0 to 1, and back. */
import { readImageFile } from '../../../builtins/images/decode.ts';
import { absolute } from '../../../builtins/io/paths.ts';
import { imageOf, isImage } from '../../../builtins/values/image-value.ts';
import { type Expr, int, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import * as S from '../../../expr/symbols.ts';
import { FormatError } from '../../../formats/format-error.ts';
import type { Evaluation } from '../../../kernel/definitions/definition.ts';
import { FileProblem } from '../../../kernel/file-problem.ts';
import { convertColorSpace, flattenAlpha } from '../../../render/pixels/color.ts';
import { colorChannels, fromPlanarValues, type PixelImage, planarValues } from '../../../render/pixels/pixel-image.ts';
import { type FitMethod, fitImage } from '../../../render/pixels/resize.ts';
import { expressionOf, numbersOf } from '../../model/arrays.ts';
import { type Coder, type CoderKind, type NumberArray, type Refusal, refusal } from '../../model/coder.ts';
import type { StoredAxis, StoredShape } from '../../model/port-type.ts';

type Space = 'RGB' | 'Grayscale';
const channelsOf: Readonly<Record<Space, number>> = { RGB: 3, Grayscale: 1 };

interface Settings {
  readonly width: number;
  readonly height: number;
  readonly space: Space;
  readonly method: FitMethod;
  /** Per channel, or one number for each place. */
  readonly mean: NumberArray | undefined;
  readonly variance: NumberArray | undefined;
  readonly interleaved: boolean;
}

const list = (...items: Expr[]): Expr => normal(S.List, ...items);
const option = (name: string, value: Expr): Expr => normal(S.Rule, system(name), value);

const specification = (s: Settings): Expr =>
  list(
    str('Image'),
    list(int(s.width), int(s.height)),
    option('ColorSpace', str(s.space)),
    ...(s.method === 'Stretch' ? [] : [option('Method', str(s.method))]),
    ...(s.mean === undefined ? [] : [normal(S.Rule, str('MeanImage'), expressionOf(s.mean))]),
    ...(s.variance === undefined ? [] : [normal(S.Rule, str('VarianceImage'), expressionOf(s.variance))]),
    ...(s.interleaved ? [option('Interleaving', S.True)] : []),
  );

/** The value that a mean or variance has at channel c and place i. */
const statistic = (a: NumberArray | undefined, c: number, i: number, area: number, missing: number): number =>
  a === undefined
    ? missing
    : a.data.length === 1
      ? a.data[0]!
      : a.data.length === area
        ? a.data[i]!
        : a.data.length > area
          ? a.data[c * area + i]!
          : a.data[c]!;

const shapeOf = (s: Settings): number[] =>
  s.interleaved ? [s.height, s.width, channelsOf[s.space]] : [channelsOf[s.space], s.height, s.width];

function encode(image: PixelImage, s: Settings): NumberArray {
  // What is transparent shows paper.
  let p = image.alpha ? flattenAlpha(image, [1, 1, 1]) : image;
  if (p.colorSpace !== s.space || colorChannels(p) !== channelsOf[s.space]) p = convertColorSpace(p, s.space);
  if (p.width !== s.width || p.height !== s.height) p = fitImage(p, s.width, s.height, { method: s.method });
  const planes = planarValues(p);
  const area = s.width * s.height;
  const data =
    s.mean === undefined && s.variance === undefined && !s.interleaved ? planes : new Float32Array(planes.length);
  if (data !== planes)
    for (let c = 0; c < channelsOf[s.space]; c++)
      for (let i = 0; i < area; i++) {
        const x = (planes[c * area + i]! - statistic(s.mean, c, i, area, 0)) / statistic(s.variance, c, i, area, 1);
        data[s.interleaved ? i * channelsOf[s.space] + c : c * area + i] = x;
      }
  return { shape: shapeOf(s), data };
}

function decode(v: NumberArray, s: Settings): PixelImage {
  const [c, h, w] = (s.interleaved ? [v.shape[2], v.shape[0], v.shape[1]] : v.shape) as [number, number, number];
  const area = h * w;
  const planes = new Float32Array(v.data.length);
  for (let k = 0; k < c; k++)
    for (let i = 0; i < area; i++)
      planes[k * area + i] =
        v.data[s.interleaved ? i * c + k : k * area + i]! * statistic(s.variance, k, i, area, 1) +
        statistic(s.mean, k, i, area, 0);
  return fromPlanarValues({ width: w, height: h, channels: c, type: 'Real32', colorSpace: s.space }, planes);
}

const parametersOf = (s: Settings): Record<string, Expr> => ({
  Type: str('Image'),
  ImageSize: list(int(s.width), int(s.height)),
  ColorSpace: str(s.space),
  ColorChannels: int(channelsOf[s.space]),
  Dimensions: list(...shapeOf(s).map((n) => int(n))),
  MeanImage: s.mean === undefined ? S.None : expressionOf(s.mean),
  VarianceImage: s.variance === undefined ? S.None : expressionOf(s.variance),
  Interleaving: s.interleaved ? S.True : S.False,
});

const File = system('File');

/** "path" or File["path"] */
const fileName = (e: Expr): string | undefined => {
  const name = isCall(e, File) && e.args.length === 1 ? e.args[0]! : e;
  return name.kind === Kind.String ? name.value : undefined;
};

/** The image in a file that the value names. */
function imageFile(value: Expr, e: Evaluation): PixelImage | Refusal {
  const name = fileName(value);
  if (name === undefined) return refusal('nimage', value);
  try {
    const bytes = e.session.io.readFile(absolute(name, e.session));
    return bytes === undefined ? refusal('nimagefile', value, str('there is no such file')) : readImageFile(bytes);
  } catch (x) {
    if (x instanceof FormatError || x instanceof FileProblem) return refusal('nimagefile', value, str(x.reason));
    throw x;
  }
}

export function imageEncoder(s: Settings): Coder {
  return {
    role: 'encoder',
    type: 'Image',
    specification: specification(s),
    port: { shape: shapeOf(s) },
    accepts: (value) => isImage(value) || fileName(value) !== undefined,
    encode(value, e) {
      const image = isImage(value) ? value.content : imageFile(value, e);
      return 'data' in image ? encode(image, s) : image;
    },
    inverse: () => imageDecoder(s),
    fit: ({ shape }) => imageEncoder(sizedFor(s, shape)),
    parameters: parametersOf(s),
  };
}

/** The size that a port states, where it does. */
function sizedFor(s: Settings, shape: StoredShape): Settings {
  if (shape?.length !== 3) return s;
  const [height, width] = s.interleaved ? [shape[0], shape[1]] : [shape[1], shape[2]];
  return {
    ...s,
    height: typeof height === 'number' ? height : s.height,
    width: typeof width === 'number' ? width : s.width,
  };
}

const imageDecoder = (s: Settings): Coder => ({
  role: 'decoder',
  type: 'Image',
  specification: specification(s),
  port: { shape: s.interleaved ? [null, null, channelsOf[s.space]] : [channelsOf[s.space], null, null] },
  decode: (v, property) =>
    property === undefined ? imageOf(decode(v, s)) : property === S.None ? expressionOf(v) : undefined,
  inverse: () => imageEncoder(s),
  parameters: parametersOf(s),
});

function sizeOf(e: Expr | undefined): readonly [number, number] | undefined {
  if (e === undefined) return [128, 128];
  const numbers = numbersOf(e);
  const [w, h] =
    numbers?.shape.length === 0
      ? [numbers.data[0]!, numbers.data[0]!]
      : numbers?.data.length === 2
        ? [...numbers.data]
        : [0, 0];
  return Number.isInteger(w) && Number.isInteger(h) && w! > 0 && h! > 0 ? [w!, h!] : undefined;
}

const nameOf = (e: Expr | undefined, missing: string): string =>
  e === undefined || e === S.Automatic
    ? missing
    : e.kind === Kind.String
      ? e.value
      : e.kind === Kind.Symbol
        ? e.name
        : '';

function settings(args: readonly Expr[], options: ReadonlyMap<string, Expr>): Settings | undefined {
  const positionalSpace = args[1]?.kind === Kind.String ? args[1] : undefined;
  const size = args.length > 2 || (args.length === 2 && positionalSpace === undefined) ? undefined : sizeOf(args[0]);
  const space = nameOf(options.get('ColorSpace') ?? positionalSpace, 'RGB');
  const method = nameOf(options.get('Method'), 'Stretch');
  const statisticOf = (name: string): NumberArray | null | undefined => {
    const e = options.get(name);
    if (e === undefined || e === S.None) return undefined;
    if (isImage(e)) return { shape: [], data: planarValues(e.content) };
    return numbersOf(e) ?? null;
  };
  const mean = statisticOf('MeanImage');
  const variance = statisticOf('VarianceImage');
  if (size === undefined || (space !== 'RGB' && space !== 'Grayscale') || mean === null || variance === null)
    return undefined;
  if (method !== 'Stretch' && method !== 'Fit' && method !== 'Fill') return undefined;
  return {
    width: size[0],
    height: size[1],
    space,
    method,
    mean,
    variance,
    interleaved: options.get('Interleaving') === S.True,
  };
}

export const Image: CoderKind = {
  name: 'Image',
  options: ['ColorSpace', 'MeanImage', 'VarianceImage', 'Method', 'Interleaving'],
  examples: {
    encoder: { 'NetEncoder[{"Image", {2, 1}, "Grayscale"}][ConstantImage[1, {2, 1}]]': '{{{1., 1.}}}' },
    decoder: { 'ImageData[NetDecoder["Image"][{{{0.25, 0.75}}}]]': '{{0.25, 0.75}}' },
  },
  encoder: (_s, args, options) => {
    const s = settings(args, options);
    return s && imageEncoder(s);
  },
  decoder: (_s, args, options) => {
    const s = settings(args.length === 0 || !isCall(args[0]!, S.List) ? [] : args, options);
    return s && imageDecoder(s);
  },
};

/** The encoder that fits an example image and what is known of the port: else the image's own size and color space. */
export function encoderFor(image: PixelImage, port: StoredShape): Coder {
  const [channels, height, width] = port?.length === 3 ? port : [];
  const size = (known: StoredAxis | undefined, own: number) => (typeof known === 'number' ? known : own);
  const gray = channels === 1 || (channels !== 3 && image.colorSpace === 'Grayscale');
  return imageEncoder({
    width: size(width, image.width),
    height: size(height, image.height),
    space: gray ? 'Grayscale' : 'RGB',
    method: 'Stretch',
    mean: undefined,
    variance: undefined,
    interleaved: false,
  });
}
