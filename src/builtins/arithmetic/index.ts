/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { ArcTan } from './arc-tangent.ts';
import { comparisons } from './comparison.ts';
import { elementaryFunctions } from './elementary-table.ts';
import { logarithms } from './logarithms.ts';
import { Minus, Plus, Subtract } from './plus.ts';
import { CubeRoot, Power, Sqrt, Surd } from './power.ts';
import { Divide, Times } from './times.ts';

export const arithmetic: readonly Builtin[] = [
  Plus,
  Minus,
  Subtract,
  Times,
  Divide,
  Power,
  Sqrt,
  CubeRoot,
  Surd,
  ...comparisons,
  ...elementaryFunctions,
  ...logarithms,
  ArcTan,
];
