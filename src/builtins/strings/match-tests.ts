/** StringMatchQ, StringContainsQ, StringFreeQ, StringStartsQ and StringEndsQ. */
import type { Expr, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { bool, operatorForm } from '../values/sequences.ts';
import { isOn } from '../values/switches.ts';
import { overStrings } from './matching.ts';
import { stringPattern } from './pattern.ts';

/** Functions of a string and one pattern whose value is a truth or a number. */
const tested = (
  name: string,
  {
    usage,
    wildcards,
    value,
    examples,
  }: {
    readonly usage: string;
    readonly wildcards: boolean;
    readonly value: (s: Str, p: NonNullable<ReturnType<typeof stringPattern>>, e: Evaluation) => Expr;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    options: { IgnoreCase: 'False' },
    apply: operatorForm,
    evaluate([x, spec], e, options) {
      if (spec === undefined) return undefined;
      const pattern = stringPattern(spec, e, { ignoreCase: isOn(options, 'IgnoreCase', e), wildcards });
      return pattern && overStrings(x!, (s) => value(s, pattern, e), [x!, spec], e);
    },
    examples,
  });

export const StringMatchQ = tested('StringMatchQ', {
  usage:
    'StringMatchQ["string", patt] gives True if "string" matches the string pattern patt, and gives False otherwise; * and @ in patt are wildcards.',
  wildcards: true,
  value: (s, p) => bool(p.matchesWhole(s.value) !== undefined),
  examples: {
    'StringMatchQ["apple", "a*"]': 'True',
    'StringMatchQ["abc", "a" ~~ __]': 'True',
    'StringMatchQ["123", DigitCharacter ..]': 'True',
    'StringMatchQ[{"a", "1"}, LetterCharacter]': '{True, False}',
    'StringMatchQ["aba", x_ ~~ "b" ~~ x_]': 'True',
    'StringMatchQ["AB", "ab", IgnoreCase -> True]': 'True',
    'StringMatchQ[5, "a"]': ['StringMatchQ[5, "a"]', 'StringMatchQ::strse'],
  },
});
export const StringContainsQ = tested('StringContainsQ', {
  usage:
    'StringContainsQ["string", patt] yields True if any part of "string" matches patt, and yields False otherwise.',
  wildcards: false,
  value: (s, p) => bool(p.find(s.value, 0) !== undefined),
  examples: {
    'StringContainsQ["abc", "b"]': 'True',
    'StringContainsQ["b"]["abc"]': 'True',
    'StringContainsQ[{"a", "b"}, "b"]': '{False, True}',
  },
});
export const StringFreeQ = tested('StringFreeQ', {
  usage: 'StringFreeQ["string", patt] yields True if no part of "string" matches patt, and yields False otherwise.',
  wildcards: false,
  value: (s, p) => bool(p.find(s.value, 0) === undefined),
  examples: { 'StringFreeQ["abc", "x"]': 'True' },
});
export const StringStartsQ = tested('StringStartsQ', {
  usage:
    'StringStartsQ["string", patt] yields True if the beginning of "string" matches patt, and yields False otherwise.',
  wildcards: false,
  value: (s, p) => bool(p.matchAt(s.value, 0) !== undefined),
  examples: { 'StringStartsQ["abc", "ab"]': 'True', 'StringStartsQ["abc", "b"]': 'False' },
});
export const StringEndsQ = tested('StringEndsQ', {
  usage: 'StringEndsQ["string", patt] yields True if the end of "string" matches patt, and yields False otherwise.',
  wildcards: false,
  value: (s, p) => {
    for (
      let m = p.find(s.value, 0);
      m !== undefined;
      m = m.start < s.value.length ? p.find(s.value, m.start + 1) : undefined
    )
      if (m.end === s.value.length) return S.True;
    return S.False;
  },
  examples: { 'StringEndsQ["file.txt", ".txt"]': 'True', 'StringEndsQ["abc", "b"]': 'False' },
});

export const matchTests: readonly Builtin[] = [StringMatchQ, StringContainsQ, StringFreeQ, StringStartsQ, StringEndsQ];
