/** Matrix products with transposed or stacked factors, and the transpose itself. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf, type WasmHeap } from '../../../machine/wasm/heap.ts';
import type { OwnKernel, Run } from '../form.ts';

/** x with its last two axes exchanged, matrix by matrix. */
export function transposed(heap: WasmHeap, x: TensorInfo): TensorInfo {
  const rank = x.shape.length;
  const [rows, columns] = [x.shape[rank - 2]!, x.shape[rank - 1]!];
  const y = heap.make([...x.shape.slice(0, -2), columns, rows]);
  const [from, to] = [heap.place(x), heap.place(y)];
  const count = sizeOf(x.shape.slice(0, -2));
  for (let i = 0; i < count; i++) {
    const skip = i * rows * columns * 4;
    heap.own.transpose(from + skip, to + skip, rows, columns);
  }
  return y;
}

/** a [m, k] times b [k, n]; shapes are given so that tensors can be read as matrices. */
export function product(heap: WasmHeap, a: TensorInfo, b: TensorInfo, m: number, k: number, n: number): TensorInfo {
  return heap.run(
    'BatchMatMul',
    { a: heap.view(a, [m, k]), b: heap.view(b, [k, n]) },
    { transposeA: false, transposeB: false },
  );
}

/** The backend's product is fast for single matrices in plain order only: others are brought to that form. */
const batchMatMul: OwnKernel = (_, heap, stock) => {
  const single = singleProducts(heap);
  return (call) => {
    const { transposeA, transposeB } = call.attrs as unknown as { transposeA: boolean; transposeB: boolean };
    const given = call.inputs as unknown as { a: TensorInfo; b: TensorInfo };
    const [countA, countB] = [sizeOf(given.a.shape.slice(0, -2)), sizeOf(given.b.shape.slice(0, -2))];
    if (given.a.dtype !== 'float32' || (countA !== countB && countA !== 1 && countB !== 1)) return stock!(call);
    const a = transposeA ? transposed(heap, given.a) : given.a;
    const b = transposeB ? transposed(heap, given.b) : given.b;
    const result =
      countA === 1 && countB === 1
        ? stock!({ ...call, inputs: { a, b } as never, attrs: { transposeA: false, transposeB: false } as never })
        : single(a, b);
    if (transposeA) heap.free(a);
    if (transposeB) heap.free(b);
    return result;
  };
};

const words = (...n: number[]): Uint8Array => new Uint8Array(Int32Array.from(n).buffer);

/** Stacks of matrices, one product after the other, on parts of the tensors registered for the moment. */
function singleProducts(heap: WasmHeap): (a: TensorInfo, b: TensorInfo) => TensorInfo {
  const { module } = heap;
  const n = 'number';
  const multiply = module.cwrap('BatchMatMul', null, [n, 'array', n, n, 'array', n, n, n, n]);
  const register = module.cwrap('register_tensor', null, [n, n, n]);
  const forget = module.cwrap('dispose_data', null, [n]);
  return (a, b) => {
    const [m, k] = a.shape.slice(-2) as [number, number];
    const columns = b.shape[b.shape.length - 1]!;
    const [countA, countB] = [sizeOf(a.shape.slice(0, -2)), sizeOf(b.shape.slice(0, -2))];
    const outer = (countA >= countB ? a : b).shape.slice(0, -2);
    const out = heap.make([...outer, m, columns]);
    const [pa, pb, po] = [heap.place(a), heap.place(b), heap.place(out)];
    const id = heap.reserveIds(3);
    const [shapeA, shapeB] = [words(1, m, k), words(1, k, columns)];
    for (let i = 0; i < Math.max(countA, countB); i++) {
      register(id, m * k, pa + (countA === 1 ? 0 : i) * m * k * 4);
      register(id + 1, k * columns, pb + (countB === 1 ? 0 : i) * k * columns * 4);
      register(id + 2, m * columns, po + i * m * columns * 4);
      multiply(id, shapeA, 3, id + 1, shapeB, 3, 0, 0, id + 2);
      for (let j = 0; j < 3; j++) forget(id + j);
    }
    return out;
  };
}

const transpose: OwnKernel =
  (_, heap, stock): Run =>
  (call) => {
    const { x } = call.inputs as unknown as { x: TensorInfo };
    const { perm } = call.attrs as unknown as { perm: number[] };
    const lastTwo =
      x.dtype === 'float32' && x.shape.length === perm.length && perm.length >= 2 && exchangesLastTwo(perm);
    return lastTwo ? transposed(heap, x) : stock!(call);
  };

function exchangesLastTwo(perm: readonly number[]): boolean {
  const n = perm.length;
  return perm.every((p, i) => p === (i === n - 1 ? n - 2 : i === n - 2 ? n - 1 : i));
}

export const matrixKernels = { BatchMatMul: batchMatMul, Transpose: transpose };
