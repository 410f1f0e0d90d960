/** The contract between nets and the compute core: what a training step and an evaluation are, in plain numbers. */
import type * as tf from '@tensorflow/tfjs-core';
import type { OptimizerName } from '../optimizers/index.ts';
import type { Options } from '../optimizers/optimizer.ts';

/** The tensor functions a layer may call; handed to `forward`, so that nothing loads tfjs before a net runs. */
export type Tensors = typeof tf;
export type Tensor = tf.Tensor;

/** An array of numbers outside of tfjs. `shape` includes the batch axis where there is one. */
export interface TensorValue {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32';
  readonly data: Float32Array | Int32Array;
}

/** One array of a net. The learning rate of a step times `multiplier` is how fast it learns: 0 makes it a constant without gradient or optimizer state. */
export interface ArraySlot {
  readonly key: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
  readonly multiplier: number;
}

/** What one run of the function gives. */
export interface StepResult {
  /** Scalar, the mean over the batch; absent in an evaluation. */
  readonly loss?: Tensor;
  /** Values that are read back after each run. */
  readonly outputs: Readonly<Record<string, Tensor>>;
  /** New values of arrays that change without a gradient (moving averages), by array key. */
  readonly state?: Readonly<Record<string, Tensor>>;
}

/** A pure function of arrays and inputs. Masks and other random values are inputs too; it may not read tensors back. */
export type StepFunction = (
  t: Tensors,
  arrays: Readonly<Record<string, Tensor>>,
  inputs: Readonly<Record<string, Tensor>>,
) => StepResult;

/** Per-array settings fall back to the settings of all arrays. */
export interface OptimizerSettings {
  readonly method: OptimizerName;
  /** By the names of its record, which has the defaults of those that are left out. */
  readonly options: Options;
  /** lambda: lambda * w is added to the gradient. */
  readonly l2: number | Readonly<Record<string, number>>;
  /** Element-wise clip of the gradient to [-g, g]; Infinity for none. */
  readonly gradientClip: number | Readonly<Record<string, number>>;
  /** Element-wise clip of the array after the update; Infinity for none. */
  readonly weightClip: number | Readonly<Record<string, number>>;
}

/** The executors of each device. */
export const executorsOf = {
  CPU: ['jit', 'tensorflow', 'onnxruntime', 'wasm', 'replay', 'eager'],
  GPU: ['webgpu'],
} as const;
export type DeviceName = keyof typeof executorsOf;
export type ExecutorName = (typeof executorsOf)[DeviceName][number];

/** The device of an executor; without one it is the processor. */
export const deviceOf = (name: ExecutorName | undefined): DeviceName => (name === 'webgpu' ? 'GPU' : 'CPU');

export interface ExecutorChoice {
  /** "pytorch" has run a training elsewhere. */
  readonly name: ExecutorName | 'pytorch';
  /** One sentence: why this one runs. */
  readonly reason: string;
  /** What is missing for a much faster step, in one sentence. */
  readonly hint?: string;
}

/** What a step does otherwise than usual. Such a step gives its gradients to the optimizer by way of the store. */
export interface StepMode {
  /** The gradients of the step can be read afterwards. */
  readonly keepGradients?: boolean;
  /** Arrays that are updated; all others keep their values and moments. Moments of an array count its own steps. */
  readonly only?: ReadonlySet<string>;
}

export interface Trainer {
  readonly executor: ExecutorChoice;
  /** One optimizer step on one batch; input shapes may differ from call to call (one program a shape, cached). */
  step(
    inputs: Readonly<Record<string, TensorValue>>,
    learningRate: number,
    mode?: StepMode,
  ): { readonly loss: number; readonly outputs: Readonly<Record<string, TensorValue>> };
  /**
   * Where to write the inputs of the next step, so that it need not copy them: arrays of the names, types and shapes of
   * `like`, or `like` itself. Good for one step; they keep their numbers until the next is written.
   */
  buffers?(like: Readonly<Record<string, TensorValue>>): Readonly<Record<string, TensorValue>>;
  /** No step follows: arrays can still be read, and take less memory together. */
  settle?(): void;
  /** The present value of an array, copied. */
  read(key: string): Float32Array;
  /** The gradient of an array that learns, copied, right after a step that kept it. */
  gradient(key: string): Float32Array;
  /** Everything that the next step depends on but its inputs, copied; absent where steps change nothing. */
  save?(): TrainerState;
  restore?(state: TrainerState): void;
  dispose(): void;
}

/** Arrays and moments by name, steps taken, and those of single arrays where some took fewer. */
export interface TrainerState {
  readonly arrays: readonly (readonly [name: string, data: Float32Array])[];
  readonly count: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Something outside of the heap that has to be given back. */
export interface Held {
  dispose(): void;
}

export interface Predictor {
  readonly executor: ExecutorChoice;
  run(inputs: Readonly<Record<string, TensorValue>>): Readonly<Record<string, TensorValue>>;
  /** As for a Trainer. */
  buffers?(like: Readonly<Record<string, TensorValue>>): Readonly<Record<string, TensorValue>>;
  /** Gives an array other values, which later runs use; what was compiled stays. */
  write(key: string, data: Float32Array): void;
  dispose(): void;
  /** What it holds outside of the heap. It keeps neither the predictor nor its step alive. */
  readonly memory: Held;
}

export interface ComputeOptions {
  /** Automatic choice among those of the processor when absent. One of another device is the only one, or the run fails. */
  readonly executor?: ExecutorName;
  readonly threads?: number;
}

/** Told of an error in an executor that no net should cause. */
export type BugReport = (executor: ExecutorName, error: unknown) => void;

export interface Compute {
  createTrainer(
    arrays: readonly ArraySlot[],
    step: StepFunction,
    optimizer: OptimizerSettings,
    options?: ComputeOptions,
  ): Trainer;
  createPredictor(arrays: readonly ArraySlot[], step: StepFunction, options?: ComputeOptions): Predictor;
}
