/** The program of the thread that owns a device of the GPU, in a page. */
import { packages } from './host/browser/gpu-packages.ts';
import { threadHost } from './host/browser/thread-host.ts';
import { useHost } from './host/host.ts';

useHost(await threadHost(packages));
await import('./compute/executors/webgpu/worker.ts');
