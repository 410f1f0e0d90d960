/** The net operators there are. A new one is a file here and a name in this list. */
import type { Operator } from '../operator.ts';
import { NetMapOperator } from './map.ts';

export const operators: readonly Operator[] = [NetMapOperator];
