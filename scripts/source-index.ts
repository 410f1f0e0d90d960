/** Where every symbol of the language is written down: file and line of its record, or of its definition in stdlib/. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import type { Builtin } from '../src/builtins/builtin.ts';

export interface Place {
  /** From the root of the package. */
  readonly file: string;
  readonly line: number;
}

/** Calls whose first argument is the name of a symbol that is recorded elsewhere. */
const MENTIONS = new Set(['system', 'get', 'has', 'set', 'includes', 'str', 'message', 'resolve']);
/** How much a mention looks like the record itself. */
const WEIGHTS = { list: 0, property: 1, row: 2, constant: 3, factory: 4, record: 5 } as const;
const RECORDS = new Set(['builtin', 'layer', 'operator']);

export function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return filesUnder(path, ending);
      return path.endsWith(ending) ? [path] : [];
    });
}

const textOf = (n: ts.Node | undefined): string | undefined =>
  n !== undefined && ts.isStringLiteralLike(n) ? n.text : undefined;

const isName = (text: string | undefined): text is string => text !== undefined && /^\$?[A-Z][A-Za-z0-9]*$/.test(text);

type Found = readonly [name: string, weight: number];

/** builtin('Foo', ...), builtin('Internal`Foo', ...), part('Foo', ...), comparison(S.Foo, ...). */
function inCall(n: ts.CallExpression): Found | undefined {
  const [first] = n.arguments;
  const callee = ts.isIdentifier(n.expression) ? n.expression.text : undefined;
  if (first === undefined || callee === undefined || MENTIONS.has(callee)) return undefined;
  const name = ts.isPropertyAccessExpression(first) ? first.name.text : textOf(first)?.replace(/^.*`/, '');
  return isName(name) ? [name, RECORDS.has(callee) ? WEIGHTS.record : WEIGHTS.factory] : undefined;
}

/** Foo: { ... }, { name: 'Foo', ... }, 'Foo': ... */
function inProperty(n: ts.PropertyAssignment): Found | undefined {
  const key = ts.isIdentifier(n.name) || ts.isStringLiteral(n.name) ? n.name.text : undefined;
  const name = key === 'name' ? textOf(n.initializer) : key;
  // Bold: true is a fact about a word, not what the word is.
  if (n.initializer.kind === ts.SyntaxKind.TrueKeyword) return undefined;
  const table = ts.isObjectLiteralExpression(n.initializer) || ts.isArrayLiteralExpression(n.initializer);
  return isName(name) ? [name, key === 'name' || table ? WEIGHTS.row : WEIGHTS.property] : undefined;
}

/** ['what they are for', 'Foo Bar Baz']: a row of a table that says the same of many symbols. */
function inRow(n: ts.Node): Found[] {
  const [what, names] = ts.isArrayLiteralExpression(n) && n.elements.length === 2 ? n.elements.map(textOf) : [];
  const all = what === undefined || isName(what) ? [] : (names?.split(' ') ?? []);
  return all.every(isName) ? all.map((name) => [name, WEIGHTS.list]) : [];
}

/** The symbol that a node may be the record of. */
function recordedBy(n: ts.Node): Found | undefined {
  if (ts.isCallExpression(n)) return inCall(n);
  if (ts.isPropertyAssignment(n)) return inProperty(n);
  if (ts.isArrayLiteralExpression(n)) {
    const [first] = n.elements;
    const name = first && ts.isPropertyAccessExpression(first) ? first.name.text : textOf(first);
    return isName(name) ? [name, WEIGHTS.row] : undefined;
  }
  if (!ts.isVariableDeclaration(n) || !ts.isIdentifier(n.name)) return undefined;
  return isName(n.name.text) ? [n.name.text, WEIGHTS.constant] : undefined;
}

interface Mention extends Place {
  readonly weight: number;
  readonly text: string;
}

function mentionsIn(root: string, path: string, into: Map<string, Mention[]>): void {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest);
  const file = relative(root, path);
  const visit = (n: ts.Node, inside: ReadonlySet<string>): void => {
    const own = recordedBy(n);
    let within = inside;
    for (const [name, weight] of own === undefined ? inRow(n) : [own]) {
      const start = weight === WEIGHTS.list ? (n as ts.ArrayLiteralExpression).elements[1]! : n;
      const line = source.getLineAndCharacterOfPosition(start.getStart(source)).line + 1;
      // What is said inside of a record of the same name belongs to it.
      if (!inside.has(name))
        into.set(name, [...(into.get(name) ?? []), { file, line, weight, text: n.getText(source) }]);
      within = new Set([...inside, name]);
    }
    ts.forEachChild(n, (child) => visit(child, within));
  };
  visit(source, new Set());
}

const cache = new Map<string, Map<string, Mention[]>>();
function mentions(root: string, folder: string): Map<string, Mention[]> {
  const key = join(root, folder);
  let found = cache.get(key);
  if (found === undefined) {
    found = new Map();
    for (const path of filesUnder(key, '.ts')) mentionsIn(root, path, found);
    cache.set(key, found);
  }
  return found;
}

/** As much of a usage as stands in the source as it is. */
const beginning = (usage: string): string =>
  usage
    .split('\n')[0]!
    .slice(0, 60)
    .replace(/['`\\].*/, '');

/** The places that look most like the record of a symbol of a theme: one, if the record can be found. */
function placesOf(root: string, name: string, usage: string, folder: string): readonly Place[] {
  const all = mentions(root, folder).get(name) ?? [];
  const rank = (m: Mention): number => m.weight + (m.text.includes(beginning(usage)) ? 10 : 0);
  const most = Math.max(...all.map(rank));
  return all.filter((m) => rank(m) === most).map(({ file, line }) => ({ file, line }));
}

/** Where a file of stdlib/ says what a symbol is. */
function placesInLibrary(root: string, name: string, file: string): readonly Place[] {
  const path = `stdlib/${file}`;
  const lines = readFileSync(join(root, path), 'utf8').split('\n');
  const own = new RegExp(`^(?:\\w*\`)*${name.replace('$', '\\$')}::usage\\s*=`);
  return lines.flatMap((text, i) => (own.test(text) ? [{ file: path, line: i + 1 }] : []));
}

/** Themes with a folder of their own beside the builtins. */
const besides = new Set(['nets', 'learning']);

const folderOf = (theme: string): string =>
  besides.has(theme) ? `src/${theme}` : `src/builtins/${theme.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()}`;

type Themes = Readonly<Record<string, readonly Builtin[]>>;

/** Where each symbol is written down, by name. Not one place: the record is written in an odd way. */
export function sourceIndex(root: string, themes: Themes, library: Themes): ReadonlyMap<string, readonly Place[]> {
  const index = new Map<string, readonly Place[]>();
  for (const [theme, records] of Object.entries(themes))
    for (const r of records) index.set(r.symbol.name, placesOf(root, r.symbol.name, r.usage, folderOf(theme)));
  for (const [theme, records] of Object.entries(library))
    for (const r of records) index.set(r.symbol.name, placesInLibrary(root, r.symbol.name, `${theme}.wl`));
  return index;
}
