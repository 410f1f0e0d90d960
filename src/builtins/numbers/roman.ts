/** Roman numerals. */
import { int, Kind, Str } from '../../expr/expr.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { isInt } from '../values/number.ts';

const ROMAN: readonly (readonly [string, number])[] = [
  ['M', 1000],
  ['CM', 900],
  ['D', 500],
  ['CD', 400],
  ['C', 100],
  ['XC', 90],
  ['L', 50],
  ['XL', 40],
  ['X', 10],
  ['IX', 9],
  ['V', 5],
  ['IV', 4],
  ['I', 1],
];
export function fromRoman(text: string): number | undefined {
  let rest = text.toUpperCase();
  let n = 0;
  for (const [letters, value] of ROMAN)
    while (rest.startsWith(letters)) {
      n += value;
      rest = rest.slice(letters.length);
    }
  return rest === '' ? n : undefined;
}
export function toRoman(n: number): string {
  let rest = n;
  let out = '';
  for (const [letters, value] of ROMAN) for (; rest >= value; rest -= value) out += letters;
  return out;
}
export const RomanNumeral = builtin('RomanNumeral', {
  usage: 'RomanNumeral[n] gives a string with the Roman numeral for n.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate: ([n]) => (isInt(n) && n.value > 0 && n.value < 5000 ? new Str(toRoman(Number(n.value))) : undefined),
  examples: { 'RomanNumeral[14]': '"XIV"' },
});
export const FromRomanNumeral = builtin('FromRomanNumeral', {
  usage: 'FromRomanNumeral["string"] gives the integer corresponding to the Roman numeral.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate([s]) {
    const n = s!.kind === Kind.String ? fromRoman(s!.value) : undefined;
    return n === undefined ? undefined : int(n);
  },
  examples: { 'FromRomanNumeral["XIV"]': '14' },
});

export const romanNumerals: readonly Builtin[] = [RomanNumeral, FromRomanNumeral];
