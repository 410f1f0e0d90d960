/** What holds in every test file: where the program runs, and that a bug of an executor, which sessions only warn of, fails the tests. */
import { useHost } from '../src/host/host.ts';
import { nodeHost } from '../src/host/node/node-host.ts';

useHost(nodeHost);
process.on('warning', (w) => {
  if (w.name === 'ExecutorBug') throw w;
});
