/** Coders of text: "Characters", "Tokens" and "UTF8", to indices or unit vectors, and back. */
import { type Expr, int, isCall, Kind, normal, str } from '../../../expr/expr.ts';
import * as S from '../../../expr/symbols.ts';
import { expressionOf } from '../../model/arrays.ts';
import { type Coder, type CoderKind, type NumberArray, refusal } from '../../model/coder.ts';

type Form = 'Index' | 'UnitVector';

interface Alphabet {
  readonly name: 'Characters' | 'Tokens' | 'UTF8';
  readonly specification: Expr;
  /** Texts of the indices 1, 2, .... */
  readonly symbols: readonly string[];
  readonly form: Form;
  readonly ignoreCase: boolean;
  /** undefined: as long as the text. */
  readonly length: number | undefined;
  readonly parts: (text: string) => readonly string[];
  /** Whether there is one more index for what is not known, or for the end of a text. */
  readonly unknown: boolean;
}

const list = (items: readonly Expr[]): Expr => normal(S.List, ...items);
const isText = (e: Expr): e is Expr & { readonly value: string } => e.kind === Kind.String;

const classesOf = (a: Alphabet): number =>
  a.symbols.length + (a.unknown || (a.length !== undefined && a.name !== 'UTF8') ? 1 : 0);

/** Positions of the parts of a text; a part that is not there, or undefined where all are. */
function indicesOf(a: Alphabet, index: ReadonlyMap<string, number>, text: string): number[] | string {
  const out: number[] = [];
  for (const part of a.parts(a.ignoreCase ? text.toLowerCase() : text)) {
    const i = index.get(part);
    if (i !== undefined) out.push(i);
    else if (a.unknown) out.push(a.symbols.length + 1);
    else return part;
  }
  return out;
}

function encoderOf(a: Alphabet): Coder {
  const index = new Map(a.symbols.map((s, i) => [a.ignoreCase ? s.toLowerCase() : s, i + 1] as const));
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
      const found = indicesOf(a, index, value.value);
      if (typeof found === 'string') return refusal('nsymbol', str(found), value);
      const fitted =
        a.length === undefined ? found : Array.from({ length: a.length }, (_, i) => found[i] ?? a.symbols.length + 1);
      if (fitted.length === 0) return refusal('notext', value);
      return a.form === 'Index'
        ? { shape: [fitted.length], data: Float32Array.from(fitted) }
        : unitVectors(fitted, classes);
    },
    inverse: () => decoderOf(a),
    parameters: parametersOf(a),
  };
}

function unitVectors(indices: readonly number[], classes: number): NumberArray {
  const data = new Float32Array(indices.length * classes);
  indices.forEach((n, i) => {
    data[i * classes + n - 1] = 1;
  });
  return { shape: [indices.length, classes], data };
}

/** The most probable symbol at each place. */
function decoderOf(a: Alphabet): Coder {
  const classes = classesOf(a);
  const between = a.name === 'Tokens' ? ' ' : '';
  const text = (v: NumberArray): string => {
    const parts: string[] = [];
    for (let from = 0; from < v.data.length; from += classes) {
      let best = 0;
      for (let i = 1; i < classes; i++) if (v.data[from + i]! > v.data[from + best]!) best = i;
      if (best < a.symbols.length) parts.push(a.symbols[best]!);
    }
    return parts.join(between);
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
    inverse: () => encoderOf(a),
    parameters: parametersOf(a),
  };
}

const parametersOf = (a: Alphabet): Record<string, Expr> => ({
  Type: str(a.name),
  [a.name === 'Tokens' ? 'Tokens' : 'Alphabet']: list(a.symbols.map((s) => str(s))),
  Form: str(a.form),
  IgnoreCase: a.ignoreCase ? S.True : S.False,
  TargetLength: a.length === undefined ? S.All : int(a.length),
});

/** Tab, newline, and what ASCII prints. */
const usualCharacters = ['\t', '\n', ...Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))];
const characters = (text: string): string[] => [...text];
/** Words, and marks one by one; white space only separates. */
const words = (text: string): readonly string[] => text.match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

/** A list of texts, or the characters of one text. */
function symbolsOf(e: Expr | undefined): readonly string[] | undefined {
  if (e === undefined || e === S.Automatic) return undefined;
  if (isText(e)) return characters(e.value);
  return isCall(e, S.List) && e.args.length > 0 && e.args.every(isText) ? e.args.map((a) => a.value) : undefined;
}

function alphabet(
  name: 'Characters' | 'Tokens',
  specification: Expr,
  args: readonly Expr[],
  options: ReadonlyMap<string, Expr>,
): Alphabet | undefined {
  const formGiven = args.at(-1);
  const form: Form | undefined =
    formGiven !== undefined &&
    isText(formGiven) &&
    (formGiven.value === 'Index' || formGiven.value === 'UnitVector' || formGiven.value === 'IndicatorVector')
      ? formGiven.value === 'Index'
        ? 'Index'
        : 'UnitVector'
      : undefined;
  const given = form === undefined ? args : args.slice(0, -1);
  const symbols = symbolsOf(given[0]) ?? (given.length === 0 && name === 'Characters' ? usualCharacters : undefined);
  const ignore = options.get('IgnoreCase') ?? (name === 'Tokens' ? S.True : S.False);
  const target = options.get('TargetLength') ?? S.All;
  if (symbols === undefined || given.length > 1 || (ignore !== S.True && ignore !== S.False)) return undefined;
  if (target !== S.All && !(target.kind === Kind.Integer && Number(target.value) > 0)) return undefined;
  return {
    name,
    specification,
    symbols,
    form: form ?? 'Index',
    ignoreCase: ignore === S.True,
    length: target.kind === Kind.Integer ? Number(target.value) : undefined,
    parts: name === 'Characters' ? characters : words,
    unknown: name === 'Tokens',
  };
}

const textKind = (name: 'Characters' | 'Tokens', examples: CoderKind['examples']): CoderKind => ({
  name,
  examples,
  options: ['IgnoreCase', 'TargetLength'],
  encoder: (specification, args, options) => {
    const a = alphabet(name, specification, args, options);
    return a && encoderOf(a);
  },
  decoder: (specification, args, options) => {
    const a = alphabet(name, specification, args, options);
    return a && decoderOf(a);
  },
});

export const Characters = textKind('Characters', {
  encoder: {
    'NetEncoder[{"Characters", {"a", "b", "c"}}]["abca"]': '{1, 2, 3, 1}',
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
    return encoderOf({
      name: 'UTF8',
      specification,
      symbols: Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)),
      form,
      ignoreCase: false,
      length: undefined,
      parts: (text) => Array.from(new TextEncoder().encode(text), (b) => String.fromCharCode(b)),
      unknown: false,
    });
  },
};
