/** TrainingUpdateSchedule: groups of arrays that are updated in turns, one group a step. */
import { type Expr, isCall, Kind, str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import type { Net } from '../model/net.ts';
import { coveredArrays } from '../model/parts.ts';
import { NetProblem } from '../model/problem.ts';

/** Keys of the arrays of each step, in a cycle. */
export interface UpdateSchedule {
  readonly steps: readonly ReadonlySet<string>[];
  /** All that are updated at some time. */
  readonly all: ReadonlySet<string>;
}

/** Most steps of a cycle: beyond it a count is a mistake. */
const MOST = 10_000;

/** How often a group comes in a row: {group, n} of group -> n. */
function repeated(e: Expr): { readonly group: Expr; readonly count: number } {
  if (!isRule(e)) return { group: e, count: 1 };
  const n = e.args[1];
  if (n.kind !== Kind.Integer || Number(n.value) < 1 || Number(n.value) > MOST)
    throw new NetProblem('badpar', n, str('TrainingUpdateSchedule'), str('a positive number of steps after ->'));
  return { group: e.args[0], count: Number(n.value) };
}

/** Automatic (undefined: all arrays in every step), or {group1, group2 -> steps, ...}. Throws NetProblem. */
export function readSchedule(e: Expr, net: Net): UpdateSchedule | undefined {
  if (e === S.Automatic || e === S.None) return undefined;
  const groups = isCall(e, S.List) ? e.args : [e];
  if (groups.length === 0)
    throw new NetProblem('badpar', e, str('TrainingUpdateSchedule'), str('Automatic or a list of parts of the net'));
  const steps = groups.flatMap((g) => {
    const { group, count } = repeated(g);
    const keys = coveredArrays(net, group);
    return new Array<ReadonlySet<string>>(count).fill(keys);
  });
  return { steps, all: new Set(steps.flatMap((s) => [...s])) };
}
