/** The sources as syntax trees, for the checks of the house. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';
import { filesUnder } from './source-index.ts';

export interface Source {
  /** From the root of the package. */
  readonly file: string;
  readonly tree: ts.SourceFile;
}

export const isGenerated = (file: string): boolean => file.includes('/generated/');

/** Every TypeScript file below the folders (or the file itself), by its path from the root. */
export function readSources(root: string, places: readonly string[]): ReadonlyMap<string, Source> {
  const files = places.flatMap((place) => {
    const path = join(root, place);
    return place.endsWith('.ts') ? [path] : existsSync(path) ? filesUnder(path, '.ts') : [];
  });
  return new Map(
    files.map((path) => {
      const file = relative(root, path);
      return [
        file,
        { file, tree: ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true) },
      ];
    }),
  );
}

/** What an import names: a file from the root of the package, or the package as it stands. */
export const resolved = (from: string, specifier: string): string =>
  specifier.startsWith('.') ? join(dirname(from), specifier) : specifier;

export function walk(n: ts.Node, visit: (n: ts.Node) => void): void {
  visit(n);
  ts.forEachChild(n, (child) => walk(child, visit));
}
