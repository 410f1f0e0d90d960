/** Strings as sequences of characters (code points): length, taking parts, positions that specifications mean. */
import { type Expr, int, isCall, Kind, normal, Str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { worked } from '../../pace.ts';
import { list, range, wholeOf } from '../values/sequences.ts';
import { spanPositions } from '../values/spans.ts';

const SURROGATES = /[\ud800-\udfff]/;
/** Long strings are looked at once. */
const plain = new WeakMap<Str, boolean>();
const REMEMBERED = 64;

/** Every character is one code unit, so that positions are offsets. */
export function isPlain(s: Str): boolean {
  if (s.value.length < REMEMBERED) return !SURROGATES.test(s.value);
  let known = plain.get(s);
  if (known === undefined) plain.set(s, (known = !SURROGATES.test(s.value)));
  return known;
}

const split = (text: string): string[] => (SURROGATES.test(text) ? Array.from(text) : text.split(''));
/** Code units that are taken apart or put together at once. */
const PIECE = 1 << 14;
const CODE_UNITS_A_UNIT = 4;

/** The characters of a text; long ones piece by piece, so that it can be stopped. */
export function charactersOf(text: string): string[] {
  if (text.length <= PIECE) return split(text);
  const out: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + PIECE);
    // Not between the halves of a character.
    if ((text.charCodeAt(to - 1) & 0xfc00) === 0xd800) to++;
    for (const c of split(text.slice(from, to))) out.push(c);
    worked(PIECE / CODE_UNITS_A_UNIT);
    from = to;
  }
  return out;
}

const common: Str[] = [];
for (let code = 0; code < 256; code++) common.push(new Str(String.fromCharCode(code)));

/** The string of one character; those of the first codes are there once. */
function characterString(c: string): Str {
  const code = c.charCodeAt(0);
  if (c.length !== 1 || code >= common.length) return new Str(c);
  worked(1);
  return common[code]!;
}

/** The characters of a text as strings. */
export const characterStrings = (text: string): Expr[] => charactersOf(text).map(characterString);

export const lengthOfText = (s: Str): number => (isPlain(s) ? s.value.length : Array.from(s.value).length);

/** Characters from (0-based) up to but not including `to`. */
export const sliceText = (s: Str, from: number, to: number): string =>
  isPlain(s) ? s.value.slice(from, to) : Array.from(s.value).slice(from, to).join('');

/** Number of characters before an offset in code units. */
export const characterIndex = (s: Str, offset: number): number =>
  isPlain(s) ? offset : Array.from(s.value.slice(0, offset)).length;

const UpTo = system('UpTo');
/** 0-based positions that n, -n, {n}, {m, n}, {m, n, s}, UpTo[n], m;;n mean in `length` characters; undefined outside of them. */
export function positionsFor(
  spec: Expr,
  length: number,
): { readonly from: number; readonly to: number } | readonly number[] | undefined {
  if (spec === S.All) return { from: 0, to: length };
  const n = wholeOf(spec);
  if (n !== undefined)
    return Math.abs(n) > length ? undefined : n >= 0 ? { from: 0, to: n } : { from: length + n, to: length };
  if (isCall(spec, UpTo)) return { from: 0, to: Math.min(length, wholeOf(spec.args[0]) ?? length) };
  if (isCall(spec, S.Span)) return spanPositions(spec, length);
  if (spec.kind === Kind.Packed) return positionsFor(list(Array.from(spec.data, (x) => int(x))), length);
  if (!isCall(spec, S.List) || spec.args.length === 0 || spec.args.length > 3) return undefined;
  const [a, b, c] = spec.args;
  const last = isCall(b ?? a!, UpTo) ? int(Math.min(length, wholeOf((b as typeof spec).args[0]) ?? length)) : (b ?? a!);
  return spanPositions(normal(S.Span, a!, last, c ?? int(1)), length);
}

/** The characters at such positions. */
export function textAt(s: Str, positions: { readonly from: number; readonly to: number } | readonly number[]): string {
  if ('from' in positions) return sliceText(s, positions.from, positions.to);
  if (positions.length > 0 && positions.every((p, i) => p === positions[0]! + i))
    return sliceText(s, positions[0]!, positions[0]! + positions.length);
  const all = charactersOf(s.value);
  return positions.map((p) => all[p]).join('');
}

/** What is left without these positions. */
export function textWithout(
  s: Str,
  positions: { readonly from: number; readonly to: number } | readonly number[],
): string {
  const gone = new Set('from' in positions ? range(positions.from, positions.to) : positions);
  return charactersOf(s.value)
    .filter((_, i) => !gone.has(i))
    .join('');
}
