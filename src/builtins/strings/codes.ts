/** Characters and their codes. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import * as S from '../../expr/symbols.ts';
import { joinedTexts } from '../../pace.ts';
import { Attribute, type Builtin, builtin } from '../builtin.ts';
import { countOf } from '../values/number.ts';
import { integerList, list, wholeOf } from '../values/sequences.ts';
import { charactersOf, isPlain } from './characters.ts';

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
const LAST_CODE = 0x10ffff;
export const CharacterRange = builtin('CharacterRange', {
  usage:
    'CharacterRange["c1", "c2"] yields a list of the characters in the range from "c1" to "c2".\nCharacterRange[n1, n2] uses character codes.',
  arity: 2,
  evaluate([a, b], e) {
    const code = (x: Expr): number | undefined =>
      x.kind === Kind.String && charactersOf(x.value).length === 1 ? x.value.codePointAt(0) : countOf(x);
    const [from, to] = [code(a!), code(b!)];
    if ((from ?? 0) > LAST_CODE || (to ?? 0) > LAST_CODE)
      return e.message('string', int((from ?? 0) > LAST_CODE ? 1 : 2), normal(e.symbol, a!, b!));
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

export const codes: readonly Builtin[] = [ToCharacterCode, FromCharacterCode, CharacterRange];
