/** Loads tfjs and starts its backend, once, when a net first runs. The one place that imports backends. */
import type * as wasm from '@tensorflow/tfjs-backend-wasm';
import { host } from '../../host/host.ts';
import type { Tensors } from '../contract/step.ts';
import { registerKernels } from '../executors/eager/forms/index.ts';
import { registerLoops } from '../executors/eager/forms/loop.ts';
import { registerGradients } from './gradients.ts';
import { KernelHook } from './hook.ts';
import { WasmHeap } from './wasm/heap.ts';
import { CallRecorder, startTfjsModule } from './wasm/tfjs-module.ts';

export interface Engine {
  readonly tf: Tensors;
  readonly device: 'wasm' | 'cpu';
  /** Memory of the wasm backend; absent on the cpu backend. */
  readonly heap: WasmHeap | undefined;
  /** Stands before all kernels of the wasm backend. */
  readonly hook: KernelHook;
  /** Why the wasm backend does not run. */
  readonly problem: string | undefined;
}

const load = (name: string): unknown => host().packages.load(name);
let started: Engine | undefined;

/** The engine of this process. Loading takes about 50 ms the first time. */
export const engine = (): Engine => (started ??= start());

function start(): Engine {
  // The bundles for Node are loaded so that everybody shares one engine; tfjs-layers registers the gradients.
  const tf = load('@tensorflow/tfjs-core') as Tensors;
  load('@tensorflow/tfjs-layers');
  registerGradients(tf);
  // Without this the cpu backend advertises another package on the terminal.
  tf.env().set('PROD', true);
  const hook = new KernelHook();
  const { heap, problem } = startWasm(tf, hook);
  if (heap === undefined) {
    load('@tensorflow/tfjs-backend-cpu');
    registerLoops(tf, 'cpu');
    tf.setBackend('cpu');
  }
  return { tf, device: heap === undefined ? 'cpu' : 'wasm', heap, hook, problem };
}

function startWasm(tf: Tensors, hook: KernelHook): { heap: WasmHeap | undefined; problem: string | undefined } {
  try {
    const recorder = new CallRecorder();
    const module = startTfjsModule(recorder);
    const { BackendWasm } = load('@tensorflow/tfjs-backend-wasm') as typeof wasm;
    // tfjs-backend-wasm registers a factory that would wait; ours is ready at once.
    tf.removeBackend('wasm');
    const backend = new BackendWasm(module as never);
    const heap = new WasmHeap(tf, backend, module, recorder);
    registerKernels(tf, heap);
    hook.install(tf, 'wasm');
    tf.registerBackend('wasm', () => backend, 2);
    tf.setBackend('wasm');
    return { heap, problem: undefined };
  } catch (e) {
    return { heap: undefined, problem: e instanceof Error ? e.message : String(e) };
  }
}
