/** All models; nothing else. */
import { LeNet } from './lenet.ts';
import type { Model } from './model.ts';

export const models: readonly Model[] = [LeNet];
