/** Files and functions that are too long to have one theme. */
import ts from 'typescript';
import { isGenerated, type Source, walk } from './sources.ts';

export const FILE_LIMIT = 350;
export const FUNCTION_LIMIT = 60;

export interface Length {
  /** The file, and for a function its name. */
  readonly what: string;
  readonly lines: number;
}

const isFunction = (n: ts.Node): n is ts.FunctionLikeDeclaration =>
  ts.isFunctionDeclaration(n) ||
  ts.isFunctionExpression(n) ||
  ts.isArrowFunction(n) ||
  ts.isMethodDeclaration(n) ||
  ts.isConstructorDeclaration(n) ||
  ts.isAccessor(n);

/** The own name of a function, or that of what it is given to. */
function nameOf(n: ts.FunctionLikeDeclaration): string {
  if (n.name !== undefined) return n.name.getText();
  if (ts.isConstructorDeclaration(n)) return 'constructor';
  const { parent } = n;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent))
    return parent.name.getText();
  return 'function';
}

const linesOf = (n: ts.Node, tree: ts.SourceFile): number =>
  tree.getLineAndCharacterOfPosition(n.getEnd()).line - tree.getLineAndCharacterOfPosition(n.getStart()).line + 1;

/** What is longer than allowed, longest first. */
export function tooLong(sources: Iterable<Source>): { readonly files: Length[]; readonly functions: Length[] } {
  const files: Length[] = [];
  const functions: Length[] = [];
  for (const { file, tree } of sources) {
    if (isGenerated(file)) continue;
    const lines = tree.text.split('\n').length - 1;
    if (lines > FILE_LIMIT) files.push({ what: file, lines });
    walk(tree, (n) => {
      if (!isFunction(n)) return;
      const own = linesOf(n, tree);
      if (own > FUNCTION_LIMIT) functions.push({ what: `${file} ${nameOf(n)}`, lines: own });
    });
  }
  const longestFirst = (a: Length, b: Length): number => b.lines - a.lines;
  return { files: files.sort(longestFirst), functions: functions.sort(longestFirst) };
}

/** How often types are silenced: casts to what the value is not, and comments that turn a rule off. */
export function silenced(sources: Iterable<Source>): number {
  let count = 0;
  for (const { tree } of sources) {
    count += [...tree.text.matchAll(/@ts-(?:ignore|expect-error|nocheck)|biome-ignore/g)].length;
    walk(tree, (n) => {
      if (!ts.isAsExpression(n)) return;
      const { kind } = n.type;
      if ([ts.SyntaxKind.AnyKeyword, ts.SyntaxKind.NeverKeyword, ts.SyntaxKind.UnknownKeyword].includes(kind)) count++;
    });
  }
  return count;
}
