/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { colors } from './colors.ts';
import { graphicsRecords } from './graphics.ts';
import './file-formats.ts';
import { rasterizing } from './rasterize.ts';
import { style } from './style.ts';

export const graphics: readonly Builtin[] = [...colors, ...style, ...rasterizing, ...graphicsRecords];
