/** How a net operator is written down: a net around an inner net, which it runs in its own way. One record each. */
import type { Expected } from '../builtins/builtin.ts';
import type { Tensor, Tensors } from '../compute/step.ts';
import type { Sym } from '../expr/expr.ts';
import { system } from '../expr/intern.ts';
import type { Dim, ShapeVariable, Solver } from './shape.ts';

/** A port while shapes are being found. */
export interface OperatorPort {
  readonly shape: ShapeVariable;
  readonly index: Dim | undefined;
}
export interface OperatorPorts {
  readonly inputs: ReadonlyMap<string, OperatorPort>;
  readonly outputs: ReadonlyMap<string, OperatorPort>;
}

export type TensorRecord = Readonly<Record<string, Tensor>>;

export interface OperatorDefinition {
  readonly usage: string;
  /** Ports of the operator, related to those of the inner net; their names are the same. */
  readonly ports: (inner: OperatorPorts, solver: Solver) => OperatorPorts;
  /** How often the inner net runs for one example, given the sizes of the operator's ports. */
  readonly times: (shapes: Readonly<Record<string, readonly number[]>>) => number;
  /** Whole batches; `inner` may be given `times` rows for each example. */
  readonly forward: (inputs: TensorRecord, inner: (inputs: TensorRecord) => TensorRecord, t: Tensors) => TensorRecord;
  readonly examples: Readonly<Record<string, Expected>>;
}
export type Operator = OperatorDefinition & { readonly symbol: Sym };

export const operator = (name: string, definition: OperatorDefinition): Operator =>
  Object.freeze({ symbol: system(name), ...definition });
