/** Arithmetic on images: what Plus, Times, Power and elementary functions of images give, pixel by pixel. */
import { type Expr, isRealNumber, Kind, type Normal } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { mapColors } from '../../render/pixels/color.ts';
import { combineImages, mapImage } from '../../render/pixels/pixel-arithmetic.ts';
import type { PixelImage } from '../../render/pixels/pixel-image.ts';
import type { Evaluation } from '../builtin.ts';
import { imageOf, isImage } from '../values/image-value.ts';
import { toDouble } from '../values/number.ts';
import { colorFor } from './arguments.ts';

type Operand = PixelImage | number;
export type PairFunction = (a: number, b: number) => number;

const PAIRS = new Map<Expr, PairFunction>([
  [S.Plus, (a, b) => a + b],
  [S.Times, (a, b) => a * b],
  [S.Power, (a, b) => a ** b],
  [S.Subtract, (a, b) => a - b],
  [S.Divide, (a, b) => a / b],
]);
const SINGLES = new Map<Expr, (x: number) => number>(
  Object.entries({
    Abs: Math.abs,
    Sqrt: Math.sqrt,
    Exp: Math.exp,
    Log: Math.log,
    Sin: Math.sin,
    Cos: Math.cos,
    Tanh: Math.tanh,
    Round: Math.round,
    Sign: Math.sign,
    Minus: (x: number) => -x,
  }).map(([name, f]) => [system(name), f]),
);

/** A difference in size or channels, for the message. */
export const DIFFERENT = Symbol('different sizes');

/** f of two operands of which one is an image at least. */
export function combine(a: Operand, b: Operand, f: PairFunction): PixelImage | typeof DIFFERENT {
  if (typeof a === 'number') return mapImage(b as PixelImage, (v) => f(a, v)); // two numbers never come here
  if (typeof b === 'number') return mapImage(a, (v) => f(v, b));
  return combineImages(a, b, f) ?? DIFFERENT;
}

/** The `up` behaviour of Image: undefined leaves the expression to others. */
export function imageArithmetic(call: Normal, _position: number, e: Evaluation): Expr | undefined {
  const single = SINGLES.get(call.head);
  if (single !== undefined && call.args.length === 1) {
    const only = call.args[0];
    // Arguments that make no image bring us here too.
    if (!isImage(only)) return undefined;
    return imageOf(mapImage(only.content, single));
  }
  const f = PAIRS.get(call.head);
  if (f === undefined || call.args.length < 2) return undefined;
  const operands = call.args.map(operandOf);
  if (operands.some((x) => x === undefined)) return undefined;
  const result = fold(operands as Operand[], f);
  return result === DIFFERENT ? e.message('imgdim', call) : imageOf(result);
}

const operandOf = (x: Expr): Operand | undefined =>
  isImage(x) ? x.content : isRealNumber(x) ? toDouble(x) : undefined;

/** Numbers among themselves first, so that nothing is clipped on the way that need not be. */
function fold(operands: readonly Operand[], f: PairFunction): PixelImage | typeof DIFFERENT {
  let result = operands[0]!;
  for (const next of operands.slice(1)) {
    if (typeof result === 'number' && typeof next === 'number') {
      result = f(result, next);
      continue;
    }
    const combined = combine(result, next, f);
    if (combined === DIFFERENT) return DIFFERENT;
    result = combined;
  }
  return result as PixelImage; // an image is among the operands
}

/** A number, a color or an image as the second operand of ImageAdd and its kin. */
export function imageOperand(x: Expr, image: PixelImage): Operand | readonly number[] | undefined {
  const simple = operandOf(x);
  if (simple !== undefined || x.kind !== Kind.Normal) return simple;
  return colorFor(x, image);
}

/** f of an image and an operand; of a color each channel has its own value. */
export function combineWith(
  image: PixelImage,
  operand: Operand | readonly number[],
  f: PairFunction,
): PixelImage | typeof DIFFERENT {
  if (typeof operand === 'number' || 'data' in operand) return combine(image, operand, f);
  let at = 0;
  const colors = image.channels - (image.alpha ? 1 : 0);
  return mapColors(
    mapImage(image, (v) => v),
    (v) => f(v, operand[at++ % colors]!),
  );
}
