/** Adds an entry to the list that a file exports, whatever it holds already and however it is laid out. */
import ts from 'typescript';

/** The array or object that the export is, seen through `as const`, Object.freeze(...) and parentheses. */
function literalOf(e: ts.Expression | undefined): ts.ArrayLiteralExpression | ts.ObjectLiteralExpression | undefined {
  if (e === undefined) return undefined;
  if (ts.isArrayLiteralExpression(e) || ts.isObjectLiteralExpression(e)) return e;
  if (ts.isAsExpression(e) || ts.isParenthesizedExpression(e) || ts.isSatisfiesExpression(e))
    return literalOf(e.expression);
  return undefined;
}

function declared(source: ts.SourceFile, name: string | undefined) {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const exported = statement.modifiers?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) === true;
    for (const d of statement.declarationList.declarations) {
      if (!ts.isIdentifier(d.name) || (name === undefined ? !exported : d.name.text !== name)) continue;
      const literal = literalOf(d.initializer);
      if (literal !== undefined) return literal;
    }
  }
  return undefined;
}

/**
 * The text of a file with one more entry in its list and, where `from` is given, an import of it. `list` is the name of
 * the list; without it, the first that is exported. undefined: there is no such list.
 */
export function withEntry(
  text: string,
  entry: { readonly code: string; readonly list?: string; readonly from?: string; readonly imported?: string },
): string | undefined {
  const source = ts.createSourceFile('list.ts', text, ts.ScriptTarget.Latest, true);
  const literal = declared(source, entry.list);
  if (literal === undefined) return undefined;
  const items = ts.isArrayLiteralExpression(literal) ? literal.elements : literal.properties;
  // A comma at the end, where there is one, stands after the last item.
  const at = items.length === 0 ? literal.getEnd() - 1 : items.at(-1)!.getEnd();
  const withItem = `${text.slice(0, at)}${items.length === 0 ? '' : ', '}${entry.code}${text.slice(at)}`;
  if (entry.from === undefined) return withItem;
  const imports = source.statements.filter(ts.isImportDeclaration);
  const place = imports.at(-1)?.getEnd() ?? source.statements[0]!.getStart();
  const line = `import { ${entry.imported ?? entry.code} } from '${entry.from}';`;
  return imports.length === 0
    ? `${withItem.slice(0, place)}${line}\n${withItem.slice(place)}`
    : `${withItem.slice(0, place)}\n${line}${withItem.slice(place)}`;
}
