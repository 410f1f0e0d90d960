/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { arrangedPictures } from './arranged.ts';
import { charts } from './charts.ts';
import { colors } from './colors.ts';
import { curvePlots } from './curve-plots.ts';
import { curvePrimitives } from './curve-primitives.ts';
import { directiveWords } from './directive-words.ts';
import { fieldPlots } from './field-plots.ts';
import { graphPlots } from './graph-plot.ts';
import { graphicsRecords } from './graphics.ts';
import { logPlots } from './log-plots.ts';
import { matrixPlots } from './matrix-plots.ts';
import { optionWords } from './option-words.ts';
import { parametricPlots } from './parametric-plots.ts';
import { primitiveWords } from './primitive-words.ts';
import { rasterizing } from './rasterize.ts';
import { regionPlots } from './region-plot.ts';
import { spacePlots } from './space-plots.ts';
import { style } from './style.ts';
import { styleWords } from './style-words.ts';
import { transformedPrimitives } from './transformed.ts';

export const graphics: readonly Builtin[] = [
  ...colors,
  ...style,
  ...rasterizing,
  ...graphicsRecords,
  ...matrixPlots,
  ...curvePlots,
  ...logPlots,
  ...parametricPlots,
  ...fieldPlots,
  ...regionPlots,
  ...spacePlots,
  ...arrangedPictures,
  ...charts,
  ...graphPlots,
  ...primitiveWords,
  ...curvePrimitives,
  ...transformedPrimitives,
  ...directiveWords,
  ...styleWords,
  ...optionWords,
];
