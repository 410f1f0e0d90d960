/** The fonts that come with the program: the one place that knows where they lie on disk. */
import type * as Fontkit from 'fontkit';
import { host } from '../../host/host.ts';
import { FontLibrary } from './font-library.ts';

/** Shared by all sessions: fonts are constant, and each is parsed once. The parser takes long to load and waits for the first text. */
export const packageFonts = new FontLibrary(
  // The build brings them into the package; before it they are those of the packages it takes them from.
  (path) => host().ownFile(`dist/fonts/${path.replace(/^.*\//, '')}`) ?? host().packages.read(path),
  (bytes) => (host().packages.load('fontkit') as typeof Fontkit).create(bytes),
);
