/** Options that are True or False. */
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import type { OptionValues } from '../../kernel/definitions/options.ts';
import type { Evaluation } from '../builtin.ts';

/** Whether an option is True. What is neither True nor False is told, and counts as False. */
export function isOn(options: OptionValues, name: string, e: Evaluation): boolean {
  const value = options.get(name);
  if (value !== S.True && value !== S.False) e.message('opttf', system(name), value);
  return value === S.True;
}
