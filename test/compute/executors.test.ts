/** The suite of every executor. */
import { executors } from '../../src/compute/executors/index.ts';
import { executorSuite } from './executor-suite.ts';

for (const executor of executors) executorSuite(executor);
