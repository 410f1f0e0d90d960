/** How a layer is written down: one call, one record: parameters, ports, arrays, forward, examples. */

import type { Expected } from '../../builtins/builtin.ts';
import type { Tensor, Tensors } from '../../compute/contract/step.ts';
import type { Expr, Sym } from '../../expr/expr.ts';
import { system } from '../../expr/intern.ts';
import { same } from '../../expr/same.ts';
import * as S from '../../expr/symbols.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import type { ExtraPorts } from './extra-ports.ts';
import type { OnnxForm } from './onnx/form.ts';
import type { StoredPort } from './port-type.ts';
import type { Dim, Shape, ShapeVariable, Solver } from './shape.ts';
import type { TorchForm } from './torch/form.ts';

/** What a parameter of a layer accepts, how it is kept and how it is written again. */
export interface Parameter<T> {
  /** undefined: not of this kind. The session, where there is one, says what its names stand for. */
  readonly read: (e: Expr, evaluation?: Evaluation) => T | undefined;
  readonly write: (value: T) => Expr;
  readonly what: string;
  readonly initial?: T;
}

export interface PortType {
  readonly shape: ShapeVariable;
  /** Whole numbers 1..max (max 0: not known yet) instead of reals. */
  readonly index?: Dim;
}

export type Initialiser = 'weights' | 'zero' | 'one' | 'slope';

export interface ArrayType {
  readonly shape: ShapeVariable;
  readonly init: Initialiser;
  /** Changes by rule, not by gradient (moving averages). */
  readonly state?: true;
  /** May be None. */
  readonly optional?: true;
  /** A number given for it is an array of rank 0; elsewhere it fills the array. */
  readonly anyRank?: true;
  /** Position of {fanIn, fanOut} in a weight's shape; [rest, first] when absent. */
  readonly transposed?: true;
}

export interface Ports {
  readonly inputs: Readonly<Record<string, PortType>>;
  readonly outputs: Readonly<Record<string, PortType>>;
  readonly arrays?: Readonly<Record<string, ArrayType>>;
  /** "Output" has numbers of "Input" in it, nothing else: where these are whole, those are. */
  readonly passes?: true;
}

/** What describing the ports may use. */
export interface Describe {
  readonly solver: Solver;
  /** Names of the inputs of a layer that takes any number, as its wires or InputPorts say. */
  readonly inputNames: readonly string[];
  /** Of the ports that the layer offers, those that are used. */
  readonly extra: ExtraPorts;
  dim(name: string): Dim;
  /** A shape of known or unknown rank. */
  shape(shape?: Shape): ShapeVariable;
}

/** What forward may use beside its inputs. */
export interface Forward<P> {
  readonly t: Tensors;
  readonly parameters: P;
  /** Arrays by name; absent ones are None. */
  readonly arrays: Readonly<Record<string, Tensor | undefined>>;
  /** Sizes of ports and arrays, without the batch axis. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  readonly inputNames: readonly string[];
  /** Names of the outputs that are there. */
  readonly outputNames: readonly string[];
  /** Size of the batch axis. */
  readonly batch: number;
  /**
   * {batch}: how long the sequence of each example is, where sequences of different lengths are filled up behind their ends; only where
   * the record is `filled` and a port of the layer varies.
   */
  readonly lengths?: Tensor | undefined;
  readonly train: boolean;
  /** Uniform numbers in [0, 1) of the shape that the record's `noise` states, new ones in each run; absent in evaluation. */
  readonly noise: Tensor | undefined;
  /** The new value of an array that changes by rule. */
  update(array: string, value: Tensor): void;
}

/** A layer as far as its ports are known. */
export interface Portioned {
  readonly inputs: ReadonlyMap<string, StoredPort>;
  readonly outputs: ReadonlyMap<string, StoredPort>;
}

export interface LayerDefinition<P extends object> {
  readonly usage: string;
  /** Named parameters, also given as options. */
  readonly parameters: { readonly [K in keyof P]: Parameter<P[K]> };
  /** Parameters that are given by their places, in order; those without an initial value have to be there. */
  readonly positional?: readonly (keyof P & string)[];
  /** Those of them that are mostly written as options, and listed so. */
  readonly alsoOptions?: readonly (keyof P & string)[];
  /** Parameters that values given for arrays, or other options, tell, so that they need not be stated. */
  readonly told?: (
    shapes: Readonly<Record<string, readonly number[] | undefined>>,
    options: ReadonlyMap<string, Expr>,
  ) => Partial<P> | undefined;
  /** Values of arrays that stand in a parameter. */
  readonly arraysStated?: (parameters: P) => Readonly<Record<string, Expr>>;
  /** Names that options had before. */
  readonly olderNames?: Readonly<Record<string, string>>;
  readonly ports: (parameters: P, d: Describe) => Ports;
  /** Whole batches: the first axis of every input and output is the batch. */
  readonly forward: (inputs: Readonly<Record<string, Tensor>>, f: Forward<P>) => Readonly<Record<string, Tensor>>;
  /** The same as nodes of ONNX. Where there is none, what `forward` computes goes out for batches of one size. */
  readonly onnx?: OnnxForm<P>;
  /** That form also takes arrays with more axes in front than the batch: it counts axes from the end. */
  readonly onnxMaps?: true;
  /** The same in PyTorch, for trainings that run elsewhere. */
  readonly torch?: TorchForm<P>;
  /** Takes any number of inputs; its wires or InputPorts tell. */
  readonly variadic?: true;
  /** Names of the inputs of a variadic layer where the parameters tell them. */
  readonly inputNames?: (parameters: P) => readonly string[] | undefined;
  /** Shape of the uniform noise that training needs for one example, given the sizes of the ports. */
  readonly noise?: (
    parameters: P,
    shapes: Readonly<Record<string, readonly number[]>>,
  ) => readonly number[] | undefined;
  /** Ports that the layer has where something is connected to them. */
  readonly extraPorts?: (parameters: P) => ExtraPorts;
  /** The noise is needed in every run, not in training only. */
  readonly alwaysNoise?: true;
  /**
   * Whether sequences may be filled up behind their ends: nothing of what stands there reaches what stands in front, or other
   * outputs. Layers that need to know where sequences end find `lengths`.
   */
  readonly filled?: true | ((parameters: P, layer: Portioned) => boolean);
  /** What it gives for an example depends on the others of its batch. */
  readonly ofBatch?: true;
  readonly isLoss?: true;
  /** The loss that NetTrain attaches to an output that this layer feeds. */
  readonly loss?: (parameters: P) => 'CrossEntropy' | 'Binary' | 'Contrastive' | undefined;
  /** The symbol, listed in a net, stands for this layer: {Ramp, 3}. Given the expression found there. */
  readonly abbreviates?: (e: Expr, inGraph: boolean, evaluation?: Evaluation) => readonly Expr[] | undefined;
  readonly examples: Readonly<Record<string, Expected>>;
}

/** Parameters are only ever handed back to the record that made them. */
// biome-ignore lint/suspicious/noExplicitAny: the registry holds records of all parameter types
export type AnyLayer = LayerDefinition<any> & { readonly symbol: Sym };

export const layer = <P extends object>(name: string, definition: LayerDefinition<P>): AnyLayer =>
  Object.freeze({ symbol: system(name), ...definition });

type Parameters = Readonly<Record<string, Parameter<unknown>>>;

/** Parameters from arguments by place, on top of what is told otherwise; undefined: they do not fit. */
export function readPositional(
  definition: AnyLayer,
  args: readonly Expr[],
  told: Readonly<Record<string, unknown>>,
  evaluation?: Evaluation,
): Record<string, unknown> | undefined {
  const names: readonly string[] = definition.positional ?? [];
  const parameters = definition.parameters as Parameters;
  if (args.length > names.length) return undefined;
  const out: Record<string, unknown> = {};
  for (const [i, name] of names.entries()) {
    const p = parameters[name]!;
    const given = args[i] === S.Automatic ? undefined : args[i];
    const value =
      (given === undefined ? undefined : p.read(given, evaluation)) ??
      (args[i] === undefined || args[i] === S.Automatic ? (told[name] ?? p.initial) : undefined);
    if (value === undefined) return undefined;
    out[name] = value;
  }
  return out;
}

/** Nothing that differs from the initial value stands there. */
export function isInitial(p: Parameter<unknown>, value: unknown): boolean {
  if (value === undefined || value === null || value === p.initial) return true;
  return p.initial !== undefined && p.initial !== null && same(p.write(value), p.write(p.initial));
}

/** The arguments by place that give these parameters again. */
export function writePositional(definition: AnyLayer, values: Readonly<Record<string, unknown>>): Expr[] {
  const names: readonly string[] = definition.positional ?? [];
  const parameters = definition.parameters as Parameters;
  let n = names.length;
  while (n > 0 && isInitial(parameters[names[n - 1]!]!, values[names[n - 1]!])) n--;
  return names.slice(0, n).map((name) => {
    const value = values[name];
    return value === undefined || value === null ? S.Automatic : parameters[name]!.write(value);
  });
}
