/** Functions that were learnt as files: "WMLF" for Import and Export. */
import { format } from '../builtins/io/formats/format.ts';
import { isLearnt, readFunction, writeFunction } from './function-text.ts';

export const WMLF = format('WMLF', {
  extensions: ['wmlf'],
  read: { Function: (bytes, call) => readFunction(bytes, call) },
  write: (value) => (isLearnt(value) ? writeFunction(value) : undefined),
});
