/** All functions of numbers, by the names of kernels. */
import { basicFunctions, type Emit } from './functions.ts';
import { moreFunctions } from './more-functions.ts';

export const functions: Readonly<Record<string, Emit>> = { ...basicFunctions, ...moreFunctions };
