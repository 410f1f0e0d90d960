/** Color expressions as red, green, blue and opacity. */
import { type Expr, int, isRealNumber, Kind, type Normal, normal, real, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { convertColor } from '../../render/pixels/color.ts';
import type { ColorSpace } from '../../render/pixels/pixel-image.ts';
import type { Color } from '../../render/scenes/canvas.ts';
import { toDouble } from './number.ts';

export const RGBColorSymbol = system('RGBColor');
export const GrayLevelSymbol = system('GrayLevel');
export const HueSymbol = system('Hue');
export const CMYKColorSymbol = system('CMYKColor');

interface ColorHead {
  readonly space: ColorSpace;
  /** Values without alpha. */
  readonly channels: number;
  /** What stands for values that are left out from the right; one entry for each that may be. */
  readonly missing: readonly number[];
}

const HEADS = new Map<Sym, ColorHead>([
  [RGBColorSymbol, { space: 'RGB', channels: 3, missing: [] }],
  [GrayLevelSymbol, { space: 'Grayscale', channels: 1, missing: [] }],
  [HueSymbol, { space: 'HSB', channels: 3, missing: [1, 1] }],
  [CMYKColorSymbol, { space: 'CMYK', channels: 4, missing: [] }],
]);

/** The numbers of a color with all that may be left out, alpha last; undefined: no color. */
export function colorValues(e: Expr): { space: ColorSpace; values: number[]; alpha: number } | undefined {
  if (e.kind !== Kind.Normal || e.head.kind !== Kind.Symbol) return undefined;
  const head = HEADS.get(e.head);
  if (head === undefined || !e.args.every(isRealNumber)) return undefined;
  const given = e.args.map((x) => toDouble(x as never)); // checked to be real numbers above
  const { space, channels, missing } = head;
  if (given.length > channels + 1 || given.length < channels - missing.length) return undefined;
  const values = given.slice(0, channels);
  while (values.length < channels) values.push(missing[missing.length - channels + values.length]!);
  return {
    space,
    values: values.map((v, i) => unit(v, space === 'HSB' && i === 0)),
    alpha: unit(given[channels] ?? 1),
  };
}

/** Hues turn round, everything else ends at 0 and 1. */
const unit = (value: number, hue = false): number =>
  hue ? value - Math.floor(value) : Math.min(1, Math.max(0, value));

export const isColor = (e: Expr): boolean => colorValues(e) !== undefined;

/** Red, green, blue and opacity from 0 to 1; undefined: no color. */
export function colorOf(e: Expr): Color | undefined {
  const color = colorValues(e);
  if (color === undefined) return undefined;
  const [r, g, b] = convertColor(color.values, color.space, 'RGB');
  return [r!, g!, b!, color.alpha];
}

/** Whole numbers stay exact, so that Red is RGBColor[1, 0, 0]. */
const number = (value: number): Expr => (Number.isInteger(value) ? int(value) : real(value));

export const rgbColor = (color: readonly number[]): Normal =>
  normal(
    RGBColorSymbol,
    ...color.slice(0, 3).map(number),
    ...(color[3] === undefined || color[3] === 1 ? [] : [number(color[3])]),
  );

/** A color of a space by its head. */
export function colorExpression(values: readonly number[], space: ColorSpace, alpha: number): Normal {
  for (const [head, { space: own }] of HEADS)
    if (own === space) return normal(head, ...values.map(number), ...(alpha === 1 ? [] : [number(alpha)]));
  return rgbColor([...values, alpha]);
}
