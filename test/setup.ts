/** What holds in every test file: where the program runs, and that a bug of an executor, which sessions only warn of, fails the tests. */
import { useHost } from '../src/host/host.ts';
import { nodeHost } from '../src/host/node/node-host.ts';

useHost(nodeHost);

// Each file runs this, also those that share a process: one listener is enough.
const shared = globalThis as { bugsFail?: boolean };
if (!shared.bugsFail) {
  shared.bugsFail = true;
  process.on('warning', (w) => {
    if (w.name === 'ExecutorBug') throw w;
  });
}
