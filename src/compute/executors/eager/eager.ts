/** Runs a step operation by operation on tfjs: the way that always works, and the oracle of all others. */
import type { DataType, NamedTensorMap } from '@tensorflow/tfjs-core';
import type { Held, StepFunction, StepResult, Tensor, TensorValue } from '../../contract/step.ts';
import { type Engine, engine } from '../../machine/engine.ts';
import type { ArrayStore } from '../../run/store.ts';
import type { Runner, RunResult, Values } from '../executor.ts';

/** The numbers of a tensor. Truth values become 0 and 1. */
export function valueOf(t: Tensor): TensorValue {
  const data = t.dataSync();
  const dtype = t.dtype === 'float32' ? 'float32' : 'int32';
  return {
    shape: t.shape,
    dtype,
    data: t.dtype === 'bool' ? Int32Array.from(data as ArrayLike<number>) : (data as Float32Array | Int32Array),
  };
}

export const tensorOf = ({ tf }: Engine, v: TensorValue): Tensor =>
  tf.tensor(v.data as never, [...v.shape], v.dtype as DataType);

/** The arrays of a store as tensors. */
function arrayTensors(e: Engine, store: ArrayStore): Record<string, Tensor> {
  const tensors: Record<string, Tensor> = {};
  for (const { slot } of store.places.values())
    tensors[slot.key] = e.tf.tensor(store.weights(slot.key), [...slot.shape], 'float32');
  return tensors;
}

export const inputTensors = (e: Engine, inputs: Values): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(inputs).map(([name, v]) => [name, tensorOf(e, v)]));

/** Loss and gradients of the arrays that learn; one that the loss does not depend on has none. */
export function differentiate(
  e: Engine,
  step: StepFunction,
  arrays: Readonly<Record<string, Tensor>>,
  learning: readonly string[],
  inputs: Readonly<Record<string, Tensor>>,
  seen: (r: StepResult) => void,
): { loss: Tensor; gradients: readonly (Tensor | undefined)[] } {
  const loss = (): Tensor => {
    const result = step(e.tf, arrays, inputs);
    seen(result);
    if (result.loss === undefined) throw new Error('a training step has a loss');
    return result.loss;
  };
  if (learning.length === 0) return { loss: loss(), gradients: [] };
  const { value, grads } = e.tf.engine().gradients(
    loss,
    learning.map((key) => arrays[key]!),
    null as unknown as Tensor,
    true,
  );
  return { loss: value, gradients: grads };
}

const valuesOf = (tensors: Readonly<Record<string, Tensor>>): Values =>
  Object.fromEntries(Object.entries(tensors).map(([name, t]) => [name, valueOf(t)]));

const statesOf = (state: StepResult['state']): Record<string, Float32Array> =>
  Object.fromEntries(Object.entries(state ?? {}).map(([key, t]) => [key, t.dataSync() as Float32Array]));

/** A training step. */
export function eagerTraining(store: ArrayStore, step: StepFunction): Runner {
  const e = engine();
  const learning = store.learning.map((p) => p.slot.key);
  const run = (inputs: Values): RunResult =>
    tidy(e, () => {
      const arrays = arrayTensors(e, store);
      let outputs: Values = {};
      let state: RunResult['state'] = {};
      const { loss, gradients } = differentiate(e, step, arrays, learning, inputTensors(e, inputs), (r) => {
        outputs = valuesOf(r.outputs);
        state = statesOf(r.state);
      });
      learning.forEach((key, i) => {
        const g = gradients[i];
        if (g === undefined || g === null) store.gradient(key).fill(0);
        else store.gradient(key).set(g.dataSync() as Float32Array);
      });
      return { loss: loss.dataSync()[0]!, outputs, state };
    });
  return { run, dispose: () => {} };
}

/** The arrays of a store as tensors, made when they are first needed, and again when the store has a new value. */
class ArrayTensors implements Held {
  readonly #engine: Engine;
  readonly #store: ArrayStore;
  #tensors: Record<string, Tensor> | undefined;

  constructor(e: Engine, store: ArrayStore) {
    this.#engine = e;
    this.#store = store;
  }

  get all(): Readonly<Record<string, Tensor>> {
    this.#tensors ??= arrayTensors(this.#engine, this.#store);
    return this.#tensors;
  }

  refresh(key: string): void {
    const old = this.#tensors?.[key];
    if (this.#tensors === undefined || old === undefined) return;
    this.#tensors[key] = this.#engine.tf.tensor(this.#store.weights(key), [...old.shape], 'float32');
    old.dispose();
  }

  dispose(): void {
    if (this.#tensors !== undefined) this.#engine.tf.dispose(this.#tensors as NamedTensorMap);
    this.#tensors = undefined;
  }
}

/** An evaluation. */
export function eagerEvaluation(store: ArrayStore, step: StepFunction): Runner {
  const e = engine();
  const memory = new ArrayTensors(e, store);
  const run = (inputs: Values): RunResult => {
    const arrays = memory.all;
    return tidy(e, () => {
      const result = step(e.tf, arrays, inputTensors(e, inputs));
      const loss = result.loss === undefined ? Number.NaN : result.loss.dataSync()[0]!;
      return { loss, outputs: valuesOf(result.outputs), state: statesOf(result.state) };
    });
  };
  return { run, refresh: (key) => memory.refresh(key), dispose: () => memory.dispose(), memory };
}

/** Frees every tensor that `f` makes. */
function tidy<T>({ tf }: Engine, f: () => T): T {
  let result: T | undefined;
  tf.tidy(() => {
    result = f();
  });
  return result as T;
}
