/** Distances between strings (and lists), common subsequences, the alphabet. */

import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import { commonRun, commonSubsequence, editDistance } from '../../numeric/sequence-distance.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { elements, list, wholeOf } from '../values/sequences.ts';
import { isOn } from '../values/switches.ts';
import { charactersOf } from './characters.ts';

/** Characters or elements of two things of the same kind; reports anything else. */
function pairOf(
  a: Expr,
  b: Expr,
  ignoreCase: boolean,
  e: Evaluation,
): { n: number; m: number; same: (i: number, j: number) => boolean } | undefined {
  if (a.kind === Kind.String && b.kind === Kind.String) {
    const [x, y] = [a.value, b.value].map((t) => charactersOf(ignoreCase ? t.toLowerCase() : t)) as [
      string[],
      string[],
    ];
    return { n: x.length, m: y.length, same: (i, j) => x[i] === y[j] };
  }
  const [x, y] = [elements(a), elements(b)];
  if (x === undefined || y === undefined) return e.message('comparable', a, b);
  return { n: x.length, m: y.length, same: (i, j) => same(x[i]!, y[j]!) };
}

const messages = {
  comparable: 'Two strings or two lists are expected, not `1` and `2`.',
  length: 'The sequences `1` and `2` are of different length.',
};
const distance = (
  name: string,
  {
    usage,
    swaps,
    examples,
  }: { readonly usage: string; readonly swaps: boolean; readonly examples: Builtin['examples'] },
): Builtin =>
  builtin(name, {
    usage,
    arity: 2,
    options: { IgnoreCase: 'False' },
    messages,
    evaluate([a, b], e, options) {
      const p = pairOf(a!, b!, isOn(options, 'IgnoreCase', e), e);
      return p && int(editDistance(p.n, p.m, p.same, swaps));
    },
    examples,
  });
export const EditDistance = distance('EditDistance', {
  usage: 'EditDistance[u, v] gives the edit or Levenshtein distance between strings or lists u and v.',
  swaps: false,
  examples: {
    'EditDistance["kitten", "sitting"]': '3',
    'EditDistance["ab", "ba"]': '2',
    'EditDistance[{1, 2}, {1, 3}]': '1',
    'EditDistance["A", "a", IgnoreCase -> True]': '0',
    'EditDistance["a", 1]': ['EditDistance["a", 1]', 'EditDistance::comparable'],
  },
});
export const DamerauLevenshteinDistance = distance('DamerauLevenshteinDistance', {
  usage: 'DamerauLevenshteinDistance[u, v] gives the edit distance that counts exchanged neighbours once.',
  swaps: true,
  examples: { 'DamerauLevenshteinDistance["ab", "ba"]': '1' },
});

export const HammingDistance = builtin('HammingDistance', {
  usage: 'HammingDistance[u, v] gives the number of elements whose values disagree in u and v.',
  arity: 2,
  options: { IgnoreCase: 'False' },
  messages,
  evaluate([a, b], e, options) {
    const p = pairOf(a!, b!, isOn(options, 'IgnoreCase', e), e);
    if (p === undefined) return undefined;
    if (p.n !== p.m) return e.message('length', a!, b!);
    let count = 0;
    for (let i = 0; i < p.n; i++) if (!p.same(i, i)) count++;
    return int(count);
  },
  examples: {
    'HammingDistance["karolin", "kathrin"]': '3',
    'HammingDistance["a", "ab"]': ['HammingDistance["a", "ab"]', 'HammingDistance::length'],
  },
});

const common = (
  name: string,
  {
    usage,
    positions,
    examples,
  }: {
    readonly usage: string;
    readonly positions: (p: { n: number; m: number; same: (i: number, j: number) => boolean }) => number[];
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: 2,
    options: { IgnoreCase: 'False' },
    messages,
    evaluate([a, b], e, options) {
      const p = pairOf(a!, b!, isOn(options, 'IgnoreCase', e), e);
      if (p === undefined) return undefined;
      const at = positions(p);
      if (a!.kind !== Kind.String) return list(at.map((i) => elements(a!)![i]!));
      const all = charactersOf(a!.value);
      return new Str(at.map((i) => all[i]).join(''));
    },
    examples,
  });
export const LongestCommonSequence = common('LongestCommonSequence', {
  usage:
    'LongestCommonSequence[s1, s2] finds the longest (not necessarily contiguous) sequence of elements common to s1 and s2.',
  positions: (p) => commonSubsequence(p.n, p.m, p.same),
  examples: { 'LongestCommonSequence["AGCAT", "GAC"]': '"GA"', 'LongestCommonSequence[{1, 2, 3}, {1, 3}]': '{1, 3}' },
});
export const LongestCommonSubsequence = common('LongestCommonSubsequence', {
  usage: 'LongestCommonSubsequence[s1, s2] finds the longest contiguous subsequence of elements common to s1 and s2.',
  positions: (p) => {
    const { start, length } = commonRun(p.n, p.m, p.same);
    return Array.from({ length }, (_, i) => start + i);
  },
  examples: { 'LongestCommonSubsequence["abcdef", "xcdez"]': '"cde"' },
});

const letters = 'abcdefghijklmnopqrstuvwxyz';
const greek = 'αβγδεζηθικλμνξοπρστυφχψω';
export const Alphabet = builtin('Alphabet', {
  usage:
    'Alphabet[] gives a list of the lowercase letters a through z.\nAlphabet["type"] gives the alphabet for "English" or "Greek".',
  arity: [0, 1],
  messages: { alph: 'The alphabet `1` is not known; the known ones are "English" and "Greek".' },
  evaluate([type], e) {
    const name = type === undefined ? 'English' : type.kind === Kind.String ? type.value : '';
    const text = name === 'English' ? letters : name === 'Greek' ? greek : undefined;
    return text === undefined ? e.message('alph', type!) : list([...text].map((c) => new Str(c)));
  },
  examples: {
    'StringJoin[Alphabet[]]': '"abcdefghijklmnopqrstuvwxyz"',
    'Length[Alphabet["Greek"]]': '24',
    'Alphabet["x"]': ['Alphabet["x"]', 'Alphabet::alph'],
  },
});
export const LetterNumber = builtin('LetterNumber', {
  usage:
    'LetterNumber["c"] gives the position of the character "c" in the English alphabet; 0 for other characters.\nLetterNumber["string"] gives a list of positions.',
  attributes: Attribute.Listable,
  arity: 1,
  evaluate([s], e) {
    if (s!.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, s!));
    const numbers = charactersOf(s!.value.toLowerCase()).map((c) => int(letters.indexOf(c) + 1));
    return numbers.length === 1 ? numbers[0] : list(numbers);
  },
  examples: { 'LetterNumber["c"]': '3', 'LetterNumber["ab!"]': '{1, 2, 0}' },
});
export const FromLetterNumber = builtin('FromLetterNumber', {
  usage:
    'FromLetterNumber[n] gives the lowercase letter at position n in the English alphabet.\nFromLetterNumber[{n1, n2, ...}] gives a list of letters.',
  arity: 1,
  evaluate([x]) {
    const letter = (n: Expr): Expr | undefined => {
      const k = wholeOf(n);
      const c = k === undefined ? undefined : k === 0 ? ' ' : k > 0 ? letters[k - 1] : letters[letters.length + k];
      return c === undefined ? undefined : new Str(c);
    };
    if (!isCall(x!, S.List)) return letter(x!);
    const all = x.args.map(letter);
    return all.every((c) => c !== undefined) ? list(all) : undefined;
  },
  examples: { 'FromLetterNumber[3]': '"c"', 'FromLetterNumber[{8, 9}]': '{"h", "i"}' },
});

export const comparing: readonly Builtin[] = [
  EditDistance,
  DamerauLevenshteinDistance,
  HammingDistance,
  LongestCommonSequence,
  LongestCommonSubsequence,
  Alphabet,
  LetterNumber,
  FromLetterNumber,
];
