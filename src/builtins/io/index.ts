/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { byteArrays } from './byte-array.ts';
import { contexts } from './contexts.ts';
import { fileNames } from './file-names.ts';
import { files } from './files.ts';
import { loading } from './get.ts';
import { importing } from './import-export.ts';
import { information } from './information.ts';
import { printing } from './printing.ts';
import { streams } from './streams.ts';

export const io: readonly Builtin[] = [
  ...printing,
  ...byteArrays,
  ...importing,
  ...fileNames,
  ...files,
  ...streams,
  ...contexts,
  ...loading,
  ...information,
];
