/** What a layer or operator says of itself in PyTorch: the form that stands beside `forward` in its record. */
import type { TorchBuilder } from './builder.ts';

/** Thrown by a form for what cannot be said; the message names what of the layer that is, and what would work. */
export class NoTorchForm {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Python expressions by port: names of variables, or calls that are used once. */
export type TorchValues = Readonly<Record<string, string>>;

type Sizes = Readonly<Record<string, readonly number[]>>;

/** What the form of a layer may use beside its inputs. */
export interface TorchLayer<P> {
  readonly o: TorchBuilder;
  readonly parameters: P;
  /** Sizes of arrays by name; absent ones are None. */
  readonly arrays: Readonly<Record<string, readonly number[] | undefined>>;
  /** Sizes of ports, without the batch axis; -1 where a length varies. */
  readonly shapes: Sizes;
  readonly inputNames: readonly string[];
  /** Names of the outputs that are there. */
  readonly outputNames: readonly string[];
}

/**
 * The layer as a Python program, for whole batches as in `forward`, in training and in evaluation. Inputs are names of variables; whole
 * numbers come as single floats, from 1. Throws NoTorchForm.
 */
export type TorchForm<P> = (inputs: TorchValues, f: TorchLayer<P>) => TorchValues;

/** A net inside of an operator: calls it. */
export type TorchInner = (inputs: TorchValues) => TorchValues;

/** The same for an operator. */
export type TorchOperatorForm<P> = (
  inputs: TorchValues,
  inner: readonly TorchInner[],
  o: TorchBuilder,
  parameters: P,
  of: { readonly inner: readonly Sizes[]; readonly sizes: Sizes; readonly outputNames: readonly string[] },
) => TorchValues;
