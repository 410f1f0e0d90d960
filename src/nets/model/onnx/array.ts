/** Arrays of an ONNX graph as layers see them while they are written: a name, and what is known of the shape. */
import { Dim } from '../shape.ts';

/** Where a size that is known only when the model runs can be read off: an axis of an array. */
interface Place {
  readonly array: string;
  readonly axis: number;
}

/** A size that is not known before the model runs. Two axes of one such object are equally long. */
export class OpenSize extends Dim {
  place: Place | undefined;
  /** Of an input of the model, under whose name it stands in the file. */
  readonly isInput: boolean;
  constructor(name: string, place?: Place, isInput = false) {
    super(name);
    this.place = place;
    this.isInput = isInput;
    this.varying = true;
  }
}

export type Size = number | OpenSize;

/** The first axis is the batch, as in `forward`. */
export interface OnnxArray {
  readonly name: string;
  /** Element type, by its number in ONNX. */
  readonly type: number;
  readonly shape: readonly Size[];
}
export type OnnxArrays = Readonly<Record<string, OnnxArray>>;

/** What cannot be said in ONNX, in a few words: the traced program goes out instead. */
export class NoOnnxForm extends Error {}

export const isOpen = (s: readonly Size[]): boolean => s.some((n) => typeof n !== 'number');

/** Sizes that have to be numbers. Throws NoOnnxForm. */
export function fixed(sizes: readonly Size[], what: string): number[] {
  if (isOpen(sizes)) throw new NoOnnxForm(`${what} of a length that varies`);
  return sizes as number[];
}
