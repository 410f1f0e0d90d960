/** Coders of text: "Characters", "Tokens" and "UTF8", to indices or unit vectors, and back. */
import { type Expr, int, Kind, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { expressionOf } from '../../model/arrays.ts';
import { type Coder, type CoderKind, type NumberArray, refusal } from '../../model/coder.ts';
import { alphabetForm, alphabetOf, type Indices, readAlphabet, usualCharacters } from './alphabet.ts';

type Form = 'Index' | 'UnitVector';

/** How texts are encoded. */
export interface TextCoding {
  readonly name: string;
  readonly specification: Expr;
  readonly alphabet: Indices;
  readonly form: Form;
  readonly ignoreCase: boolean;
  /** undefined: as long as the text. */
  readonly length: number | undefined;
  readonly parts: (text: string) => readonly string[];
  /** What stands between decoded parts. */
  readonly between: string;
}

const isText = (e: Expr): e is Expr & { readonly value: string } => e.kind === Kind.String;

/** One index more than the alphabet has fills up texts of a stated length, unless the alphabet says what does. */
const paddingOf = (a: TextCoding): number => a.alphabet.end ?? a.alphabet.unknown ?? a.alphabet.symbols.length + 1;
const classesOf = ({ alphabet, length }: TextCoding): number =>
  alphabet.symbols.length +
  (length !== undefined && alphabet.end === undefined && alphabet.unknown === undefined ? 1 : 0);

/** Indices of the parts of a text with its ends; a part that is not there, as a text. */
function indicesOf({ alphabet: a, ignoreCase, parts }: TextCoding, text: string): number[] | string {
  const out: number[] = a.start === undefined ? [] : [a.start];
  for (const part of parts(ignoreCase ? text.toLowerCase() : text)) {
    const i = a.index.get(part) ?? a.unknown;
    if (i === undefined) return part;
    out.push(i);
  }
  if (a.end !== undefined) out.push(a.end);
  return out;
}

export function textEncoder(given: TextCoding): Coder {
  const a = given.ignoreCase ? { ...given, alphabet: inLowerCase(given.alphabet) } : given;
  const classes = classesOf(a);
  const length = a.length ?? 'Varying';
  return {
    role: 'encoder',
    type: a.name,
    whole: true,
    specification: a.specification,
    port: a.form === 'Index' ? { shape: [length], index: classes } : { shape: [length, classes] },
    accepts: isText,
    encode: (value) => {
      if (!isText(value)) return refusal('ntext', value);
      const found = indicesOf(a, value.value);
      if (typeof found === 'string') return refusal('nsymbol', str(found), value);
      const fitted =
        a.length === undefined ? found : Array.from({ length: a.length }, (_, i) => found[i] ?? paddingOf(a));
      if (fitted.length === 0) return refusal('notext', value);
      return a.form === 'Index'
        ? { shape: [fitted.length], data: Float32Array.from(fitted) }
        : unitVectors(fitted, classes);
    },
    inverse: () => textDecoder(given),
    parameters: parametersOf(given),
  };
}

const inLowerCase = (a: Indices): Indices => ({
  ...a,
  index: new Map([...a.index].map(([text, i]) => [text.toLowerCase(), i] as const)),
});

function unitVectors(indices: readonly number[], classes: number): NumberArray {
  const data = new Float32Array(indices.length * classes);
  indices.forEach((n, i) => {
    data[i * classes + n - 1] = 1;
  });
  return { shape: [indices.length, classes], data };
}

/** The most probable symbol at each place, up to the end of the text. */
export function textDecoder(a: TextCoding): Coder {
  const classes = classesOf(a);
  const { symbols, start, end, unknown } = a.alphabet;
  const text = (v: NumberArray): string => {
    const parts: string[] = [];
    for (let from = 0; from < v.data.length; from += classes) {
      let best = 0;
      for (let i = 1; i < classes; i++) if (v.data[from + i]! > v.data[from + best]!) best = i;
      if (best + 1 === end) break;
      if (best < symbols.length && best + 1 !== start && best + 1 !== unknown) parts.push(symbols[best]!);
    }
    return parts.join(a.between);
  };
  return {
    role: 'decoder',
    type: a.name,
    specification: a.specification,
    port: { shape: [a.length ?? 'Varying', classes] },
    properties: ['Decision'],
    decode: (v, property) =>
      property === undefined || (property.kind === Kind.String && property.value === 'Decision')
        ? str(text(v))
        : property === S.None
          ? expressionOf(v)
          : undefined,
    inverse: () => textEncoder(a),
    parameters: parametersOf(a),
  };
}

const parametersOf = (a: TextCoding): Record<string, Expr> => ({
  Type: str(a.name),
  [a.name === 'Characters' ? 'Alphabet' : 'Tokens']: alphabetForm(a.alphabet, str),
  Form: str(a.form),
  IgnoreCase: a.ignoreCase ? S.True : S.False,
  TargetLength: a.length === undefined ? S.All : int(a.length),
});

/** Words, and marks one by one; white space only separates. */
const words = (text: string): readonly string[] => text.match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

/** "Index", or unit vectors by their old or new name. */
function formOf(e: Expr | undefined): Form | undefined {
  if (e === undefined || !isText(e)) return undefined;
  if (e.value === 'UnitVector' || e.value === 'IndicatorVector') return 'UnitVector';
  return e.value === 'Index' ? 'Index' : undefined;
}

/** The options that all text coders have, and the last argument; undefined: they do not fit. */
export function textOptions(
  args: readonly Expr[],
  options: ReadonlyMap<string, Expr>,
  ignoreCase: boolean,
): (Pick<TextCoding, 'form' | 'ignoreCase' | 'length'> & { readonly rest: readonly Expr[] }) | undefined {
  const form = formOf(args.at(-1));
  const rest = form === undefined ? args : args.slice(0, -1);
  const ignore = options.get('IgnoreCase') ?? (ignoreCase ? S.True : S.False);
  const target = options.get('TargetLength') ?? S.All;
  if (rest.length > 1 || (ignore !== S.True && ignore !== S.False)) return undefined;
  if (target !== S.All && !(target.kind === Kind.Integer && Number(target.value) > 0)) return undefined;
  return {
    form: form ?? 'Index',
    ignoreCase: ignore === S.True,
    length: target.kind === Kind.Integer ? Number(target.value) : undefined,
    rest,
  };
}

function coding(
  name: 'Characters' | 'Tokens',
  specification: Expr,
  args: readonly Expr[],
  options: ReadonlyMap<string, Expr>,
): TextCoding | undefined {
  const common = textOptions(args, options, name === 'Tokens');
  if (common === undefined) return undefined;
  const { rest, ...settings } = common;
  const letters = name === 'Characters';
  const usual = letters && (rest[0] === undefined || rest[0] === S.Automatic);
  const alphabet = usual ? alphabetOf(usualCharacters) : rest[0] && readAlphabet(rest[0], letters);
  if (alphabet === undefined) return undefined;
  return {
    name,
    specification,
    ...settings,
    // A word that is not in the list has the index after the last.
    alphabet: letters || alphabet.unknown !== undefined ? alphabet : withUnknown(alphabet),
    parts: letters ? (text) => [...text] : words,
    between: letters ? '' : ' ',
  };
}

const withUnknown = (a: Indices): Indices => ({ ...a, symbols: [...a.symbols, ''], unknown: a.symbols.length + 1 });

const textKind = (name: 'Characters' | 'Tokens', examples: CoderKind['examples']): CoderKind => ({
  name,
  examples,
  options: ['IgnoreCase', 'TargetLength'],
  encoder: (specification, args, options) => {
    const a = coding(name, specification, args, options);
    return a && textEncoder(a);
  },
  decoder: (specification, args, options) => {
    const a = coding(name, specification, args, options);
    return a && textDecoder(a);
  },
});

export const Characters = textKind('Characters', {
  encoder: {
    'NetEncoder[{"Characters", {"a", "b", "c"}}]["abca"]': '{1, 2, 3, 1}',
    'NetEncoder[{"Characters", {"a", "b", _, EndOfString}}]["abz"]': '{1, 2, 3, 4}',
    'NetEncoder[{"Characters", {{"a", "b"} -> Automatic, _ -> 3}}]["abz"]': '{1, 2, 3}',
    'NetEncoder[{"Characters", {"a"}}]["ab"]': ['$Failed', 'NetEncoder::nsymbol'],
  },
  decoder: { 'NetDecoder[{"Characters", {"a", "b"}}][{{0.1, 0.9}, {0.8, 0.2}}]': '"ba"' },
});
export const Tokens = textKind('Tokens', {
  encoder: { 'NetEncoder[{"Tokens", {"dog", "cat"}}]["dog bird cat"]': '{1, 3, 2}' },
});

/** Bytes 0 to 255 as the indices 1 to 256. */
export const UTF8: CoderKind = {
  name: 'UTF8',
  options: [],
  examples: { encoder: { 'NetEncoder["UTF8"]["az"]': '{98, 123}' } },
  encoder: (specification, args) => {
    const form = args[0] !== undefined && isText(args[0]) ? args[0].value : 'Index';
    if (args.length > 1 || (form !== 'Index' && form !== 'UnitVector')) return undefined;
    return textEncoder({
      name: 'UTF8',
      specification,
      alphabet: alphabetOf(Array.from({ length: 256 }, (_, i) => String.fromCharCode(i))),
      form,
      ignoreCase: false,
      length: undefined,
      parts: (text) => Array.from(new TextEncoder().encode(text), (b) => String.fromCharCode(b)),
      between: '',
    });
  },
};
