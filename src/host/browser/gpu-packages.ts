/** tfjs for the thread that owns a device of the GPU. */
import * as webgpu from '@tensorflow/tfjs-backend-webgpu';
import * as core from '@tensorflow/tfjs-core';

export const packages: Readonly<Record<string, unknown>> = {
  '@tensorflow/tfjs-core': core,
  '@tensorflow/tfjs-backend-webgpu': webgpu,
};
