/** Small changes of a source that a test should notice: another operator, another constant. */
import ts from 'typescript';

interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Mutation extends Span {
  readonly before: string;
  readonly after: string;
  readonly line: number;
  /** The expression whose value changes. */
  readonly whole: Span;
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
  const add = (n: ts.Node, after: string, whole = n): void => {
    const start = n.getStart(tree);
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    const span = { start: whole.getStart(tree), end: whole.getEnd() };
    found.push({ start, end: n.getEnd(), before: n.getText(tree), after, line, whole: span });
  };
  const visit = (n: ts.Node): void => {
    // What types say is no behaviour.
    if (ts.isTypeNode(n) || ts.isImportDeclaration(n)) return;
    const other = ts.isBinaryExpression(n) ? OPERATORS[n.operatorToken.kind] : undefined;
    if (ts.isBinaryExpression(n) && other !== undefined) add(n.operatorToken, other, n);
    else if (n.kind === ts.SyntaxKind.TrueKeyword || n.kind === ts.SyntaxKind.FalseKeyword) add(n, OPERATORS[n.kind]!);
    else if (ts.isNumericLiteral(n) && /^\d+$/.test(n.text) && !isName(n)) add(n, String(Number(n.text) + 1));
    ts.forEachChild(n, visit);
  };
  visit(tree);
  return found;
}

/** Whether a literal is the key of a property. */
const isName = (n: ts.NumericLiteral): boolean => 'name' in n.parent && n.parent.name === n;

export const mutated = (text: string, m: Mutation): string => text.slice(0, m.start) + m.after + text.slice(m.end);

/** A source with some changes that are made only where `mutant`, of the number of the change, says so. */
export function switched(text: string, changes: readonly (readonly [number: number, change: Mutation])[]): string {
  const last = [...changes].sort(([, a], [, b]) => b.start - a.start);
  return last.reduce((rest, [number, m]) => {
    const { start, end } = m.whole;
    const other = text.slice(start, m.start) + m.after + text.slice(m.end, end);
    return `${rest.slice(0, start)}(mutant(${number}) ? (${other}) : (${text.slice(start, end)}))${rest.slice(end)}`;
  }, text);
}

export const overlap = (a: Mutation, b: Mutation): boolean =>
  a.whole.start < b.whole.end && b.whole.start < a.whole.end;
