/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { conditionals } from './conditionals.ts';
import { confirmations } from './confirm.ts';
import { limits } from './limits.ts';
import { loops } from './loops.ts';
import { outcomes } from './outcomes.ts';
import { sowing } from './sow-reap.ts';
import { tables } from './table.ts';
import { transfers } from './transfer.ts';

export const control: readonly Builtin[] = [
  ...conditionals,
  ...loops,
  ...tables,
  ...transfers,
  ...sowing,
  ...limits,
  ...confirmations,
  ...outcomes,
];
