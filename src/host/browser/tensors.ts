/** tfjs for the browser, a program of its own: fetched when the first net runs. */
import * as cpu from '@tensorflow/tfjs-backend-cpu';
import * as wasm from '@tensorflow/tfjs-backend-wasm';
import factory from '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.js';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';

export const packages: Readonly<Record<string, unknown>> = {
  '@tensorflow/tfjs-core': core,
  '@tensorflow/tfjs-layers': layers,
  '@tensorflow/tfjs-backend-cpu': cpu,
  '@tensorflow/tfjs-backend-wasm': wasm,
  '@tensorflow/tfjs-backend-wasm/wasm-out/tfjs-backend-wasm-simd.js': factory,
};
