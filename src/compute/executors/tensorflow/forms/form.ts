/** What a lowering is: one tfjs kernel call as nodes of a TensorFlow graph. */
import { Refusal } from '../../../contract/problems.ts';
import { type Attribute, BOOL, type DataType, FLOAT, type Graph, INT32 } from '../graph.ts';

/** A value of the program inside the graph. */
export interface Operand {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: DataType;
}

/** One kernel call with its inputs in the graph. */
export interface LoweredCall {
  readonly graph: Graph;
  readonly kernel: string;
  /** An input by its tfjs name. */
  input(name: string): Operand;
  /** All inputs in order, for kernels with lists. */
  readonly list: readonly Operand[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly outputs: readonly { readonly shape: readonly number[]; readonly type: DataType }[];
}

/** Adds the nodes and gives the names of the outputs. */
export type Lowering = (c: LoweredCall) => string | readonly string[];

/** That a kernel, or a use of it, has no form in TensorFlow. */
export const noForm = (kernel: string, detail = ''): Refusal =>
  new Refusal(`TensorFlow has no form of the kernel ${kernel}${detail && ` ${detail}`}`);

export const typeCode = (dtype: string): DataType => {
  if (dtype === 'float32') return FLOAT;
  if (dtype === 'int32') return INT32;
  if (dtype === 'bool') return BOOL;
  throw noForm('Cast', `to ${dtype}`);
};

export const typed = (x: { readonly type: DataType }): { readonly type: DataType } => ({ type: x.type });
export const index: Attribute = { type: INT32 };

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((n, i) => n === b[i]);

export const reshape = (g: Graph, x: Operand, shape: readonly number[]): string =>
  sameShape(x.shape, shape) ? x.name : g.node('Reshape', [x.name, g.integers(shape)], { T: typed(x), Tshape: index });

export const cast = (g: Graph, x: Pick<Operand, 'name' | 'type'>, type: DataType): string =>
  x.type === type ? x.name : g.node('Cast', [x.name], { SrcT: typed(x), DstT: { type } });
