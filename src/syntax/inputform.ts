/** InputForm: text that reads back as the same expression, with as few parentheses as that allows. */
import type { Expr } from '../expr/expr.ts';
import { fullForm } from './fullform.ts';
import { LinePrinter } from './line-printer.ts';
import type { PrintOptions } from './printing.ts';

export function inputForm(e: Expr, options: PrintOptions = {}): string {
  try {
    return new LinePrinter(options, 'input').text(e);
  } catch (x) {
    // The printer was called with little stack left: FullForm needs none and says the same.
    if (x instanceof RangeError) return fullForm(e, options);
    throw x;
  }
}
