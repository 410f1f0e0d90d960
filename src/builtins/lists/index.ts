/** Lists and arrays: parts, order, sets, shapes, sums. */
import type { Builtin } from '../builtin.ts';
import { arrays } from './arrays.ts';
import { construct } from './construct.ts';
import { grouping } from './grouping.ts';
import { Part } from './part.ts';
import { searching } from './searching.ts';
import { sets } from './sets.ts';
import { shapes } from './shape.ts';
import { sortingBuiltins } from './sorting.ts';
import { takeDrop } from './take-drop.ts';

export const lists: readonly Builtin[] = [
  Part,
  ...takeDrop,
  ...searching,
  ...construct,
  ...sortingBuiltins,
  ...sets,
  ...grouping,
  ...shapes,
  ...arrays,
];
