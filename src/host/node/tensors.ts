/** tfjs for Node in one program, which starts from a code cache when the first net runs. */
import * as cpu from '@tensorflow/tfjs-backend-cpu';
import * as wasm from '@tensorflow/tfjs-backend-wasm';
import factory from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.js';
import * as core from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';

export const packages: Readonly<Record<string, unknown>> = {
  '@tensorflow/tfjs-core': core,
  // all that is wanted of it are the gradients, which are registered above
  '@tensorflow/tfjs-layers': {},
  '@tensorflow/tfjs-backend-cpu': cpu,
  '@tensorflow/tfjs-backend-wasm': wasm,
  '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.js': factory,
};
