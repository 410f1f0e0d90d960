/** The program of the thread that owns a device of the GPU. */
import { useHost } from './host/host.ts';
import { nodeHost } from './host/node/node-host.ts';

useHost(nodeHost);
await import('./compute/executors/webgpu/worker.ts');
