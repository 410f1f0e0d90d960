/** What a text consists of, and the same text in other characters: CharacterCounts, WordCounts, PalindromeQ, URLEncode, ... */
import { Association } from '../../expr/association.ts';
import { type Expr, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { order } from '../../expr/order.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { tally } from '../associations/grouping.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { bool, elements, list } from '../values/sequences.ts';
import { characterStrings, charactersOf } from './characters.ts';
import { overStrings } from './matching.ts';
import { words } from './trimming.ts';

/** Functions of a text. */
const ofText = (
  name: string,
  {
    usage,
    value,
    examples,
  }: { readonly usage: string; readonly value: (text: string) => Expr; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: 1,
    evaluate: ([x], e) => overStrings(x!, (s) => value(s.value), [x!], e),
    examples: { ...examples, [`${name}[5]`]: [`${name}[5]`, `${name}::strse`] },
  });

/** How often each of the parts of a text comes, the most frequent first. */
const counting = (
  name: string,
  {
    usage,
    items,
    examples,
  }: {
    readonly usage: string;
    readonly items: (text: string) => readonly string[];
    readonly examples: Builtin['examples'];
  },
): Builtin => {
  const counts = (text: string): Expr => {
    const found = tally(items(text).map((item) => new Str(item)));
    return Association.from(found.entries().sort(([, m], [, n]) => order(n, m)));
  };
  return ofText(name, { usage, value: counts, examples });
};

const CharacterCounts = counting('CharacterCounts', {
  usage:
    'CharacterCounts["string"] gives an association whose keys are the distinct characters in string, and whose values give the number of times they appear.',
  items: charactersOf,
  examples: { 'CharacterCounts["banana"]': '<|"a" -> 3, "n" -> 2, "b" -> 1|>' },
});
const LetterCounts = counting('LetterCounts', {
  usage:
    'LetterCounts["string"] gives an association whose keys are the distinct letters in string, and whose values give the number of times they appear.',
  items: (text) => charactersOf(text).filter((c) => /\p{L}/u.test(c)),
  examples: { 'LetterCounts["a b, a"]': '<|"a" -> 2, "b" -> 1|>' },
});
const WordCounts = counting('WordCounts', {
  usage:
    'WordCounts["string"] gives an association whose keys are the distinct words in string, and whose values give the number of times they appear.',
  items: words,
  examples: { 'WordCounts["to be or not to be"]': '<|"to" -> 2, "be" -> 2, "or" -> 1, "not" -> 1|>' },
});

const RemoveDiacritics = ofText('RemoveDiacritics', {
  usage: 'RemoveDiacritics["string"] replaces characters that have diacritics by the ones without.',
  value: (text) => new Str(text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')),
  examples: { 'RemoveDiacritics["Zürich, café"]': '"Zurich, cafe"' },
});
/** Half of a pair has no bytes in UTF-8: it becomes the character that stands for such. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

const URLEncode = ofText('URLEncode', {
  usage:
    'URLEncode["string"] converts a string to URL-encoded form: percent signs and numbers for all but letters, digits and -._~.',
  value: (text) =>
    new Str(
      encodeURIComponent(text.replace(LONE_SURROGATE, '\ufffd')).replace(
        /[!'()*]/g,
        (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
      ),
    ),
  examples: {
    'URLEncode["a b&c=é"]': '"a%20b%26c%3D%C3%A9"',
    'URLEncode[FromCharacterCode[55357]]': '"%EF%BF%BD"',
  },
});

const URLDecode = builtin('URLDecode', {
  usage: 'URLDecode["string"] decodes a URL-encoded string.',
  arity: 1,
  messages: { enc: '`1` is not URL-encoded.' },
  evaluate: ([x], e) =>
    overStrings(
      x!,
      (s) => {
        try {
          return new Str(decodeURIComponent(s.value));
        } catch {
          return e.message('enc', s) ?? S.Failed;
        }
      },
      [x!],
      e,
    ),
  examples: { 'URLDecode["a%20b%26c"]': '"a b&c"', 'URLDecode["%E9"]': ['$Failed', 'URLDecode::enc'] },
});

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'] as const;
const CharacterNormalize = builtin('CharacterNormalize', {
  usage:
    'CharacterNormalize["text", form] converts the characters in text to the normalization form "NFC", "NFD", "NFKC" or "NFKD".',
  arity: 2,
  evaluate([x, form], e) {
    const name = FORMS.find((f) => form!.kind === Kind.String && form.value === f);
    if (name === undefined) return e.message('bdomv', form!, normal(S.List, ...FORMS.map((f) => new Str(f))));
    return overStrings(x!, (s) => new Str(s.value.normalize(name)), [x!, form!], e);
  },
  examples: {
    'StringLength[CharacterNormalize["é", "NFD"]]': '2',
    'CharacterNormalize["x", "ABC"]': ['CharacterNormalize["x", "ABC"]', 'CharacterNormalize::bdomv'],
  },
});

const PrintableASCIIQ = ofText('PrintableASCIIQ', {
  usage: 'PrintableASCIIQ["string"] yields True if all characters in string are printable ASCII characters.',
  value: (text) => bool(/^[ -~]*$/.test(text)),
  examples: { 'PrintableASCIIQ[{"abc 1", "é"}]': '{True, False}' },
});

const PalindromeQ = builtin('PalindromeQ', {
  usage:
    'PalindromeQ[list] returns True if the given list is identical to Reverse[list].\nPalindromeQ[string] tests a string, PalindromeQ[n] the decimal digits of an integer.',
  arity: 1,
  evaluate([x], e) {
    const items =
      x!.kind === Kind.String
        ? characterStrings(x!.value)
        : x!.kind === Kind.Integer
          ? elements(e.evaluate(normal(system('IntegerDigits'), x!)))
          : elements(x!);
    return items && bool(items.every((item, i) => same(item, items[items.length - 1 - i]!)));
  },
  examples: { 'PalindromeQ /@ {"level", "levels", 12321, {1, 2, 1}, {1, 2}}': '{True, False, True, True, False}' },
});

const StringPartition = builtin('StringPartition', {
  usage:
    'StringPartition["string", n] partitions string into nonoverlapping substrings of length n; UpTo[n] lets the last one be shorter.\nStringPartition["string", n, d] generates substrings with offset d.',
  arity: [2, 3],
  evaluate([x, ...sizes], e) {
    return overStrings(
      x!,
      (s) => {
        const parts = e.evaluate(normal(system('Partition'), list(characterStrings(s.value)), ...sizes));
        return isCall(parts, S.List) ? normal(S.Map, S.StringJoin, parts) : S.Failed;
      },
      [x!, ...sizes],
      e,
    );
  },
  examples: {
    'StringPartition["abcdefgh", 3]': '{"abc", "def"}',
    'StringPartition["abcdefgh", UpTo[3]]': '{"abc", "def", "gh"}',
    'StringPartition["abcd", 2, 1]': '{"ab", "bc", "cd"}',
    'StringPartition[5, 2]': ['StringPartition[5, 2]', 'StringPartition::strse'],
  },
});

export const counted: readonly Builtin[] = [
  CharacterCounts,
  LetterCounts,
  WordCounts,
  RemoveDiacritics,
  CharacterNormalize,
  URLEncode,
  URLDecode,
  PrintableASCIIQ,
  PalindromeQ,
  StringPartition,
];
