/** The files of the project that are written in the language, found without git: a copy of the project has none. */
import { readdirSync } from 'node:fs';

const FOLDERS = ['benchmarks', 'examples', 'playground', 'scripts', 'stdlib', 'test'];

export const sourceFiles: readonly string[] = FOLDERS.flatMap((folder) =>
  (readdirSync(folder, { recursive: true }) as string[]).filter((f) => /\.wlt?$/.test(f)).map((f) => `${folder}/${f}`),
).sort();
