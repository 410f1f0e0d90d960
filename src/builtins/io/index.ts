/** The theme's records. */
import type { Builtin } from '../builtin.ts';
import { binary } from './binary.ts';
import { byteArrays } from './byte-array.ts';
import { contexts } from './contexts.ts';
import { fileNames } from './file-names.ts';
import { files } from './files.ts';
import { formatNaming } from './format-names.ts';
import { loading } from './get.ts';
import { importing } from './import-export.ts';
import { printing } from './printing.ts';
import { processes } from './processes.ts';
import { reading } from './reading.ts';
import { serialization } from './serialization.ts';
import { standardStreams } from './standard-streams.ts';
import { streams } from './streams.ts';
import { writing } from './writing.ts';

export const io: readonly Builtin[] = [
  ...printing,
  ...byteArrays,
  ...serialization,
  ...importing,
  ...formatNaming,
  ...fileNames,
  ...files,
  ...streams,
  ...standardStreams,
  ...processes,
  ...reading,
  ...writing,
  ...binary,
  ...contexts,
  ...loading,
];
