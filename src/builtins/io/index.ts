/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { byteArrays } from './byte-array.ts';
import { contexts } from './contexts.ts';
import { loading } from './get.ts';
import { importing } from './import-export.ts';
import { information } from './information.ts';
import { printing } from './printing.ts';

export const io: readonly Builtin[] = [
  ...printing,
  ...byteArrays,
  ...importing,
  ...contexts,
  ...loading,
  ...information,
];
