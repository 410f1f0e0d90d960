/** What each kernel of a program becomes; elementwise ones are in groups instead. */
import type { Lower } from '../lowering.ts';
import { arrangements } from './arrangements.ts';
import { BatchMatMul } from './products.ts';
import { Max, Mean, Min, Prod, Softmax, Sum } from './reductions.ts';

export const lowerings: Readonly<Record<string, Lower>> = {
  ...arrangements,
  BatchMatMul,
  Sum,
  Mean,
  Max,
  Min,
  Prod,
  Softmax,
};
