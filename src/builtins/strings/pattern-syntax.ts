/** String patterns read into a tree: what StringExpression, Whitespace, x__, RegularExpression[...] and their kin match. */
import { type Expr, isCall, Kind, type Normal, type Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import * as S from '../../expr/symbols.ts';
import { isWhole } from '../../kernel/pattern/constructs.ts';
import { wholeOf } from '../values/sequences.ts';
import { regularExpressionSource } from './regular-expression.ts';

export type PatternNode =
  /** Literal text. */
  | { readonly kind: 'text'; readonly text: string }
  /** One character, as the source of a regular expression. */
  | { readonly kind: 'character'; readonly source: string }
  /** Any regular expression. */
  | { readonly kind: 'regular'; readonly source: string; readonly flags: string }
  /** A place between characters. */
  | { readonly kind: 'place'; readonly source: string }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'alternatives'; readonly parts: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly part: PatternNode;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    }
  | { readonly kind: 'capture'; readonly name: Sym; readonly part: PatternNode }
  /** A group of a regular expression, by its number there, and what refers to it, by number or name. */
  | { readonly kind: 'group'; readonly number: number; readonly part: PatternNode }
  | { readonly kind: 'reference'; readonly group: number | string }
  /** A place after which (before which, where it looks behind) the part matches, or does not. */
  | { readonly kind: 'look'; readonly behind: boolean; readonly negative: boolean; readonly part: PatternNode }
  /** `part` where `excluded` does not match. */
  | { readonly kind: 'except'; readonly excluded: PatternNode; readonly part: PatternNode }
  /** `part` where the test gives True for its text. */
  | { readonly kind: 'test'; readonly part: PatternNode; readonly test: Expr }
  | { readonly kind: 'condition'; readonly part: PatternNode; readonly condition: Expr };

const ANY = '[^]';
const named = new Map<Sym, PatternNode>(
  (
    [
      ['Whitespace', 'regular', '\\s+'],
      ['WhitespaceCharacter', 'character', '\\s'],
      ['NumberString', 'regular', '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)'],
      ['DigitCharacter', 'character', '\\p{Nd}'],
      ['LetterCharacter', 'character', '\\p{L}'],
      ['WordCharacter', 'character', '[\\p{L}\\p{N}]'],
      ['HexadecimalCharacter', 'character', '[0-9a-fA-F]'],
      ['PunctuationCharacter', 'character', '[\\p{P}\\p{S}]'],
      ['StartOfString', 'place', '(?<![^])'],
      ['EndOfString', 'place', '(?![^])'],
      ['StartOfLine', 'place', '(?<![^\\n])'],
      ['EndOfLine', 'place', '(?![^\\n])'],
      ['WordBoundary', 'place', '(?:(?<=[\\p{L}\\p{N}_])(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])(?=[\\p{L}\\p{N}_]))'],
    ] as const
  ).map(([name, kind, source]) => [system(name), kind === 'regular' ? { kind, source, flags: '' } : { kind, source }]),
);

/** Tests that a class of characters decides. */
const classes = new Map<Sym, string>([
  [system('LetterQ'), '\\p{L}'],
  [system('DigitQ'), '[0-9]'],
  [system('UpperCaseQ'), '\\p{Lu}'],
  [system('LowerCaseQ'), '\\p{Ll}'],
]);
const RegularExpression = system('RegularExpression');

export interface ReadSettings {
  /** * and @ in strings are wildcards, as in StringMatchQ. */
  readonly wildcards: boolean;
}

/** The offending part is thrown, and reported by whoever reads the whole. */
export class NotAPattern {
  readonly part: Expr;
  constructor(part: Expr) {
    this.part = part;
  }
}

const anyCharacter: PatternNode = { kind: 'character', source: ANY };
const repeat = (part: PatternNode, min: number, max: number, lazy: boolean): PatternNode => ({
  kind: 'repeat',
  part,
  min,
  max,
  lazy,
});
const sequence = (parts: readonly PatternNode[]): PatternNode =>
  parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };

function withWildcards(text: string, lazy: boolean): PatternNode {
  const parts: PatternNode[] = [];
  let literal = '';
  const flush = (): void => {
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\\' && (text[i + 1] === '*' || text[i + 1] === '@' || text[i + 1] === '\\')) literal += text[++i];
    else if (c === '*' || c === '@') {
      flush();
      parts.push(
        c === '*'
          ? repeat(anyCharacter, 0, Number.POSITIVE_INFINITY, lazy)
          : repeat({ kind: 'character', source: '[^A-Z]' }, 1, Number.POSITIVE_INFINITY, lazy),
      );
    } else literal += c;
  }
  flush();
  return parts.length === 0 ? { kind: 'text', text: '' } : sequence(parts);
}

export function readPattern(p: Expr, settings: ReadSettings, lazy = false): PatternNode {
  const rec = (x: Expr): PatternNode => readPattern(x, settings, lazy);
  if (p.kind === Kind.String)
    return settings.wildcards && /[*@\\]/.test(p.value)
      ? withWildcards(p.value, lazy)
      : { kind: 'text', text: p.value };
  if (p.kind === Kind.Symbol) {
    const node = named.get(p);
    if (node !== undefined) return node;
    throw new NotAPattern(p);
  }
  if (p.kind !== Kind.Normal || !isWhole(p)) throw new NotAPattern(p);
  const [first, second] = p.args;
  switch (p.head) {
    case S.StringExpression:
      return sequence(p.args.map(rec));
    case S.List:
    case S.Alternatives:
      return { kind: 'alternatives', parts: p.args.map(rec) };
    case S.Blank:
      return anyCharacter;
    case S.BlankSequence:
      return repeat(anyCharacter, 1, Number.POSITIVE_INFINITY, lazy);
    case S.BlankNullSequence:
      return repeat(anyCharacter, 0, Number.POSITIVE_INFINITY, lazy);
    case S.Pattern:
      if (first?.kind !== Kind.Symbol || second === undefined) throw new NotAPattern(p);
      return { kind: 'capture', name: first, part: rec(second) };
    case S.Repeated:
    case S.RepeatedNull:
      return readRepeated(p, rec(first!), p.head === S.Repeated ? 1 : 0, lazy);
    case S.Longest:
      return readPattern(first!, settings, false);
    case S.Shortest:
      return readPattern(first!, settings, true);
    case S.HoldPattern:
      return rec(first!);
    case S.Verbatim:
      if (first?.kind !== Kind.String) throw new NotAPattern(p);
      return { kind: 'text', text: first.value };
    case S.Except:
      return { kind: 'except', excluded: rec(first!), part: second === undefined ? anyCharacter : rec(second) };
    case S.PatternTest:
      return readTest(rec(first!), second!);
    case S.Condition:
      return { kind: 'condition', part: rec(first!), condition: second! };
    case RegularExpression: {
      if (first?.kind !== Kind.String) throw new NotAPattern(p);
      return { kind: 'regular', ...regularExpressionSource(first.value) };
    }
    default:
      throw new NotAPattern(p);
  }
}

function readRepeated(p: Normal, part: PatternNode, least: number, lazy: boolean): PatternNode {
  const spec = p.args[1];
  if (spec === undefined) return repeat(part, least, Number.POSITIVE_INFINITY, lazy);
  const bound = (x: Expr | undefined): number =>
    x === undefined
      ? Number.NaN
      : (wholeOf(x) ?? (isCall(x, S.DirectedInfinity) ? Number.POSITIVE_INFINITY : Number.NaN));
  const [min, max] = isCall(spec, S.List) ? [bound(spec.args[0]), bound(spec.args.at(-1))] : [least, bound(spec)];
  if (Number.isNaN(min) || Number.isNaN(max)) throw new NotAPattern(p);
  return repeat(part, min, max, lazy);
}

/** Every character of what the part matches must pass a class test; such tests become classes. */
function readTest(part: PatternNode, test: Expr): PatternNode {
  const source = test.kind === Kind.Symbol ? classes.get(test) : undefined;
  if (source !== undefined) {
    if (part === anyCharacter) return { kind: 'character', source };
    if (part.kind === 'repeat' && part.part === anyCharacter) return { ...part, part: { kind: 'character', source } };
    if (part.kind === 'capture') return { ...part, part: readTest(part.part, test) };
  }
  return part.kind === 'capture'
    ? { ...part, part: { kind: 'test', part: part.part, test } }
    : { kind: 'test', part, test };
}
