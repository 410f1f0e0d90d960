/** Strings as wholes: their length, case, order of characters. */
import { type Expr, int, Kind, normal, Str } from '../../expr/expr.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { list } from '../values/sequences.ts';
import { characterStrings, charactersOf, lengthOfText } from './characters.ts';
import { overStrings } from './matching.ts';

/** Functions of one string (or lists of strings). */
const ofString = (
  name: string,
  {
    usage,
    f,
    examples,
  }: { readonly usage: string; readonly f: (s: Str, e: Evaluation) => Expr; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Listable,
    arity: 1,
    evaluate: ([x], e) => (x!.kind === Kind.String ? f(x!, e) : e.message('string', int(1), normal(e.symbol, x!))),
    examples,
  });

export const StringLength = ofString('StringLength', {
  usage: 'StringLength["string"] gives the number of characters in a string.',
  f: (s) => int(lengthOfText(s)),
  examples: {
    'StringLength["abc"]': '3',
    'StringLength[{"a", "bc"}]': '{1, 2}',
    'StringLength["\\[Alpha]"]': '1',
    'StringLength[5]': ['StringLength[5]', 'StringLength::string'],
  },
});
export const Characters = ofString('Characters', {
  usage: 'Characters["string"] gives a list of the characters in a string.',
  f: (s) => list(characterStrings(s.value)),
  examples: { 'Characters["abc"]': '{"a", "b", "c"}', 'Characters[""]': '{}' },
});
export const ToUpperCase = ofString('ToUpperCase', {
  usage: 'ToUpperCase["string"] yields a string in which all letters have been converted to upper case.',
  f: (s) => new Str(s.value.toUpperCase()),
  examples: { 'ToUpperCase["abc"]': '"ABC"' },
});
export const ToLowerCase = ofString('ToLowerCase', {
  usage: 'ToLowerCase["string"] yields a string in which all letters have been converted to lower case.',
  f: (s) => new Str(s.value.toLowerCase()),
  examples: { 'ToLowerCase["ABC"]': '"abc"' },
});
export const Capitalize = builtin('Capitalize', {
  usage:
    'Capitalize["string"] yields a string in which the first character has been made uppercase.\nCapitalize["string", "AllWords"] capitalizes all words.',
  arity: [1, 2],
  evaluate: ([x, scheme], e) =>
    overStrings(
      x!,
      (s) =>
        new Str(
          scheme?.kind === Kind.String && scheme.value === 'AllWords'
            ? s.value.replace(/(?<![\p{L}\p{N}])\p{L}/gu, (c) => c.toUpperCase())
            : s.value.replace(/^[^]/u, (c) => c.toUpperCase()),
        ),
      [x!],
      e,
    ),
  examples: { 'Capitalize["hello there"]': '"Hello there"', 'Capitalize["hello there", "AllWords"]': '"Hello There"' },
});
export const Decapitalize = ofString('Decapitalize', {
  usage: 'Decapitalize["string"] yields a string in which the first character has been made lowercase.',
  f: (s) => new Str(s.value.replace(/^[^]/u, (c) => c.toLowerCase())),
  examples: { 'Decapitalize["Hello"]': '"hello"' },
});
export const StringReverse = ofString('StringReverse', {
  usage: 'StringReverse["string"] reverses the order of the characters in "string".',
  f: (s) => new Str(charactersOf(s.value).reverse().join('')),
  examples: { 'StringReverse["abc"]': '"cba"', 'StringReverse[{"ab", "cd"}]': '{"ba", "dc"}' },
});

export const texts: readonly Builtin[] = [
  StringLength,
  Characters,
  ToUpperCase,
  ToLowerCase,
  Capitalize,
  Decapitalize,
  StringReverse,
];
