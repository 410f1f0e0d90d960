/** How an operator of ONNX is written down: what it makes of known numbers, and which layers it is. */

import type { Expr } from '../../../expr/expr.ts';
import { FormatError } from '../../../formats/format-error.ts';
import type { GraphProto } from '../../../formats/onnx-schema.ts';
import type { Numbers, OnnxTensor } from '../../../formats/onnx-tensors.ts';
import type { Size } from './sizes.ts';
import type { Axis, ConstantValue, PortValue, Ref, Value } from './values.ts';

/** Thrown for what is in order as a model, and no net. */
export class NoLayer extends FormatError {
  constructor(reason: string) {
    super('ONNX', reason);
  }
}

export interface OnnxNode {
  readonly operator: string;
  /** '' is that of ONNX itself. */
  readonly domain: string;
  readonly name: string;
  /** '' stands for an input that is not given. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, Attribute>;
}

export type Attribute = number | string | readonly number[] | readonly string[] | OnnxTensor | GraphProto | undefined;

/** Values of options of a layer: arrays, numbers, lists of numbers, expressions. */
export type Setting = Expr | number | readonly number[] | readonly (readonly number[])[] | ArraySetting;

/** Numbers for an array of a layer; undefined stands for None. */
export interface ArraySetting {
  readonly shape: readonly number[];
  readonly numbers: ArrayLike<number> | undefined;
}

export interface Layered {
  readonly ref: (port?: string) => Ref;
  /** Sizes of the levels of an output; those that vary are new unknowns. */
  readonly sizes: (port?: string) => readonly Size[];
}

/** What a step hands on to the next one, with zeros at first unless there is an initial value. */
export interface State {
  readonly sizes: readonly Size[];
  readonly initial: Ref | undefined;
}

/** What a step gives, and which of it the next step gets, by the names of its states. */
export interface Step {
  readonly outputs: Readonly<Record<string, Ref>>;
  readonly next: Readonly<Record<string, string>>;
}

/** `inputs` by port. The name is that of the node, with `suffix` where it is not the main one. */
type AddLayer = (
  head: string,
  args: readonly Setting[],
  options: Readonly<Record<string, Setting | undefined>>,
  inputs: Readonly<Record<string, Ref>>,
  suffix?: string,
) => Layered;

/** What a record may ask and do. */
export interface Call {
  readonly node: OnnxNode;
  /** Version of the set of operators. */
  readonly opset: number;
  readonly inputs: readonly (Value | undefined)[];
  /** Whether something uses an output of the node. */
  readonly uses: (output: number) => boolean;
  readonly int: (name: string, fallback: number) => number;
  readonly float: (name: string, fallback: number) => number;
  readonly text: (name: string, fallback: string) => string;
  readonly ints: (name: string) => readonly number[] | undefined;
  readonly texts: (name: string) => readonly string[] | undefined;
  readonly tensor: (name: string) => OnnxTensor | undefined;
  /** A list that is an attribute in older sets of operators and an input in newer ones. */
  readonly list: (name: string, input: number) => readonly number[] | undefined;
  /** An input as a port; numbers become a NetArrayLayer. */
  readonly port: (input: number | Value) => PortValue;
  /** An input whose numbers have to be known. */
  readonly numbers: (input: number) => { readonly dims: readonly number[]; readonly data: ArrayLike<number> };
  /** Adds a layer. */
  readonly layer: AddLayer;
  /** A layer applied to all elements of the first levels of each of its inputs. */
  readonly mapped: (levels: number, ...layer: Parameters<AddLayer>) => Layered;
  /** A net of these layers that goes through the first level of its inputs step by step. */
  readonly folded: (
    inputs: Readonly<Record<string, Ref>>,
    states: Readonly<Record<string, State>>,
    step: (call: Call, ports: Readonly<Record<string, Ref>>) => Step,
  ) => Layered;
  /** Gives a layer a port that it offers, such as a state. */
  readonly offer: (layer: Layered, side: 'outputs', port: string) => Ref;
  /** What the file says of the size of a batch; undefined: nothing in it is a batch. */
  readonly batch: Size | undefined;
  /** A size that is not known, by a name of its own. */
  readonly newUnknown: () => Size;
  readonly refuse: (reason: string) => never;
}

export interface OnnxOperator {
  /** How many inputs have to be given; one where this is not said. */
  readonly needs?: number;
  /** What it gives for known numbers; undefined: that is left to layers. */
  readonly fold?: (call: Call, inputs: readonly (ConstantValue | undefined)[]) => readonly ConstantValue[] | undefined;
  /** Throws by call.refuse. */
  readonly layers?: (call: Call) => readonly (Value | undefined)[];
}

export type OperatorTable = Readonly<Record<string, OnnxOperator>>;

export const constant = (
  sizes: readonly Size[],
  type: number,
  data: Numbers | readonly Size[],
  name = '',
): ConstantValue => ({ kind: 'constant', name, sizes, type, data });

export const port = (ref: Ref, axes: readonly Axis[], type: number): PortValue => ({ kind: 'port', ref, axes, type });
