/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { charts } from './charts.ts';
import { colors } from './colors.ts';
import { curvePlots } from './curve-plots.ts';
import { directiveWords } from './directive-words.ts';
import { graphicsRecords } from './graphics.ts';
import { matrixPlots } from './matrix-plots.ts';
import { optionWords } from './option-words.ts';
import { primitiveWords } from './primitive-words.ts';
import { rasterizing } from './rasterize.ts';
import { style } from './style.ts';
import { styleWords } from './style-words.ts';

export const graphics: readonly Builtin[] = [
  ...colors,
  ...style,
  ...rasterizing,
  ...graphicsRecords,
  ...matrixPlots,
  ...curvePlots,
  ...charts,
  ...primitiveWords,
  ...directiveWords,
  ...styleWords,
  ...optionWords,
];
