/** Encoders and decoders: how inputs become arrays of numbers, and outputs become values again. One record each. */
import type { Expr } from '../expr/expr.ts';
import type { Evaluation } from '../kernel/definition.ts';
import type { StoredPort } from './net.ts';

/** An array as the compute core takes it. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

export interface Coder {
  readonly role: 'encoder' | 'decoder';
  readonly type: string;
  /** The construction expression: NetEncoder[{"Class", {...}}]. */
  readonly form: Expr;
  /** What it gives (encoder) or takes (decoder). */
  readonly port: StoredPort;
  /** undefined after a message. */
  encode?(value: Expr, e: Evaluation): NumberArray | undefined;
  /** `property` is undefined for the default one. */
  decode?(value: NumberArray, property: Expr | undefined, e: Evaluation): Expr | undefined;
  /** The coder of the other direction: class labels of a decoder encode targets. */
  readonly inverse?: () => Coder;
  /** Values of parameters, for NetExtract. */
  readonly parameters: Readonly<Record<string, Expr>>;
}
