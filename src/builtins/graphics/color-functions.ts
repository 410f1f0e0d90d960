/** Colors of numbers from 0 to 1, as ColorFunction states them. */
import { type Expr, Kind, real } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Colormap, colormap } from '../../render/pixels/colormap.ts';
import type { Evaluation } from '../builtin.ts';
import { colorOf } from '../values/color-value.ts';

/** Undefined where a function gives no color. */
export type ColorOf = (share: number) => readonly number[] | undefined;

/** A scheme by name, or any function of the language from 0 to 1 to colors; undefined: no such scheme. */
export function readColors(x: Expr, usual: Colormap, e: Evaluation): ColorOf | undefined {
  if (x === S.Automatic) return usual;
  if (x.kind === Kind.String) return colormap(x.value);
  const apply = e.session.applier(x);
  return (share) => colorOf(e.evaluate(apply(real(share))));
}
