/** Trimming, deleting, words, rotation. */
import { int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { list, operatorForm } from '../values/sequences.ts';
import { overStrings } from './matching.ts';
import { stringPattern } from './pattern.ts';
import { StringReplace } from './searching.ts';
import { characterAfter } from './string-pattern.ts';

export const StringTrim = builtin('StringTrim', {
  usage:
    'StringTrim["string"] trims whitespace from the beginning and end of "string".\nStringTrim["string", patt] trims substrings matching patt from the beginning and end.',
  arity: [1, 2],
  evaluate([x, spec], e) {
    if (spec === undefined) return overStrings(x!, (s) => new Str(s.value.trim()), [x!], e);
    const pattern = stringPattern(spec, e);
    return (
      pattern &&
      overStrings(
        x!,
        (s) => {
          const first = pattern.matchAt(s.value, 0);
          const rest = s.value.slice(first?.end ?? 0);
          for (
            let m = pattern.find(rest, 0);
            m !== undefined;
            m = m.start < rest.length ? pattern.find(rest, characterAfter(rest, m.start)) : undefined
          )
            if (m.end === rest.length) return new Str(rest.slice(0, m.start));
          return new Str(rest);
        },
        [x!, spec],
        e,
      )
    );
  },
  examples: {
    'StringTrim["  ab "]': '"ab"',
    'StringTrim["xxaxx", "x" ..]': '"a"',
    'StringTrim["\\:d83d\\:de00", {}]': '"\\:d83d\\:de00"',
    'StringTrim[{" a", "b "}]': '{"a", "b"}',
    'StringTrim[5]': ['StringTrim[5]', 'StringTrim::strse'],
  },
});

export const StringDelete = builtin('StringDelete', {
  usage: 'StringDelete["string", patt] deletes all substrings in "string" that match patt.',
  arity: [1, 2],
  options: { IgnoreCase: 'False' },
  apply: operatorForm,
  evaluate([x, spec], _e, options) {
    if (spec === undefined) return undefined;
    const patterns = isCall(spec, S.List) ? spec.args : [spec];
    return normal(
      StringReplace.symbol,
      x!,
      list(patterns.map((p) => normal(S.Rule, p, new Str('')))),
      ...options.given,
    );
  },
  examples: {
    'StringDelete["a1b2", DigitCharacter]': '"ab"',
    'StringDelete["banana", {"b", "n"}]': '"aaa"',
    'StringDelete["Banana", "b", IgnoreCase -> True]': '"anana"',
  },
});

export const words = (text: string): string[] => text.match(/[\p{L}\p{N}]+(?:['\u2019.-][\p{L}\p{N}]+)*/gu) ?? [];
export const TextWords = builtin('TextWords', {
  usage: 'TextWords["string"] gives a list of the words in "string".',
  arity: 1,
  evaluate: ([x], e) => overStrings(x!, (s) => list(words(s.value).map((w) => new Str(w))), [x!], e),
  examples: { 'TextWords["Hello, big world!"]': '{"Hello", "big", "world"}' },
});
export const WordCount = builtin('WordCount', {
  usage: 'WordCount["string"] gives the total number of words in "string".',
  arity: 1,
  evaluate: ([x], e) => overStrings(x!, (s) => int(words(s.value).length), [x!], e),
  examples: { 'WordCount["one two three"]': '3' },
});

export const StringRotateLeft = rotation('StringRotateLeft', {
  usage: 'StringRotateLeft["string", n] cycles the characters in "string" n positions to the left.',
  direction: 1,
  examples: { 'StringRotateLeft["abcd"]': '"bcda"' },
});
export const StringRotateRight = rotation('StringRotateRight', {
  usage: 'StringRotateRight["string", n] cycles the characters in "string" n positions to the right.',
  direction: -1,
  examples: { 'StringRotateRight["abcd", 1]': '"dabc"' },
});
function rotation(
  name: string,
  {
    usage,
    direction,
    examples,
  }: { readonly usage: string; readonly direction: number; readonly examples: Builtin['examples'] },
): Builtin {
  return builtin(name, {
    usage,
    arity: [1, 2],
    evaluate: ([x, n], e) =>
      overStrings(
        x!,
        (s) => {
          const all = Array.from(s.value);
          const by = (n?.kind === Kind.Integer ? Number(n.value) : 1) * direction;
          const k = all.length === 0 ? 0 : ((by % all.length) + all.length) % all.length;
          return new Str([...all.slice(k), ...all.slice(0, k)].join(''));
        },
        [x!],
        e,
      ),
    examples,
  });
}

export const trimming: readonly Builtin[] = [
  StringTrim,
  StringDelete,
  TextWords,
  WordCount,
  StringRotateLeft,
  StringRotateRight,
];
