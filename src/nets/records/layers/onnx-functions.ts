/** Functions in layers as nodes of ONNX. */
import type { Tensor } from '../../../compute/contract/step.ts';
import type { NodeAttributes } from '../../../formats/onnx-graph.ts';
import type { OnnxArray } from '../../model/onnx/array.ts';
import type { OnnxBuilder } from '../../model/onnx/builder.ts';
import { onnxNumbers } from '../../model/onnx/numbers.ts';
import type { ScalarFunction } from './scalar-function.ts';

/** A function that is one operator from some version on. */
interface Activation {
  readonly operator: string;
  readonly since: number;
  readonly attributes?: NodeAttributes;
}

/** By their names in layers. */
export const onnxActivations: Readonly<Record<string, Activation>> = {
  ELU: { operator: 'Elu', since: 6 },
  ExponentialLinearUnit: { operator: 'Elu', since: 6 },
  SELU: { operator: 'Selu', since: 6 },
  ScaledExponentialLinearUnit: { operator: 'Selu', since: 6 },
  SoftSign: { operator: 'Softsign', since: 1 },
  HardSigmoid: { operator: 'HardSigmoid', since: 6, attributes: { alpha: { float: 0.5 }, beta: { float: 0.5 } } },
  HardSwish: { operator: 'HardSwish', since: 14 },
  Mish: { operator: 'Mish', since: 18 },
};

/** What the function makes of arrays. Throws NoOnnxForm. */
export const onnxFunction = (o: OnnxBuilder, f: ScalarFunction, inputs: readonly OnnxArray[]): OnnxArray =>
  // The tensor functions that it calls write nodes.
  f.run(onnxNumbers(o), inputs as never as Tensor[]) as never as OnnxArray;
