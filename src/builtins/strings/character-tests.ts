/** Tests of all characters of a string: LetterQ, DigitQ, UpperCaseQ, LowerCaseQ. */
import { Kind } from '../../expr/expr.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { bool } from '../values/sequences.ts';

const allCharacters = (
  name: string,
  { usage, test, examples }: { readonly usage: string; readonly test: RegExp; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Listable,
    arity: 1,
    evaluate: ([s]) => bool(s!.kind === Kind.String && test.test(s!.value)),
    examples,
  });
export const LetterQ = allCharacters('LetterQ', {
  usage: 'LetterQ["string"] yields True if all the characters in the string are letters, and yields False otherwise.',
  test: /^\p{L}*$/u,
  examples: { 'LetterQ["abc"]': 'True', 'LetterQ["a1"]': 'False', 'LetterQ[5]': 'False' },
});
export const DigitQ = allCharacters('DigitQ', {
  usage: 'DigitQ["string"] yields True if all the characters in the string are digits, and yields False otherwise.',
  test: /^[0-9]*$/,
  examples: { 'DigitQ["123"]': 'True', 'DigitQ["1.5"]': 'False' },
});
export const UpperCaseQ = allCharacters('UpperCaseQ', {
  usage:
    'UpperCaseQ["string"] yields True if all the characters in the string are uppercase letters, and yields False otherwise.',
  test: /^\p{Lu}*$/u,
  examples: { 'UpperCaseQ["ABC"]': 'True', 'UpperCaseQ["AbC"]': 'False' },
});
export const LowerCaseQ = allCharacters('LowerCaseQ', {
  usage:
    'LowerCaseQ["string"] yields True if all the characters in the string are lowercase letters, and yields False otherwise.',
  test: /^\p{Ll}*$/u,
  examples: { 'LowerCaseQ["abc"]': 'True', 'LowerCaseQ["aB"]': 'False' },
});

export const characterTests: readonly Builtin[] = [LetterQ, DigitQ, UpperCaseQ, LowerCaseQ];
