/** Images as expressions: an atom that holds a raster. */
import { Boxed, type Expr, Kind, normal, Packed, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { PixelImage } from '../../render/pixels/pixel-image.ts';

export const ImageSymbol = system('Image');
const ColorSpaceOption = system('ColorSpace');

export const isImage = (e: Expr | undefined): e is Boxed<PixelImage> =>
  e?.kind === Kind.Boxed && e.head === ImageSymbol;

/** The numbers of an image as nested lists {rows, columns(, channels)}. */
export function imageNumbers(image: PixelImage): Packed {
  const shape = image.channels === 1 ? [image.height, image.width] : [image.height, image.width, image.channels];
  const whole = image.type !== 'Real32' && image.type !== 'Real64';
  return new Packed(whole ? 'Integer' : 'Real64', shape, Float64Array.from(image.data));
}

export const imageOf = (image: PixelImage): Boxed<PixelImage> =>
  new Boxed(ImageSymbol, image, () =>
    normal(
      ImageSymbol,
      imageNumbers(image),
      str(image.type),
      normal(S.Rule, ColorSpaceOption, image.colorSpace === undefined ? S.Automatic : str(image.colorSpace)),
    ),
  );
