/** Functions of functions: mapping, nesting, folding, composing, selecting, and products of lists. */
import type { Builtin } from '../builtin.ts';
import { composing } from './compose.ts';
import { fold } from './fold.ts';
import { mapping } from './map.ts';
import { nest } from './nest.ts';
import { products } from './products.ts';
import { selecting } from './select.ts';

export const functional: readonly Builtin[] = [...mapping, ...nest, ...fold, ...composing, ...selecting, ...products];
