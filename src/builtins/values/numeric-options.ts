/** Options of numerical functions that programs pass: what is not done is told of, and the usual way is taken. */
import { Kind } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation, OptionValues } from '../builtin.ts';

export const numericOptions = {
  WorkingPrecision: 'MachinePrecision',
  PrecisionGoal: 'Automatic',
  AccuracyGoal: 'Automatic',
  MaxRecursion: 'Automatic',
  Method: 'Automatic',
};
export const numericMessages = {
  method: 'Method -> `1` is not supported: the usual method is taken.',
};

const MachinePrecision = system('MachinePrecision');
const MACHINE_DIGITS = 15;

/** Goals that machine numbers reach by themselves are met; more precision and other methods are messages. */
export function asMachineNumbers(options: OptionValues, e: Evaluation): void {
  const precision = options.get('WorkingPrecision');
  if (precision !== MachinePrecision && precision !== S.Automatic) e.message('machine', precision);
  for (const name of ['PrecisionGoal', 'AccuracyGoal']) {
    const goal = options.get(name);
    if (goal.kind === Kind.Integer && goal.value > MACHINE_DIGITS) e.message('machine', goal);
  }
  options.get('MaxRecursion');
  const method = options.get('Method');
  if (method !== S.Automatic) e.message('method', method);
}
