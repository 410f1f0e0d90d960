/** Registers the kernels that tfjs's wasm backend does not have or has in a slow form. */

import type { Tensors } from '../../../contract/step.ts';
import type { WasmHeap } from '../../../machine/wasm/heap.ts';
import type { OwnKernel } from '../form.ts';
import { convolutionKernels } from './convolution.ts';
import { depthwiseKernels } from './depthwise.ts';
import { identityKernels } from './identity.ts';
import { loopKernels } from './loop.ts';
import { manyAxesKernels } from './many-axes.ts';
import { matrixKernels } from './matrix.ts';
import { poolingKernels } from './pooling.ts';
import { segmentKernels } from './segment.ts';

const kernels: Readonly<Record<string, OwnKernel>> = {
  ...identityKernels,
  ...manyAxesKernels,
  ...matrixKernels,
  ...convolutionKernels,
  ...poolingKernels,
  ...depthwiseKernels,
  ...segmentKernels,
  ...loopKernels,
};

/** Must run before the backend is registered, which sets the kernels up. */
export function registerKernels(tf: Tensors, heap: WasmHeap): void {
  for (const [kernelName, make] of Object.entries(kernels)) {
    const stock = tf.getKernel(kernelName, 'wasm');
    if (stock) tf.unregisterKernel(kernelName, 'wasm');
    const kernelFunc = make(tf, heap, stock?.kernelFunc);
    tf.registerKernel({ ...stock, kernelName, backendName: 'wasm', kernelFunc });
  }
}
