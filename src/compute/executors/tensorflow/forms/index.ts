/** All kernels that have a form in TensorFlow. */
import { arithmetic } from './arithmetic.ts';
import { arrangement } from './arrangement.ts';
import type { Lowering } from './form.ts';
import { windows } from './windows.ts';

export const lowerings: Readonly<Record<string, Lowering>> = { ...arithmetic, ...arrangement, ...windows };
