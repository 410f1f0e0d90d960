/** StringReplace, StringCases, StringMatchQ, StringSplit and other functions that take string patterns. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { isRule, type OptionValues } from '../../kernel/definitions/options.ts';
import { isInfinity } from '../arithmetic/plus.ts';
import { type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { bool, list, operatorForm, wholeOf } from '../values/sequences.ts';
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
import { stringPattern } from './pattern.ts';

const ignoring = (options: OptionValues): boolean => options.get('IgnoreCase') === S.True;

/** n, Infinity or All; undefined for nonsense. */
const limitOf = (x: Expr | undefined): number | undefined =>
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
        const rules = stringRules(spec, s.value, e, { ignoreCase: ignoring(options) });
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
        const rules = stringRules(spec!, s.value, e, { ignoreCase: ignoring(options) });
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
        const rules = stringRules(spec, s.value, e, { ignoreCase: ignoring(options) });
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

/** Functions of a string and one pattern whose value is a truth or a number. */
const tested = (
  name: string,
  usage: string,
  wildcards: boolean,
  value: (s: Str, p: NonNullable<ReturnType<typeof stringPattern>>, e: Evaluation) => Expr,
  examples: Builtin['examples'],
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    options: { IgnoreCase: 'False' },
    apply: operatorForm,
    evaluate([x, spec], e, options) {
      if (spec === undefined) return undefined;
      const pattern = stringPattern(spec, e, { ignoreCase: ignoring(options), wildcards });
      return pattern && overStrings(x!, (s) => value(s, pattern, e), [x!, spec], e);
    },
    examples,
  });

export const StringMatchQ = tested(
  'StringMatchQ',
  'StringMatchQ["string", patt] gives True if "string" matches the string pattern patt, and gives False otherwise; * and @ in patt are wildcards.',
  true,
  (s, p) => bool(p.matchesWhole(s.value) !== undefined),
  {
    'StringMatchQ["apple", "a*"]': 'True',
    'StringMatchQ["abc", "a" ~~ __]': 'True',
    'StringMatchQ["123", DigitCharacter ..]': 'True',
    'StringMatchQ[{"a", "1"}, LetterCharacter]': '{True, False}',
    'StringMatchQ["aba", x_ ~~ "b" ~~ x_]': 'True',
    'StringMatchQ["AB", "ab", IgnoreCase -> True]': 'True',
    'StringMatchQ[5, "a"]': ['StringMatchQ[5, "a"]', 'StringMatchQ::strse'],
  },
);
export const StringContainsQ = tested(
  'StringContainsQ',
  'StringContainsQ["string", patt] yields True if any part of "string" matches patt, and yields False otherwise.',
  false,
  (s, p) => bool(p.find(s.value, 0) !== undefined),
  {
    'StringContainsQ["abc", "b"]': 'True',
    'StringContainsQ["b"]["abc"]': 'True',
    'StringContainsQ[{"a", "b"}, "b"]': '{False, True}',
  },
);
export const StringFreeQ = tested(
  'StringFreeQ',
  'StringFreeQ["string", patt] yields True if no part of "string" matches patt, and yields False otherwise.',
  false,
  (s, p) => bool(p.find(s.value, 0) === undefined),
  { 'StringFreeQ["abc", "x"]': 'True' },
);
export const StringStartsQ = tested(
  'StringStartsQ',
  'StringStartsQ["string", patt] yields True if the beginning of "string" matches patt, and yields False otherwise.',
  false,
  (s, p) => bool(p.matchAt(s.value, 0) !== undefined),
  { 'StringStartsQ["abc", "ab"]': 'True', 'StringStartsQ["abc", "b"]': 'False' },
);
export const StringEndsQ = tested(
  'StringEndsQ',
  'StringEndsQ["string", patt] yields True if the end of "string" matches patt, and yields False otherwise.',
  false,
  (s, p) => {
    for (
      let m = p.find(s.value, 0);
      m !== undefined;
      m = m.start < s.value.length ? p.find(s.value, m.start + 1) : undefined
    )
      if (m.end === s.value.length) return S.True;
    return S.False;
  },
  { 'StringEndsQ["file.txt", ".txt"]': 'True', 'StringEndsQ["abc", "b"]': 'False' },
);

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
        const rules = stringRules(spec, s.value, e, { ignoreCase: ignoring(options) });
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
        const rules = stringRules(spec, s.value, e, { ignoreCase: ignoring(options) });
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

/** Text between matches; with rules, their values stand between the pieces. */
function split(
  s: Str,
  rules: readonly StringRule[],
  withValues: readonly boolean[],
  limit: number,
  keepEnds: boolean,
  e: Evaluation,
): Expr {
  const parts: Expr[] = [];
  let at = 0;
  let count = 1;
  for (const { match, value } of matchesAlong(s.value, rules, 'none', e)) {
    if (count >= limit) break;
    if (match.end === match.start && (match.start === 0 || match.start === s.value.length)) continue;
    parts.push(new Str(s.value.slice(at, match.start)));
    if (withValues.some((w) => w) && !(value.kind === Kind.String && withValues.every((w) => !w))) parts.push(value);
    at = match.end;
    count++;
  }
  parts.push(new Str(s.value.slice(at)));
  const empty = (p: Expr | undefined): boolean => p?.kind === Kind.String && p.value === '';
  if (!keepEnds) {
    while (empty(parts[0])) parts.shift();
    while (empty(parts.at(-1))) parts.pop();
  }
  return list(parts);
}

export const StringSplit = builtin('StringSplit', {
  usage:
    'StringSplit["string"] splits "string" into a list of substrings separated by whitespace.\nStringSplit["string", patt] splits into substrings separated by delimiters matching patt.\nStringSplit["string", patt -> val] inserts val at the position of each delimiter.\nStringSplit["string", patt, n] splits into at most n substrings.\nStringSplit["string", patt, All] keeps empty substrings at the ends.',
  arity: [1, 3],
  options: { IgnoreCase: 'False' },
  evaluate([x, spec, n], e, options) {
    const all = n === S.All;
    const limit = all ? Number.POSITIVE_INFINITY : limitOf(n);
    if (limit === undefined) return e.message('innf', int(3), normal(e.symbol, x!, spec!, n!));
    const pattern = spec ?? e.session.resolve('Whitespace');
    const hasRules = isRule(pattern) || (isCall(pattern, S.List) && pattern.args.some(isRule));
    return overStrings(
      x!,
      (s) => {
        const rules = stringRules(pattern, s.value, e, { ignoreCase: ignoring(options) });
        return (
          rules &&
          split(
            s,
            rules,
            rules.map(() => hasRules),
            limit,
            all,
            e,
          )
        );
      },
      spec === undefined ? [x!] : [x!, spec],
      e,
    );
  },
  examples: {
    'StringSplit["a b  c"]': '{"a", "b", "c"}',
    'StringSplit["a,b,,c", ","]': '{"a", "b", "", "c"}',
    'StringSplit["a-b:c", "-" | ":"]': '{"a", "b", "c"}',
    'StringSplit["a-b", "-" -> "+"]': '{"a", "+", "b"}',
    'StringSplit["a b c", " ", 2]': '{"a", "b c"}',
    'StringSplit[{"a b", "c d"}]': '{{"a", "b"}, {"c", "d"}}',
    'StringSplit["abc", ""]': '{"a", "b", "c"}',
    'StringSplit[",a,", ",", All]': '{"", "a", ""}',
    'StringSplit[5]': ['StringSplit[5]', 'StringSplit::strse'],
  },
});

export const StringExtract = builtin('StringExtract', {
  usage:
    'StringExtract["string", n] extracts the n-th block of characters separated by whitespace.\nStringExtract["string", sep -> n] uses the separator sep.',
  arity: 2,
  evaluate([x, spec], e) {
    const rule = isRule(spec!) ? spec : undefined;
    const blocks = e.evaluate(
      normal(StringSplit.symbol, x!, rule === undefined ? e.session.resolve('Whitespace') : rule.args[0], S.All),
    );
    return isCall(blocks, S.List) ? normal(S.Part, blocks, rule === undefined ? spec! : rule.args[1]) : undefined;
  },
  examples: { 'StringExtract["a bb ccc", 2]': '"bb"', 'StringExtract["a-b-c", "-" -> 3]': '"c"' },
});

export const searching: readonly Builtin[] = [
  StringReplace,
  StringReplaceList,
  StringCases,
  StringMatchQ,
  StringContainsQ,
  StringFreeQ,
  StringStartsQ,
  StringEndsQ,
  StringPosition,
  StringCount,
  StringSplit,
  StringExtract,
];
