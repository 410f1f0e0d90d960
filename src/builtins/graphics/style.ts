/** Style, its directives and options, and the font families that are there. */
import { normal, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { fontFamilies } from '../../render/fonts/font-library.ts';
import { type Builtin, builtin } from '../builtin.ts';

export const Style = builtin('Style', {
  usage:
    'Style[expr, directives, options] shows expr in a style: Bold, Italic, a color, a size, FontFamily -> "Times", FontSize -> 20, FontColor -> Red, Background -> Yellow.',
  examples: {
    'Style["x", Bold, 20]': 'Style["x", Bold, 20]',
    'ImageDimensions[Rasterize[Style["x", FontSize -> 30], ImageSize -> {28, 28}]]': '{28, 28}',
    'ImageQ[Rasterize[Style["x", FontSiz -> 30]]]': ['True', 'Rasterize::nostyle'],
  },
});

export const FontFamilies = builtin('$FontFamilies', {
  usage:
    '$FontFamilies gives the names of the font families that are there. "Times", "Arial", "Helvetica", "Courier" and "Georgia" are names of families with the same metrics.',
  value: () => normal(S.List, ...fontFamilies().map(str)),
  examples: {
    'Length[$FontFamilies] >= 12': 'True',
    'ImageQ[Rasterize[Style["x", FontFamily -> "Tinoss"]]]': ['True', 'Rasterize::fontfam'],
  },
});

export const style: readonly Builtin[] = [Style, FontFamilies];
