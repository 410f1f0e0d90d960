/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { AppendTo, AssociateTo, KeyDropFrom, PrependTo } from './append-to.ts';
import { attributeNames } from './attribute-names.ts';
import { Attributes, ClearAttributes, Protect, SetAttributes, Unprotect } from './attributes.ts';
import { Clear, ClearAll, Remove } from './clear.ts';
import { increments } from './increment.ts';
import { FilterRules, Options, OptionValue, SetOptions } from './options.ts';
import { Set, SetDelayed, TagSet, TagSetDelayed, TagUnset, Unset, UpSet, UpSetDelayed } from './set.ts';
import { settings } from './settings.ts';
import { Default, DefaultValues, DownValues, FormatValues, NValues, OwnValues, SubValues, UpValues } from './values.ts';

export const assignment: readonly Builtin[] = [
  Set,
  SetDelayed,
  UpSet,
  UpSetDelayed,
  TagSet,
  TagSetDelayed,
  Unset,
  TagUnset,
  ...increments,
  AppendTo,
  PrependTo,
  AssociateTo,
  KeyDropFrom,
  Clear,
  ClearAll,
  Remove,
  Attributes,
  SetAttributes,
  ClearAttributes,
  Protect,
  Unprotect,
  OwnValues,
  DownValues,
  SubValues,
  UpValues,
  NValues,
  FormatValues,
  Default,
  DefaultValues,
  Options,
  SetOptions,
  OptionValue,
  FilterRules,
  ...attributeNames,
  ...settings,
];
