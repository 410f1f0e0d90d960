/** Symbols that stand for themselves in string patterns. */
import type { Expr } from '../../expr/expr.ts';
import { Kind, Str } from '../../expr/expr.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { joined } from './matching.ts';

export const StringExpression = builtin('StringExpression', {
  usage: 's1 ~~ s2 ~~ ... represents a sequence of strings and string patterns.',
  attributes: Attribute.Flat | Attribute.OneIdentity,
  messages: { invld: 'Element `1` is not a valid string or pattern element in `2`.' },
  evaluate(args) {
    if (args.length === 0) return new Str('');
    const neighbours =
      args.some((a, i) => a.kind === Kind.String && args[i + 1]?.kind === Kind.String) ||
      (args.length > 1 && args.some(isEmpty));
    return neighbours ? joined(args) : args.length === 1 && args[0]!.kind === Kind.String ? args[0] : undefined;
  },
  examples: { '"a" ~~ "b"': '"ab"', '"a" ~~ x_': '"a" ~~ x_', '"a" ~~ "b" ~~ __': '"ab" ~~ __' },
});
const isEmpty = (e: Expr): boolean => e.kind === Kind.String && e.value === '';

export const RegularExpression = builtin('RegularExpression', {
  usage: 'RegularExpression["regex"] represents the generalized regular expression specified by the string "regex".',
  arity: 1,
  messages: { maljs: 'The regular expression in `1` is not valid: `2`.' },
  evaluate: () => undefined,
  examples: {
    'StringCases["a1b2", RegularExpression["[0-9]"]]': '{"1", "2"}',
    'StringMatchQ["a", RegularExpression["("]]': [
      'StringMatchQ["a", RegularExpression["("]]',
      'RegularExpression::maljs',
    ],
  },
});

export const patternHeads: readonly Builtin[] = [
  StringExpression,
  RegularExpression,
  builtin('Whitespace', {
    usage: 'Whitespace represents a sequence of whitespace characters in StringExpression.',
    examples: {
      'StringReplace["a  b", Whitespace -> " "]': '"a b"',
    },
  }),
  builtin('WhitespaceCharacter', {
    usage: 'WhitespaceCharacter represents a single whitespace character in StringExpression.',
    examples: {
      'StringCount["a  b", WhitespaceCharacter]': '2',
    },
  }),
  builtin('NumberString', {
    usage: 'NumberString represents the characters of a number in StringExpression.',
    examples: {
      'StringCases["a 12 b -3.5", NumberString]': '{"12", "-3.5"}',
    },
  }),
  builtin('DigitCharacter', {
    usage: 'DigitCharacter represents a digit character 0-9 in StringExpression.',
    examples: {
      'StringMatchQ["7", DigitCharacter]': 'True',
    },
  }),
  builtin('LetterCharacter', {
    usage: 'LetterCharacter represents a letter character in StringExpression.',
    examples: {
      'StringCount["a1b", LetterCharacter]': '2',
    },
  }),
  builtin('WordCharacter', {
    usage: 'WordCharacter represents a letter or digit character in StringExpression.',
    examples: {
      'StringCases["hi there", WordCharacter ..]': '{"hi", "there"}',
    },
  }),
  builtin('HexadecimalCharacter', {
    usage: 'HexadecimalCharacter represents a hexadecimal digit character in StringExpression.',
    examples: {
      'StringMatchQ["f", HexadecimalCharacter]': 'True',
    },
  }),
  builtin('PunctuationCharacter', {
    usage: 'PunctuationCharacter represents a punctuation character in StringExpression.',
    examples: {
      'StringCases["a,b!", PunctuationCharacter]': '{",", "!"}',
    },
  }),
  builtin('StartOfString', {
    usage: 'StartOfString represents the beginning of a string for purposes of matching in StringExpression.',
    examples: { 'StringReplace["aa", StartOfString ~~ "a" -> "b"]': '"ba"' },
  }),
  builtin('EndOfString', {
    usage: 'EndOfString represents the end of a string for purposes of matching in StringExpression.',
    examples: {
      'StringReplace["aa", "a" ~~ EndOfString -> "b"]': '"ab"',
    },
  }),
  builtin('StartOfLine', {
    usage: 'StartOfLine represents the beginning of a line for purposes of matching in StringExpression.',
    examples: {
      'StringCount["a\\na", StartOfLine ~~ "a"]': '2',
    },
  }),
  builtin('EndOfLine', {
    usage: 'EndOfLine represents the end of a line for purposes of matching in StringExpression.',
    examples: {
      'StringCount["a\\nb", "a" ~~ EndOfLine]': '1',
    },
  }),
  builtin('WordBoundary', {
    usage: 'WordBoundary represents a word boundary for purposes of matching in StringExpression.',
    examples: {
      'StringCount["cat concat", WordBoundary ~~ "cat" ~~ WordBoundary]': '1',
    },
  }),
  builtin('Longest', {
    usage: 'Longest[p] is a pattern object that matches the longest sequence consistent with the pattern p.',
    examples: {
      'StringCases["aXbX", Longest[__] ~~ "X"]': '{"aXbX"}',
    },
  }),
  builtin('Shortest', {
    usage: 'Shortest[p] is a pattern object that matches the shortest sequence consistent with the pattern p.',
    examples: {
      'StringCases["aXbX", Shortest[__] ~~ "X"]': '{"aX", "bX"}',
    },
  }),
];
