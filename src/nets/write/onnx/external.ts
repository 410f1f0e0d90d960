/** Models that stay what they are: an ONNX file as a value, with what it says of its ports. */

import { byteArray } from '../../../builtins/io/byte-array.ts';
import { Boxed, type Boxed as BoxedType, type Expr, Kind, normal } from '../../../expr/expr.ts';
import { system } from '../../../expr/intern.ts';
import { readModel, writeModel } from '../../../formats/onnx.ts';
import type { ModelProto } from '../../../formats/onnx-schema.ts';
import { type ExternalData, inlined } from '../../../formats/onnx-tensors.ts';
import { graphOf, operatorSet, readGraph, type StatedPort } from './graph.ts';

export const NetExternalObjectSymbol = system('NetExternalObject');

/** A model that onnxruntime runs. */
export interface ExternalNet {
  /** The file as it was read. */
  readonly bytes: Uint8Array;
  /** The same with all arrays in it, where some stand beside it. */
  readonly whole: Uint8Array;
  readonly inputs: readonly StatedPort[];
  readonly outputs: readonly StatedPort[];
  /** How often each operator occurs, the most frequent first. */
  readonly operators: ReadonlyMap<string, number>;
  readonly opset: number;
}

/** How often each operator occurs, the most frequent first. */
export function operatorCounts(model: ModelProto): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { op_type: name = '' } of graphOf(model).node ?? []) counts.set(name, (counts.get(name) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1]));
}

/** Throws FormatError. */
export function externalNet(bytes: Uint8Array, external?: ExternalData): ExternalNet {
  const model = readModel(bytes);
  const graph = graphOf(model);
  const { inputs, outputs } = readGraph(graph, external);
  const beside = external !== undefined && (graph.initializer ?? []).some((t) => t.data_location === 1);
  const whole = beside
    ? writeModel({ ...model, graph: { ...graph, initializer: graph.initializer!.map((t) => inlined(t, external)) } })
    : bytes;
  return { bytes, whole, inputs, outputs, operators: operatorCounts(model), opset: operatorSet(model) };
}

/** As a value of the language; written with all of its arrays. */
export const externalBox = (n: ExternalNet): BoxedType<ExternalNet> =>
  new Boxed(NetExternalObjectSymbol, n, () => normal(NetExternalObjectSymbol, byteArray(n.whole)));

export const isExternalNet = (e: Expr | undefined): e is BoxedType<ExternalNet> =>
  e?.kind === Kind.Boxed && e.head === NetExternalObjectSymbol;

/** An axis as it is stated: a number, or a name, that of the file or none. */
export const sizeName = (s: NonNullable<StatedPort['sizes']>[number]): number | string =>
  typeof s === 'number' ? s : / \d+$/.test(s.names[0] ?? '') ? 'Varying' : s.names.join('');
