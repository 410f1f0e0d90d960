/** Joining, taking, padding, changing and comparing strings. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { joinedTexts } from '../../pace.ts';
import { Attribute, type Builtin, builtin, type Evaluation } from '../builtin.ts';
import { bool, integerList, list, operatorForm, wholeOf } from '../values/sequences.ts';
import {
  characterStrings,
  charactersOf,
  isPlain,
  lengthOfText,
  positionsFor,
  textAt,
  textWithout,
} from './characters.ts';
import { overStrings } from './matching.ts';

/** Strings in nested lists, in order; undefined when anything else is among them. */
function pieces(args: readonly Expr[]): string | undefined {
  let other = false;
  const textOf = (a: Expr): string => {
    const t = a.kind === Kind.String ? a.value : isCall(a, S.List) && !other ? pieces(a.args) : undefined;
    if (t === undefined) other = true;
    return t ?? '';
  };
  // Few texts make ropes: one that grows in a loop is not copied.
  const text = args.length < MANY_PIECES ? args.reduce((t, a) => t + textOf(a), '') : joinedTexts(args, textOf);
  return other ? undefined : text;
}
const MANY_PIECES = 64;

export const StringJoin = builtin('StringJoin', {
  usage:
    '"s1" <> "s2" <> ... or StringJoin["s1", "s2", ...] yields a string consisting of a concatenation of the si; lists are flattened.',
  attributes: Attribute.Flat | Attribute.OneIdentity,
  // Concatenation makes ropes: text that grows in a loop is not copied.
  pair: (a, b) => (a.kind === Kind.String && b.kind === Kind.String ? new Str(a.value + b.value) : undefined),
  evaluate(args, e) {
    const text = pieces(args);
    if (text !== undefined) return new Str(text);
    const bad = args.findIndex(
      (a) =>
        a.kind !== Kind.String &&
        (isCall(a, S.List) ? pieces([a]) === undefined : a.kind !== Kind.Normal && a.kind !== Kind.Symbol),
    );
    return bad < 0 ? undefined : e.message('string', int(bad + 1), normal(S.HoldForm, normal(S.StringJoin, ...args)));
  },
  examples: {
    '"a" <> "b" <> "c"': '"abc"',
    'StringJoin[{"a", {"b"}}]': '"ab"',
    'StringJoin[]': '""',
    '"a" <> x': '"a" <> x',
    '"a" <> 1': ['"a" <> 1', 'StringJoin::string'],
  },
});

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

/** Several specifications at once give a list of parts. */
const several = (spec: Expr): readonly Expr[] | undefined =>
  isCall(spec, S.List) && spec.args.every((a) => isCall(a, S.List)) ? spec.args : undefined;

const part = (
  name: string,
  usage: string,
  cut: typeof textAt,
  tag: string,
  text: string,
  examples: Builtin['examples'],
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
export const StringTake = part(
  'StringTake',
  'StringTake["string", n] gives a string containing the first n characters in "string".\nStringTake["string", -n] gives the last n characters.\nStringTake["string", {n}] gives the n-th character.\nStringTake["string", {m, n}] gives characters m through n.\nStringTake["string", UpTo[n]] gives as many as there are.',
  textAt,
  'take',
  'Cannot take positions `1` in `2`.',
  {
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
);
export const StringDrop = part(
  'StringDrop',
  'StringDrop["string", n] gives "string" with its first n characters dropped.\nStringDrop["string", -n] gives "string" with its last n characters dropped.\nStringDrop["string", {m, n}] gives "string" with characters m through n dropped.',
  textWithout,
  'drop',
  'Cannot drop positions `1` in `2`.',
  {
    'StringDrop["abcdef", 2]': '"cdef"',
    'StringDrop["abcdef", -2]': '"abcd"',
    'StringDrop["abcdef", {2, 3}]': '"adef"',
    'StringDrop["abc", 5]': ['StringDrop["abc", 5]', 'StringDrop::drop'],
  },
);
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

export const StringRepeat = builtin('StringRepeat', {
  usage:
    'StringRepeat["str", n] creates a string consisting of n copies of "str".\nStringRepeat["str", n, max] makes it at most max characters long.',
  attributes: Attribute.Listable,
  arity: [2, 3],
  evaluate([s, n, max], e) {
    const k = wholeOf(n);
    if (s!.kind !== Kind.String || k === undefined || k < 0)
      return s!.kind === Kind.String
        ? e.message('intnn', int(2), normal(e.symbol, s!, n!))
        : e.message('string', int(1), normal(e.symbol, s!, n!));
    if (k * s!.value.length > 2 ** 29) return e.message('nomem', int(k * s!.value.length));
    const limit = wholeOf(max);
    const text = s!.value.repeat(k);
    return new Str(limit === undefined ? text : text.slice(0, limit));
  },
  examples: {
    'StringRepeat["ab", 3]': '"ababab"',
    'StringRepeat["x", 0]': '""',
    'StringRepeat["abc", 10, 5]': '"abcab"',
    'StringRepeat["a", -1]': ['StringRepeat["a", -1]', 'StringRepeat::intnn'],
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

const padding = (name: string, usage: string, left: boolean, examples: Builtin['examples']): Builtin =>
  builtin(name, {
    usage,
    arity: [1, 3],
    evaluate([x, n, pad], e) {
      if (n === undefined) {
        const items = isCall(x!, S.List) ? x.args : [];
        const longest = Math.max(0, ...items.map((i) => (i.kind === Kind.String ? lengthOfText(i) : 0)));
        return normal(e.symbol, x!, int(longest));
      }
      const length = wholeOf(n);
      if (length === undefined || length < 0) return e.message('intnn', int(2), normal(e.symbol, x!, n));
      if (pad !== undefined && (pad.kind !== Kind.String || pad.value === ''))
        return e.message('string', int(3), normal(e.symbol, x!, n, pad));
      const filler = charactersOf(pad?.kind === Kind.String ? pad.value : ' ');
      return overStrings(
        x!,
        (s) => {
          const all = charactersOf(s.value);
          const missing = length - all.length;
          if (missing <= 0) return new Str((left ? all.slice(-missing) : all.slice(0, length)).join(''));
          // The filler is laid out from the far end of the whole on the left, from the string on on the right.
          const fill = Array.from({ length: missing }, (_, i) => filler[(left ? i : all.length + i) % filler.length]);
          return new Str(left ? fill.join('') + s.value : s.value + fill.join(''));
        },
        [x!, n],
        e,
      );
    },
    examples,
  });
export const StringPadLeft = padding(
  'StringPadLeft',
  'StringPadLeft["string", n] pads "string" on the left with spaces to make a string of n characters; longer ones are truncated.\nStringPadLeft["string", n, "padding"] uses the given padding.\nStringPadLeft[{s1, s2, ...}] makes all strings as long as the longest.',
  true,
  {
    'StringPadLeft["7", 3, "0"]': '"007"',
    'StringPadLeft["abc", 5]': '"  abc"',
    'StringPadLeft["abcdef", 3]': '"def"',
    'StringPadLeft[{"a", "bcd"}]': '{"  a", "bcd"}',
  },
);
export const StringPadRight = padding(
  'StringPadRight',
  'StringPadRight["string", n] pads "string" on the right with spaces to make a string of n characters; longer ones are truncated.\nStringPadRight["string", n, "padding"] uses the given padding.',
  false,
  {
    'StringPadRight["abc", 5]': '"abc  "',
    'StringPadRight["abc", 5, "."]': '"abc.."',
    'StringPadRight["abcdef", 3]': '"abc"',
  },
);

export const StringRiffle = builtin('StringRiffle', {
  usage:
    'StringRiffle[{s1, s2, ...}] creates a string from the strings or expressions si, separated by spaces.\nStringRiffle[list, sep] puts sep between them.\nStringRiffle[list, {"left", "sep", "right"}] also puts delimiters around them.\nStringRiffle[list, sep1, sep2, ...] uses sepk at level k.',
  arity: [1, Number.POSITIVE_INFINITY],
  messages: {
    list: 'List expected at position `1` in `2`.',
    delim: 'String or list of three strings expected at position `1` in `2`.',
  },
  evaluate([x, ...separators], e) {
    if (!isCall(x!, S.List)) return e.message('list', int(1), normal(e.symbol, x!, ...separators));
    const bad = separators.findIndex(
      (s) =>
        s.kind !== Kind.String &&
        !(isCall(s, S.List) && s.args.length === 3 && s.args.every((a) => a.kind === Kind.String)),
    );
    if (bad >= 0) return e.message('delim', int(bad + 2), normal(e.symbol, x, ...separators));
    // Without separators, lists inside become lines.
    const depth = depthOf(x);
    const seps = separators.length > 0 ? separators : depth > 1 ? [new Str('\n'), new Str(' ')] : [new Str(' ')];
    return new Str(riffle(x, seps, 0, e));
  },
  examples: {
    'StringRiffle[{"a", "b", "c"}]': '"a b c"',
    'StringRiffle[{1, 2, 3}, ", "]': '"1, 2, 3"',
    'StringRiffle[{"a", "b"}, {"[", ",", "]"}]': '"[a,b]"',
    'StringRiffle[{{1, 2}, {3, 4}}, "\\n", "\\t"]': '"1\\t2\\n3\\t4"',
    'StringRiffle["a"]': ['StringRiffle["a"]', 'StringRiffle::list'],
  },
});
const depthOf = (x: Expr): number => (isCall(x, S.List) ? 1 + Math.max(0, ...x.args.map(depthOf)) : 0);
function riffle(x: Expr, separators: readonly Expr[], level: number, e: Evaluation): string {
  if (!isCall(x, S.List)) return x.kind === Kind.String ? x.value : e.session.outputForm(x);
  const spec = separators[Math.min(level, separators.length - 1)]!;
  const inner = x.args.map((a) => riffle(a, separators, level + 1, e));
  if (spec.kind === Kind.String) return inner.join(spec.value);
  const [left, middle, right] = (spec as typeof x).args.map((a) => (a as Str).value);
  return `${left}${inner.join(middle)}${right}`;
}

export const ToCharacterCode = builtin('ToCharacterCode', {
  usage:
    'ToCharacterCode["string"] gives a list of the integer codes corresponding to the characters in a string.\nToCharacterCode["string", "encoding"] gives the codes in an encoding: "Unicode", "UTF-8", "ASCII".',
  attributes: Attribute.Listable,
  arity: [1, 2],
  messages: {
    charcode: 'The encoding `1` is not known; the known ones are "Unicode", "UTF-8", "ASCII" and "ISOLatin1".',
  },
  evaluate([s, encoding], e) {
    if (s!.kind !== Kind.String) return e.message('string', int(1), normal(e.symbol, s!));
    const name = encoding === undefined ? 'Unicode' : encoding.kind === Kind.String ? encoding.value : '';
    if (!['Unicode', 'UTF-8', 'UTF8', 'ASCII', 'PrintableASCII', 'ISOLatin1'].includes(name))
      return e.message('charcode', encoding!);
    if (name.startsWith('UTF')) {
      const bytes = new TextEncoder().encode(s!.value);
      return integerList(bytes.length, (i) => bytes[i]!);
    }
    const text = s!.value;
    if (isPlain(s!)) return integerList(text.length, (i) => text.charCodeAt(i));
    const characters = charactersOf(text);
    return integerList(characters.length, (i) => characters[i]!.codePointAt(0)!);
  },
  examples: {
    'ToCharacterCode["AB"]': '{65, 66}',
    'ToCharacterCode["\\[Alpha]", "UTF-8"]': '{206, 177}',
    'ToCharacterCode[{"a", "b"}]': '{{97}, {98}}',
  },
});
export const FromCharacterCode = builtin('FromCharacterCode', {
  usage:
    'FromCharacterCode[n] gives a string consisting of the character with integer code n.\nFromCharacterCode[{n1, n2, ...}] gives a string consisting of the sequence of characters with codes ni.\nFromCharacterCode[codes, "encoding"] takes codes in an encoding.',
  arity: [1, 2],
  messages: { notunicode: 'The codes `1` are not integers between 0 and 1114111.' },
  evaluate([x, encoding], e) {
    const rows = isCall(x!, S.List) && x.args.length > 0 && x.args.every((a) => isCall(a, S.List)) ? x.args : undefined;
    if (rows !== undefined) return list(rows.map((r) => normal(e.symbol, r, ...(encoding ? [encoding] : []))));
    const codes = (isCall(x!, S.List) ? x.args : [x!]).map((c) => wholeOf(c));
    if (!codes.every((c) => c !== undefined && c >= 0 && c <= 0x10ffff)) return e.message('notunicode', x!);
    const utf8 = encoding?.kind === Kind.String && encoding.value.startsWith('UTF');
    if (utf8 && codes.every((c) => c! < 256))
      return new Str(new TextDecoder().decode(Uint8Array.from(codes as number[])));
    return new Str(joinedTexts(codes, (c) => String.fromCodePoint(c!)));
  },
  examples: {
    'FromCharacterCode[65]': '"A"',
    'FromCharacterCode[{72, 105}]': '"Hi"',
    'FromCharacterCode[{206, 177}, "UTF-8"]': '"\\[Alpha]"',
    'FromCharacterCode[-1]': ['FromCharacterCode[-1]', 'FromCharacterCode::notunicode'],
  },
});
export const CharacterRange = builtin('CharacterRange', {
  usage:
    'CharacterRange["c1", "c2"] yields a list of the characters in the range from "c1" to "c2".\nCharacterRange[n1, n2] uses character codes.',
  arity: 2,
  evaluate([a, b], e) {
    const code = (x: Expr): number | undefined =>
      x.kind === Kind.String && charactersOf(x.value).length === 1 ? x.value.codePointAt(0) : wholeOf(x);
    const [from, to] = [code(a!), code(b!)];
    if (from === undefined || to === undefined)
      return e.message('string', int(from === undefined ? 1 : 2), normal(e.symbol, a!, b!));
    return list(Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => new Str(String.fromCodePoint(from + i))));
  },
  examples: {
    'CharacterRange["a", "d"]': '{"a", "b", "c", "d"}',
    'CharacterRange[48, 50]': '{"0", "1", "2"}',
    'CharacterRange["c", "a"]': '{}',
  },
});

const allCharacters = (name: string, usage: string, test: RegExp, examples: Builtin['examples']): Builtin =>
  builtin(name, {
    usage,
    attributes: Attribute.Listable,
    arity: 1,
    evaluate: ([s]) => bool(s!.kind === Kind.String && test.test(s!.value)),
    examples,
  });
export const LetterQ = allCharacters(
  'LetterQ',
  'LetterQ["string"] yields True if all the characters in the string are letters, and yields False otherwise.',
  /^\p{L}*$/u,
  { 'LetterQ["abc"]': 'True', 'LetterQ["a1"]': 'False', 'LetterQ[5]': 'False' },
);
export const DigitQ = allCharacters(
  'DigitQ',
  'DigitQ["string"] yields True if all the characters in the string are digits, and yields False otherwise.',
  /^[0-9]*$/,
  { 'DigitQ["123"]': 'True', 'DigitQ["1.5"]': 'False' },
);
export const UpperCaseQ = allCharacters(
  'UpperCaseQ',
  'UpperCaseQ["string"] yields True if all the characters in the string are uppercase letters, and yields False otherwise.',
  /^\p{Lu}*$/u,
  { 'UpperCaseQ["ABC"]': 'True', 'UpperCaseQ["AbC"]': 'False' },
);
export const LowerCaseQ = allCharacters(
  'LowerCaseQ',
  'LowerCaseQ["string"] yields True if all the characters in the string are lowercase letters, and yields False otherwise.',
  /^\p{Ll}*$/u,
  { 'LowerCaseQ["abc"]': 'True', 'LowerCaseQ["aB"]': 'False' },
);

export const texts: readonly Builtin[] = [
  StringJoin,
  StringLength,
  Characters,
  ToUpperCase,
  ToLowerCase,
  Capitalize,
  Decapitalize,
  StringReverse,
  StringTake,
  StringDrop,
  StringPart,
  StringRepeat,
  StringInsert,
  StringReplacePart,
  StringPadLeft,
  StringPadRight,
  StringRiffle,
  ToCharacterCode,
  FromCharacterCode,
  CharacterRange,
  LetterQ,
  DigitQ,
  UpperCaseQ,
  LowerCaseQ,
];
