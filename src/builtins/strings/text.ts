/** Strings as wholes: their length, case, order of characters. */
import { type Expr, int, Kind, normal, Str } from '../../expr/expr.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { list } from '../values/sequences.ts';
import { characterStrings, charactersOf, lengthOfText } from './characters.ts';
import { overStrings } from './matching.ts';

/** Functions of one string (or lists of strings). */
const ofString = (
  name: string,
  usage: string,
  f: (s: Str, e: Evaluation) => Expr,
  examples: Builtin['examples'],
): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Listable,
    arity: 1,
    evaluate: ([x], e) => (x!.kind === Kind.String ? f(x!, e) : e.message('string', int(1), normal(e.symbol, x!))),
    examples,
  });

export const StringLength = ofString(
  'StringLength',
  'StringLength["string"] gives the number of characters in a string.',
  (s) => int(lengthOfText(s)),
  {
    'StringLength["abc"]': '3',
    'StringLength[{"a", "bc"}]': '{1, 2}',
    'StringLength["\\[Alpha]"]': '1',
    'StringLength[5]': ['StringLength[5]', 'StringLength::string'],
  },
);
export const Characters = ofString(
  'Characters',
  'Characters["string"] gives a list of the characters in a string.',
  (s) => list(characterStrings(s.value)),
  { 'Characters["abc"]': '{"a", "b", "c"}', 'Characters[""]': '{}' },
);
export const ToUpperCase = ofString(
  'ToUpperCase',
  'ToUpperCase["string"] yields a string in which all letters have been converted to upper case.',
  (s) => new Str(s.value.toUpperCase()),
  { 'ToUpperCase["abc"]': '"ABC"' },
);
export const ToLowerCase = ofString(
  'ToLowerCase',
  'ToLowerCase["string"] yields a string in which all letters have been converted to lower case.',
  (s) => new Str(s.value.toLowerCase()),
  { 'ToLowerCase["ABC"]': '"abc"' },
);
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
export const Decapitalize = ofString(
  'Decapitalize',
  'Decapitalize["string"] yields a string in which the first character has been made lowercase.',
  (s) => new Str(s.value.replace(/^[^]/u, (c) => c.toLowerCase())),
  { 'Decapitalize["Hello"]': '"hello"' },
);
export const StringReverse = ofString(
  'StringReverse',
  'StringReverse["string"] reverses the order of the characters in "string".',
  (s) => new Str(charactersOf(s.value).reverse().join('')),
  { 'StringReverse["abc"]': '"cba"', 'StringReverse[{"ab", "cd"}]': '{"ba", "dc"}' },
);

export const texts: readonly Builtin[] = [
  StringLength,
  Characters,
  ToUpperCase,
  ToLowerCase,
  Capitalize,
  Decapitalize,
  StringReverse,
];
