/** Tokens that are whole operands: slots, outputs, blanks and what they stand for. */
import { type Expr, int, normal, Str, type Sym } from '../expr/expr.ts';
import * as S from '../expr/symbols.ts';
import { readString } from './literals.ts';

/** Digits, which may be more than a double holds. */
const whole = (digits: string): Expr => int(BigInt(digits));

/** #, #2, #name, #"name", ## and ##2. */
export function slot(image: string): Expr {
  if (image === '#') return normal(S.Slot, int(1));
  if (image.startsWith('##')) return normal(S.SlotSequence, image.length > 2 ? whole(image.slice(2)) : int(1));
  const rest = image.slice(1);
  if (/^\d/.test(rest)) return normal(S.Slot, whole(rest));
  if (!rest.startsWith('"')) return normal(S.Slot, new Str(rest));
  const name = readString(rest);
  return normal(S.Slot, new Str(typeof name === 'string' ? name : rest.slice(1, -1)));
}

/** %, %%, %7. */
export function out(image: string): Expr {
  if (/^%\d/.test(image)) return normal(S.Out, whole(image.slice(1)));
  return image === '%' ? normal(S.Out) : normal(S.Out, int(-image.length));
}

const heads = [S.Blank, S.BlankSequence, S.BlankNullSequence];

/** _, __, ___, with a head behind, or _. : what follows the name in x_h. */
export function blank(image: string, name: Sym | undefined, resolve: (name: string) => Sym): Expr {
  let marks = 1;
  while (image.charCodeAt(marks) === 95) marks++;
  const optional = image === '_.';
  const plain =
    optional || image.length === marks
      ? normal(heads[marks - 1]!)
      : normal(heads[marks - 1]!, resolve(image.slice(marks)));
  const pattern = name === undefined ? plain : normal(S.Pattern, name, plain);
  return optional ? normal(S.Optional, pattern) : pattern;
}
