/** Models of other tools applied to data: whole arrays in and out, the axis of the batch included. */

import { bool } from '../../builtins/values/sequences.ts';
import { Refusal } from '../../compute/contract/problems.ts';
import { LoadedModel, type ModelTensor, modelsCannotRun } from '../../compute/run/onnx-model.ts';
import { Association, isAssociation } from '../../expr/association.ts';
import { type Expr, int, isCall, Kind, normal, Packed, real, str } from '../../expr/expr.ts';
import { unpack } from '../../expr/packed.ts';
import * as S from '../../expr/symbols.ts';
import { ElementType } from '../../formats/onnx.ts';
import type { Evaluation } from '../../kernel/definitions/definition.ts';
import { fromHalf, toHalf } from '../../numeric/half.ts';
import { isNumericArray, numbersOf, numericArray, packedOf } from '../model/arrays.ts';
import { NetProblem, names } from '../model/problem.ts';
import { splitOptions } from '../write/net-box.ts';
import type { ExternalNet } from '../write/onnx/external.ts';
import type { StatedPort } from '../write/onnx/graph.ts';

type Numeric = readonly [name: string, make: (data: ArrayLike<number>) => ModelTensor['data']];

const whole =
  (from: (x: ArrayLike<number>) => ModelTensor['data']) =>
  (data: ArrayLike<number>): ModelTensor['data'] =>
    from(Array.from(data, Math.round));

/** What the library calls an element type, and the array that it takes of it. */
const TYPES: Readonly<Record<number, Numeric>> = {
  [ElementType.FLOAT]: ['float32', (x) => Float32Array.from(x)],
  [ElementType.DOUBLE]: ['float64', (x) => Float64Array.from(x)],
  [ElementType.FLOAT16]: ['float16', (x) => Uint16Array.from(x, toHalf)],
  [ElementType.INT64]: ['int64', (x) => BigInt64Array.from(Array.from(x, (n) => BigInt(Math.round(n))))],
  [ElementType.UINT64]: ['uint64', (x) => BigUint64Array.from(Array.from(x, (n) => BigInt(Math.round(n))))],
  [ElementType.INT32]: ['int32', whole((x) => Int32Array.from(x))],
  [ElementType.UINT32]: ['uint32', whole((x) => Uint32Array.from(x))],
  [ElementType.INT16]: ['int16', whole((x) => Int16Array.from(x))],
  [ElementType.UINT16]: ['uint16', whole((x) => Uint16Array.from(x))],
  [ElementType.INT8]: ['int8', whole((x) => Int8Array.from(x))],
  [ElementType.UINT8]: ['uint8', whole((x) => Uint8Array.from(x))],
  [ElementType.BOOL]: ['bool', whole((x) => Uint8Array.from(x, (n) => Number(n !== 0)))],
};

/** What the library calls the element type of a port. */
export const typeName = (p: StatedPort): string => TYPES[p.type]?.[0] ?? (p.isArray ? `type ${p.type}` : 'no array');

const truths = (e: Expr): Expr =>
  e === S.True ? int(1) : e === S.False ? int(0) : isCall(e, S.List) ? normal(S.List, ...e.args.map(truths)) : e;

/** Numbers in full precision; truth values are 1 and 0. */
function arrayOf(e: Expr): { readonly shape: readonly number[]; readonly data: ArrayLike<number> } | undefined {
  return packedOf(e) ?? numbersOf(truths(e));
}

function inputOf(port: StatedPort, value: Expr): ModelTensor {
  const type = TYPES[port.type];
  if (type === undefined || !port.isArray) throw new NetProblem('exttype', str(port.name), str(typeName(port)));
  const array = arrayOf(value);
  if (array === undefined) throw new NetProblem('extdata', value, str(port.name));
  return { type: type[0], dims: [...array.shape], data: type[1](array.data) };
}

/** The value of an output, as NumericArray where the inputs were such. */
function outputOf({ type, dims, data }: ModelTensor, asArray: boolean): Expr {
  if (type === 'string') {
    const texts = Array.from(data as readonly string[], str);
    return dims.length === 0 ? texts[0]! : nested(texts, dims);
  }
  const floats = type.startsWith('float');
  const numbers = type === 'float16' ? Float32Array.from(data as ArrayLike<number>, fromHalf) : data;
  const plain = Float64Array.from(numbers as ArrayLike<number>, Number);
  if (type === 'bool') {
    const list = Array.from(plain, (n) => bool(n !== 0));
    return dims.length === 0 ? list[0]! : nested(list, dims);
  }
  if (dims.length === 0) return floats ? real(plain[0]!) : int(plain[0]!);
  if (asArray) {
    const single = type === 'float32' || type === 'float16';
    const kind = single ? 'Real32' : floats ? 'Real64' : 'Integer';
    const name = single ? 'Real32' : floats ? 'Real64' : 'Integer64';
    return numericArray(new Packed(kind, [...dims], single ? Float32Array.from(plain) : plain), name);
  }
  const packed = new Packed(floats ? 'Real64' : 'Integer', [...dims], plain);
  return plain.length === 0 ? unpack(packed) : packed;
}

function nested(items: readonly Expr[], dims: readonly number[]): Expr {
  const [n, ...rest] = dims as [number, ...number[]];
  if (rest.length === 0) return normal(S.List, ...items);
  const size = items.length / n;
  return normal(S.List, ...Array.from({ length: n }, (_, i) => nested(items.slice(i * size, (i + 1) * size), rest)));
}

const loaded = new WeakMap<ExternalNet, LoadedModel>();

function modelOf(n: ExternalNet): LoadedModel {
  const known = loaded.get(n);
  if (known !== undefined) return known;
  const model = new LoadedModel(
    n.whole,
    n.outputs.map((p) => p.name),
  );
  loaded.set(n, model);
  return model;
}

/** Values by input. Throws NetProblem. */
function inputsOf(n: ExternalNet, data: Expr | undefined): readonly (readonly [StatedPort, Expr])[] {
  if (n.inputs.length === 1 && data !== undefined && !isAssociation(data)) return [[n.inputs[0]!, data]];
  const own = n.inputs.map((p) => p.name);
  if (data === undefined ? own.length > 0 : !isAssociation(data))
    throw new NetProblem('extports', names(own), data ?? S.None);
  const given = data === undefined || !isAssociation(data) ? [] : data.entries();
  for (const [key] of given)
    if (key.kind !== Kind.String || !own.includes(key.value)) throw new NetProblem('noport', key, names(own));
  return n.inputs.map((p) => {
    const value = given.find(([key]) => key.kind === Kind.String && key.value === p.name)?.[1];
    if (value === undefined) throw new NetProblem('extports', names(own), data ?? S.None);
    return [p, value] as const;
  });
}

/** object[data, options]. Throws NetProblem and FileProblem. */
export function applyExternal(n: ExternalNet, args: readonly Expr[], e: Evaluation): Expr {
  const { positional, options } = splitOptions(args);
  if (positional.length > 1)
    throw new NetProblem('args', normal(S.List, ...positional), str('A model takes its data.'));
  for (const [name, value] of options) {
    if (name !== 'TargetDevice') throw new NetProblem('badopt', str(name), names(['TargetDevice']));
    if (value.kind !== Kind.String || value.value !== 'CPU')
      throw new NetProblem('badpar', value, str(name), str('"CPU"'));
  }
  const problem = modelsCannotRun();
  if (problem !== undefined) throw new NetProblem('noruntime', str(problem));
  e.session.io.admit?.('running models', 'onnxruntime');
  const given = inputsOf(n, positional[0]);
  const asArray = given.some(([, v]) => isNumericArray(v));
  const results = refused(() => modelOf(n).run(Object.fromEntries(given.map(([p, v]) => [p.name, inputOf(p, v)]))));
  const values = n.outputs.map((p) => [str(p.name), outputOf(results[p.name]!, asArray)] as const);
  return values.length === 1 ? values[0]![1] : Association.from(values);
}

function refused<T>(run: () => T): T {
  try {
    return run();
  } catch (x) {
    // The library begins with the place in its own sources.
    if (x instanceof Refusal)
      throw new NetProblem('extfail', str(x.message.split('\n')[0]!.replace(/^.*(?:&|\w)\) (?=[A-Z])/, '')));
    throw x;
  }
}
