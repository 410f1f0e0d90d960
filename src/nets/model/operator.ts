/** How a net operator is written down: a net around an inner net, which it runs in its own way. One record each. */
import type { Expected } from '../../builtins/builtin.ts';
import type { Tensor, Tensors } from '../../compute/contract/step.ts';
import type { Expr, Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import type { ExtraPorts } from './extra-ports.ts';
import type { OnnxOperatorForm } from './onnx/form.ts';
import type { StoredPort } from './port-type.ts';
import type { Dim, ShapeVariable, Solver } from './shape.ts';
import type { TorchOperatorForm } from './torch/form.ts';

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

/** Sizes of ports by name, without the batch axis. */
export type Sizes = Readonly<Record<string, readonly number[]>>;
export type InnerRun = (inputs: TensorRecord) => TensorRecord;

/** What stands in the brackets of an operator. */
export interface OperatorArguments<P> {
  /** The nets inside, by the names of their parts. */
  readonly nets: readonly (readonly [name: string, net: Expr])[];
  readonly parameters: P;
}

/** What is known of the ports of an inner net. */
export interface InnerTypes {
  readonly inputs: ReadonlyMap<string, StoredPort>;
}

/** What a run of an operator is told beside its inputs. */
/** A net inside an operator as a function of its arrays too, as the steps of a loop take it. */
export interface LoopedRun {
  readonly arrays: readonly Tensor[];
  readonly run: (inputs: TensorRecord, arrays: readonly Tensor[]) => TensorRecord;
}

export interface OperatorRun {
  /** The inner nets for loops; undefined for one that draws random numbers, changes arrays by rule, or is looked into. */
  readonly looped: readonly (LoopedRun | undefined)[];
  /** Sizes of the ports of the inner nets. */
  readonly inner: readonly Sizes[];
  readonly outputNames: readonly string[];
  /** Uniform numbers in [0, 1) of the shape that the record's `noise` states; absent in evaluation. */
  readonly noise: Tensor | undefined;
}

export interface OperatorDefinition<P extends object> {
  readonly usage: string;
  /** undefined: the arguments do not fit. */
  readonly read: (
    positional: readonly Expr[],
    options: ReadonlyMap<string, Expr>,
    evaluation?: Evaluation,
  ) => OperatorArguments<P> | undefined;
  /** The arguments and own options again. */
  readonly write: (nets: readonly Expr[], parameters: P) => readonly Expr[];
  /** Names of own options. */
  readonly options: readonly string[];
  /** Names of inputs and outputs; those of the first inner net when absent. */
  readonly portNames?: (
    parameters: P,
    inner: readonly { readonly inputs: ReadonlyMap<string, unknown>; readonly outputs: ReadonlyMap<string, unknown> }[],
  ) => { readonly inputs: readonly string[]; readonly outputs: readonly string[] };
  /** Ports of the operator, related to those of the inner nets. */
  readonly ports: (inner: readonly OperatorPorts[], solver: Solver, parameters: P, extra: ExtraPorts) => OperatorPorts;
  /** The type of a port as it is stated in an option, in the form that the port has it; inner nets as they are. */
  readonly stated?: (port: string, type: Expr, inner: readonly InnerTypes[]) => Expr;
  /** Ports that the operator has where something is connected to them. */
  readonly extraPorts?: (parameters: P) => ExtraPorts;
  /** Parameters as parts, for NetExtract. */
  readonly parts?: (parameters: P) => Readonly<Record<string, Expr>>;
  /** Multipliers of learning rates of the nets inside, unless they are set. */
  readonly innerMultipliers?: Readonly<Record<string, Expr>>;
  /** Whether sequences may be filled up behind their ends, as for layers. */
  readonly filled?: true;
  /** How many rows the inner nets get for one example, given the sizes of the operator's ports. */
  readonly times: (shapes: Sizes, parameters: P) => number;
  /** Shape of the uniform noise that the operator itself needs in training for one example. */
  readonly noise?: (parameters: P, shapes: Sizes) => readonly number[] | undefined;
  /** Whole batches; inner nets may be given `times` rows for each example. */
  readonly forward: (
    inputs: TensorRecord,
    inner: readonly InnerRun[],
    t: Tensors,
    parameters: P,
    of: OperatorRun,
  ) => TensorRecord;
  /** The same as nodes of ONNX. */
  readonly onnx?: OnnxOperatorForm<P>;
  /** That form takes arrays with more axes in front than the batch where those of the nets inside do. */
  readonly onnxMaps?: true;
  /** The same in PyTorch. */
  readonly torch?: TorchOperatorForm<P>;
  /** The outputs are losses. */
  readonly isLoss?: true;
  /** The loss that NetTrain attaches to the output. */
  readonly loss?: 'Contrastive';
  readonly examples: Readonly<Record<string, Expected>>;
}
/** Parameters are only ever handed back to the record that made them. */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds records of all parameter types
export type Operator = OperatorDefinition<any> & { readonly symbol: Sym };

export const operator = <P extends object>(name: string, definition: OperatorDefinition<P>): Operator =>
  Object.freeze({ symbol: system(name), ...definition });

/** One net and nothing else. */
export const oneNet = {
  options: [],
  read: (positional: readonly Expr[]) =>
    positional.length === 1 ? { nets: [['Net', positional[0]!] as const], parameters: {} } : undefined,
  write: (nets: readonly Expr[]) => nets,
};

/** What a value has to go through at the border of an operator. */
export const each = (record: TensorRecord, f: (x: Tensor) => Tensor): TensorRecord =>
  Object.fromEntries(Object.entries(record).map(([name, x]) => [name, f(x)]));
