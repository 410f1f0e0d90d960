/** All functions of numbers, by the names of kernels. */

import { composedFunctions } from './composed-functions.ts';
import { basicFunctions, type Emit } from './functions.ts';

export const functions: Readonly<Record<string, Emit>> = { ...basicFunctions, ...composedFunctions };
