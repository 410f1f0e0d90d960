/** Encoders and decoders: how inputs become arrays of numbers, and outputs become values again. One record each. */
import type { Expected } from '../../builtins/builtin.ts';
import { Boxed, type Expr, Kind, normal, str } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import type { StoredPort } from './port-type.ts';
import { NetProblem, names } from './problem.ts';

/** An array as the compute core takes it. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Why a value cannot be encoded: the tag and parameters of a message of NetEncoder. */
export interface Refusal {
  readonly tag: string;
  readonly parameters: readonly Expr[];
}
export const refusal = (tag: string, ...parameters: Expr[]): Refusal => ({ tag, parameters });
export const isRefusal = (x: object | undefined): x is Refusal => x !== undefined && 'tag' in x;

/** The refusal as a message, whose fourth slot says which of several examples it is. */
export function refusedExample({ tag, parameters }: Refusal, which = ''): NetProblem {
  const [first = str(''), second = str(''), third = str('')] = parameters;
  return new NetProblem(tag, first, second, third, str(which));
}

export interface Coder {
  readonly role: 'encoder' | 'decoder';
  readonly type: string;
  /** What stands in NetEncoder[...] or NetDecoder[...]. */
  readonly specification: Expr;
  /** What it gives (encoder) or takes (decoder). */
  readonly port: StoredPort;
  /** One value of the kind this encodes, as against a list of them. */
  readonly accepts?: (value: Expr, e?: Evaluation) => boolean;
  readonly encode?: (value: Expr, e: Evaluation) => NumberArray | Refusal;
  /** `property` is undefined for the default one; undefined: there is no such property. */
  readonly decode?: (value: NumberArray, property: Expr | undefined, e: Evaluation) => Expr | undefined;
  readonly properties?: readonly string[];
  /** How it is written, where that is not NetEncoder[...] or NetDecoder[...] around the specification. */
  readonly form?: Expr;
  /** The encoder as a port needs it of which more is known: the port's size, labels as unit vectors, one number as a vector. */
  readonly fit?: (port: StoredPort) => Coder;
  /** A single number, which a port may also have as a vector of length 1. */
  readonly single?: true;
  /** Encodes to whole numbers. */
  readonly whole?: true;
  /** The coder of the other direction: class labels of a decoder encode targets. */
  readonly inverse?: () => Coder;
  /** Values of parameters, for NetExtract. */
  readonly parameters: Readonly<Record<string, Expr>>;
}

/** A kind of coder: how its specification becomes one. */
export interface CoderKind {
  readonly name: string;
  /** Calls a function that stands in its specification: code, which is not taken from files unasked. */
  readonly runsCode?: true;
  /** From what follows the name: positional arguments and options; undefined: they do not fit. */
  readonly encoder?: (
    specification: Expr,
    args: readonly Expr[],
    options: ReadonlyMap<string, Expr>,
  ) => Coder | undefined;
  readonly decoder?: (
    specification: Expr,
    args: readonly Expr[],
    options: ReadonlyMap<string, Expr>,
  ) => Coder | undefined;
  /** Option names; others are reported. */
  readonly options: readonly string[];
  /** Examples of NetEncoder and of NetDecoder. */
  readonly examples: {
    readonly encoder?: Readonly<Record<string, Expected>>;
    readonly decoder?: Readonly<Record<string, Expected>>;
  };
}

export const NetEncoderSymbol = system('NetEncoder');
export const NetDecoderSymbol = system('NetDecoder');

export const coderBox = (c: Coder): Boxed<Coder> => {
  const head = c.role === 'encoder' ? NetEncoderSymbol : NetDecoderSymbol;
  return new Boxed(head, c, () => c.form ?? normal(head, c.specification));
};

export const isCoder = (e: Expr): e is Boxed<Coder> =>
  e.kind === Kind.Boxed && (e.head === NetEncoderSymbol || e.head === NetDecoderSymbol);

/** The encoder that gives what the port takes. */
export const fitted = (c: Coder | undefined, port: StoredPort): Coder | undefined => c?.fit?.(port) ?? c;

/** A property of the decoded value. Throws NetProblem for one that there is not. */
export function decodedValue(c: Coder, value: NumberArray, property: Expr | undefined, e: Evaluation): Expr {
  const v = c.decode!(value, property, e);
  if (v === undefined) throw new NetProblem('nodecprop', property!, names([...(c.properties ?? []), 'None']));
  return v;
}
