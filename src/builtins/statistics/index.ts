/** Statistics of samples: location, spread, quantiles, bins, moving windows, distances and neighbours. */
import type { Builtin } from '../builtin.ts';
import { bins } from './bins.ts';
import { distances } from './distances.ts';
import { locations } from './location.ts';
import { quantiles } from './quantiles.ts';
import { randomVariates } from './random-variate.ts';
import { spreads } from './spread.ts';
import { windows } from './windows.ts';

export const statistics: readonly Builtin[] = [
  ...locations,
  ...spreads,
  ...quantiles,
  ...bins,
  ...windows,
  ...distances,
  ...randomVariates,
];
