/** Which tests stand nearest to a source: by how many imports lie between them. */
import ts from 'typescript';
import { resolved, type Source, walk } from '../sources.ts';

/** Files that a file imports, by their paths from the root. */
function importsOf({ file, tree }: Source): string[] {
  const found: string[] = [];
  walk(tree, (n) => {
    const named = ts.isImportDeclaration(n) || ts.isExportDeclaration(n) ? n.moduleSpecifier : undefined;
    if (named !== undefined && ts.isStringLiteral(named) && named.text.startsWith('.'))
      found.push(resolved(file, named.text));
  });
  return found;
}

/** Makes a function that gives the tests which import a file, the nearest first, each with the imports in between. */
export function nearTests(
  sources: ReadonlyMap<string, Source>,
): (file: string) => readonly (readonly [string, number])[] {
  const importers = new Map<string, string[]>();
  for (const source of sources.values())
    for (const file of importsOf(source)) importers.set(file, [...(importers.get(file) ?? []), source.file]);
  return (file) => {
    const distance = new Map([[file, 0]]);
    for (const [at, steps] of distance)
      for (const importer of importers.get(at) ?? []) if (!distance.has(importer)) distance.set(importer, steps + 1);
    return [...distance].filter(([f]) => f.endsWith('.test.ts'));
  };
}
