/** The fonts of the installed packages: the one place that knows where they lie on disk. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Fontkit from 'fontkit';
import { FontLibrary } from './font-library.ts';

const require = createRequire(import.meta.url);

/** Shared by all sessions: fonts are constant, and each is parsed once. The parser takes long to load and waits for the first text. */
export const packageFonts = new FontLibrary(
  (path) => readFileSync(require.resolve(path)),
  (bytes) => (require('fontkit') as typeof Fontkit).create(bytes),
);
