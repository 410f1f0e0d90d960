/** What printed text is read as. */
import { type Expr, Kind, type Sym } from '../../src/expr/expr.ts';
import { parse } from '../../src/syntax/parser.ts';
import { resolve } from './random-expressions.ts';

/** The one expression that a text is; undefined when it is none or several. */
export function read(text: string, names: (name: string) => Sym = resolve): Expr | undefined {
  const { expressions, problems } = parse(text, { resolve: names });
  return problems.length === 0 && expressions.length === 1 ? expressions[0]!.expr : undefined;
}

/** Numbers other than whole ones, and reciprocals, have no spelling of their own: they are read as arithmetic. */
export function hasArithmetic(e: Expr): boolean {
  if (e.kind === Kind.Rational || e.kind === Kind.Complex) return true;
  if (e.kind !== Kind.Normal) return false;
  return (
    ['Power', 'Times'].includes((e.head as { name?: string }).name ?? '') ||
    hasArithmetic(e.head) ||
    e.args.some(hasArithmetic)
  );
}
