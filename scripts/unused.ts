/** Exports that nothing imports, and packages that nothing names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { filesUnder } from './source-index.ts';
import { isGenerated, resolved, type Source, walk } from './sources.ts';

/** Files whose exports are for users of the package; what the build starts from is not for other files either. */
const PUBLIC = new Set(['src/index.ts', 'repl.ts']);

const isExported = (n: ts.Node): boolean =>
  ts.canHaveModifiers(n) && ts.getModifiers(n)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) === true;

/** Values that a file exports, and those that it passes on from another file; types may be part of what is exported. */
function exportsOf({ tree }: Source): string[] {
  const names: string[] = [];
  for (const s of tree.statements) {
    if (ts.isExportDeclaration(s) && s.exportClause !== undefined && ts.isNamedExports(s.exportClause))
      names.push(...s.exportClause.elements.filter((e) => !s.isTypeOnly && !e.isTypeOnly).map((e) => e.name.text));
    if (!isExported(s) || ts.isInterfaceDeclaration(s) || ts.isTypeAliasDeclaration(s)) continue;
    if (ts.isVariableStatement(s)) for (const d of s.declarationList.declarations) names.push(...namesIn(d.name));
    else if ('name' in s && s.name !== undefined) names.push((s.name as ts.Identifier).text);
  }
  return names;
}

const namesIn = (n: ts.BindingName): string[] =>
  ts.isIdentifier(n)
    ? [n.text]
    : n.elements.flatMap((e: ts.BindingElement | ts.OmittedExpression) =>
        ts.isBindingElement(e) ? namesIn(e.name) : [],
      );

/** Calls use(file, name) for each name that a file takes from another; '*' is all of them. */
function importsOf({ file, tree }: Source, use: (from: string, name: string) => void): void {
  const namespaces = new Map<string, string>();
  walk(tree, (n) => {
    if (ts.isImportDeclaration(n) && ts.isStringLiteral(n.moduleSpecifier)) {
      const from = resolved(file, n.moduleSpecifier.text);
      const named = n.importClause?.namedBindings;
      if (named !== undefined && ts.isNamespaceImport(named)) namespaces.set(named.name.text, from);
      else if (named !== undefined) for (const e of named.elements) use(from, (e.propertyName ?? e.name).text);
    } else if (ts.isExportDeclaration(n) && n.moduleSpecifier !== undefined && ts.isStringLiteral(n.moduleSpecifier)) {
      const from = resolved(file, n.moduleSpecifier.text);
      if (n.exportClause === undefined || !ts.isNamedExports(n.exportClause)) use(from, '*');
      else for (const e of n.exportClause.elements) use(from, (e.propertyName ?? e.name).text);
    } else if (ts.isImportTypeNode(n) && ts.isLiteralTypeNode(n.argument) && ts.isStringLiteral(n.argument.literal)) {
      if (n.qualifier !== undefined) use(resolved(file, n.argument.literal.text), n.qualifier.getText().split('.')[0]!);
    } else if (ts.isCallExpression(n) && n.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [what] = n.arguments;
      if (what !== undefined && ts.isStringLiteral(what)) use(resolved(file, what.text), '*');
    }
  });
  // Of a namespace that is only looked into, the names that are; of one that is handed on, all.
  walk(tree, (n) => {
    if (!ts.isIdentifier(n) || !namespaces.has(n.text) || ts.isNamespaceImport(n.parent)) return;
    const from = namespaces.get(n.text)!;
    if (ts.isPropertyAccessExpression(n.parent) && n.parent.expression === n) use(from, n.parent.name.text);
    else if (ts.isQualifiedName(n.parent) && n.parent.left === n) use(from, n.parent.right.text);
    else if (!ts.isPropertyAccessExpression(n.parent) && !ts.isPropertyAssignment(n.parent)) use(from, '*');
  });
}

/** How often a name occurs in a file. */
function mentions({ tree }: Source, name: string): number {
  let count = 0;
  walk(tree, (n) => {
    if (ts.isIdentifier(n) && n.text === name) count++;
  });
  return count;
}

/** "file name" of each export of `product` that nothing in it uses, with whether a file of `others` (tests) does. */
export function unusedExports(
  product: ReadonlyMap<string, Source>,
  others: ReadonlyMap<string, Source>,
  entries: ReadonlySet<string> = new Set(),
): { readonly name: string; readonly inTests: boolean }[] {
  const taken = (sources: ReadonlyMap<string, Source>): Set<string> => {
    const names = new Set<string>();
    for (const s of sources.values()) importsOf(s, (from, name) => names.add(`${from} ${name}`));
    return names;
  };
  const used = taken(product);
  const tested = taken(others);
  const found: { name: string; inTests: boolean }[] = [];
  for (const s of product.values()) {
    if (PUBLIC.has(s.file) || entries.has(s.file) || isGenerated(s.file) || used.has(`${s.file} *`)) continue;
    for (const name of exportsOf(s)) {
      const key = `${s.file} ${name}`;
      if (!used.has(key) && mentions(s, name) < 2)
        found.push({ name: key, inTests: tested.has(key) || tested.has(`${s.file} *`) });
    }
  }
  return found;
}

/** Sources that a script of the build names as what a bundle starts from. */
export function entryPoints(root: string): ReadonlySet<string> {
  const scripts = filesUnder(join(root, 'scripts'), '.mjs').map((file) => readFileSync(file, 'utf8'));
  const own = scripts.flatMap((text) => [...text.matchAll(/['"`](src\/[\w/.-]+\.ts)['"`]/g)].map((m) => m[1]!));
  // VS Code calls what the extension exports.
  return new Set([...own, 'editors/vscode/src/extension.ts']);
}

const COMMANDS: Readonly<Record<string, string>> = {
  typescript: 'tsc',
  '@biomejs/biome': 'biome',
  '@vitest/coverage-v8': 'coverage',
};

/** Packages that package.json lists and that no file names. */
export function unusedPackages(root: string): string[] {
  const { dependencies, devDependencies, optionalDependencies, scripts } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<string, Readonly<Record<string, string>> | undefined>;
  const texts = ['src', 'test', 'scripts', 'benchmarks', 'grammar', 'playground', 'editors']
    .flatMap((folder) => filesUnder(join(root, folder), ''))
    .filter((file) => /\.(?:ts|mjs|as)$/.test(file))
    .map((file) => readFileSync(file, 'utf8'));
  texts.push(readFileSync(join(root, 'vitest.config.ts'), 'utf8'));
  // Of a package with a command, or behind an option of one, the scripts of package.json name that.
  const commands = Object.values(scripts ?? {}).join(' ');
  const command = (name: string): string => COMMANDS[name] ?? name;
  const named = (name: string): boolean => {
    if (new RegExp(`\\b${command(name)}\\b`).test(commands)) return true;
    if (texts.some((text) => new RegExp(`['"\`]${name}(?:/[^'"\`]*)?['"\`]`).test(text))) return true;
    // A name may be put together of its scope and the words of its own part.
    const [scope, own] = name.split('/') as [string, string?];
    const words = `'${own?.replaceAll('-', ' ')}'`;
    return texts.some((text) => text.includes(`\`${scope}/\${`) && text.toLowerCase().includes(words));
  };
  // Types have no name in what they are the types of.
  return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).filter(
    (name) => !name.startsWith('@types/') && !named(name),
  );
}
