/** The tensor functions that work number by number, writing nodes instead of computing: functions in layers run on them as they are. */
import type { Tensors } from '../../../compute/contract/step.ts';
import { binaryForms, unaryForms } from '../../../formats/onnx-functions.ts';
import { BOOL, FLOAT } from '../../../formats/onnx-graph.ts';
import { writingTensors } from '../writing.ts';
import { NoOnnxForm, type OnnxArray } from './array.ts';
import type { OnnxBuilder } from './builder.ts';

type Operand = OnnxArray | number;

/** Kernels that their functions are not called after. */
const binaries: Readonly<Record<string, string>> = {
  add: 'Add',
  sub: 'Sub',
  mul: 'Multiply',
  div: 'RealDiv',
  maximum: 'Maximum',
  minimum: 'Minimum',
  pow: 'Pow',
  mod: 'Mod',
  atan2: 'Atan2',
};
const comparisons: Readonly<Record<string, string>> = {
  equal: 'Equal',
  notEqual: 'NotEqual',
  greater: 'Greater',
  greaterEqual: 'GreaterEqual',
  less: 'Less',
  lessEqual: 'LessEqual',
};
const lower = (s: string): string => s[0]!.toLowerCase() + s.slice(1);

/** Throws NoOnnxForm where a function is called that there is not. */
export function onnxNumbers(o: OnnxBuilder): Tensors {
  const array = (x: Operand): OnnxArray => (typeof x === 'number' ? o.scalar(x) : x);
  const binary =
    (kernel: string, type: number) =>
    (a: Operand, b: Operand): OnnxArray =>
      o.combined(array(a), array(b), (x, y) => binaryForms[kernel]!(o.graph, x, y), type);
  const functions: Record<string, unknown> = {
    ...Object.fromEntries(
      Object.entries(unaryForms).map(([kernel, f]) => [
        lower(kernel),
        (x: Operand) => o.named(f(o.graph, array(x).name), array(x).shape),
      ]),
    ),
    ...Object.fromEntries(Object.entries(binaries).map(([name, kernel]) => [name, binary(kernel, FLOAT)])),
    ...Object.fromEntries(Object.entries(comparisons).map(([name, kernel]) => [name, binary(kernel, BOOL)])),
    scalar: array,
    clipByValue: (x: OnnxArray, from: number, to: number) => o.node('Clip', [x, o.scalar(from), o.scalar(to)], x.shape),
    cast: (x: OnnxArray, dtype: string) => o.cast(x, dtype === 'bool' ? BOOL : FLOAT),
    where: (c: OnnxArray, a: OnnxArray, b: OnnxArray) => o.where(c, a, b),
    // Nodes repeat axes of size 1 by themselves.
    broadcastTo: (x: OnnxArray) => x,
    onesLike: (x: OnnxArray) => o.expand(o.scalar(1), x.shape),
  };
  return writingTensors(functions, (what) => new NoOnnxForm(what));
}
