/** Parts of strings by position: StringTake, StringDrop, StringPart, StringInsert, StringReplacePart. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { type Builtin, builtin } from '../builtin.ts';
import { list, operatorForm, wholeOf } from '../values/sequences.ts';
import { charactersOf, lengthOfText, positionsFor, textAt, textWithout } from './characters.ts';
import { overStrings } from './matching.ts';

/** Several specifications at once give a list of parts. */
const several = (spec: Expr): readonly Expr[] | undefined =>
  isCall(spec, S.List) && spec.args.every((a) => isCall(a, S.List)) ? spec.args : undefined;

const part = (
  name: string,
  {
    usage,
    cut,
    tag,
    text,
    examples,
  }: {
    readonly usage: string;
    readonly cut: typeof textAt;
    readonly tag: string;
    readonly text: string;
    readonly examples: Builtin['examples'];
  },
): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 2],
    messages: { [tag]: text },
    apply: operatorForm,
    evaluate([x, spec], e) {
      if (spec === undefined) return undefined;
      return overStrings(
        x!,
        (s) => {
          const one = (p: Expr): Expr | undefined => {
            const positions = positionsFor(p, lengthOfText(s));
            return positions === undefined ? e.message(tag, p, s) : new Str(cut(s, positions));
          };
          const list_ = several(spec)?.map(one);
          return list_ === undefined ? one(spec) : list_.every((p) => p !== undefined) ? list(list_) : undefined;
        },
        [x!, spec],
        e,
      );
    },
    examples,
  });
export const StringTake = part('StringTake', {
  usage:
    'StringTake["string", n] gives a string containing the first n characters in "string".\nStringTake["string", -n] gives the last n characters.\nStringTake["string", {n}] gives the n-th character.\nStringTake["string", {m, n}] gives characters m through n.\nStringTake["string", UpTo[n]] gives as many as there are.',
  cut: textAt,
  tag: 'take',
  text: 'Cannot take positions `1` in `2`.',
  examples: {
    'StringTake["abcdef", 3]': '"abc"',
    'StringTake["abcdef", -2]': '"ef"',
    'StringTake["abcdef", {2, 4}]': '"bcd"',
    'StringTake["abc", {2}]': '"b"',
    'StringTake["abc", {{1}, {3}}]': '{"a", "c"}',
    'StringTake["abc", {}]': '{}',
    'StringTake["ab", UpTo[5]]': '"ab"',
    'StringTake["abcdef", {1, -1, 2}]': '"ace"',
    'StringTake["abc", 5]': ['StringTake["abc", 5]', 'StringTake::take'],
  },
});
export const StringDrop = part('StringDrop', {
  usage:
    'StringDrop["string", n] gives "string" with its first n characters dropped.\nStringDrop["string", -n] gives "string" with its last n characters dropped.\nStringDrop["string", {m, n}] gives "string" with characters m through n dropped.',
  cut: textWithout,
  tag: 'drop',
  text: 'Cannot drop positions `1` in `2`.',
  examples: {
    'StringDrop["abcdef", 2]': '"cdef"',
    'StringDrop["abcdef", -2]': '"abcd"',
    'StringDrop["abcdef", {2, 3}]': '"adef"',
    'StringDrop["abc", 5]': ['StringDrop["abc", 5]', 'StringDrop::drop'],
  },
});
export const StringPart = builtin('StringPart', {
  usage:
    'StringPart["string", n] gives the n-th character in "string".\nStringPart["string", {n1, n2, ...}] gives a list of characters.',
  arity: 2,
  messages: { strpart: 'Part `1` of `2` does not exist.' },
  evaluate: ([x, spec], e) =>
    overStrings(
      x!,
      (s) => {
        const all = charactersOf(s.value);
        const at = (p: Expr): Expr | undefined => {
          const n = wholeOf(p);
          const c = n === undefined || n === 0 ? undefined : all[n > 0 ? n - 1 : all.length + n];
          return c === undefined ? e.message('strpart', p, s) : new Str(c);
        };
        if (!isCall(spec!, S.List))
          return isCall(spec!, S.Span)
            ? list(
                ((positionsFor(spec, all.length) as readonly number[] | undefined) ?? []).map((p) => new Str(all[p]!)),
              )
            : at(spec!);
        const items = spec.args.map(at);
        return items.every((i) => i !== undefined) ? list(items) : undefined;
      },
      [x!, spec!],
      e,
    ),
  examples: {
    'StringPart["abc", 2]': '"b"',
    'StringPart["abc", {1, -1}]': '{"a", "c"}',
    'StringPart["abc", 4]': ['StringPart["abc", 4]', 'StringPart::strpart'],
  },
});

export const StringInsert = builtin('StringInsert', {
  usage:
    'StringInsert["string", "snew", n] yields a string with "snew" inserted starting at position n in "string".\nStringInsert["string", "snew", {n1, n2, ...}] inserts it at each of the positions.',
  arity: 3,
  messages: { ins: 'Cannot insert at position `1` in `2`.' },
  evaluate: ([x, add, spec], e) =>
    overStrings(
      x!,
      (s) => {
        if (add!.kind !== Kind.String) return e.message('string', int(2), normal(e.symbol, s, add!, spec!));
        const all = charactersOf(s.value);
        const wanted = isCall(spec!, S.List) ? spec.args : [spec!];
        const before = new Map<number, number>();
        for (const p of wanted) {
          const n = wholeOf(p);
          const at = n === undefined || n === 0 ? -1 : n > 0 ? n - 1 : all.length + n + 1;
          if (at < 0 || at > all.length) return e.message('ins', p, s);
          before.set(at, (before.get(at) ?? 0) + 1);
        }
        return new Str([...all, ''].map((c, i) => add!.value.repeat(before.get(i) ?? 0) + c).join(''));
      },
      [x!, add!, spec!],
      e,
    ),
  examples: {
    'StringInsert["abc", "X", 2]': '"aXbc"',
    'StringInsert["abc", "X", -1]': '"abcX"',
    'StringInsert["abc", "-", {2, 3}]': '"a-b-c"',
    'StringInsert["abc", "X", 9]': ['StringInsert["abc", "X", 9]', 'StringInsert::ins'],
  },
});

export const StringReplacePart = builtin('StringReplacePart', {
  usage:
    'StringReplacePart["string", "snew", {m, n}] replaces the characters at positions m through n in "string" by "snew".\nStringReplacePart["string", "snew", {{m1, n1}, {m2, n2}, ...}] does so at several places.',
  arity: 3,
  evaluate([s, add, spec], e) {
    if (s!.kind !== Kind.String || !isCall(spec!, S.List)) return undefined;
    const spans = several(spec!) ?? [spec!];
    const all = charactersOf(s!.value);
    const texts = isCall(add!, S.List) ? add.args : spans.map(() => add!);
    const changes: { from: number; to: number; text: string }[] = [];
    for (const [i, span] of spans.entries()) {
      const positions = positionsFor(span, all.length);
      const text = texts[i];
      if (positions === undefined || 'from' in positions || text?.kind !== Kind.String)
        return e.message('string', int(2), normal(e.symbol, s!, add!, spec!));
      changes.push({ from: positions[0] ?? 0, to: (positions.at(-1) ?? -1) + 1, text: text.value });
    }
    for (const c of changes.sort((a, b) => b.from - a.from)) all.splice(c.from, c.to - c.from, c.text);
    return new Str(all.join(''));
  },
  examples: {
    'StringReplacePart["abcdef", "X", {2, 4}]': '"aXef"',
    'StringReplacePart["abcd", "X", {{1, 1}, {4, 4}}]': '"XbcX"',
  },
});

export const taking: readonly Builtin[] = [StringTake, StringDrop, StringPart, StringInsert, StringReplacePart];
