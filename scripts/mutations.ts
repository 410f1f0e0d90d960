/** Small changes of a source that a test should notice: another operator, another constant. */
import ts from 'typescript';

export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  readonly line: number;
}

const OPERATORS: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AsteriskToken]: '/',
  [ts.SyntaxKind.SlashToken]: '*',
  [ts.SyntaxKind.TrueKeyword]: 'false',
  [ts.SyntaxKind.FalseKeyword]: 'true',
};

/** Every change that can be made in a file. */
export function mutationsOf(tree: ts.SourceFile): Mutation[] {
  const found: Mutation[] = [];
  const add = (n: ts.Node, after: string): void => {
    const start = n.getStart(tree);
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    found.push({ start, end: n.getEnd(), before: n.getText(tree), after, line });
  };
  const visit = (n: ts.Node): void => {
    // What types say is no behaviour.
    if (ts.isTypeNode(n) || ts.isImportDeclaration(n)) return;
    const other = ts.isBinaryExpression(n) ? OPERATORS[n.operatorToken.kind] : undefined;
    if (ts.isBinaryExpression(n) && other !== undefined) add(n.operatorToken, other);
    else if (n.kind === ts.SyntaxKind.TrueKeyword || n.kind === ts.SyntaxKind.FalseKeyword) add(n, OPERATORS[n.kind]!);
    else if (ts.isNumericLiteral(n) && /^\d+$/.test(n.text)) add(n, String(Number(n.text) + 1));
    ts.forEachChild(n, visit);
  };
  visit(tree);
  return found;
}

export const mutated = (text: string, m: Mutation): string => text.slice(0, m.start) + m.after + text.slice(m.end);
