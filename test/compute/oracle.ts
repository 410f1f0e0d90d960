/** Runs single kernels on the wasm and on the cpu backend, with numbers that do not depend on the day. */
import { createRequire } from 'node:module';
import type { NamedAttrMap, NamedTensorMap } from '@tensorflow/tfjs-core';
import type { Tensor } from '../../src/compute/contract/step.ts';
import { engine } from '../../src/compute/machine/engine.ts';

createRequire(import.meta.url)('@tensorflow/tfjs-backend-cpu');

/** A stream of numbers in (-1, 1). */
export function stream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2147483648 - 1;
  };
}

export function numbers(n: number, seed: number): Float32Array {
  const next = stream(seed);
  return Float32Array.from({ length: n }, next);
}

export const size = (shape: readonly number[]): number => shape.reduce((n, d) => n * d, 1);

/** An input of a kernel. */
export interface Given {
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
}

export const given = (shape: readonly number[], seed: number): Given => ({ shape, data: numbers(size(shape), seed) });

export function onBackend(
  backend: 'wasm' | 'cpu',
  kernel: string,
  inputs: Readonly<Record<string, Given>>,
  attrs: object,
): { shape: number[]; data: number[] } {
  const { tf } = engine();
  tf.setBackend(backend);
  try {
    return tf.tidy(() => {
      const tensors = Object.fromEntries(
        Object.entries(inputs).map(([n, v]) => [
          n,
          tf.tensor(v.data, [...v.shape], v.data instanceof Int32Array ? 'int32' : 'float32'),
        ]),
      );
      const out = tf.engine().runKernel(kernel, tensors as NamedTensorMap, attrs as NamedAttrMap) as Tensor;
      return { shape: out.shape, data: [...out.dataSync()] } as never;
    });
  } finally {
    tf.setBackend('wasm');
  }
}

/** Largest difference between the backends, relative to the largest number; infinite if the shapes differ. */
export function difference(kernel: string, inputs: Readonly<Record<string, Given>>, attrs: object): number {
  const [a, b] = [onBackend('wasm', kernel, inputs, attrs), onBackend('cpu', kernel, inputs, attrs)];
  if (`${a.shape}` !== `${b.shape}`) return Number.POSITIVE_INFINITY;
  return relativeDifference(a.data, b.data);
}

export function relativeDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  let largest = 1e-6;
  for (let i = 0; i < b.length; i++) {
    const d = Math.abs(a[i]! - b[i]!);
    worst = Number.isNaN(d) ? Number.POSITIVE_INFINITY : Math.max(worst, d);
    largest = Math.max(largest, Math.abs(b[i]!));
  }
  return worst / largest;
}
