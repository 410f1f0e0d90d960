/** A Program: one gradient step or one evaluation as data, a flat list of tfjs kernel calls on numbered values. */

export type Dtype = 'float32' | 'int32' | 'bool';

/** The type of a value. Shapes are fixed; the batch axis is part of them. */
export interface ValueType {
  readonly shape: readonly number[];
  readonly dtype: Dtype;
}

/** JSON values only. */
export type Attributes = Readonly<Record<string, unknown>>;

/** One kernel call. The kernel, the names of its inputs and its attributes are those of tfjs. */
export interface Call {
  readonly kernel: string;
  /** Value numbers by input name; kernels that take a list have the names '0', '1', ... in order. */
  readonly inputs: Readonly<Record<string, number>>;
  readonly attributes: Attributes;
  readonly outputs: readonly number[];
}

/** A value that is the same in every run. One number stands for an array full of it. */
export interface Constant {
  readonly value: number;
  readonly data: number | Float32Array | Int32Array;
}

/** What becomes of a value after a run. */
export interface ProgramOutput {
  /** 'loss': mean over the batch, no name. 'gradient', 'state': by array key. 'output': read back, by name. */
  readonly role: 'loss' | 'output' | 'gradient' | 'state';
  readonly name: string;
  readonly value: number;
}

/** Every value is exactly one of input, array, constant, or output of one call; calls stand in an order that works. */
export interface Program {
  readonly values: readonly ValueType[];
  /** Fed with new numbers in each run: batches, masks. */
  readonly inputs: readonly { readonly name: string; readonly value: number }[];
  /** Arrays of the net: they stay between runs, and may change between them. */
  readonly arrays: readonly { readonly key: string; readonly value: number }[];
  readonly constants: readonly Constant[];
  readonly calls: readonly Call[];
  readonly outputs: readonly ProgramOutput[];
}

export const elements = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

export const sameShape = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((d, i) => d === b[i]);

/** All numbers of a constant. */
export function constantData(program: Program, c: Constant): Float32Array | Int32Array {
  if (typeof c.data !== 'number') return c.data;
  const { shape, dtype } = program.values[c.value]!;
  const data = dtype === 'float32' ? new Float32Array(elements(shape)) : new Int32Array(elements(shape));
  return data.fill(c.data);
}

/** Names of the kernels of a program, sorted. */
export const kernelsOf = (p: Program): string[] => [...new Set(p.calls.map((c) => c.kernel))].sort();

/** Multiplications and additions of products and convolutions, two operations each. */
export function operations(p: Program): number {
  const shape = (v: number | undefined): readonly number[] => (v === undefined ? [] : p.values[v]!.shape);
  let total = 0;
  for (const c of p.calls) {
    const out = elements(shape(c.outputs[0]));
    if (c.kernel === 'BatchMatMul') {
      const a = shape(c.inputs.a);
      total += 2 * out * a[a.length - (c.attributes.transposeA === true ? 2 : 1)]!;
    } else if (c.kernel === 'Conv2D' || c.kernel === 'DepthwiseConv2dNative') {
      const [h, w, inputs] = shape(c.inputs.filter) as [number, number, number];
      total += 2 * out * h * w * (c.kernel === 'Conv2D' ? inputs : 1);
    } else if (c.kernel === 'Conv2DBackpropFilter') {
      const [n, h, w] = shape(c.inputs.dy) as [number, number, number];
      total += 2 * out * n * h * w;
    } else if (c.kernel === 'Conv2DBackpropInput') {
      const [h, w, inputs] = shape(c.inputs.filter) as [number, number, number];
      total += 2 * elements(shape(c.inputs.dy)) * h * w * inputs;
    }
  }
  return total;
}

/** Numbers of all values that calls make: what elementwise work there is. */
export const traffic = (p: Program): number =>
  p.calls.reduce((n, c) => n + c.outputs.reduce((m, v) => m + elements(p.values[v]!.shape), 0), 0);

// --- text --------------------------------------------------------------------------------------------------------

const typeText = ({ shape, dtype }: ValueType): string => `${dtype}[${shape.join(',')}]`;

/** The program as a table, one line a value or call. */
export function programText(p: Program): string {
  const type = (v: number): string => typeText(p.values[v]!);
  return [
    ...p.inputs.map((i) => `%${i.value} = input "${i.name}" ${type(i.value)}`),
    ...p.arrays.map((a) => `%${a.value} = array "${a.key}" ${type(a.value)}`),
    ...p.constants.map((c) => `%${c.value} = constant ${constantText(c)} ${type(c.value)}`),
    ...p.calls.map((c) => {
      const inputs = Object.entries(c.inputs).map(([n, v]) => `${n} %${v}`);
      const attributes = Object.keys(c.attributes).length === 0 ? '' : ` ${JSON.stringify(c.attributes)}`;
      const outputs = c.outputs.map((v) => `%${v}`).join(', ');
      return `${outputs} = ${c.kernel}(${inputs.join(', ')})${attributes} ${c.outputs.map(type).join(' ')}`;
    }),
    ...p.outputs.map((o) => `${o.role}${o.name === '' ? '' : ` "${o.name}"`} %${o.value}`),
  ].join('\n');
}

const constantText = (c: Constant): string =>
  typeof c.data === 'number' ? `${c.data}` : c.data.length <= 4 ? `{${c.data.join(', ')}}` : `{${c.data.length}}`;

/** Numbers that JSON has no form for. */
const packNumber = (_: string, v: unknown): unknown =>
  typeof v === 'number' && !Number.isFinite(v) ? { number: `${v}` } : v;
const unpackNumber = (_: string, v: unknown): unknown =>
  typeof v === 'object' && v !== null && Object.keys(v).length === 1 && 'number' in v ? Number(v.number) : v;

/** The program as JSON text; infinities and NaN survive. */
export function serializeProgram(p: Program): string {
  const constants = p.constants.map(({ value, data }) => ({
    value,
    data: typeof data === 'number' ? data : { type: data.constructor.name, list: Array.from(data) },
  }));
  return JSON.stringify({ ...p, constants }, packNumber);
}

export function deserializeProgram(text: string): Program {
  type Raw = Omit<Program, 'constants'> & {
    constants: { value: number; data: number | { type: string; list: number[] } }[];
  };
  const raw = JSON.parse(text, unpackNumber) as Raw;
  const dataOf = (d: { type: string; list: number[] }): Float32Array | Int32Array =>
    d.type === 'Float32Array' ? Float32Array.from(d.list) : Int32Array.from(d.list);
  return {
    ...raw,
    constants: raw.constants.map(({ value, data }) => ({
      value,
      data: typeof data === 'number' ? data : dataOf(data),
    })),
  };
}
