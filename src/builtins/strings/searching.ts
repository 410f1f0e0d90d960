/** Strings that match patterns: StringReplace, StringCases, StringPosition, StringCount. */

import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule } from '../../kernel/definitions/options.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { list, operatorForm, wholeOf } from '../values/sequences.ts';
import { isOn } from '../values/switches.ts';
import { characterIndex } from './characters.ts';
import {
  joined,
  matchesAlong,
  type Overlaps,
  overlapsOption,
  overStrings,
  type StringRule,
  stringRules,
} from './matching.ts';

/** n, Infinity or All; undefined for nonsense. */
export const limitOf = (x: Expr | undefined): number | undefined =>
  x === undefined || x === S.All || isInfinity(x) ? Number.POSITIVE_INFINITY : wholeOf(x);

function replaced(s: Str, rules: readonly StringRule[], limit: number, e: Evaluation): Expr {
  const parts: Expr[] = [];
  let at = 0;
  let count = 0;
  if (limit > 0)
    for (const { match, value } of matchesAlong(s.value, rules, 'none', e)) {
      if (match.start > at) parts.push(new Str(s.value.slice(at, match.start)));
      parts.push(value);
      at = match.end;
      if (++count >= limit) break;
    }
  if (count === 0) return s;
  if (at < s.value.length) parts.push(new Str(s.value.slice(at)));
  return joined(parts);
}

export const StringReplace = builtin('StringReplace', {
  usage:
    'StringReplace["string", s -> sp] replaces the string expression s by sp whenever it appears in "string".\nStringReplace["string", {s1 -> sp1, s2 -> sp2, ...}] replaces whichever of the si comes first.\nStringReplace["string", srules, n] does only the first n replacements.\nStringReplace[{s1, s2, ...}, srules] gives the list of results.',
  arity: [1, 3],
  options: { IgnoreCase: 'False' },
  apply: operatorForm,
  messages: { srep: '`1` is not a valid string replacement rule.' },
  evaluate([x, spec, n], e, options) {
    if (spec === undefined) return undefined;
    const limit = limitOf(n);
    if (limit === undefined) return e.message('innf', int(3), normal(e.symbol, x!, spec, n!));
    const specs = isCall(spec, S.List) ? spec.args : [spec];
    const bad = spec.kind === Kind.Association ? undefined : specs.find((r) => !isRule(r) && !isCall(r, S.List));
    if (bad !== undefined) return e.message('srep', bad);
    return overStrings(
      x!,
      (s) => {
        const rules = stringRules(spec, s.value, e, { ignoreCase: isOn(options, 'IgnoreCase', e) });
        return rules && replaced(s, rules, limit, e);
      },
      [x!, spec],
      e,
    );
  },
  examples: {
    'StringReplace["abcabc", "b" -> "X"]': '"aXcaXc"',
    'StringReplace["abc", {"a" -> "1", "c" -> "3"}]': '"1b3"',
    'StringReplace["a1b22", d : DigitCharacter .. :> "<" <> d <> ">"]': '"a<1>b<22>"',
    'StringReplace["aaa", "a" -> "b", 2]': '"bba"',
    'StringReplace["Hello", "h" -> "J", IgnoreCase -> True]': '"Jello"',
    'StringReplace["john smith", RegularExpression["(\\\\w+) (\\\\w+)"] -> "$2, $1"]': '"smith, john"',
    'StringReplace[{"ab", "b"}, "b" -> "c"]': '{"ac", "c"}',
    'StringReplace["ab", "b" -> x]': '"a" ~~ x',
    'StringReplace["ab", 5]': ['StringReplace["ab", 5]', 'StringReplace::srep'],
    'StringReplace[5, "a" -> "b"]': ['StringReplace[5, "a" -> "b"]', 'StringReplace::strse'],
  },
});

export const StringReplaceList = builtin('StringReplaceList', {
  usage:
    'StringReplaceList["string", s -> sp] gives a list of the strings obtained by replacing each single occurrence of s.',
  arity: [2, 3],
  options: { IgnoreCase: 'False' },
  evaluate([x, spec, n], e, options) {
    const limit = limitOf(n) ?? Number.POSITIVE_INFINITY;
    return overStrings(
      x!,
      (s) => {
        const rules = stringRules(spec!, s.value, e, { ignoreCase: isOn(options, 'IgnoreCase', e) });
        if (rules === undefined) return undefined;
        const out: Expr[] = [];
        for (const { match, value } of matchesAlong(s.value, rules, 'starts', e)) {
          if (out.length >= limit) break;
          out.push(joined([new Str(s.value.slice(0, match.start)), value, new Str(s.value.slice(match.end))]));
        }
        return list(out);
      },
      [x!, spec!],
      e,
    );
  },
  examples: { 'StringReplaceList["aba", "a" -> "X"]': '{"Xba", "abX"}' },
});

export const StringCases = builtin('StringCases', {
  usage:
    'StringCases["string", patt] gives a list of the substrings in "string" that match the string expression patt.\nStringCases["string", lhs -> rhs] gives a list of the values of rhs corresponding to matches of lhs.\nStringCases["string", patt, n] includes only the first n substrings that match.',
  arity: [1, 3],
  options: { IgnoreCase: 'False', Overlaps: 'False' },
  apply: operatorForm,
  evaluate([x, spec, n], e, options) {
    if (spec === undefined) return undefined;
    const limit = limitOf(n);
    const overlaps = overlapsOption(options.get('Overlaps'), e);
    if (limit === undefined) return e.message('innf', int(3), normal(e.symbol, x!, spec, n!));
    if (overlaps === undefined) return undefined;
    return overStrings(
      x!,
      (s) => {
        const rules = stringRules(spec, s.value, e, { ignoreCase: isOn(options, 'IgnoreCase', e) });
        if (rules === undefined) return undefined;
        const out: Expr[] = [];
        if (limit > 0)
          for (const { value } of matchesAlong(s.value, rules, overlaps, e)) {
            out.push(value);
            if (out.length >= limit) break;
          }
        return list(out);
      },
      [x!, spec],
      e,
    );
  },
  examples: {
    'StringCases["a1b22c", DigitCharacter ..]': '{"1", "22"}',
    'StringCases["abcabd", "ab" ~~ x_ -> x]': '{"c", "d"}',
    'StringCases["the cat", "t" | "c"]': '{"t", "c", "t"}',
    'StringCases["aXbYc", _?UpperCaseQ]': '{"X", "Y"}',
    'StringCases["one two three", w : LetterCharacter .. /; StringLength[w] > 3]': '{"three"}',
    'StringCases["aaa", "aa", Overlaps -> True]': '{"aa", "aa"}',
    'StringCases["x=1, y=2", RegularExpression["(\\\\w)=(\\\\d)"] -> {"$1", "$2"}]': '{{"x", "1"}, {"y", "2"}}',
    'StringCases["(a)(b)", "(" ~~ Shortest[x__] ~~ ")" -> x]': '{"a", "b"}',
    'StringCases["abc", 5]': ['StringCases["abc", 5]', 'StringExpression::invld'],
  },
});

export const StringPosition = builtin('StringPosition', {
  usage:
    'StringPosition["string", "sub"] gives a list of the starting and ending character positions at which "sub" appears as a substring.\nStringPosition["string", patt, n] includes only the first n occurrences.',
  arity: [1, 3],
  options: { IgnoreCase: 'False', Overlaps: 'True' },
  apply: operatorForm,
  evaluate([x, spec, n], e, options) {
    if (spec === undefined) return undefined;
    const limit = limitOf(n) ?? Number.POSITIVE_INFINITY;
    const overlaps = overlapsOption(options.get('Overlaps'), e);
    if (overlaps === undefined) return undefined;
    return overStrings(
      x!,
      (s) => {
        const rules = stringRules(spec, s.value, e, { ignoreCase: isOn(options, 'IgnoreCase', e) });
        if (rules === undefined) return undefined;
        const out: Expr[] = [];
        for (const { match } of matchesAlong(s.value, rules, overlaps, e)) {
          if (out.length >= limit) break;
          out.push(list([int(characterIndex(s, match.start) + 1), int(characterIndex(s, match.end))]));
        }
        return list(out);
      },
      [x!, spec],
      e,
    );
  },
  examples: {
    'StringPosition["abcab", "ab"]': '{{1, 2}, {4, 5}}',
    'StringPosition["aaa", "aa"]': '{{1, 2}, {2, 3}}',
    'StringPosition["abc", "x"]': '{}',
    'StringPosition["aaa", "a", 1]': '{{1, 1}}',
  },
});

export const StringCount = builtin('StringCount', {
  usage:
    'StringCount["string", "sub"] gives a count of the number of times that "sub" appears as a substring of "string".\nStringCount["string", patt] counts substrings that match patt.',
  arity: [1, 2],
  options: { IgnoreCase: 'False', Overlaps: 'False' },
  apply: operatorForm,
  evaluate([x, spec], e, options) {
    if (spec === undefined) return undefined;
    const overlaps: Overlaps | undefined = overlapsOption(options.get('Overlaps'), e);
    if (overlaps === undefined) return undefined;
    return overStrings(
      x!,
      (s) => {
        const rules = stringRules(spec, s.value, e, { ignoreCase: isOn(options, 'IgnoreCase', e) });
        if (rules === undefined) return undefined;
        let count = 0;
        for (const _ of matchesAlong(s.value, rules, overlaps, e)) count++;
        return int(count);
      },
      [x!, spec],
      e,
    );
  },
  examples: {
    'StringCount["banana", "an"]': '2',
    'StringCount["a1b2", DigitCharacter]': '2',
    'StringCount["aaa", "aa"]': '1',
  },
});

export const searching: readonly Builtin[] = [
  StringReplace,
  StringReplaceList,
  StringCases,
  StringPosition,
  StringCount,
];
