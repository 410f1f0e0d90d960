/** The optimizers by their names. */
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';
import { signSgd } from './sign-sgd.ts';

export const optimizers = { ADAM: adam, ADAMW: adamw, RMSProp: rmsprop, SGD: sgd, SignSGD: signSgd } as const;

export type OptimizerName = keyof typeof optimizers;

export const optimizerOf = (name: OptimizerName): Optimizer => optimizers[name];
