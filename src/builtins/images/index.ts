/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { coloring } from './coloring.ts';
import { combining } from './combining.ts';
import { filtering } from './filtering.ts';
import { image } from './image.ts';
import { making } from './making.ts';
import { properties } from './properties.ts';
import { sizing } from './sizing.ts';
import { transparency } from './transparency.ts';
import { turning } from './turning.ts';

export const images: readonly Builtin[] = [
  ...image,
  ...properties,
  ...sizing,
  ...turning,
  ...coloring,
  ...transparency,
  ...combining,
  ...filtering,
  ...making,
];
