/** The picture that a value is, for whoever can show pictures. */
import { type Expr, int, isCall, normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Session } from '../../kernel/definitions/definition.ts';
import { convertColorSpace } from '../../render/pixels/color.ts';
import { padImage } from '../../render/pixels/padding.ts';
import { convertType, type PixelImage } from '../../render/pixels/pixel-image.ts';
import { assembleImages } from '../../render/pixels/turning.ts';
import { WHITE } from '../../render/scenes/canvas.ts';
import type { Scene } from '../../render/scenes/scene.ts';
import { isImage } from '../values/image-value.ts';
import { graphicsPixels, isPicture, sceneOf } from './picture.ts';

/** So many images of a list are shown beside one another. */
const MOST = 12;

/** An image, graphics on white, or a few images of one height; undefined: no picture. */
export function shownPicture(value: Expr, session: Session): PixelImage | undefined {
  if (isImage(value)) return value.content;
  const scene = shownScene(value, session);
  if (scene !== undefined) return graphicsPixels(scene, WHITE);
  if (!isCall(value, S.List) || value.args.length === 0 || value.args.length > MOST || !value.args.every(isImage))
    return undefined;
  const images = value.args.map((x) => convertType(convertColorSpace(x.content, 'RGB'), 'Byte'));
  const gap = { left: 0, right: 4, top: 0, bottom: 0 };
  const row = assembleImages([images.map((image) => padImage(image, gap, [1])!)]);
  return 'data' in row ? row : undefined;
}

/** The scene of graphics, so many pixels wide where that is given; undefined for other values. Messages are not wanted here. */
export function shownScene(value: Expr, session: Session, width?: number): Scene | undefined {
  if (!isPicture(value)) return undefined;
  const more = width === undefined ? [] : [normal(S.Rule, system('ImageSize'), int(width))];
  return session.log.collect(() => sceneOf(value, session, () => {}, more)).value;
}
