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

/** Symbols that mean something to Style and graphics alone: each with what it does and where. */
const WORDS: Readonly<Record<string, string>> = {
  Bold: 'Bold is a directive for text in bold face.',
  Italic: 'Italic is a directive for text in italic face.',
  Plain: 'Plain is a directive for text that is neither bold nor italic.',
  Larger: 'Larger is a font size somewhat above the one around.',
  Smaller: 'Smaller is a font size somewhat below the one around.',
  Tiny: 'Tiny is a small size of text or pictures.',
  Small: 'Small is a size of text or pictures below Medium.',
  Medium: 'Medium is the usual size of text or pictures.',
  Large: 'Large is a size of text or pictures above Medium.',
  FontFamily: 'FontFamily is an option for Style that gives the name of a font family, see $FontFamilies.',
  FontSize: 'FontSize is an option for Style that gives the size of text in points.',
  FontWeight: 'FontWeight is an option for Style: "Plain" or "Bold".',
  FontSlant: 'FontSlant is an option for Style: "Plain" or "Italic".',
  FontColor: 'FontColor is an option for Style that gives the color of text.',
  Background: 'Background is an option for the color behind text or pictures; None is transparent.',
  ImageSize: 'ImageSize is an option for the size of a picture: width or {width, height}.',
  RasterSize: 'RasterSize is an option for Rasterize that gives the size of the raster in pixels.',
};

const words: readonly Builtin[] = Object.entries(WORDS).map(([name, usage]) =>
  builtin(name, { usage, examples: { [`{${name}}`]: `{${name}}` } }),
);

export const style: readonly Builtin[] = [Style, FontFamilies, ...words];
