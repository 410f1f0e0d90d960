/** Lists and arrays: parts, order, sets, shapes, sums. */
import type { Builtin } from '../builtin.ts';
import { appending } from './append.ts';
import { arrays } from './arrays.ts';
import { choices } from './choices.ts';
import { construct } from './construct.ts';
import { containments } from './containment.ts';
import { editing } from './editing.ts';
import { extremes } from './extremes.ts';
import { grouping } from './grouping.ts';
import { largest } from './largest.ts';
import { listItself } from './list.ts';
import { paddings } from './padding.ts';
import { Part } from './part.ts';
import { partitions } from './partition.ts';
import { placeholders } from './placeholders.ts';
import { rotations } from './rotate.ts';
import { searching } from './searching.ts';
import { sets } from './sets.ts';
import { shapes } from './shape.ts';
import { sortingBuiltins } from './sorting.ts';
import { sparseArrays } from './sparse-array.ts';
import { subsequences } from './subsequences.ts';
import { takeDrop } from './take-drop.ts';
import { totals } from './totals.ts';
import { Transpose } from './transpose.ts';

export const lists: readonly Builtin[] = [
  Part,
  ...takeDrop,
  ...appending,
  ...rotations,
  ...searching,
  ...construct,
  ...sortingBuiltins,
  ...largest,
  ...sets,
  ...containments,
  ...grouping,
  ...shapes,
  ...arrays,
  Transpose,
  ...totals,
  ...partitions,
  ...paddings,
  ...editing,
  ...choices,
  ...subsequences,
  ...extremes,
  ...placeholders,
  ...sparseArrays,
  ...listItself,
];
