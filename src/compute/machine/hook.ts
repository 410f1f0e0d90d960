/** A place where a tracer can stand between tfjs and its kernels. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Tensors } from '../contract/step.ts';
import type { Run } from '../executors/eager/form.ts';

export type KernelCall = Parameters<Run>[0];
export type KernelResult = TensorInfo | TensorInfo[];

/** Decides what a kernel call gives; `run` does the work. */
export type Listener = (kernel: string, call: KernelCall, run: Run) => KernelResult;

/** While `listener` is set, every kernel call goes through it. */
export class KernelHook {
  listener: Listener | undefined;

  /** Puts the hook before all kernels of a backend. Must run before the backend is registered. */
  install(tf: Tensors, backendName: string): void {
    for (const config of tf.getKernelsForBackend(backendName)) {
      const { kernelName, kernelFunc } = config;
      tf.unregisterKernel(kernelName, backendName);
      tf.registerKernel({
        ...config,
        kernelFunc: (call) =>
          this.listener === undefined ? kernelFunc(call) : this.listener(kernelName, call, kernelFunc),
      });
    }
  }
}
