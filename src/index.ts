/** The public API under Node. */
import { useHost } from './host/host.ts';
import { nodeHost } from './host/node/node-host.ts';

useHost(nodeHost);

export * from './core.ts';
