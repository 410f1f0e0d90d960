/** What a layer or operator says of itself in ONNX: the form that stands beside `forward` in its record. */
import type { OnnxArray, OnnxArrays, Size } from './array.ts';
import type { OnnxBuilder } from './builder.ts';

/** What the form of a layer may use beside its inputs. */
export interface OnnxLayer<P> {
  readonly o: OnnxBuilder;
  readonly parameters: P;
  /** Arrays by name; absent ones are None. */
  readonly arrays: Readonly<Record<string, OnnxArray | undefined>>;
  /** Sizes of ports, without the batch axis; -1 where a length varies. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly inputNames: readonly string[];
  /** Names of the outputs that are there. */
  readonly outputNames: readonly string[];
  /** Size of the batch axis. */
  readonly batch: Size;
}

/**
 * The layer as it is in evaluation, for whole batches as in `forward`. Inputs of whole numbers may be INT64, all others are real.
 * Throws NoOnnxForm for what cannot be said.
 */
export type OnnxForm<P> = (inputs: OnnxArrays, f: OnnxLayer<P>) => OnnxArrays;

/** A net inside of an operator. */
export interface OnnxInner {
  /** The first axis of the inputs says how large its batch is. */
  (inputs: OnnxArrays): OnnxArrays;
  /** The same for inputs with more axes in front than the batch; absent where the net has no such form. */
  readonly mapped?: (inputs: OnnxArrays) => OnnxArrays;
}

/** The same for an operator. */
export type OnnxOperatorForm<P> = (
  inputs: OnnxArrays,
  inner: readonly OnnxInner[],
  o: OnnxBuilder,
  parameters: P,
  of: {
    readonly inner: readonly Readonly<Record<string, readonly number[]>>[];
    readonly outputNames: readonly string[];
  },
) => OnnxArrays;
