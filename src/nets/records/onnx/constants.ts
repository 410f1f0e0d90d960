/** Operators that make numbers from nothing but sizes and attributes. */
import { FormatError } from '../../../formats/format-error.ts';
import { ElementType } from '../../../formats/onnx.ts';
import { numbersOfType } from '../../../formats/onnx-tensors.ts';
import { packed } from './fold.ts';
import { constant, type OnnxOperator, type OperatorTable } from './operator.ts';
import { elementsOf, MOST_MADE, made } from './shapes.ts';
import { numbersIn } from './values.ts';

const constantOfShape: OnnxOperator = {
  fold: (call) => {
    const sizes = elementsOf(call.inputs[0]);
    const value = call.tensor('value');
    return sizes && [made(call, sizes, value?.data[0] ?? 0, value?.type ?? ElementType.FLOAT)];
  },
};

const range: OnnxOperator = {
  needs: 3,
  fold: (call, [from, to, by]) => {
    const [a, b, step] = [from, to, by].map((c) => c && numbersIn(c)?.[0]);
    if (a === undefined || b === undefined || step === undefined) return undefined;
    const n = Math.max(0, Math.ceil((b - a) / step));
    if (!(n <= MOST_MADE)) call.refuse(`it makes ${n} numbers`);
    const data = numbersOfType(from!.type, n);
    for (let i = 0; i < n; i++) data[i] = a + i * step;
    return [constant([n], from!.type, data)];
  },
};

const value: OnnxOperator = {
  needs: 0,
  fold: (call) => {
    const { attributes } = call.node;
    const tensor = call.tensor('value');
    if (tensor !== undefined) return [constant(tensor.dims, tensor.type, tensor.data, call.node.outputs[0] ?? '')];
    const several = call.ints('value_floats') ?? call.ints('value_ints');
    const type = attributes.has('value_int') || attributes.has('value_ints') ? ElementType.INT64 : ElementType.FLOAT;
    const numbers = several ?? [call.float('value_float', call.int('value_int', Number.NaN))];
    if (several === undefined && !attributes.has('value_float') && !attributes.has('value_int'))
      throw new FormatError('ONNX', `the constant ${call.node.outputs[0]} holds no numbers`);
    return [constant(several === undefined ? [] : [numbers.length], type, packed(numbers, type))];
  },
};

export const constantOperators: OperatorTable = { Constant: value, ConstantOfShape: constantOfShape, Range: range };
