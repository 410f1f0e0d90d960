/** What each kernel of a program becomes; elementwise ones are in groups instead. */
import type { Lower } from '../lowering.ts';
import { arrangements } from './arrangements.ts';
import { convolutions } from './convolutions.ts';
import { poolings } from './poolings.ts';
import { BatchMatMul } from './products.ts';
import { LogSoftmax, Max, Mean, Min, Prod, Softmax, Sum } from './reductions.ts';
import { rows } from './rows.ts';

export const lowerings: Readonly<Record<string, Lower>> = {
  ...arrangements,
  ...convolutions,
  ...poolings,
  BatchMatMul,
  Sum,
  Mean,
  Max,
  Min,
  Prod,
  Softmax,
  LogSoftmax,
  ...rows,
};
