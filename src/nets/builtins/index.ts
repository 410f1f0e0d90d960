/** All records of nets, grouped by theme; nothing else. */
import type { Builtin } from '../../builtins/builtin.ts';
import type { Boxed } from '../../expr/expr.ts';
import { arrayBuiltins } from './arrays.ts';
import { NetDecoder, NetEncoder } from './coders.ts';
import { NetChain, NetGraph, NetPort } from './containers.ts';
import { NetExtract, NetInitialize } from './extract.ts';
import { layerBuiltins } from './layers.ts';
import { shownNet } from './net-value.ts';
import { surgeryBuiltins } from './surgery.ts';
import { shownResults, trainingBuiltins } from './training.ts';

/** How nets and their trainings are shown in a terminal. */
export const shown = (b: Boxed): string | undefined => shownNet(b) ?? shownResults(b);

export const netBuiltins: readonly Builtin[] = [
  NetChain,
  NetGraph,
  NetPort,
  ...layerBuiltins,
  ...arrayBuiltins,
  NetEncoder,
  NetDecoder,
  NetExtract,
  NetInitialize,
  ...surgeryBuiltins,
  ...trainingBuiltins,
];
