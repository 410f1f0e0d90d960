/** Elements of sequences as rows of one larger batch, as nodes of ONNX. */
import { isOpen, type OnnxArray, type OnnxArrays, OpenSize, type Size } from '../../model/onnx/array.ts';
import { countOf } from '../../model/shape.ts';

export const eachArray = (record: OnnxArrays, f: (x: OnnxArray) => OnnxArray): OnnxArrays =>
  Object.fromEntries(Object.entries(record).map(([name, x]) => [name, f(x)]));

/** The size of axes that are merged: one size for all arrays of the operator. */
export const merged = (sizes: readonly Size[]): Size =>
  isOpen(sizes) ? new OpenSize('rows') : countOf(sizes as number[]);
